/**
 * Headquarters' year 本部監査と方向性, version 1 (domain-2.md 3; 2-4, 5-3, 5-5): the policy of its audits, the plan, the
 * audits it starts, inspections, the issues grasped from the results, the direction for all bodies and its outline. The
 * calendar opens it.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { contents } from './contents.ts';
import { drafts } from './drafts.ts';
import { lists, subject } from './lists.ts';
import { machine } from './machine.ts';
import { opening, startAsks } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const programmeV1 = defineProcedure<Context>({
  id: 'programme',
  version: 1,
  label: { ja: '本部監査・方向性', en: 'headquarters’ audits and direction' },
  input: opening,
  startAsks,
  starts: ['hqaudit'],
  yearly: { of: ['centre'] },
  decisions,
  told,
  times,
  rules,
  routes,
  states,
  phases,
  notices,
  dueItems,
  marks,
  contents,
  drafts,
  lists,
  subject,
  machine,
  timers,
  project,
  dates: ({ dueItems: dates }) => dates,
});

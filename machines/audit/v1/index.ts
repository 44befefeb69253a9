/**
 * Audit 独立監査, version 1 (domain.md 6; 3-15): planned by the audit officer, carried out by people independent of the
 * departments and persons inspected, reported to the CISO and told to the cycle. Neither a conflict, nor silence of the
 * audited, nor the CISO's view stops it; every way round leaves its mark.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { choices } from './choices.ts';
import { contents } from './contents.ts';
import { drafts } from './drafts.ts';
import { lists, subject } from './lists.ts';
import { machine } from './machine.ts';
import { opening } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const auditV1 = defineProcedure<Context>({
  id: 'audit',
  version: 1,
  label: { ja: '独立監査', en: 'independent audit' },
  input: opening,
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
  choices,
  drafts,
  lists,
  subject,
  machine,
  timers,
  project,
  dates: ({ dueItems }) => dueItems,
  profile: ({ profile }) => profile,
});

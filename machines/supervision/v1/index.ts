/**
 * The supervision 所管 of one agency in one year, version 1 (domain-2.md 5; 4-3, 4-4, 4-10 to 4-13, 5-4, 6-5): objectives,
 * guidance, the agency's result, each minister's evaluation and its publication, the centre's check. The calendar opens it
 * beside the agency's cycle; the ministries and the centre decide elsewhere.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { choices } from './choices.ts';
import { contents } from './contents.ts';
import { drafts } from './drafts.ts';
import { lists } from './lists.ts';
import { machine } from './machine.ts';
import { opening, startAsks } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { board, dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const supervisionV1 = defineProcedure<Context>({
  id: 'supervision',
  version: 1,
  label: { ja: '所管法人の監督・評価', en: 'supervision and evaluation of an agency' },
  input: opening,
  startAsks,
  yearly: { of: ['incorporated-administrative-agency', 'designated-corporation'], beside: 'cycle' },
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
  board,
  contents,
  choices,
  drafts,
  lists,
  machine,
  timers,
  project,
});

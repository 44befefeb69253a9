/** 年度サイクル, version 1: one organisation's fiscal year for the three profiles. */
import { defineProcedure, join } from '../../kit/v1/index.ts';
import { choices } from './choices.ts';
import { contents } from './contents.ts';
import { drafts as listed } from './conformity-drafts.ts';
import { drafts } from './drafts.ts';
import { handIns } from './inspect/hand-ins.ts';
import { lists } from './lists.ts';
import { machine } from './machine.ts';
import { opening } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const cycleV1 = defineProcedure<Context>({
  id: 'cycle',
  version: 1,
  label: { ja: '年度サイクル', en: 'annual cycle' },
  input: opening,
  starts: ['audit', 'improvement'],
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
  drafts: join(drafts, listed),
  handIns,
  lists,
  machine,
  timers,
  project,
  dates: ({ dueItems }) => dueItems,
  profile: ({ profile }) => profile,
});

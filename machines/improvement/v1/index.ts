/**
 * Improvement 改善措置, version 1 (3-16, 3-17, 3-18; domain.md 5): from a finding to the confirmation, by an independent
 * person, that the intended purpose was achieved, or to one of the other recorded ends, each counted apart for ever.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { choices } from './choices.ts';
import { contents } from './contents.ts';
import { drafts } from './drafts.ts';
import { DAYS_FOR_OWNER } from './due-items.ts';
import { lists } from './lists.ts';
import { machine } from './machine.ts';
import { opening } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const improvementV1 = defineProcedure<Context>({
  id: 'improvement',
  version: 1,
  label: { ja: '改善措置', en: 'improvement' },
  input: opening,
  startAsks: () => ({ due: { items: [{ id: 'owner', inDays: DAYS_FOR_OWNER }] } }),
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
  machine,
  timers,
  project,
  dates: ({ dueItems }) => dueItems,
  profile: ({ profile }) => profile,
});

/**
 * 統一基準群の策定, version 1 (2-1 to 2-6): drafted by the centre, passed by the council, decided by headquarters and
 * promulgated as an edition; the Drafting Guidance decided by the centre after consulting the ministries. Opened by a
 * person of the centre with the first draft.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { choices } from './choices.ts';
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

export const standardsV1 = defineProcedure<Context>({
  id: 'standards',
  version: 1,
  label: { ja: '統一基準群の策定', en: 'revision of the common standards' },
  input: opening,
  startAsks,
  opens: { by: ['submitDraft', 'submitGuidebook'], of: ['centre'] },
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
  dates: ({ dueItems: items }) => items,
});

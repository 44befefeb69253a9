/**
 * An audit by headquarters 本部監査, version 1 (domain-2.md 4; 3-20, 4-14, 5-1 to 5-4): planned, prepared, carried out, its
 * facts confirmed, reported with advice, and followed until nothing more is to come of any of it. Started by headquarters' year.
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

export const hqauditV1 = defineProcedure<Context>({
  id: 'hqaudit',
  version: 1,
  label: { ja: '本部監査', en: 'audit by headquarters' },
  input: opening,
  startAsks,
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
  profile: ({ profile }) => profile,
  dates: ({ dueItems: dates }) => dates,
});

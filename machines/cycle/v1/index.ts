/** 年度サイクル, version 1: one organisation's fiscal year for the three profiles. */
import type { ClauseId } from '../../../model/clauses.ts';
import { defineProcedure } from '../../kit/v1/index.ts';
import { contents } from './contents.ts';
import { machine } from './machine.ts';
import { opening } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

/** Agencies follow clause 3 through 4-2, 4-5, 4-9 and 4-14, and set up their CSIRT by 6-24: refusals cite those. */
const forAgencies: Readonly<Partial<Record<ClauseId, ClauseId>>> = {
  '3-1': '4-2',
  '3-2': '4-2',
  '3-3': '4-2',
  '3-4': '4-2',
  '3-5': '4-2',
  '3-6': '4-2',
  '3-7': '4-2',
  '3-8': '4-2',
  '3-9': '4-5',
  '3-10': '4-5',
  '3-11': '4-5',
  '3-12': '4-9',
  '3-13': '4-9',
  '3-14': '4-9',
  '3-15': '4-9',
  '3-16': '4-9',
  '3-17': '4-9',
  '3-18': '4-9',
  '3-19': '4-9',
  '3-20': '4-14',
  '6-23': '6-24',
};

/** The clause a body of the profile reads instead; itself for ministries. */
export function clauseFor(profile: Context['profile'], clause: ClauseId): ClauseId {
  return profile === 'ministry' ? clause : (forAgencies[clause] ?? clause);
}

export const cycleV1 = defineProcedure<Context>({
  id: 'cycle',
  version: 1,
  label: { ja: '年度サイクル', en: 'annual cycle' },
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
  machine,
  timers,
  project,
  cite: (context, clause) => clauseFor(context.profile, clause),
});

import type { ClauseId } from '../../model/clauses.ts';

/**
 * What serves a clause besides rules, decisions and tests, which are found by themselves: records and parts of the
 * software; or why there is nothing. A clause without any rule, decision or record must stand here with a reason.
 */
export interface ClauseService {
  /** Registers, read models and other parts that hold the clause's evidence. */
  readonly records?: readonly string[];
  /** Not built yet: what is missing. */
  readonly notYet?: string;
  /** Needs no software, and why. */
  readonly none?: string;
}

const incident = 'incident reporting and response come with a later issue';
const platform = 'platforms shared between bodies come with a later issue';

export const served: Partial<Record<ClauseId, ClauseService>> = {
  '1-1': { records: ['registry: kind of each body', 'profiles of `cycle`'] },
  '1-2': {
    records: [
      'registry: incorporated administrative agency, designated corporation',
      '`model/agency-clauses.ts`: agencies are refused under their own clause of section 4',
    ],
  },
  '2-1': { records: ['register `editions`'] },
  '2-2': { records: ['register `editions`: what `promulgate` writes, with the day of the decision'] },
  '2-3': { records: ['`standards`: each ministry asked, its opinion and the answer, or 意見なし（期限経過）'] },
  '2-4': {
    records: ['`standards`: every draft with its inspection – document, period, ministries – and its threats'],
  },
  '3-1': { records: ['register `policy`'] },
  '3-2': { records: ['register `policy`'] },
  '3-3': { records: ['register `policy`: confirmed unchanged'] },
  '3-4': { records: ['register `standards`'] },
  '3-5': { records: ['register `standards`: conformance map'] },
  '3-6': { records: ['register `directives`'] },
  '3-7': { records: ['register `plan`'] },
  '4-1': { records: ['register `editions`: the same for ministries and agencies'] },
  '4-2': {
    records: ['the rules of 3-1 to 3-8: for agencies junkan cites them under this clause (`model/agency-clauses.ts`)'],
  },
  '4-5': { records: ['the rules of 3-9 to 3-11: for agencies cited under this clause'] },
  '4-9': { records: ['the rules of 3-12 to 3-19: for agencies cited under this clause'] },
  '4-14': { records: ['the rules of 3-20: for agencies cited under this clause'] },
  '6-23': { records: ['due item `csirt` of `cycle`: overdue from 1 April, blocking nothing'], notYet: incident },
  '6-24': { records: ['due item `csirt` of `cycle`, as for 6-23'] },
  '4-3': { records: ['register `objectives`: article, period, passage; confirmed each year'] },
  '4-4': { records: ['`supervision`: guidance with its legal basis; registry: law of a designated corporation'] },
  '4-6': { records: ['appointments: liaison of both tiers', 'due item `liaison` of `cycle`: overdue from 1 April'] },
  '4-7': {
    records: [
      'appointments: liaison of both tiers',
      'due items `liaison` and `ministryContact` of `cycle`: overdue from 1 April, the latter the ministry’s',
    ],
    notYet: incident,
  },
  '4-8': { notYet: incident },
  '4-10': { records: ['`supervision`: one part for each competent ministry'] },
  '4-11': { records: ['`supervision`: day, place and hash of each publication; 一部公表 marked'] },
  '4-12': { records: ['`supervision`: the article of the corporation’s own law, or why there is none'] },
  '4-13': { records: ['`supervision`: the centre’s check, its advice and each ministry’s answer'] },
  '5-1': { records: ['register `criteriaSets`: a set names its predecessor'] },
  '5-2': { records: ['`recordSelfInspection` does not wait for anybody outside the body'] },
  '5-3': {
    records: [
      '`programme`: plan of audits, inspections',
      '`hqaudit`: plan, findings, report',
      'register `headquartersAudited`',
    ],
  },
  '5-4': { records: ['`hqaudit`: to which ministry the result was reported, and when'] },
  '5-5': { records: ['`programme`: issues, direction, publication of its outline'] },
  '6-1': { records: ['registry: every body has its own cycle, registers and documents'] },
  '6-4': {
    records: ['registry: appointments, its hash-chained journal, changes that wait for a second administrator'],
  },
  '6-5': {
    records: ['board: a supervising ministry sees its agencies’ lines', '`supervision`: contacts with the agency'],
  },
  '6-6': { none: 'a general aim that the whole cycle serves; it asks for no act of its own' },
  '6-8': { records: ['journal: workability notes and reports'] },
  '6-9': { records: ['register `guidelines`'] },
  '6-10': { none: 'a definition; it matters once platforms are recorded (a later issue)' },
  '6-11': { notYet: platform },
  '6-12': { notYet: platform },
  '6-13': { notYet: platform },
  '6-14': { notYet: platform },
  '6-15': { notYet: platform },
  '6-16': { notYet: platform },
  '6-17': { notYet: incident },
  '6-18': { notYet: incident },
  '6-19': { notYet: incident },
  '6-20': { notYet: incident },
  '6-21': { notYet: incident },
  '6-22': { notYet: incident },
  '6-25': { notYet: incident },
  '6-26': { notYet: incident },
  '6-27': { notYet: incident },
  'S-1': { none: 'repeals the guideline of 2005; nothing runs under it' },
};

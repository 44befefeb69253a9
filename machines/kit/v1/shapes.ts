/** What procedures hand each other, one shape each: bodies' profiles, findings, what improvements cover and how they end. */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import { oneOf } from './fields.ts';
import { searchKey } from '../../../model/search-key.ts';
import type { Text } from '../../../model/text.ts';
import type { Profile } from '../../../model/organisations.ts';

const profileIds = [
  'ministry',
  'incorporated-administrative-agency',
  'designated-corporation',
] as const satisfies readonly Profile[];

/** The profile of a body, as this kit knows them. */
export const profileName = z.enum(profileIds);

/** The grade of a finding: 不適合, 観察事項, 良好事例. */
export const gradeNames = {
  nonconformity: { ja: '不適合', en: 'nonconformity' },
  observation: { ja: '観察事項', en: 'observation' },
  goodPractice: { ja: '良好事例', en: 'good practice' },
} as const satisfies Record<string, Text>;
export const grade = oneOf('区分 / grade', gradeNames);

/** Where what an improvement covers came from. */
export const coverSource = z.enum([
  'audit',
  'judgement',
  'incident',
  'headquarters',
  'minister',
  'own',
  'transfer',
  'noAudit',
]);

/**
 * What people call a finding or an improvement. Typed by people it is the same in both languages; of what no person opened
 * it says what opened it.
 */
export const titleShape = z.object({ ja: z.string().min(1).max(300), en: z.string().min(1).max(300) });

/** A title as people typed it. */
export function asTyped(title: string): Text {
  return { ja: title, en: title };
}

/** True when somebody named this very title: widths, case and blanks are no difference. */
export function isTitled(title: Text, named: string): boolean {
  return [title.ja, title.en].some((one) => searchKey(one) === searchKey(named));
}

/** Words with a title behind them; without where the reader does not read it. */
export function withTitle({ ja, en }: Text, title: Text | string | undefined): Text {
  if (title === undefined) return { ja, en };
  const said = typeof title === 'string' ? asTyped(title) : title;
  return { ja: `${ja}「${said.ja}」`, en: `${en} “${said.en}”` };
}

/** One finding, insufficiency, advice or request that an improvement covers. */
export const cover = z.object({
  ref: z.string().min(1).max(200),
  source: coverSource,
  clause: z.string().max(10),
  department: z.string().max(64).optional(),
  /** JST date of the finding, where it was found before it came to the cycle. */
  foundOn: z.string().max(10).optional(),
  /** Of a finding. */
  title: z.string().max(200).optional(),
});

/**
 * How an improvement can end; each is counted apart for ever, and only `verified` is success. Confirmed without
 * independence 確認済（独立性なし） is never counted with it: 3-18 asks for a confirmation, its independence is design.
 */
export const improvementEnd = z.enum([
  'verified',
  'confirmedWithoutIndependence',
  'withdrawn',
  'objectGone',
  'merged',
  'transferred',
]);

export type Grade = z.output<typeof grade>;
export type CoverSource = z.output<typeof coverSource>;
export type Cover = z.output<typeof cover>;
export type ImprovementEnd = z.output<typeof improvementEnd>;

/** What is covered as plain JSON: a field without a value is left out. */
export function coversAsJson(covers: readonly Cover[]): Json[] {
  return covers.map(({ ref, source, clause, department, foundOn, title }) => ({
    ref,
    source,
    clause,
    ...(department === undefined ? {} : { department }),
    ...(foundOn === undefined ? {} : { foundOn }),
    ...(title === undefined ? {} : { title }),
  }));
}

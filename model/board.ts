/**
 * A line of the board, said once: the records build it, the API sends it and the command line shows it, each from this
 * schema (docs/decisions/0024-a-board-line-is-one-schema.md).
 */
import { z } from 'zod';
import { organisationKinds, type OrganisationKind } from './organisations.ts';

const isKind = (kind: string): kind is OrganisationKind => Object.hasOwn(organisationKinds, kind);
const kinds = Object.keys(organisationKinds).filter(isKind);

/** A kind of body. */
export const kindOfBody = z.enum(kinds);

/**
 * The counts of a body's cycle that the board shows, by their names in the projection. Each is a field of the line and a
 * column of the command line; its words are the column's.
 */
const boardCounts = z.object({
  openImprovements: z.int().describe('改善継続 / improvements'),
  openAudits: z.int().describe('監査継続 / audits'),
});
export const boardCountNames = boardCounts.keyof().options;

/** The board's counts out of those of a projection. */
export function boardCountsOf(counts: Readonly<Record<string, number>>): z.output<typeof boardCounts> {
  return boardCounts.parse(Object.fromEntries(boardCountNames.map((name) => [name, counts[name] ?? 0])));
}

/** One body in one year. */
export const boardLine = z.object({
  organisation: z.string(),
  nameJa: z.string(),
  nameEn: z.string(),
  kind: kindOfBody,
  year: z.int(),
  /** Absent when the year is not opened. */
  instance: z.string().optional(),
  /** Phase of the cycle; `notTakenUp` when nobody is appointed (未着手（担当者未登録）). */
  phase: z.string(),
  nextDue: z.object({ id: z.string(), due: z.int() }).optional(),
  overdue: z.int().describe('超過 / overdue'),
  ...boardCounts.shape,
  vacantPosts: z.int().describe('空席の役職 / posts a procedure waits for and nobody holds'),
  lastMovement: z.int().optional(),
  marks: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
});
export type BoardLine = z.output<typeof boardLine>;

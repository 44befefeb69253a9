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
  unaudited: z.int().describe('長期未監査の部署 / not audited for years'),
});
export const boardCountNames = boardCounts.keyof().options;

/** The board's counts out of those of a projection. */
export function boardCountsOf(counts: Readonly<Record<string, number>>): z.output<typeof boardCounts> {
  return boardCounts.parse(Object.fromEntries(boardCountNames.map((name) => [name, counts[name] ?? 0])));
}

/** How the year's result stands; absent while nobody asked for it. */
export function resultOf(counts: Readonly<Record<string, number>>): 'asked' | 'given' | undefined {
  if ((counts['resultsAsked'] ?? 0) > 0) return 'asked';
  return (counts['resultsGiven'] ?? 0) > 0 ? 'given' : undefined;
}

/** Of what stands in a register – an edition, a directive –, what it is called there. */
const registeredName = z.object({ ja: z.string(), en: z.string() }).optional();

/** What is overdue, and when it is expected, where the owing post said so. */
const boardLate = z.object({
  instance: z.string(),
  id: z.string(),
  name: registeredName,
  due: z.int(),
  original: z.int(),
  explained: z.object({ reason: z.string(), expectedOn: z.string() }).optional(),
});

/** What a body waits for: a decision, and the posts that take it. */
const boardWaiting = z.object({
  instance: z.string(),
  decision: z.string(),
  roles: z.array(z.string()),
  due: z.int().optional(),
});

/** Somebody of the promotion office. */
const boardContact = z.object({ person: z.string(), ja: z.string(), en: z.string(), mail: z.string().optional() });

/** What is shown of a body to its own people, to those who supervise it, and to whom it opened its states. */
export const boardDetails = z.object({
  late: z.array(boardLate),
  waitsFor: z.array(boardWaiting),
  /** Of the promotion office; only to the body itself and to those who supervise it. */
  contacts: z.array(boardContact),
});
export type BoardDetails = z.output<typeof boardDetails>;

/**
 * What a reader sees of a body in procedures that lie between bodies: of those alone that the reader knows of, as one of
 * their own body or as a party.
 */
export const boardBetween = z.object({
  /** What the body owes in procedures of other bodies: how much is open, and how much of that overdue. */
  owed: z.object({ open: z.int(), overdue: z.int() }),
  /** How its own ones stand of which other bodies are shown something, by their kind. */
  shared: z.array(
    z.object({
      procedure: z.string(),
      version: z.int(),
      instance: z.string(),
      phase: z.string(),
      counts: z.record(z.string(), z.number()),
    }),
  ),
});
export type BoardBetween = z.output<typeof boardBetween>;

/** By what a board is sorted. `body`: ministries, agencies, corporations, each by id. */
export const boardSorts = ['body', 'overdue', 'due', 'name', 'phase'] as const;
export type BoardSort = (typeof boardSorts)[number];

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
  nextDue: z.object({ id: z.string(), name: registeredName, due: z.int() }).optional(),
  overdue: z.int().describe('超過 / overdue'),
  daysOverdue: z.int().describe('最も遅れている事項の超過日数 / days since the earliest of them was due'),
  ...boardCounts.shape,
  improvementsByRound: z
    .array(z.object({ round: z.int(), count: z.int() }))
    .describe('改善継続の回数別 / open improvements by their round'),
  auditsByPhase: z.array(z.object({ phase: z.string(), count: z.int() })).describe('監査の段階別 / audits by phase'),
  result: z
    .enum(['asked', 'given'])
    .optional()
    .describe('年度の結果：求められている・渡し済み / the year’s result: asked for, given'),
  vacantPosts: z.int().describe('未発令の役職 / posts a procedure waits for and nobody holds'),
  lastMovement: z.int().optional(),
  marks: z.array(z.string()),
  counts: z.record(z.string(), z.number()),
});
export type BoardLine = z.output<typeof boardLine>;

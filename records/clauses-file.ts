/** The guideline's clauses with their words, as they come with junkan (`data/clauses.json`). */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isClause, modalities } from '../model/clauses.ts';
import { shippedFile } from './shipped.ts';

const isModality = (sign: string): sign is keyof typeof modalities => Object.hasOwn(modalities, sign);
const text = z.object({ ja: z.string().min(1), en: z.string().min(1) });

const clause = z.object({
  id: z.string().refine(isClause),
  section: z.string(),
  modality: z.string().refine(isModality),
  title: text,
  /** The guideline's own words, and what they say in English. */
  text,
  /** What it comes to, in short. */
  must: z.string(),
});
/** A clause with its words. */
export type ClauseText = z.output<typeof clause>;

let read: readonly ClauseText[] | undefined;

/** All 75 in the guideline's order, read once. Throws when the file is not what came with junkan. */
export function shippedClauses(): readonly ClauseText[] {
  read ??= z
    .array(clause)
    .length(75)
    .parse(JSON.parse(readFileSync(shippedFile('clauses.json'), 'utf8')));
  return read;
}

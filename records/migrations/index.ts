import type { Migration } from 'kysely';
import { up as first } from './0001-first/index.ts';

/**
 * The steps of the schema, taken in the order of their names: `0002-…` comes next. From the first release on a published
 * one is never edited; what it lacks is a new step.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0001-first': { up: first },
};

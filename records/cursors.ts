import { type RawBuilder, sql } from 'kysely';
import type { Page } from '../contract/records/page.ts';

/** The id in a cursor of a list ordered by a number; 0 – before everything – when the caller made the text up. */
export function numberIn(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0;
}

/** Where an item stands in a list ordered by instant (or a number that rises) and id. */
interface Place {
  readonly at: number;
  readonly id: string;
}

/**
 * Whether a row comes after a cursor in such a list. The cursor says the place, not the item: that
 * one may be deleted. Everything does when there is no cursor, or the caller made the text up.
 */
export function comesAfter(
  cursor: string | undefined,
  { at, id, newestFirst = false }: { readonly at: string; readonly id: string; readonly newestFirst?: boolean },
): RawBuilder<boolean> {
  const place = placeIn(cursor);
  if (place === undefined) return sql`true`;
  const direction = newestFirst ? sql`<` : sql`>`;
  return sql`(${sql.ref(at)}, ${sql.ref(id)}) ${direction} (${place.at}::bigint, ${place.id}::text)`;
}

/** A page of the rows read, of which there is one more than the limit when another page follows. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place,
  itemOf: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const place = last === undefined ? undefined : placeOf(last);
  return { items: shown.map(itemOf), ...(place === undefined ? {} : { next: `${place.at}_${place.id}` }) };
}

function placeIn(cursor: string | undefined): Place | undefined {
  const [, at, id] = /^(\d{1,15})_([\w-]{1,100})$/.exec(cursor ?? '') ?? [];
  return at === undefined || id === undefined ? undefined : { at: Number(at), id };
}

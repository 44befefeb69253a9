import { type RawBuilder, sql } from 'kysely';
import { z } from 'zod';
import { boardSorts, type BoardSort } from '../../model/board.ts';
import type { BoardFilter } from '../../contract/records/board.ts';

/** How the lines of a board are ordered: by a key, and within the same key by their place. */
export interface BoardOrder {
  /** The key over a row of `every`; null nowhere. */
  readonly key: RawBuilder<unknown>;
  /** What the key needs besides `every`. */
  readonly joined: RawBuilder<unknown>;
  /** True for what comes behind the cursor. */
  readonly after: RawBuilder<boolean>;
  readonly direction: RawBuilder<unknown>;
}

const cursor = z.object({
  sort: z.enum(boardSorts),
  descending: z.boolean(),
  key: z.union([z.string(), z.number()]),
  place: z.string(),
  /** The instant of the first page. */
  now: z.number(),
});
/** Where a page ends. Keys that depend on the time are those of the first page's instant. */
export type BoardCursor = z.output<typeof cursor>;

/** How long the pages of one reading may take: afterwards what is overdue is counted anew. */
const READING = 24 * 3_600_000;

/** Opaque, so that nobody builds on it. */
export function cursorText(value: BoardCursor): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The cursor, where it is one of this order; anything else begins anew. */
export function cursorIn(text: string | undefined, { sort = 'body', descending = false, now }: BoardFilter) {
  if (text === undefined) return undefined;
  try {
    const read = cursor.parse(JSON.parse(Buffer.from(text, 'base64url').toString().replaceAll('\0', '')));
    const isOfOrder = read.sort === sort && read.descending === descending && typeof read.key === keyTypes[sort].is;
    return isOfOrder && read.now <= now && read.now > now - READING ? read : undefined;
  } catch {
    return undefined;
  }
}

const keyTypes: Readonly<Record<BoardSort, { readonly is: 'string' | 'number'; readonly type: RawBuilder<unknown> }>> =
  {
    body: { is: 'string', type: sql`text` },
    name: { is: 'string', type: sql`text` },
    overdue: { is: 'number', type: sql`bigint` },
    due: { is: 'number', type: sql`bigint` },
    phase: { is: 'number', type: sql`bigint` },
  };

/** The order of a filter, behind a cursor of it. What has no date comes last, whichever way dates go. */
export function orderOf(filter: BoardFilter, at: BoardCursor | undefined): BoardOrder {
  const { sort = 'body', descending = false } = filter;
  const direction = descending ? sql`desc` : sql`asc`;
  const key = keyOf(filter);
  const joined =
    sort === 'name'
      ? sql`join board_bodies as named on named.organisation = every.organisation`
      : sort === 'due'
        ? sql`left join instances as dated on dated.instance = every.instance`
        : sql``;
  if (at === undefined) return { key, joined, direction, after: sql`true` };
  const beyond = descending ? sql`<` : sql`>`;
  if (sort === 'body') return { key, joined, direction, after: sql`place ${beyond} ${at.place}` };
  const last = sql`${at.key}::${keyTypes[sort].type}`;
  return { key, joined, direction, after: sql`(key ${beyond} ${last} or (key = ${last} and place > ${at.place}))` };
}

function keyOf({ sort = 'body', descending = false, now, phases = [] }: BoardFilter): RawBuilder<unknown> {
  switch (sort) {
    case 'body':
      return sql`every.place`;
    case 'name':
      return sql`named.name_ja collate "C"`;
    case 'overdue':
      return sql`every."daysOverdue"`;
    case 'phase':
      return sql`coalesce(array_position(${[...phases]}::text[], every.phase), ${phases.length + 1})`;
    case 'due':
      return sql`coalesce(case when every."takenUp" then dated.open_due[width_bucket(${now}::bigint, dated.open_due) + 1] end,
        ${descending ? -1 : Number.MAX_SAFE_INTEGER})`;
  }
}

import { sql } from 'kysely';
import { type OrganisationKind, profiles } from '../../model/organisations.ts';
import { searchKey } from '../../model/search-key.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import type { Tables } from '../tables.ts';
import { formerNamesOf } from '../registry/rows.ts';
import { refreshLines } from './board-years.ts';

/**
 * Brings the board's copy of the registry up to date for these bodies, in the transaction that changed them: names,
 * supervisors, and the dates on which anybody is appointed. Only bodies that run a year are on the board.
 */
export async function refreshBoardBodies(trx: Connection, organisations: readonly OrganisationId[]): Promise<void> {
  const ids = [...new Set(organisations)].sort();
  if (ids.length === 0) return;
  const bodies = await trx
    .selectFrom('organisations')
    .select(['id', 'kind', 'name_ja', 'name_en', 'former_names', 'supervisors', 'from_date', 'to_date'])
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  const takenUp = await daysTakenUp(trx, ids);
  const rows = bodies.flatMap((body): Tables['board_bodies'][] => {
    const rank = rankOf(body.kind);
    if (rank === -1) return [];
    return [
      {
        organisation: body.id,
        place: `${rank}/${body.id}`,
        kind: body.kind,
        name_ja: body.name_ja,
        name_en: body.name_en,
        former_names: body.former_names,
        supervisors: body.supervisors,
        first_day: body.from_date,
        last_day: body.to_date,
        taken_up: takenUp.get(body.id) ?? '{}',
        search_text: searchTextOf(body),
      },
    ];
  });
  for (let i = 0; i < rows.length; i += 500) {
    await trx
      .insertInto('board_bodies')
      .values(rows.slice(i, i + 500))
      .onConflict((conflict) =>
        conflict.column('organisation').doUpdateSet({
          place: sql`excluded.place`,
          kind: sql`excluded.kind`,
          name_ja: sql`excluded.name_ja`,
          name_en: sql`excluded.name_en`,
          former_names: sql`excluded.former_names`,
          supervisors: sql`excluded.supervisors`,
          first_day: sql`excluded.first_day`,
          last_day: sql`excluded.last_day`,
          taken_up: sql`excluded.taken_up`,
          search_text: sql`excluded.search_text`,
        }),
      )
      .execute();
  }
  await refreshLines(trx, ids);
}

/** All that a body is found by: its id and its names, also those before. A key has no line feed in it. */
function searchTextOf(body: Pick<Tables['organisations'], 'id' | 'name_ja' | 'name_en' | 'former_names'>): string {
  const former = formerNamesOf(body).flatMap(({ nameJa, nameEn }) => [nameJa, nameEn]);
  return [body.id, body.name_ja, body.name_en, ...former].map(searchKey).join('\n');
}

function rankOf(kind: string): number {
  const running: readonly (OrganisationKind | string)[] = profiles;
  return running.indexOf(kind);
}

async function daysTakenUp(trx: Connection, organisations: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ organisation: string; days: string }>`
    select organisation, range_agg(daterange(from_date::date, to_date::date, '[]'))::text as days
    from appointments where organisation in (${sql.join(organisations)})
    group by organisation`.execute(trx);
  return new Map(rows.map((row) => [row.organisation, row.days]));
}

import { sql } from 'kysely';
import { boardBetween as schema, type BoardBetween } from '../../model/board.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import type { BetweenAsked } from '../../contract/records/board.ts';
import type { Database } from '../database.ts';

/**
 * What a reader sees of these bodies in procedures that lie between bodies, in one query. A reader knows of an instance of
 * a body in which they hold a post, and of one that invites them by name or by a post they hold: nothing else is counted.
 */
export async function boardBetween(
  db: Database,
  organisations: readonly OrganisationId[],
  { year, now, kinds, reader: { person, posts } }: BetweenAsked,
): Promise<ReadonlyMap<OrganisationId, BoardBetween>> {
  if (organisations.length === 0) return new Map();
  const of = [...new Set(organisations)].sort();
  const own = [...new Set(posts.map(({ organisation }) => organisation))];
  const held = sql`unnest(${posts.map(({ organisation }) => organisation)}::text[],
    ${posts.map(({ role }) => role)}::text[])`;
  const known = sql`(i.organisation = any (${own}::text[]) or exists (
      select from invitations as to_whom where to_whom.instance = i.instance and (to_whom.person = ${person}
        or (to_whom.organisation, to_whom.role) in (select * from ${held}))))`;
  const { rows } = await sql<{ organisation: OrganisationId; owed: unknown; shared: unknown }>`
    with owed as (
      select t.organisation, count(*) as open,
        count(*) filter (where i.open_due[array_position(i.open_due_ids, t.due_item)] <= ${now}::bigint) as overdue
      from tasks as t join instances as i on i.instance = t.instance
      where t.organisation = any (${of}::text[]) and t.organisation <> split_part(t.instance, '/', 3)
        and t.waits_for is null and t.entry is null and i.year = ${year} and ${known}
      group by t.organisation
    ), shared as (
      select i.organisation, json_agg(json_build_object('procedure', i.procedure, 'version', i.version,
        'instance', i.instance, 'phase', i.phase, 'counts', i.counts::json) order by i.procedure) as all
      from instances as i
      where i.organisation = any (${of}::text[]) and i.year = ${year} and i.started
        and i.procedure not in ('cycle', 'improvement', 'audit') and i.procedure = any (${[...kinds]}::text[]) and ${known}
      group by i.organisation
    )
    select coalesce(owed.organisation, shared.organisation) as organisation,
      json_build_object('open', coalesce(owed.open, 0), 'overdue', coalesce(owed.overdue, 0)) as owed,
      coalesce(shared.all, '[]') as shared
    from owed full join shared on shared.organisation = owed.organisation`.execute(db);
  return new Map(rows.map(({ organisation, ...between }) => [organisation, schema.parse(between)]));
}

import { sql } from 'kysely';
import { boardDetails as schema, type BoardDetails } from '../../model/board.ts';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Database } from '../database.ts';
import { ofTheYear } from './board-lines.ts';

/** What is late, and what is waited for, at most, of one body. */
const MOST = 5;

/** What stands beside the lines of these bodies, from the read model and the registry, in one query. */
export async function boardDetails(
  db: Database,
  organisations: readonly OrganisationId[],
  year: number,
  now: Instant,
): Promise<ReadonlyMap<OrganisationId, BoardDetails>> {
  if (organisations.length === 0) return new Map();
  const of = [...new Set(organisations)].sort();
  const today = dateInJapan(now);
  const { rows } = await sql<{ organisation: OrganisationId } & Record<keyof BoardDetails, unknown>>`
    with running as (
      select * from instances where year = ${year} and organisation = any (${of}::text[]) and ended is null and started
        and procedure = any (${[...ofTheYear]}::text[])
    ), late as (
      select organisation, instance, due.item, row_number() over (
        partition by organisation order by (due.item ->> 'due')::bigint, instance, due.item ->> 'id') as place
      from running cross join lateral json_array_elements(projection::json -> 'due') as due (item)
      where open_due[1] <= ${now}::bigint and due.item ->> 'met' is null and (due.item ->> 'due')::bigint <= ${now}::bigint
    ), asked as (
      select distinct on (running.organisation, task.decision, task.roles, dated.due)
        running.organisation, running.instance, task.decision, task.roles, dated.due
      from running join tasks as task on task.instance = running.instance and task.waits_for is null and task.entry is null
      left join lateral (select open_due[array_position(open_due_ids, task.due_item)] as due) as dated on true
      order by running.organisation, task.decision, task.roles, dated.due, running.instance
    ), waiting as (
      select *, row_number() over (partition by organisation order by due nulls last, instance, decision) as place
      from asked
    )
    select body.organisation,
      (select coalesce(json_agg(json_build_object('instance', instance, 'id', item -> 'id', 'name', item -> 'name', 'due', item -> 'due',
          'original', item -> 'original', 'explained', item -> 'explained') order by place), '[]')
        from late where late.organisation = body.organisation and place <= ${MOST}) as late,
      (select coalesce(json_agg(json_build_object('instance', instance, 'decision', decision, 'roles', roles, 'due', due)
          order by place), '[]')
        from waiting where waiting.organisation = body.organisation and place <= ${MOST}) as "waitsFor",
      (select coalesce(json_agg(json_build_object('person', id, 'ja', name_ja, 'en', name_en, 'mail', mail)
          order by id), '[]')
        from people where id in (
          select person from appointments as held
          where held.organisation = body.organisation and held.role = 'promotionOffice'
            and held.from_date <= ${today} and (held.to_date is null or held.to_date >= ${today}))) as contacts
    from unnest(${of}::text[]) as body (organisation)`.execute(db);
  return new Map(rows.map(({ organisation, ...details }) => [organisation, schema.parse(withoutNulls(details))]));
}

/** What JSON of the database says by null is not there. */
function withoutNulls(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, part: unknown) => (part === null ? undefined : part));
}

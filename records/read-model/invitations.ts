import { type RawBuilder, sql } from 'kysely';
import type { Projection } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Database } from '../database.ts';
import type { InstanceChange } from '../journal/instance-change.ts';
import { type Part, rowsOf } from '../journal/statement.ts';

interface Row {
  readonly person: string;
  readonly organisation: string;
  readonly role: string;
}

/** Replaces the invitations of the instances in which they have changed. */
export function invitationParts(moved: readonly InstanceChange[]): Part[] {
  const gone: (Row & { instance: InstanceId })[] = [];
  const fresh: (Row & { instance: InstanceId })[] = [];
  for (const { entry, before } of moved) {
    const { instance } = entry;
    const earlier = rowsOfInvited(before);
    const now = rowsOfInvited(entry.projection);
    for (const [key, row] of earlier) if (!now.has(key)) gone.push({ instance, ...row });
    for (const [key, row] of now) if (!earlier.has(key)) fresh.push({ instance, ...row });
  }
  const parts: Part[] = [];
  if (gone.length > 0) {
    parts.push(sql`invitations_gone as (
      delete from invitations using json_to_recordset(${rowsOf(gone)})
        as gone (instance text, person text, organisation text, role text)
      where invitations.instance = gone.instance and invitations.person = gone.person
        and invitations.organisation = gone.organisation and invitations.role = gone.role)`);
  }
  if (fresh.length > 0) {
    parts.push(sql`invitations_written as (
      insert into invitations (instance, person, organisation, role)
      select instance, person, organisation, role from json_to_recordset(${rowsOf(fresh)})
        as fresh (instance text, person text, organisation text, role text)
      on conflict do nothing)`);
  }
  return parts;
}

function rowsOfInvited(projection: Projection | undefined): ReadonlyMap<string, Row> {
  const rows = (projection?.invited ?? []).flatMap((invited): Row[] =>
    'person' in invited
      ? [{ person: invited.person, organisation: '', role: '' }]
      : invited.roles.map((role) => ({ person: '', organisation: invited.organisation, role })),
  );
  return new Map(rows.map((row) => [JSON.stringify(row), row]));
}

/** Whether any instance of a body names the person: an auditor or verifier from outside. */
export async function isNamedIn(db: Database, person: PersonId, organisation: OrganisationId): Promise<boolean> {
  const { rows } = await sql`
    select from invitations i join instances n on n.instance = i.instance
    where i.person = ${person} and n.organisation = ${organisation} limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Those of the instances that invite the person at that moment: by name, or by a post held then in a body that is asked.
 * One look, that costs an instance that is not there as much as one that is.
 */
export async function invitedTo(
  db: Database,
  person: PersonId,
  instances: readonly InstanceId[],
  at: Instant,
): Promise<InstanceId[]> {
  const { rows } = await sql<{ instance: string }>`
    select distinct instance from (${invitationsOf(person, at)}) as invited
    where instance = any (${[...instances]}::text[]) order by instance`.execute(db);
  return rows.map(({ instance }) => instance);
}

/** Whether an instance of the body invites the person at that moment. */
export async function invitesTo(
  db: Database,
  organisation: OrganisationId,
  person: PersonId,
  at: Instant,
): Promise<boolean> {
  const { rows } = await sql`
    select from (${invitationsOf(person, at)}) as invited join instances n on n.instance = invited.instance
    where n.organisation = ${organisation} limit 1`.execute(db);
  return rows.length > 0;
}

/** The instances that invite the person at that moment, as rows. */
export function invitationsOf(person: PersonId, at: Instant): RawBuilder<unknown> {
  const today = dateInJapan(at);
  return sql`select i.instance from invitations i
    where i.person = ${person} or exists (
      select from appointments a
      where a.person = ${person} and a.organisation = i.organisation and a.role = i.role
        and a.from_date <= ${today} and (a.to_date is null or a.to_date >= ${today}))`;
}

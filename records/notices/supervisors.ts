import { sql } from 'kysely';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';

/** A body with its supervising ministries, and the times in which it let them be told of what stays overdue. */
interface SupervisedBody {
  readonly organisation: OrganisationId;
  /** The main one first; each counts. */
  readonly supervisors: readonly OrganisationId[];
  readonly opened: readonly { readonly value: string; readonly from: Instant; readonly to: Instant | null }[];
}

/** The supervising ministries of bodies: which of them may be told at an instant. */
export type SupervisorsAt = (organisation: OrganisationId, at: Instant) => readonly OrganisationId[];

/**
 * Reads for all of a batch who may be told: none before a body opened it in its register `escalateToSupervisors`
 * (the CISO keeps it; not opened by default).
 */
export async function supervisorsFor(db: Connection, bodies: readonly OrganisationId[]): Promise<SupervisorsAt> {
  const wanted = [...new Set(bodies)];
  if (wanted.length === 0) return () => [];
  const { rows } = await sql<SupervisedBody>`
    select body.id as organisation, body.supervisors,
      (select coalesce(json_agg(json_build_object('value', fact.value, 'from', fact.from_at, 'to', fact.to_at)
          order by fact.from_at, fact.id), '[]')
        from registers as fact
        where fact.organisation = body.id and fact.register = 'escalateToSupervisors') as opened
    from organisations as body where body.id = any (${wanted}::text[])`.execute(db);
  const byId = new Map(rows.map((row) => [row.organisation, row]));
  return (organisation, at) => {
    const body = byId.get(organisation);
    const inForce = body?.opened.filter(({ from, to }) => from <= at && (to === null || at < to)).at(-1);
    return inForce?.value === 'true' ? (body?.supervisors ?? []) : [];
  };
}

import { sql } from 'kysely';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { profiles } from '../../model/organisations.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { parse } from '../registers/in-force.ts';
import { editionSchema } from '../registers/known.ts';
import { editionOn, requiredRoles } from '../registry/required-roles.ts';
import { toAppointment } from '../registry/rows.ts';
import type { AppointmentTable } from '../registry/tables.ts';

/** Roles at a supervising ministry that an agency informs (4-6, 4-7). */
const contactRoles = ['workingLevelLiaison', 'manager'] as const;

interface StructureRows {
  readonly kind: string;
  readonly supervisors: readonly OrganisationId[];
  readonly held: readonly AppointmentTable[];
  readonly editions: readonly string[];
}

/** Fact `structure`: the posts the profile requires, who holds which now, and the contacts at the supervising ministries. */
export async function structure(db: Database, { organisation, at }: FactScope): Promise<Json> {
  const today = dateInJapan(at);
  const { rows } = await sql<StructureRows>`
    select body.kind, body.supervisors,
      (select coalesce(json_agg(held order by held.from_date, held.id), '[]') from appointments as held
        where (held.organisation = body.id or held.organisation = any (body.supervisors))
          and held.from_date <= ${today} and (held.to_date is null or held.to_date >= ${today})) as held,
      (select coalesce(json_agg(fact.value order by fact.from_at, fact.id), '[]') from registers as fact
        where fact.organisation = 'common' and fact.register = 'editions'
          and fact.from_at <= ${at} and (fact.to_at is null or fact.to_at > ${at})) as editions
    from organisations as body where body.id = ${organisation}`.execute(db);
  const [body] = rows;
  const profile = profiles.find((each) => each === body?.kind);
  if (body === undefined || profile === undefined) throw new Error(`${organisation} is no body that runs a cycle`);
  const held = body.held.map(toAppointment);
  const editions = body.editions.flatMap((value) => editionSchema.safeParse(parse(value)).data ?? []);
  return {
    profile,
    requiredRoles: [...requiredRoles(profile, editionOn(editions, today))],
    holders: held
      .filter((appointment) => appointment.organisation === organisation)
      .map(({ role, person, department, kind }) => ({ role, person, ...(department && { department }), kind })),
    supervisors: [...body.supervisors],
    ministryContacts: body.supervisors.flatMap((supervisor) =>
      held
        .filter((appointment) => appointment.organisation === supervisor)
        .flatMap(({ role, person }) =>
          contactRoles.some((contact) => contact === role) ? [{ role, organisation: supervisor, person }] : [],
        ),
    ),
  };
}

import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { profiles } from '../../model/organisations.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { factsInForce } from '../registers/in-force.ts';
import { editionSchema } from '../registers/known.ts';
import { editionOn, requiredRoles } from '../registry/required-roles.ts';
import { appointmentsBetween } from './appointments.ts';

/** Roles at a supervising ministry that an agency informs (4-6, 4-7). */
const contactRoles = ['workingLevelLiaison', 'manager'] as const;

/** Fact `structure`: the posts the profile requires, who holds which now, and the contacts at the supervising ministries. */
export async function structure(db: Database, { organisation, at }: FactScope): Promise<Json> {
  const today = dateInJapan(at);
  const body = await db
    .selectFrom('organisations')
    .select(['kind', 'supervisors'])
    .where('id', '=', organisation)
    .executeTakeFirst();
  const profile = profiles.find((each) => each === body?.kind);
  if (body === undefined || profile === undefined) throw new Error(`${organisation} is no body that runs a cycle`);
  const held = await appointmentsBetween(
    db,
    today,
    today,
    (query) => query.where('organisation', 'in', [organisation, ...body.supervisors]),
    today,
  );
  const facts = await factsInForce(db, { organisation: 'common', registers: ['editions'] }, at);
  const editions = facts.flatMap((fact) => editionSchema.safeParse(fact.value).data ?? []);
  return {
    profile,
    requiredRoles: [...requiredRoles(profile, editionOn(editions, today))],
    holders: held
      .filter((appointment) => appointment.organisation === organisation)
      .map(({ role, person, department, kind }) => ({ role, person, ...(department && { department }), kind })),
    ministryContacts: body.supervisors.flatMap((supervisor) =>
      held
        .filter((appointment) => appointment.organisation === supervisor)
        .flatMap(({ role, person }) =>
          contactRoles.some((contact) => contact === role) ? [{ role, organisation: supervisor, person }] : [],
        ),
    ),
  };
}

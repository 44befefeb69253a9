/** Whose task is whose: one query for what somebody is expected to do, and for what a change of the registry moves. */
import { sql, type RawBuilder } from 'kysely';
import type { LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { PostHeld } from '../../contract/records/read-model.ts';
import type { Role } from '../../model/roles.ts';

/** One person's tasks; those of a post; or everybody's, in the procedures of some bodies, and those that name some people. */
export type Whose =
  | { readonly person: PersonId }
  | PostHeld
  | { readonly bodies: readonly OrganisationId[]; readonly people: readonly PersonId[] };

/**
 * `with … mine (person, instance, position, barred)`: the tasks that are a person's on that day. Of one person those that
 * the person may do; of everybody also those from which somebody who holds the post is barred, marked. Of a post those that are its holder's,
 * whoever that is or nobody, and those that name `holder`.
 */
export function mineOf(whose: Whose, today: LocalDate, without: readonly Role[] = []) {
  const { held, named, among, able } = narrowed(whose, today, without);
  return sql`
    with recursive held as (${held}),
    reached (organisation, post, department) as (
      select organisation, department, department from held where department is not null
      union
      select d.organisation, r.post, d.id
      from reached r join departments d
        on d.organisation = r.organisation and r.department = any (d.successors) and d.to_date < ${today}
    ),
    -- Departments below one's own, with those between: whoever holds the post there comes first.
    below (organisation, post, department, between) as (
      select organisation, department, department, '{}'::text[] collate "C" from held where department is not null
      union
      select d.organisation, b.post, d.id,
        b.between || d.id || case when b.department = any (d.successors) then d.successors else '{}'::text[] end
      from below b join departments d
        on d.organisation = b.organisation and d.id <> b.post and d.id <> all (b.between)
          and ((d.parent = b.department and not d.bureau and (d.to_date is null or d.to_date >= ${today}))
            or (b.department = any (d.successors) and d.to_date < ${today}))
    ),
    mine as (
      select t.person, t.instance, t.position, false as barred from tasks t
      where ${named} and (
        t.organisation in (select organisation from held where held.person = t.person)
        or exists (select from people p
          where p.id = t.person and p.outside_from <= ${today} and p.outside_to >= ${today})
        or exists (select from organisations o join held a on a.organisation = any (o.supervisors)
          where o.id = t.organisation and a.person = t.person)
      )
      union
      select a.person, t.instance, t.position, a.person = any (t.barred)
      from held a join tasks t on t.organisation = a.organisation
      where t.person is null and ${among} and ${able}
        and (t.department is null or a.department is null or a.department = t.department
          or (a.organisation, a.department, t.department) in (select organisation, post, department from reached)
          or exists (select from below b
            where b.organisation = t.organisation and b.post = a.department and b.department = t.department
              and not exists (select from appointments nearer
                where nearer.organisation = t.organisation and nearer.department = any (b.between)
                  and (nearer.role = any (t.roles) or (nearer.role = 'deputyCiso' and 'ciso' = any (t.roles)))
                  and nearer.from_date <= ${today} and (nearer.to_date is null or nearer.to_date >= ${today}))))
        and (a.role = any (t.roles) or 'anyone' = any (t.roles)
          or (a.role = 'deputyCiso' and 'ciso' = any (t.roles)))
    )`;
}

function narrowed(whose: Whose, today: LocalDate, without: readonly Role[]) {
  const holding = (whom: RawBuilder<unknown>) => sql`
    select person, organisation, department, role from appointments
    where ${whom} and from_date <= ${today} and (to_date is null or to_date >= ${today})
      and role <> all (${[...without]}::text[])`;
  if ('person' in whose) {
    const { person } = whose;
    const named = sql`t.person = ${person}`;
    return { held: holding(sql`person = ${person}`), named, among: sql`true`, able: sql`${person} <> all (t.barred)` };
  }
  if ('post' in whose) {
    const { organisation, department = null, role } = whose.post;
    const { holder = null } = whose;
    return {
      held: sql`
        select ${holder}::text collate "C" as person, ${organisation}::text collate "C" as organisation,
          ${department}::text collate "C" as department, ${role}::text collate "C" as role`,
      named: sql`t.person = ${holder}::text and t.organisation = ${organisation}`,
      among: sql`true`,
      able: sql`true`,
    };
  }
  const bodies = sql`any (${[...whose.bodies]}::text[])`;
  const people = sql`any (${[...whose.people]}::text[])`;
  return {
    // Whom a task names may hold it by a post elsewhere: in the supervising ministry.
    held: holding(sql`(organisation = ${bodies} or person = ${people}
      or person in (select named.person from tasks named where named.organisation = ${bodies}))`),
    named: sql`t.person is not null and (t.organisation = ${bodies} or t.person = ${people})`,
    among: sql`t.organisation = ${bodies}`,
    able: sql`true`,
  };
}

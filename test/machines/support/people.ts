import type { Actor, Appointment } from '../../../machines/core/index.ts';
import type { DepartmentId, LocalDate, OrganisationId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';

/** The body the tests' people belong to unless said otherwise. */
export const body = 'demo-body';

/** Where and when a post is held; `department` also gives the scope ("same department") unless that is given. */
export interface Post {
  readonly department?: DepartmentId;
  readonly scope?: readonly DepartmentId[];
  readonly organisation?: OrganisationId;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly kind?: Appointment['kind'];
}

/** An outside person's contract and declaration, as the `people` fact gives it. */
export interface Outside {
  readonly firm: string;
  readonly contract: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly declaration: string;
}

/** A person of a test: an actor that says more posts with `holds`. Immutable; each call gives a new one. */
export interface TestPerson extends Actor {
  readonly outside?: Outside;
  holds(role: Role, post?: Post): TestPerson;
  isOutside(outside?: Partial<Outside>): TestPerson;
}

/** `person('p1').holds('ciso')`, `person('p2').holds('divisionOfficer', { department: 'd1' })`, `person('p3').isOutside()`. */
export function person(id: string, appointments: readonly Appointment[] = [], outside?: Outside): TestPerson {
  return {
    person: id,
    appointments,
    ...(outside === undefined ? {} : { outside }),
    holds: (role, post = {}) =>
      person(id, [...appointments, appointment(id, appointments.length, role, post)], outside),
    isOutside: (of = {}) =>
      person(id, appointments, {
        firm: 'firm',
        contract: 'contract-1',
        from: '2020-01-01',
        to: '2099-12-31',
        declaration: 'd'.repeat(64),
        ...of,
      }),
  };
}

/** The actor as the server puts it on an event: nothing but person and appointments. */
export function actorOf({ person: id, appointments }: Actor): Actor {
  return { person: id, appointments };
}

function appointment(id: string, n: number, role: Role, post: Post): Appointment {
  const scope = post.scope ?? (post.department === undefined ? undefined : [post.department]);
  return {
    id: `${id}-a${n + 1}`,
    person: id,
    role,
    organisation: post.organisation ?? body,
    from: post.from ?? '2020-04-01',
    kind: post.kind ?? 'regular',
    ...(post.to === undefined ? {} : { to: post.to }),
    ...(post.department === undefined ? {} : { department: post.department }),
    ...(scope === undefined ? {} : { scope }),
  };
}

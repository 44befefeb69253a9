/**
 * Conflicts of interest, computed from appointments, contracts and the plan's measures: why somebody is not independent of
 * what is audited, and because of which posts.
 */
import type { DepartmentId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { PostOfThing, Thing } from '../../core/index.ts';
import {
  addDays,
  bareThing,
  dateInJapan,
  dateThing,
  departmentThing,
  isDeclaredOutsider,
  isHeld,
  personThing,
  reaches,
  type HeldPost,
  type PersonFact,
} from '../../kit/v1/index.ts';
import type { IndependenceFacts } from './facts.ts';
import type { Context } from './types.ts';

/** Why a person is not independent. */
export type Conflict =
  /** Not among the facts: look up again. */
  | 'notFound'
  /** Holds, or in the period held, an appointment in an audited department. */
  | 'post'
  /** Owns a measure that is carried out there. */
  | 'measure'
  /** Of the promotion office, whose own work every audit also examines. */
  | 'promotionOffice'
  /** CISO, deputy or head of information security officers: among the persons inspected. */
  | 'inCharge'
  /** Held a post there within the cooling-off days before the period. */
  | 'coolingOff'
  /** Declared a conflict in person. */
  | 'declared'
  /** Neither of the body nor from outside with a contract in force and a declaration. */
  | 'noStanding';

/** What is examined, as far as it is known. */
export interface AuditScope {
  readonly organisation: OrganisationId;
  readonly departments: readonly DepartmentId[];
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly coolingOffDays: number;
  readonly today: LocalDate;
  readonly declared: readonly PersonId[];
}

/** What the audit examines at this moment. */
export function examinedBy(context: Context): AuditScope {
  return {
    organisation: context.organisation,
    departments: context.departments,
    period: context.period,
    coolingOffDays: context.coolingOffDays,
    today: dateInJapan(context.at),
    declared: context.declared.map((act) => act.by),
  };
}

/** A reason why somebody is not independent, and what shows it. */
export interface Found {
  readonly conflict: Conflict;
  readonly about: readonly Thing[];
}

/** Every reason why a person is not independent of what is examined; empty when there is none. */
export function conflictsOf(person: PersonId, examined: AuditScope, facts: IndependenceFacts): readonly Found[] {
  const found = facts.people.find((known) => known.person === person);
  const scopes = facts.departments.filter((known) => examined.departments.includes(known.id));
  if (found === undefined || scopes.length < examined.departments.length) {
    const unknown = examined.departments.filter((id) => !scopes.some((known) => known.id === id));
    const people = found === undefined || unknown.length === 0 ? [personThing(person)] : [];
    return [{ conflict: 'notFound', about: [...people, ...unknown.map(departmentThing)] }];
  }
  const there = new Set([...examined.departments, ...scopes.flatMap((known) => known.scope)]);
  const own = found.appointments.filter((held) => held.organisation === examined.organisation);
  const relevant = own.filter((held) => isRelevant(held, examined));
  const isThere = (held: HeldPost): boolean =>
    held.department !== undefined &&
    (there.has(held.department) || examined.departments.some((audited) => reaches(held, audited)));
  const measuresOf = (held: HeldPost) => measuresOwned(held, there, facts);
  const owning = relevant.filter((held) => measuresOf(held).length > 0);
  const byPosts: readonly (readonly [Conflict, readonly HeldPost[]])[] = [
    ['post', relevant.filter(isThere)],
    ['measure', owning],
    ['promotionOffice', relevant.filter((held) => held.role === 'promotionOffice')],
    ['inCharge', relevant.filter((held) => inCharge.includes(held.role))],
    ['coolingOff', own.filter((held) => isThere(held) && inCoolingOff(held, examined))],
  ];
  const measures = [...new Set(owning.flatMap(measuresOf))].map((id) => bareThing('measure', id));
  return [
    ...byPosts.flatMap(([conflict, posts]): Found[] => {
      if (posts.length === 0) return [];
      return [{ conflict, about: [personThing(person, posts), ...(conflict === 'measure' ? measures : [])] }];
    }),
    ...(examined.declared.includes(person) ? [{ conflict: 'declared', about: [personThing(person)] } as const] : []),
    ...(hasStanding(found, own, examined.today)
      ? []
      : [{ conflict: 'noStanding', about: [personThing(person), ...contractOf(found, examined.today)] } as const]),
  ];
}

/** What shows conflicts of one person, with all the posts that count. */
export function showing(conflicts: readonly Found[]): Thing[] {
  const all = conflicts.flatMap(({ about }) => about);
  const posts = all.flatMap((thing) => thing.posts ?? []);
  const isNew = ({ kind, id }: Thing, place: number): boolean =>
    all.findIndex((one) => one.kind === kind && one.id === id) === place;
  return all
    .filter(isNew)
    .map((thing) => (thing.kind === 'person' && posts.length > 0 ? { ...thing, posts: unique(posts) } : thing));
}

function unique(posts: readonly PostOfThing[]): PostOfThing[] {
  const seen = new Map(posts.map((post) => [JSON.stringify(post), post]));
  return [...seen.values()];
}

const inCharge: readonly string[] = ['ciso', 'deputyCiso', 'headOfOfficers'];
const auditLine: readonly string[] = ['auditOfficer', 'auditor'];

/** Held now, or at some time in the period examined. */
function isRelevant(held: HeldPost, examined: AuditScope): boolean {
  const { period, today } = examined;
  return isHeld(held, today) || (period !== undefined && isHeld(held, period.from, period.to));
}

function inCoolingOff(held: HeldPost, examined: AuditScope): boolean {
  const { period, coolingOffDays } = examined;
  if (period === undefined || coolingOffDays <= 0) return false;
  return isHeld(held, addDays(period.from, -coolingOffDays), addDays(period.from, -1));
}

/** A measure without a department is carried out everywhere; the audit line's own measures are not what is audited. */
function measuresOwned(held: HeldPost, there: ReadonlySet<DepartmentId>, facts: IndependenceFacts): readonly string[] {
  const measures = facts.registers.plan?.measures ?? [];
  const owned = measures.filter(({ kind, owner }) => {
    if (kind === 'audit' || auditLine.includes(owner.role) || owner.role !== held.role) return false;
    if (owner.department === undefined) return true;
    return there.has(owner.department) && held.department === owner.department;
  });
  return owned.map(({ id }) => id);
}

/** The contract of somebody from outside, where it is not in force today. */
function contractOf({ outside }: PersonFact, today: LocalDate): readonly Thing[] {
  if (outside === undefined) return [];
  if (outside.from > today) return [dateThing(outside.from, { of: { ja: '契約期間の初日', en: 'contract from' } })];
  return outside.to < today ? [dateThing(outside.to, { of: { ja: '契約期間の末日', en: 'contract until' } })] : [];
}

function hasStanding(found: PersonFact, own: readonly HeldPost[], today: LocalDate): boolean {
  return found.outside === undefined ? own.some((held) => isHeld(held, today)) : isDeclaredOutsider(found, today);
}

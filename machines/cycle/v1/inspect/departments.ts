/**
 * Which departments inspect themselves (3-12), and whose record is missing: those the plan names – unless it says
 * otherwise, those with an information security officer –, less those it leaves out. A record covers what is below it;
 * where a department has ended, its successors take over.
 */
import { z } from 'zod';
import type { Audience, DueItem, Json, Thing } from '../../../core/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import type { Role } from '../../../../model/roles.ts';
import { audienceOf, departmentThing, type InspectionFact } from '../../../kit/v1/index.ts';
import type { Context, ExpectedDepartment, InspectedDepartments, Measure, SelfInspection } from '../types.ts';

/** Posts of a department that record its self-inspection. */
export const recorders = ['officer', 'divisionOfficer'] as const satisfies readonly Role[];

/** Departments that are made to inspect themselves by owning a self-inspection in the plan. */
export function owningDepartments(
  measures: readonly { readonly kind: string; readonly owner: { readonly department?: DepartmentId | undefined } }[],
): readonly DepartmentId[] {
  return measures.flatMap(({ kind, owner: { department } }) =>
    kind === 'selfInspection' && department !== undefined ? [department] : [],
  );
}

/** The departments of a plan as the fact knows them: named or with an officer, and owning a self-inspection; less those left out. */
export function expectedOfPlan(
  fact: InspectionFact,
  measures: readonly Measure[],
  { departments, leftOut = [] }: Partial<InspectedDepartments> = {},
): readonly ExpectedDepartment[] {
  const named = departments ?? fact.filter(({ officer }) => officer).map(({ id }) => id);
  const out = leftOut.map(({ department }) => department);
  const ids = [...new Set([...named, ...owningDepartments(measures)])].filter((id) => !out.includes(id));
  return present(
    ids.map((id) => ({ id, above: [] })),
    fact,
  );
}

/** The departments expected, as they are now: an ended one is its successors, unless its record is there. */
export function expectedNow({ inspection }: Context, fact: InspectionFact): readonly ExpectedDepartment[] {
  return present(inspection.expected ?? [], fact, (id) => Object.hasOwn(inspection.selfInspections, id));
}

function present(
  expected: readonly ExpectedDepartment[],
  fact: InspectionFact,
  isRecorded: (id: DepartmentId) => boolean = () => false,
): readonly ExpectedDepartment[] {
  const rows = expected.flatMap((one): readonly ExpectedDepartment[] => {
    const found = fact.find(({ id }) => id === one.id);
    if (found === undefined) return [one];
    if (found.exists || isRecorded(one.id)) return [{ id: one.id, above: found.above }];
    return found.successors.map((id) => ({ id, above: fact.find((heir) => heir.id === id)?.above ?? [] }));
  });
  return rows.filter(({ id }, index) => rows.findIndex((other) => other.id === id) === index);
}

/**
 * True when a record is there: of the department, of one above it, or of one that took over its work – of a self-inspection
 * of the plan, where one is asked for.
 */
function hasRecord(
  { inspection: { selfInspections } }: Context,
  { id, above }: ExpectedDepartment,
  of?: Measure,
): boolean {
  const counts = (record: SelfInspection | undefined): boolean =>
    record !== undefined && (of === undefined || record.measures.includes(of.id));
  const recorded = (one: DepartmentId): boolean => Object.hasOwn(selfInspections, one) && counts(selfInspections[one]);
  return (
    recorded(id) ||
    above.some(recorded) ||
    Object.values(selfInspections).some((record) => counts(record) && record.succeeds?.includes(id) === true)
  );
}

/** Whose record is missing; nobody's once the year is judged, since then none is taken any more. */
export function missing(
  context: Context,
  expected: readonly ExpectedDepartment[] = context.inspection.expected ?? [],
  of?: Measure,
): readonly DepartmentId[] {
  if (context.judgement !== undefined) return [];
  return expected.filter((one) => !hasRecord(context, one, of)).map(({ id }) => id);
}

/** The departments that a self-inspection of the plan is of: those of its owner, else all that no other one is of. */
export function departmentsOf(context: Context, { owner }: Measure): readonly ExpectedDepartment[] {
  const isWithin = ({ id, above }: ExpectedDepartment, department: DepartmentId): boolean =>
    id === department || above.includes(department);
  const expected = context.inspection.expected ?? [];
  const { department } = owner;
  if (department !== undefined) return expected.filter((one) => isWithin(one, department));
  const owning = owningDepartments(context.plan.approved?.measures ?? []);
  return expected.filter((one) => !owning.some((other) => isWithin(one, other)));
}

/** True when the record of every department that a self-inspection of the plan is of is there. */
export function isSelfInspected(context: Context, measure: Measure): boolean {
  const { selfInspections } = context.inspection;
  const departments = departmentsOf(context, measure);
  if (departments.length > 0) return departments.every((one) => hasRecord(context, one, measure));
  const { department } = measure.owner;
  return Object.entries(selfInspections).some(
    ([id, { measures }]) => (department === undefined || id === department) && measures.includes(measure.id),
  );
}

/** Whose record a self-inspection of the plan waits for. */
export function missingOf(context: Context, measure: Measure): readonly DepartmentId[] {
  return measure.kind === 'selfInspection' ? missing(context, departmentsOf(context, measure), measure) : [];
}

/**
 * The due items with the calendar's own date of the self-inspection: met when no department's record is missing, nor that of
 * the plan’s first self-inspection. What is to be inspected again later falls due by the plan.
 */
export function selfInspectionItem(context: Context): readonly DueItem[] {
  if (context.judgement !== undefined) return context.dueItems;
  const planned = (context.plan.approved?.measures ?? []).filter(({ kind }) => kind === 'selfInspection');
  const isLater = (measure: Measure): boolean => planned.some((other) => other.due < measure.due);
  const isMet =
    Object.keys(context.inspection.selfInspections).length > 0 &&
    missing(context).length === 0 &&
    planned.every((measure) => isLater(measure) || isSelfInspected(context, measure));
  return context.dueItems.map((item) => {
    if (item.id !== 'selfInspection' || isMet === (item.met !== undefined)) return item;
    const { met: _, ...open } = item;
    return isMet ? { ...item, met: context.at } : open;
  });
}

/** Departments, as what a refusal is about. */
export function asThings(departments: readonly DepartmentId[]): readonly Thing[] {
  return [...new Set(departments)].map(departmentThing);
}

/** Whoever records the self-inspection of a department. */
export function recordersOf(context: Context, department: DepartmentId): Audience {
  return audienceOf(context, { roles: recorders, department });
}

/** Whom the calendar's own date of the self-inspection reminds: each department whose record is missing. */
export function remindedOf(context: Context, item: DueItem): readonly Audience[] {
  const departments = missing(context);
  if (departments.length === 0) return [audienceOf(context, item)];
  return departments.map((department) => recordersOf(context, department));
}

/** What a plan says of departments. */
export const planOfDepartments = z.object({
  measures: z.array(z.object({ kind: z.string(), owner: z.object({ department: z.string().optional() }) })),
  inspects: z
    .object({
      departments: z.array(z.string()).optional(),
      leftOut: z.array(z.object({ department: z.string() })).optional(),
    })
    .optional(),
});
const submittedIn = z.object({
  plan: z.object({ submitted: planOfDepartments.optional() }),
  adoption: z.object({ submitted: z.object({ plan: planOfDepartments.optional() }).optional() }),
});

type Asked = { departments: DepartmentId[]; withOfficers: boolean };

/** What is asked about the departments of a plan: those it names or leaves out, and those with an officer. */
export function departmentsOfPlanAsked(plan: z.output<typeof planOfDepartments> | undefined): Asked {
  const { departments = [], leftOut = [] } = plan?.inspects ?? {};
  const named = [...departments, ...leftOut.map(({ department }) => department)];
  return { departments: [...new Set([...named, ...owningDepartments(plan?.measures ?? [])])], withOfficers: true };
}

/** The same of a plan that was submitted, or handed in to be adopted. */
export function departmentsOfSubmittedAsked(context: Json): Asked {
  const { data } = submittedIn.safeParse(context);
  return departmentsOfPlanAsked(data?.plan.submitted ?? data?.adoption.submitted?.plan);
}

const expectedIn = z.object({
  inspection: z.object({ expected: z.array(z.object({ id: z.string() })).optional() }),
});

/** What is asked about the departments expected, and others. */
export function expectedAsked(context: Json, more: readonly DepartmentId[] = []): { departments: DepartmentId[] } {
  const expected = expectedIn.safeParse(context).data?.inspection.expected ?? [];
  return { departments: [...new Set([...expected.map(({ id }) => id), ...more])] };
}

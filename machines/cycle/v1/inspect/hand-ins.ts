/** The list of the self-inspections (3-12): who has handed in, and who has not. */
import { inspectionFact } from '../../../kit/v1/index.ts';
import type { HandIn, HandIns } from '../../../core/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import type { Context, ExpectedDepartment, NotInspected } from '../types.ts';
import { expectedAsked, expectedNow } from './departments.ts';

/** The department whose record stands for one that has none of its own. */
function throughOf({ inspection: { selfInspections } }: Context, { id, above }: ExpectedDepartment) {
  return (
    above.find((department) => Object.hasOwn(selfInspections, department)) ??
    Object.entries(selfInspections).find(([, { succeeds = [] }]) => succeeds.includes(id))?.[0]
  );
}

function reasonIn(list: readonly NotInspected[], department: DepartmentId): { readonly reason?: string } {
  const reason = list.find(({ departments }) => departments.includes(department))?.reason;
  return reason === undefined ? {} : { reason };
}

function handInOf(context: Context, expected: ExpectedDepartment): HandIn {
  const { inspection, judgement, proposal } = context;
  const { id: department } = expected;
  const last = inspection.reminded?.[department];
  const reminded = last === undefined ? {} : { reminded: last };
  const own = Object.hasOwn(inspection.selfInspections, department)
    ? inspection.selfInspections[department]
    : undefined;
  if (own !== undefined) {
    const { at, by, collected } = own;
    return { department, status: collected === true ? 'collected' : 'recorded', at, by, ...reminded };
  }
  const through = throughOf(context, expected);
  if (through !== undefined) return { department, status: 'covered', through, ...reminded };
  const status = judgement === undefined ? 'missing' : 'notInspected';
  const reasons = judgement?.notInspected ?? proposal?.notInspected ?? [];
  return { department, status, ...reminded, ...reasonIn(reasons, department) };
}

function listOf(context: Context, fact: unknown): readonly HandIn[] {
  const { inspection, judgement, plan } = context;
  const known = inspectionFact.safeParse(fact).data ?? [];
  const expected = judgement === undefined ? expectedNow(context, known) : (inspection.expected ?? []);
  const others = Object.keys(inspection.selfInspections).filter((id) => expected.every((one) => one.id !== id));
  const leftOut = (plan.approved?.inspects?.leftOut ?? []).filter(
    ({ department }) => !others.includes(department) && expected.every(({ id }) => id !== department),
  );
  return [
    ...expected.map((one) => handInOf(context, one)),
    ...others.map((id) => handInOf(context, { id, above: [] })),
    ...leftOut.map(({ department, reason }): HandIn => ({ department, status: 'leftOut', reason })),
  ];
}

export const handIns: HandIns<Context> = {
  fact: 'inspection',
  asks: (context) => expectedAsked(JSON.parse(JSON.stringify(context))),
  list: listOf,
  enteredBy: 'enterSelfInspections',
  criteriaSet: ({ plan }) => plan.approved?.criteriaSet,
};

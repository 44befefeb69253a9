/**
 * Which self-inspections of the plan a record meets (3-12). Where the plan has several of one department – each half of the
 * year, one by subject –, the record says which; elsewhere it meets all that are of the department.
 */
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { bareThing, type InspectionFact } from '../../../kit/v1/index.ts';
import { ruleTable } from '../kit.ts';
import { measureThing } from '../things.ts';
import type { Context, ExpectedDepartment, Measure } from '../types.ts';
import { departmentsOf } from './departments.ts';

/** The self-inspections of the plan that a record of a department is of, and those of them that only it can tell apart. */
function ofDepartment(
  context: Context,
  department: DepartmentId,
  fact: InspectionFact,
): { readonly all: readonly Measure[]; readonly alike: readonly Measure[] } {
  const { succeeds = [] } = fact.find(({ id }) => id === department) ?? {};
  const isCovered = ({ id, above }: ExpectedDepartment): boolean =>
    id === department || above.includes(department) || succeeds.includes(id);
  const measures = (context.plan.approved?.measures ?? []).filter(({ kind }) => kind === 'selfInspection');
  const found = measures.flatMap((measure) => {
    const departments = departmentsOf(context, measure);
    const { owner } = measure;
    if (departments.length > 0) {
      const covered = departments.filter(isCovered).map(({ id }) => id);
      return covered.length === 0 ? [] : [{ measure, covered }];
    }
    return owner.department === undefined || owner.department === department
      ? [{ measure, covered: [department] }]
      : [];
  });
  const isAlike = ({ measure, covered }: (typeof found)[number]): boolean =>
    found.some((other) => other.measure !== measure && other.covered.some((id) => covered.includes(id)));
  return { all: found.map(({ measure }) => measure), alike: found.filter(isAlike).map(({ measure }) => measure) };
}

/** The self-inspections that the department's record meets, with those that it met before. */
export function metBy(
  context: Context,
  department: DepartmentId,
  fact: InspectionFact,
  named: readonly string[] | undefined,
): readonly string[] {
  const { all, alike } = ofDepartment(context, department, fact);
  const { selfInspections } = context.inspection;
  const before = Object.hasOwn(selfInspections, department) ? (selfInspections[department]?.measures ?? []) : [];
  const now = all.filter((measure) => !alike.includes(measure) || named?.includes(measure.id) === true);
  return [...new Set([...before, ...now.map(({ id }) => id)])];
}

interface Recording {
  readonly context: Context;
  readonly event: {
    readonly input: { readonly measures?: readonly string[] | undefined } & (
      { readonly department: DepartmentId } | { readonly rows: readonly { readonly department: DepartmentId }[] }
    );
    readonly facts: { readonly inspection: InspectionFact };
  };
}

function departmentsIn({ input }: Recording['event']): readonly DepartmentId[] {
  return 'rows' in input ? input.rows.map(({ department }) => department) : [input.department];
}

/** The self-inspections of which it would have to be said which: nothing named is one of a department's. */
function untold({ context, event }: Recording): readonly Measure[] {
  const { measures: named = [] } = event.input;
  return departmentsIn(event).flatMap((department) => {
    const { alike } = ofDepartment(context, department, event.facts.inspection);
    return alike.some(({ id }) => named.includes(id)) ? [] : alike;
  });
}

/** What is named and is no self-inspection of these departments. */
function foreign({ context, event }: Recording): readonly string[] {
  const own = departmentsIn(event).flatMap((department) =>
    ofDepartment(context, department, event.facts.inspection).all.map(({ id }) => id),
  );
  return (event.input.measures ?? []).filter((id) => !own.includes(id));
}

export const rules = ruleTable({
  inspectionMeasuresNamed: {
    clause: '3-12',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '計画にこの部署の自己点検が二つ以上あります。今回の記録がどの自己点検に当たるかを、その中から指定してください。',
    en: 'The plan has more than one self-inspection of this department. Say which of them this record is of.',
    met: {
      ja: 'どの自己点検の記録であるかが明らかである',
      en: 'it is clear of which self-inspection of the plan the record is',
    },
    test: (one) => untold(one).length === 0 && foreign(one).length === 0,
    about: (one) => [
      ...[...new Set(untold(one))].map(measureThing),
      ...foreign(one).map((id) => bareThing('measure', id)),
    ],
    paths: () => ['measures'],
  },
});

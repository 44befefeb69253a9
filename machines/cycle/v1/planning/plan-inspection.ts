/** Which departments inspect themselves by the plan (3-12); leaving one out needs a reason. It stands at `plan.ts`. */
import { z } from 'zod';
import type { Json } from '../../../core/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { fields } from '../../../kit/v1/index.ts';
import { asThings, departmentsOfPlanAsked, owningDepartments, planOfDepartments } from '../inspect/departments.ts';
import type { EventOf } from '../events.ts';
import { ruleTable } from '../kit.ts';

/** Whose self-inspection the plan asks for. */
export const inspects = z
  .strictObject({
    departments: z
      .array(fields.department('部署 / department'))
      .max(300)
      .optional()
      .meta(
        fields.titled('対象の部署 / departments', {
          help: '省けば、情報セキュリティ責任者のいる部署が対象になります。 / Left out: those with an information security officer.',
        }),
      ),
    leftOut: z
      .array(
        z.strictObject({
          department: fields.department('部署 / department'),
          reason: fields.line('対象としない理由 / why it is left out'),
        }),
      )
      .max(300)
      .default([])
      .meta(fields.titled('対象としない部署とその理由 / departments left out, each with its reason')),
  })
  .meta(fields.titled('自己点検の対象とする部署 / departments that inspect themselves'));

/** What is asked about the departments that a submission speaks of. */
export function departmentsOfInputAsked(input: Json): ReturnType<typeof departmentsOfPlanAsked> {
  return departmentsOfPlanAsked(planOfDepartments.safeParse(input).data);
}

/** Departments with an officer that are neither named, nor below one named, nor left out with a reason. */
function forgotten({ input, facts }: EventOf<'submitPlan' | 'submitPlanAmendment'>): readonly DepartmentId[] {
  const { measures, inspects: of } = input;
  if (of?.departments === undefined) return [];
  const named = [...of.departments, ...owningDepartments(measures)];
  const out = of.leftOut.filter(({ reason }) => fields.isFilled(reason)).map(({ department }) => department);
  return facts.inspection
    .filter(
      ({ id, officer, above }) =>
        officer && !out.includes(id) && ![id, ...above].some((department) => named.includes(department)),
    )
    .map(({ id }) => id);
}

export const rules = ruleTable({
  leavingOutExplained: {
    clause: '3-12',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '情報セキュリティ責任者のいる部署で、自己点検の対象に挙げられていないものがあります。対象に加えるか、対象としない理由を記入してください。',
    en: 'A department with an information security officer is not among those that inspect themselves. Add it, or say why it is left out.',
    met: {
      ja: '責任者のいる部署が全て自己点検の対象であるか、対象としない理由がある',
      en: 'every department with an officer inspects itself, or it is said why not',
    },
    test: ({ event }) => forgotten(event).length === 0,
    about: ({ event }) => asThings(forgotten(event)),
    paths: () => ['inspects.departments', 'inspects.leftOut'],
  },
});

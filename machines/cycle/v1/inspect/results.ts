/** What a self-inspection comes to: results by role and by criterion, of one department or of those collected (5-1). */
import type { Thing } from '../../../core/index.ts';
import {
  bareThing,
  criteriaSetThing,
  departmentThing,
  fields,
  roleThing,
  type CommonFact,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';

type Recording = EventOf<'recordSelfInspection' | 'enterSelfInspections'>;
type Result = Pick<EventOf<'recordSelfInspection'>['input'], 'department' | 'byRole' | 'criteria'>;

/** The results that an event brings – one department's, or those the promotion office collected – each with its place. */
function resultsIn(input: Recording['input']): readonly (Result & { readonly at: string })[] {
  return 'rows' in input ? input.rows.map((row, index) => ({ ...row, at: `rows[${index}].` })) : [{ ...input, at: '' }];
}

/** What is at fault: the things, and where they stand. */
interface Fault {
  readonly things: readonly Thing[];
  readonly path: string;
}

/** Another set of criteria than the plan's, or one that is not registered. */
function otherSet(context: Context, { input, facts }: Recording): readonly Fault[] {
  const planned = context.plan.approved?.criteriaSet;
  const given = input.criteriaSet;
  const path = 'criteriaSet';
  if (planned !== undefined && given !== planned) return [{ things: [criteriaSetThing(planned)], path }];
  if (given === undefined || setOf(facts.common, given) !== undefined) return [];
  return [{ things: [criteriaSetThing(given)], path }];
}

function setOf({ criteriaSets }: Pick<CommonFact, 'criteriaSets'>, id: string | undefined) {
  return criteriaSets.find((known) => known.id === id);
}

/** Departments of which not every criterion of the set has one result, with the criteria that are missing or are too many. */
function incomplete({ input, facts }: Recording): readonly Fault[] {
  const set = setOf(facts.common, input.criteriaSet);
  if (set === undefined) return [];
  return resultsIn(input).flatMap(({ at, department, criteria }): readonly Fault[] => {
    const judged = criteria.map((item) => item.criterion);
    if (judged.length === set.criteria.length && set.criteria.every((item) => judged.includes(item))) return [];
    const lacking = set.criteria.filter((item) => !judged.includes(item));
    const tooMany = judged.filter((item, index) => !set.criteria.includes(item) || judged.indexOf(item) < index);
    const criterionThings = [...new Set([...lacking, ...tooMany])].map((item) => bareThing('criterion', item));
    return [{ things: [departmentThing(department), ...criterionThings], path: `${at}criteria` }];
  });
}

function incomparable(context: Context, event: Recording): readonly Fault[] {
  const other = otherSet(context, event);
  return other.length > 0 ? other : incomplete(event);
}

/** Counts of a role that cannot be. */
function inconsistent({ input }: Recording): readonly Fault[] {
  return resultsIn(input).flatMap(({ at, department, byRole }) =>
    byRole.flatMap(({ role, subject, answered, compliant }, index) =>
      compliant <= answered && answered <= subject
        ? []
        : [{ things: [departmentThing(department), roleThing(role)], path: `${at}byRole[${index}]` }],
    ),
  );
}

/** Criteria said not to apply without a reason. */
function unexplained({ input }: Recording): readonly Fault[] {
  return resultsIn(input).flatMap(({ at, department, criteria }) =>
    criteria.flatMap(({ criterion, result, reason }, index) =>
      result !== 'notApplicable' || fields.isFilled(reason)
        ? []
        : [
            {
              things: [departmentThing(department), bareThing('criterion', criterion)],
              path: `${at}criteria[${index}].reason`,
            },
          ],
    ),
  );
}

/** The things of all faults, each once. */
function thingsOf(faults: readonly Fault[]): readonly Thing[] {
  const things = faults.flatMap((fault) => fault.things);
  return things.filter(
    ({ kind, id }, index) => things.findIndex((one) => one.kind === kind && one.id === id) === index,
  );
}

export const rules = ruleTable({
  criteriaComparable: {
    clause: '5-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '計画で定めた判断基準の全ての項目について、一度ずつ結果を記入してください。足りないか、余分な項目があります。',
    en: 'Give one result for every criterion of the set that the plan names, and no others, so that results can be compared.',
    met: {
      ja: '計画で定めた判断基準の全ての項目に結果が一つずつある',
      en: 'every criterion of the plan’s set has one result',
    },
    test: ({ context, event }) => incomparable(context, event).length === 0,
    about: ({ context, event }) => thingsOf(incomparable(context, event)),
    paths: ({ context, event }) => incomparable(context, event).map(({ path }) => path),
  },
  countsConsistent: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '回答者数は対象者数以下、遵守者数は回答者数以下となります。数を確認してください。',
    en: 'No more may answer than are subject, and no more comply than answered. Check the counts.',
    met: { ja: '回答者数・遵守者数に矛盾がない', en: 'the counts agree' },
    test: ({ event }) => inconsistent(event).length === 0,
    about: ({ event }) => thingsOf(inconsistent(event)),
    paths: ({ event }) => inconsistent(event).map(({ path }) => path),
  },
  notApplicableExplained: {
    clause: '5-1',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '対象外とした項目には理由を記入してください。',
    en: 'Give a reason for each criterion that is not applicable.',
    met: { ja: '対象外とした全ての項目に理由がある', en: 'every criterion that does not apply has its reason' },
    test: ({ event }) => unexplained(event).length === 0,
    about: ({ event }) => thingsOf(unexplained(event)),
    paths: ({ event }) => unexplained(event).map(({ path }) => path),
  },
});

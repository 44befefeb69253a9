/**
 * Self-inspections that the promotion office collected by questionnaire and enters together (3-12): all or none. Each
 * department's officer is told, and may record it anew; what an officer recorded is not written over.
 */
import { z } from 'zod';
import type { Json } from '../../../core/index.ts';
import { commonFact, fields, inspectionFact, leadingTo, notify, type Decisions } from '../../../kit/v1/index.ts';
import type { DepartmentId } from '../../../../model/identifiers.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Context } from '../types.ts';
import { beforePlan, recording } from './begin.ts';
import { asThings, recordersOf } from './departments.ts';
import { criteriaSet, ofMeasures, record, selfInspection, whileInspecting, withRecords } from './records.ts';

export const decisions = {
  enterSelfInspections: {
    input: z.strictObject({
      rows: z
        .array(z.strictObject(selfInspection))
        .min(1)
        .max(300)
        .meta(fields.titled('部署ごとの結果 / result by department')),
      measures: ofMeasures,
      criteriaSet,
      document: fields.document('集計した調査票 / the questionnaires collected'),
    }),
    facts: z.object({ common: commonFact.pick({ criteriaSets: true }), inspection: inspectionFact }),
    asks: ({ input }) => ({ inspection: { departments: departmentsAsked(input) } }),
    by: ['promotionOffice'],
    clause: '3-12',
    room: 'reserved',
    rules: [
      ...whileInspecting,
      'departmentsOnce',
      'officersRecordStands',
      'inspectionMeasuresNamed',
      'criteriaComparable',
      'countsConsistent',
      'notApplicableExplained',
    ],
    label: { ja: '集めた自己点検の結果をまとめて記録する', en: 'enter the self-inspections collected' },
  },
} as const satisfies Decisions;

const ofMany = z.object({ rows: z.array(z.object({ department: z.string() })) });

/** The departments that an input speaks of, as they are asked about. */
function departmentsAsked(input: Json): string[] {
  return [...new Set(ofMany.safeParse(input).data?.rows.map(({ department }) => department) ?? [])];
}

type Rows = readonly { readonly department: DepartmentId }[];

/** Rows of a department that stands further above already. */
function twice(rows: Rows): Rows {
  return rows.filter((row, index) => rows.findIndex(({ department }) => department === row.department) < index);
}

/** Rows of departments whose own officer has recorded the result: of the same self-inspection, where it is said of which. */
function recordedThemselves(
  { inspection: { selfInspections } }: Context,
  { rows, measures: named }: { readonly rows: Rows; readonly measures?: readonly string[] | undefined },
): Rows {
  return rows.filter(({ department }) => {
    const own = Object.hasOwn(selfInspections, department) ? selfInspections[department] : undefined;
    if (own === undefined || own.collected === true) return false;
    return named === undefined || own.measures.some((id) => named.includes(id));
  });
}

function pathsOf(rows: Rows, of: Rows): readonly string[] {
  return of.map((row) => `rows[${rows.indexOf(row)}].department`);
}

export const rules = ruleTable({
  departmentsOnce: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '同じ部署の結果が二つあります。部署ごとに一つにまとめてください。',
    en: 'A department is there twice. Give one result for each.',
    met: { ja: '部署ごとに結果が一つである', en: 'every department has one result' },
    test: ({ event }) => twice(event.input.rows).length === 0,
    about: ({ event }) => asThings(twice(event.input.rows).map(({ department }) => department)),
    paths: ({ event }) => pathsOf(event.input.rows, twice(event.input.rows)),
  },
  officersRecordStands: {
    clause: '3-12',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '部署の責任者が自ら記録した自己点検は、まとめての記録では上書きできません。その部署を除いてください。直す必要があれば、その責任者が記録し直します。',
    en: 'A self-inspection that a department’s officer recorded is not written over. Leave the department out; its officer records it anew where it has to be changed.',
    met: { ja: '部署の責任者が自ら記録した結果を上書きしない', en: 'no officer’s own record is written over' },
    test: ({ context, event }) => recordedThemselves(context, event.input).length === 0,
    about: ({ context, event }) =>
      asThings(recordedThemselves(context, event.input).map(({ department }) => department)),
    paths: ({ context, event }) => pathsOf(event.input.rows, recordedThemselves(context, event.input)),
    remedies: () => ['recordSelfInspection'],
  },
});

const entered = handlers(decisions, {
  enterSelfInspections: {
    change: (context, { actor, input, facts }) => {
      const departments = input.rows.map(({ department }) => department);
      const made = { ...record(context, actor.person, input.document), collected: true } as const;
      return withRecords(context, departments, facts, made, input.measures);
    },
    causes: ({ after, event }) =>
      event.input.rows.map(({ department }) => notify(recordersOf(after, department), 'selfInspectionEntered')),
  },
});

export const on = {
  planning: handlers(decisions, { enterSelfInspections: beforePlan }),
  check: entered,
  /** Made after a proposal it returns that. */
  proposed: { enterSelfInspections: leadingTo(recording, entered.enterSelfInspections) },
};

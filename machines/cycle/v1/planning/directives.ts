/**
 * 個別に決定された対策: each is answered (3-6) – reflected in the standards, settled in procedures or operation, or not
 * applicable: its subject does not exist here, it is met already, it is superseded. By the standards themselves, or on its own.
 */
import { z } from 'zod';
import type { Cause, Thing } from '../../../core/index.ts';
import {
  bareThing,
  fields,
  registersFact,
  rowsAt,
  toRoles,
  withAll,
  type Change,
  type Decisions,
  type StepContext,
} from '../../../kit/v1/index.ts';
import type { EventOf } from '../events.ts';
import { handlers, ruleTable } from '../kit.ts';
import type { Conformance, Context } from '../types.ts';
import { answeredTells, askedNow, withAnswers } from './asked.ts';

const details = {
  where: fields
    .ruledText('措置した手続・運用（文書名・箇所） / in which procedures or operation it is settled', {
      max: 500,
      requiredWhen: { field: 'how', is: 'inOperation' },
    })
    .optional(),
  ground: fields
    .oneOf(
      '該当しない理由の別 / why it does not apply',
      {
        noSubject: '対象がない / its subject does not exist here',
        alreadyMet: '既に満たしている / it is met already',
        superseded: '廃止又は置換え / it is superseded',
      },
      { requiredWhen: { field: 'how', is: 'notApplicable' } },
    )
    .optional(),
  text: fields
    .ruledText('該当しない理由 / the reason', {
      max: 2000,
      reason: true,
      requiredWhen: { field: 'how', is: 'notApplicable' },
    })
    .optional(),
  document: fields
    .document('根拠の文書 / document that shows it', {
      choices: 'documents:audit,cycle',
      requiredWhen: { field: 'ground', is: 'alreadyMet' },
    })
    .optional(),
};
const directive = (choices: 'directives' | 'owedDirectives') =>
  fields.ref('個別に決定された対策 / directive', { choices });
const settledOtherwise = {
  inOperation: '手続又は運用で措置した / settled in procedures or operation',
  notApplicable: '該当しない / not applicable',
};

/** How each directive is answered in the standards. */
export const directives = z
  .array(
    z.strictObject({
      directive: directive('directives'),
      how: fields.oneOf('対応 / how it is answered', {
        reflected: '対策基準に反映した / reflected in the standards',
        ...settledOtherwise,
      }),
      ...details,
    }),
  )
  .max(200)
  .default([])
  .meta(fields.titled('政府機関共通の対策への対応 / how each directive is answered'));

/** What an answer must say, wherever it is given. */
export const answerRules = ['operationSaysWhere', 'notApplicableSaysWhy', 'alreadyMetShowsDocument'] as const;

export const decisions = {
  settleDirective: {
    input: z.strictObject({
      directive: directive('owedDirectives'),
      how: fields.oneOf('対応 / how it is answered', settledOtherwise),
      ...details,
    }),
    groups: [
      { ja: '個別に決定された対策', en: 'the directive', fields: ['directive', 'how'] },
      { ja: '措置した箇所', en: 'where it is settled', fields: ['where'] },
      { ja: '該当しない理由', en: 'why it does not apply', fields: ['ground', 'text', 'document'] },
    ],
    facts: z.object({ registers: registersFact }),
    by: ['ciso'],
    clause: '3-6',
    room: 'reserved',
    rules: ['standardsInForce', 'directiveOwed', ...answerRules],
    label: {
      ja: '個別に決定された対策への対応を決める（対策基準を改めない場合）',
      en: 'settle a directive without amending the standards',
    },
    why: {
      ja: '個別に決定された対策への対応が済んでいません。対策基準を改めない場合は、措置した箇所又は該当しない理由を決めます。',
      en: 'A directive is not answered yet. Where the standards are not amended, it is decided where it is settled or why it does not apply.',
    },
  },
} as const satisfies Decisions;

type Answer = Omit<z.output<typeof directives>[number], 'how'> & { readonly how: string };

type Given = { readonly directives: readonly Answer[] } | Answer;

/** The answers that an event gives: those of the standards, or one. */
function answersIn(input: Given): readonly Answer[] {
  return 'directives' in input ? input.directives : [input];
}

/** The answers as they are kept. */
export function kept(answers: z.output<typeof directives>): Conformance['directives'] {
  return answers.map(({ directive: id, how }) => ({ directive: id, how }));
}

/** The documents that answers rest on. */
export function documentsOf(answers: z.output<typeof directives>): readonly (string | undefined)[] {
  return answers.map(({ document }) => document);
}

const saysWhere = ({ how, where }: Answer): boolean => how !== 'inOperation' || fields.isFilled(where);
const saysWhy = ({ how, ground, text }: Answer): boolean =>
  how !== 'notApplicable' || (ground !== undefined && fields.isFilled(text));
const showsDocument = ({ how, ground, document }: Answer): boolean =>
  how !== 'notApplicable' || ground !== 'alreadyMet' || document !== undefined;

/** The directives whose answers are not as they should be, and the fields at fault. */
function wrongly(input: Given, isRight: (answer: Answer) => boolean): readonly Thing[] {
  return answersIn(input)
    .filter((answer) => !isRight(answer))
    .map(({ directive: id }) => bareThing('directive', id));
}
function wrongAt(input: Given, isRight: (answer: Answer) => boolean, field: string): readonly string[] {
  return 'directives' in input ? rowsAt('directives', input.directives, (one) => !isRight(one), field) : [field];
}

/** Directives that the standards leave out. */
function leftOut({ input, facts }: EventOf<'submitStandards' | 'submitStandardsAmendment'>): string[] {
  return facts.common.directives
    .map(({ id }) => id)
    .filter((id) => !input.directives.some((item) => item.directive === id));
}

/** Directives that neither the standards in force nor what is said of them answers. */
function notReflected({ input, facts }: EventOf<'confirmStandardsUnchanged'>): string[] {
  const reflected = facts.registers.standards?.directives ?? [];
  const otherwise = input.directives.filter(({ how }) => how !== 'reflected').map(({ directive: id }) => id);
  return facts.common.directives.map(({ id }) => id).filter((id) => ![...reflected, ...otherwise].includes(id));
}

export const rules = ruleTable({
  directivesReflected: {
    clause: '3-6',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '政府機関共通の対策として個別に決定されたものが、全て記載されていません。それぞれについて、対策基準への反映、手続・運用での措置、該当しない理由のいずれかを記入してください。',
    en: 'A measure decided individually for the whole government is left out. For each of them give how it is answered: reflected in the standards, settled in operation, or not applicable.',
    met: { ja: '個別に決定された全ての対策に対応が記載されている', en: 'every directive is answered' },
    test: ({ event }) => leftOut(event).length === 0,
    about: ({ event }) => leftOut(event).map((id) => bareThing('directive', id)),
    paths: () => ['directives'],
  },
  directivesReflectedUnchanged: {
    clause: '3-6',
    basis: 'text',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '施行中の対策基準に反映されていない個別の決定があります。改正を提出するか、手続・運用で措置した箇所又は該当しない理由を記入してください。',
    en: 'The standards in force do not reflect a directive. Submit an amendment, or say where it is settled in operation, or why it does not apply.',
    met: { ja: '個別に決定された全ての対策に対応している', en: 'every directive is answered' },
    test: ({ event }) => notReflected(event).length === 0,
    about: ({ event }) => notReflected(event).map((id) => bareThing('directive', id)),
    paths: () => ['directives'],
    remedies: () => ['submitStandards'],
  },
  operationSaysWhere: {
    clause: '3-6',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '手続又は運用で措置した場合は、その文書と箇所を記入してください。',
    en: 'Where it is settled in procedures or operation, say where: the document and the passage.',
    met: { ja: '手続又は運用で措置した箇所が記入されている', en: 'it is said where it is settled in operation' },
    test: ({ event }) => answersIn(event.input).every(saysWhere),
    about: ({ event }) => wrongly(event.input, saysWhere),
    paths: ({ event }) => wrongAt(event.input, saysWhere, 'where'),
  },
  notApplicableSaysWhy: {
    clause: '3-6',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '該当しないとする場合は、理由の別（対象がない、既に満たしている、廃止又は置換え）を選び、理由を記入してください。',
    en: 'Where it does not apply, choose why – its subject does not exist here, it is met already, it is superseded – and give the reason.',
    met: { ja: '該当しない理由が記入されている', en: 'it is said why it does not apply' },
    test: ({ event }) => answersIn(event.input).every(saysWhy),
    about: ({ event }) => wrongly(event.input, saysWhy),
    paths: ({ event }) => wrongAt(event.input, saysWhy, 'text'),
  },
  alreadyMetShowsDocument: {
    clause: '3-6',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '既に満たしているとする場合は、そのことを示す文書を添えてください。',
    en: 'Where it is met already, attach the document that shows it.',
    met: { ja: '既に満たしていることを示す文書がある', en: 'a document shows that it is met already' },
    test: ({ event }) => answersIn(event.input).every(showsDocument),
    about: ({ event }) => wrongly(event.input, showsDocument),
    paths: ({ event }) => wrongAt(event.input, showsDocument, 'document'),
  },
  directiveOwed: {
    clause: '3-6',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'その決定への対応は未了事項にありません。未了事項の一覧にあるものを指定してください。',
    en: 'That directive is not owed. Give one that stands in the list of what is owed.',
    met: { ja: 'その決定への対応が未了事項にある', en: 'that directive is owed' },
    test: ({ context, event }) => askedNow(context, 'directive').some(({ ref }) => ref === event.input.directive),
    about: ({ event }) => [bareThing('directive', event.input.directive)],
    paths: () => ['directive'],
  },
});

/** What the answers of standards settle. */
export function answered(context: Context, answers: Conformance['directives']): Context {
  return {
    ...context,
    ...withAnswers(context, ({ source, ref }) =>
      source === 'directive' ? answers.find((one) => one.directive === ref)?.how : undefined,
    ),
  };
}

type Settling = EventOf<'settleDirective'>;

function settleChange(context: Context, { input }: Settling): Change<Context> {
  const { directive: id, how, document } = input;
  const { approved } = context.standards;
  const { owed, dueItems } = answered(context, [{ directive: id, how }]);
  return {
    owed,
    dueItems,
    ...(approved === undefined
      ? {}
      : {
          standards: {
            ...context.standards,
            approved: { ...approved, directives: [...approved.directives, { directive: id, how }] },
          },
        }),
    documents: withAll(context.documents, document),
  };
}

function settleCauses({ before, after, event }: StepContext<Context, Settling>): readonly Cause[] {
  const { standards } = event.facts.registers;
  if (standards === undefined) return [];
  const ids = withAll(standards.directives ?? [], event.input.directive);
  return [
    { kind: 'register', register: 'standards', value: { ...standards, directives: [...ids] } },
    ...answeredTells(before, after),
    toRoles(before, ['promotionOffice', 'headOfOfficers'], 'directiveSettled'),
  ];
}

export const on = {
  live: handlers(decisions, { settleDirective: { change: settleChange, causes: settleCauses } }),
};

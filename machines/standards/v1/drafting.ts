/**
 * Drafting (2-4 to 2-6): centre staff submit a draft that rests on new threats and on an inspection of how ministries
 * operate. With the first one they open the procedure; before the decision a new version takes the place of the one before.
 */
import { z } from 'zod';
import type { Cause } from '../../core/index.ts';
import {
  emptyFields,
  dateInJapan,
  dateThing,
  fields,
  toRoles,
  withAll,
  without,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { draftThing, subjectThing } from './things.ts';
import type { Context, Draft } from './types.ts';

const common = {
  title: fields.heading('件名 / title', { example: '統一基準群の改定（令和9年度版）' }),
  document: fields.document('原案 / the draft', {
    help: '推進会議、戦略本部及び府省庁には、この文書そのもの（ハッシュ値）が示されます / council, headquarters and ministries are shown this very document, by its hash',
  }),
  comparison: fields.document('新旧対照表 / comparison with what is in force').optional(),
};

/** What a draft rests on: whether it is there is a rule's matter, so that the refusal cites its clause. */
const basis = {
  threats: fields.ruledText('踏まえた新たな脅威 / new threats it answers', { max: 4000 }),
  inspection: fields.document('府省庁の運用の状況の点検結果 / result of the inspection of ministries').optional(),
  inspectionPeriod: fields.period('点検の対象期間 / period inspected').optional(),
  inspectedBodies: z
    .array(fields.organisation('点検した府省庁 / ministry inspected', { choices: 'ministries' }))
    .max(200)
    .default([])
    .meta(fields.titled('点検した府省庁 / ministries inspected')),
};

const checked = (title: string) => fields.ruledText(title, { max: 2000 });

/** 2-5, item by item. */
const normsChecks = {
  comprehensive: checked('全府省庁に共通して必要な対策の包含 / contains all measures commonly needed'),
  conformable: checked(
    '責任体制・実施体制・対策内容への準拠のしやすさと実状 / can be conformed to: responsibilities, organisation, measures, actual conditions',
  ),
  international: checked('国際的な基準等との整合性 / consistency with international standards'),
};

/** 2-6, item by item. */
const guidebookChecks = {
  examples: checked('基本的な対策事項の例示 / examples of basic measures'),
  thinking: checked('考え方等の解説 / the thinking explained'),
};

const basisGroup = {
  ja: '踏まえた脅威と点検（整理番号2-4）',
  en: 'threats and inspection (2-4)',
  fields: ['threats', 'inspection', 'inspectionPeriod', 'inspectedBodies'],
};

const sound = ['inspectionCited', 'inspectionPast', 'threatsNamed'] as const;

export const decisions = {
  submitDraft: {
    input: z.strictObject({
      ...common,
      covers: z
        .array(
          fields.oneOf('文書 / document', {
            model: '統一規範 / Common Model',
            standards: '統一基準 / Common Standards',
            guideline: '指針 / guideline',
          }),
        )
        .min(1)
        .max(3)
        .meta(fields.titled('原案が定めるもの / what the draft sets')),
      ...basis,
      ...normsChecks,
    }),
    groups: [
      { ja: '原案', en: 'the draft', fields: ['title', 'covers', 'document', 'comparison'] },
      basisGroup,
      { ja: '内容の確認（整理番号2-5）', en: 'content (2-5)', fields: Object.keys(normsChecks) },
    ],
    by: ['centreStaff'],
    clause: '2-2',
    room: 'reserved',
    rules: ['normsNotDecided', ...sound, 'normsChecked'],
    label: { ja: '統一規範・統一基準・指針の原案を提出する', en: 'submit a draft of Model, Standards or guideline' },
    why: {
      ja: '原案が差し戻されたため、改めた原案を提出します。',
      en: 'The draft was returned: a new version is to be submitted.',
    },
  },
  submitGuidebook: {
    input: z.strictObject({ ...common, ...basis, ...guidebookChecks }),
    groups: [
      { ja: 'ガイドライン案', en: 'the draft', fields: ['title', 'document', 'comparison'] },
      basisGroup,
      { ja: '内容の確認（整理番号2-6）', en: 'content (2-6)', fields: Object.keys(guidebookChecks) },
    ],
    by: ['centreStaff'],
    clause: '2-3',
    room: 'reserved',
    rules: ['guidebookNotDecided', ...sound, 'guidebookChecked'],
    label: { ja: '対策基準策定ガイドラインの案を提出する', en: 'submit a draft of the Drafting Guidance' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  normsNotDecided: {
    clause: '2-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '原案は既に戦略本部において決定されています。改める場合は、新しい手続で原案を提出してください。',
    en: 'Headquarters has decided the draft already. A further change is a new draft, in a procedure of its own.',
    met: { ja: '戦略本部はまだ決定していない', en: 'headquarters has not decided yet' },
    test: ({ context }) => context.norms.decision === undefined,
    about: ({ context }) => [draftThing(context.norms.decision)],
  },
  guidebookNotDecided: {
    clause: '2-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '対策基準策定ガイドラインは既に決定されています。改める場合は、新しい手続で案を提出してください。',
    en: 'The Drafting Guidance is decided already. A further change is a new draft, in a procedure of its own.',
    met: { ja: 'ガイドラインはまだ決定されていない', en: 'the Guidance is not decided yet' },
    test: ({ context }) => context.guidebook.decision === undefined,
    about: ({ context }) => [draftThing(context.guidebook.decision)],
  },
  inspectionCited: {
    clause: '2-4',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '府省庁における運用の状況を点検した結果が示されていません。点検結果の文書、その対象期間及び点検した府省庁を示してください。',
    en: 'The draft names no inspection of how the ministries operate. Cite its document, the period and the ministries inspected.',
    met: { ja: '府省庁の運用の状況の点検結果が示されている', en: 'an inspection of the ministries is cited' },
    test: ({ event }) => missingOfInspection(event).length === 0,
    about: () => [subjectThing('inspection', '運用の状況の点検', 'inspection of the ministries')],
    paths: ({ event }) => missingOfInspection(event),
  },
  inspectionPast: {
    clause: '2-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '点検の対象期間の末日が初日より前か、これから来る日です。点検を終えた期間にしてください。',
    en: 'The period inspected ends before it begins, or is still to come. Give one that is over.',
    met: { ja: '点検の対象期間は終わっている', en: 'the period inspected is over' },
    test: ({ context, event: { input } }) => {
      const { inspectionPeriod: period } = input;
      return period === undefined || (period.from <= period.to && period.to <= dateInJapan(context.at));
    },
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'until' })],
    paths: () => ['inspectionPeriod.from', 'inspectionPeriod.to'],
  },
  threatsNamed: {
    clause: '2-4',
    basis: 'text',
    concerns: 'input',
    reads: ['input'],
    ja: '踏まえた新たな脅威が記載されていません。新しい脅威がない場合も、その旨と根拠を記載してください。',
    en: 'The draft does not say which new threats it answers. Where there is none, say so and why.',
    met: { ja: '踏まえた新たな脅威が記載されている', en: 'new threats are named' },
    test: ({ event }) => fields.isFilled(event.input.threats),
    about: () => [subjectThing('threats', '新たな脅威', 'new threats')],
    paths: () => ['threats'],
  },
  normsChecked: {
    clause: '2-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '内容の確認に記載のない項目があります。共通的に必要な対策の包含、準拠のしやすさと実状、国際的な基準等との整合性の全てについて、どう確かめたかを記載してください。',
    en: 'Say of every item how it was checked: all measures commonly needed, conformable in actual conditions, consistent with international standards.',
    met: { ja: '内容の確認が全て記載されている', en: 'every item of the content was checked' },
    test: ({ event }) => uncheckedNorms(event).length === 0,
    about: () => [subjectThing('checks', '内容の確認', 'check of the content')],
    paths: ({ event }) => uncheckedNorms(event),
  },
  guidebookChecked: {
    clause: '2-6',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '内容の確認に記載のない項目があります。対策事項の例示と考え方等の解説の両方について、どう確かめたかを記載してください。',
    en: 'Say of both items how they were checked: examples of basic measures, and the thinking explained.',
    met: { ja: '内容の確認が全て記載されている', en: 'every item of the content was checked' },
    test: ({ event }) => uncheckedGuidebook(event).length === 0,
    about: () => [subjectThing('checks', '内容の確認', 'check of the content')],
    paths: ({ event }) => uncheckedGuidebook(event),
  },
});

const uncheckedNorms = ({ input }: EventOf<'submitDraft'>): string[] =>
  emptyFields(input, 'comprehensive', 'conformable', 'international');
const uncheckedGuidebook = ({ input }: EventOf<'submitGuidebook'>): string[] =>
  emptyFields(input, 'examples', 'thinking');

/** The fields of the inspection that are empty. */
function missingOfInspection({ input }: JudgedBy<'inspectionCited'>): string[] {
  return [
    ...(input.inspection === undefined ? ['inspection'] : []),
    ...(input.inspectionPeriod === undefined ? ['inspectionPeriod'] : []),
    ...(input.inspectedBodies.length === 0 ? ['inspectedBodies'] : []),
  ];
}

/** The draft of an input; without an inspection it has been refused. */
function draftOf(
  { at }: Context,
  versions: number,
  { actor, input }: EventOf<'submitDraft' | 'submitGuidebook'>,
): Draft | undefined {
  const { document, comparison, threats, inspection, inspectionPeriod: period, inspectedBodies: bodies } = input;
  if (inspection === undefined || period === undefined) return undefined;
  return {
    version: versions + 1,
    document,
    ...(comparison !== undefined && { comparison }),
    inspection: { document: inspection, period, bodies },
    threats,
    by: actor.person,
    at,
  };
}

function submittedCauses({ after }: { readonly after: Context }): readonly Cause[] {
  return [toRoles(after, ['centreHead'], 'submitted')];
}

function cited(context: Context, { input }: EventOf<'submitDraft' | 'submitGuidebook'>): readonly string[] {
  return withAll(context.documents, input.document, input.comparison, input.inspection);
}

/** A new version passes the council anew. */
function normsChange(context: Context, event: EventOf<'submitDraft'>): Change<Context> {
  const { versions, drafters, returned } = context.norms;
  const draft = draftOf(context, versions, event);
  return {
    title: event.input.title,
    norms: {
      versions: versions + 1,
      ...(draft !== undefined && { draft }),
      ...(returned !== undefined && { returned }),
      corrections: [],
      drafters: withAll(drafters, event.actor.person),
    },
    documents: cited(context, event),
  };
}

/** A new version is put to the ministries anew. */
function guidebookChange(context: Context, event: EventOf<'submitGuidebook'>): Change<Context> {
  const { versions, drafters, asked } = context.guidebook;
  const draft = draftOf(context, versions, event);
  return {
    title: event.input.title,
    guidebook: {
      versions: versions + 1,
      ...(draft !== undefined && { draft }),
      asked: [],
      drafters: withAll(drafters, event.actor.person),
    },
    dueItems: without(context, ...asked.map(({ ministry }) => `opinion:${ministry}`)),
    documents: cited(context, event),
  };
}

export const on = {
  norms: handlers(decisions, { submitDraft: { target: '.drafted', change: normsChange, causes: submittedCauses } }),
  guidebook: handlers(decisions, {
    submitGuidebook: { target: '.drafted', change: guidebookChange, causes: submittedCauses },
  }),
};

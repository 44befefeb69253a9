/** The council 推進会議 (2-2): what it said of the draft, and the editorial mending after it. */
import { z } from 'zod';
import {
  bodiesFact,
  dateInJapan,
  dateThing,
  documentThing,
  fields,
  roleThing,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { draftThing, stageThing, subjectThing } from './things.ts';
import type { Context } from './types.ts';

/** The present draft, named by whoever decides on it. */
export const namedDraft = fields.document('対象の原案 / the draft it is about', {
  choices: 'presentDraft',
  help: '現在の原案です。その後に改められていないことを確かめるために示します / the present one; named so that nothing is decided on another version',
});

export const decisions = {
  recordCouncil: {
    input: z.strictObject({
      draft: namedDraft,
      heldOn: fields.date('推進会議の開催日 / day of the council'),
      outcome: fields.oneOf('結果 / outcome', { passed: '了承 / passed', returned: '差戻し / returned' }),
      document: fields.document('推進会議の記録 / record of the council'),
      reason: fields
        .ruledText('差戻しの理由 / reason for returning it', { requiredWhen: { field: 'outcome', is: 'returned' } })
        .optional(),
    }),
    facts: z.object({ bodies: bodiesFact }),
    asks: () => ({ bodies: { kinds: ['headquarters'] } }),
    by: ['centreStaff'],
    clause: '2-2',
    room: 'always',
    rules: [
      'normsNotDecided',
      'draftAwaitsCouncil',
      'namesPresentDraft',
      'councilHeld',
      { rule: 'returnReasoned', only: '!passedByCouncil' },
      { rule: 'headquartersRegistered', only: 'passedByCouncil' },
    ],
    label: { ja: '推進会議の結果を記録する', en: 'record what the council said' },
    why: {
      ja: '原案は、サイバーセキュリティ対策推進会議を経て戦略本部に諮ります。',
      en: 'The draft goes to headquarters by way of the council.',
    },
  },
  correctDraft: {
    input: z.strictObject({
      draft: namedDraft,
      document: fields.document('字句を修正した原案 / the draft as mended'),
      comparison: fields.document('新旧対照表 / comparison'),
      reason: fields.text('修正の理由（内容を変えないこと） / why, and that the content stays', { max: 2000 }),
    }),
    facts: z.object({ bodies: bodiesFact }),
    asks: () => ({ bodies: { kinds: ['headquarters'] } }),
    by: ['centreStaff'],
    clause: '2-2',
    room: 'late',
    rules: ['normsNotDecided', 'councilPassed', 'namesPresentDraft', 'documentChanged'],
    label: { ja: '推進会議後に字句を修正する', en: 'mend the draft editorially after the council' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  draftAwaitsCouncil: {
    clause: '2-2',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '推進会議に諮る原案がないか、既に推進会議を経ています。新しい原案を提出すれば、改めて諮ることができます。',
    en: 'No draft waits for the council, or it has passed already. A new version would be put to it anew.',
    met: { ja: '原案が推進会議を待っている', en: 'a draft waits for the council' },
    test: ({ context }) => context.norms.draft !== undefined && context.norms.council === undefined,
    about: ({ context }) => [draftThing(context.norms.draft)],
    remedies: () => ['submitDraft'],
  },
  councilPassed: {
    clause: '2-2',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '現在の原案は、まだサイバーセキュリティ対策推進会議を経ていません。推進会議の結果を記録してから、戦略本部において決定します。',
    en: 'The present draft has not passed the council. It goes to headquarters only after the council, whose outcome is recorded first.',
    met: { ja: '現在の原案は推進会議を経ている', en: 'the present draft has passed the council' },
    test: ({ context: { norms } }) => norms.draft !== undefined && norms.council !== undefined,
    about: () => [stageThing('drafted')],
    remedies: ({ context }) => [context.norms.draft === undefined ? 'submitDraft' : 'recordCouncil'],
  },
  namesPresentDraft: {
    clause: '2-2',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '示された文書は現在の原案ではありません。推進会議、戦略本部とも、同じ原案（ハッシュ値が同じ文書）を対象にしてください。',
    en: 'The document named is not the present draft. Council and headquarters speak of the same one, by its hash.',
    met: { ja: '現在の原案を対象にしている', en: 'it is about the present draft' },
    test: ({ context, event }) => event.input.draft === context.norms.draft?.document,
    about: ({ context, event }) => [documentThing(event.input.draft), draftThing(context.norms.draft)],
    paths: () => ['draft'],
  },
  councilHeld: {
    clause: '2-2',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '推進会議の開催日がこれから来る日です。開催された日を示してください。',
    en: 'The day of the council is still to come. Give the day on which it was held.',
    met: { ja: '推進会議は開催された', en: 'the council was held' },
    test: ({ context, event }) => event.input.heldOn <= dateInJapan(context.at),
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'until' })],
    paths: () => ['heldOn'],
  },
  returnReasoned: {
    clause: '2-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '差戻しの理由が記載されていません。何を改めるべきかを記載してください。',
    en: 'A return needs its reason: say what is to be changed.',
    met: { ja: '差戻しには理由がある', en: 'a return has its reason' },
    test: ({ event }) => fields.isFilled(event.input.reason),
    about: () => [subjectThing('reason', '差戻しの理由', 'reason for the return')],
    paths: () => ['reason'],
  },
  headquartersRegistered: {
    clause: '2-2',
    basis: 'design',
    concerns: 'facts',
    reads: ['facts'],
    ja: 'サイバーセキュリティ戦略本部が台帳に登録されていません。登録されるまで、決定を求める相手がありません。',
    en: 'The registry has no headquarters: there would be nobody to decide. It is registered first.',
    met: { ja: '戦略本部が台帳にある', en: 'headquarters is in the registry' },
    test: ({ event }) => event.facts.bodies.length > 0,
    about: () => [roleThing('headquarters')],
  },
  documentChanged: {
    clause: '2-2',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '修正後の文書が元の原案と同じです。修正した文書を示してください。',
    en: 'The changed document is the draft itself. Cite the document as it was changed.',
    met: { ja: '修正後の文書が示されている', en: 'the document as changed is cited' },
    test: ({ event }) => changedDocument(event) !== event.input.draft,
    about: ({ event }) => [documentThing(event.input.draft)],
    paths: ({ event }) => [event.type === 'correctDraft' ? 'document' : 'amended'],
  },
});

function changedDocument(event: JudgedBy<'documentChanged'>): string {
  return event.type === 'correctDraft' ? event.input.document : event.input.amended;
}

function passedChange(context: Context, { actor, input, facts }: EventOf<'recordCouncil'>): Change<Context> {
  const { draft, heldOn, document } = input;
  return {
    headquarters: facts.bodies.map(({ id }) => id),
    putForward: true,
    norms: { ...context.norms, council: { draft, heldOn, document, by: actor.person, at: context.at } },
    documents: withAll(context.documents, document),
  };
}

/** The draft goes back; what was said of it stays. */
export function returnedChange(context: Context, by: string, reason: string, document?: string): Change<Context> {
  const { versions, drafters } = context.norms;
  return {
    norms: { versions, drafters, corrections: [], returned: { by, at: context.at, reason } },
    marks: withAll(context.marks, 'returned'),
    documents: withAll(context.documents, document),
  };
}

export const on = {
  norms: handlers(decisions, {
    recordCouncil: [
      {
        routes: ['passedByCouncil'],
        target: '.passed',
        change: passedChange,
        causes: ({ after }) =>
          after.headquarters.map((organisation) => toRoles({ organisation }, ['headquarters'], 'putForward')),
      },
      {
        routes: ['!passedByCouncil'],
        target: '.returned',
        change: (context, { actor, input }) =>
          returnedChange(context, actor.person, input.reason ?? '', input.document),
        causes: ({ after }) => [toRoles(after, ['centreStaff'], 'returned')],
      },
    ],
    correctDraft: {
      target: '.passed',
      change: (context, { actor, input, facts }) => {
        const { draft: present, drafters, corrections } = context.norms;
        const correction = { ...input, by: actor.person, at: context.at };
        return {
          headquarters: facts.bodies.length === 0 ? context.headquarters : facts.bodies.map(({ id }) => id),
          norms: {
            ...context.norms,
            ...(present !== undefined && { draft: { ...present, document: input.document } }),
            corrections: [...corrections, correction],
            drafters: withAll(drafters, actor.person),
          },
          marks: withAll(context.marks, 'corrected'),
          documents: withAll(context.documents, input.document, input.comparison),
        };
      },
      // The head of the centre chairs the council.
      causes: ({ after }) => [
        toRoles(after, ['centreHead'], 'corrected'),
        ...after.headquarters.map((organisation) => toRoles({ organisation }, ['headquarters'], 'corrected')),
      ],
    },
  }),
};

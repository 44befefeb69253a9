/** 事実確認: the findings are put to the body, which says whether the facts are so; silence past the date is marked (D). */
import { z } from 'zod';
import {
  dueAsked,
  dueFact,
  emptyFields,
  fields,
  join,
  met,
  toRoles,
  withAll,
  without,
  type Decisions,
} from '../../kit/v1/index.ts';
import { confirmationDue } from './due-items.ts';
import { handlers, ruleTable } from './kit.ts';
import { inTheSubject, subjectPosts } from './subject.ts';
import { times } from './timers.ts';
import { askedNow, standing, type Confirmation, type Context, type Finding, type PutFinding } from './types.ts';

export const decisions = {
  askConfirmation: {
    input: z.strictObject({}),
    facts: z.object({ due: dueFact }),
    asks: () => dueAsked({ term: 'confirmation' }),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: ['findingsToConfirm'],
    label: { ja: '事実確認を求める', en: 'ask for the facts to be confirmed' },
    why: { ja: '指摘事項の事実を対象機関に確かめます。', en: 'The body audited says whether the facts are so.' },
  },
  confirmFacts: {
    input: z.strictObject({
      agrees: fields.yes('事実に相違ない / the facts are so'),
      comments: fields.textIfNeeded('相違する点又は意見 / what is not so, comments', { max: 8000 }),
      documents: fields.documents('添付 / attachments'),
    }),
    by: subjectPosts,
    bodies: inTheSubject,
    clause: '5-3',
    room: 'late',
    rules: ['differenceNamed'],
    label: { ja: '事実を確認する', en: 'confirm the facts' },
    why: {
      ja: '本部監査の指摘事項について、事実の確認が求められています。',
      en: 'Headquarters’ audit asks whether its findings are so.',
    },
  },
  resumeFieldwork: {
    input: z.strictObject({ reason: fields.text('再開の理由 / reason') }),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'late',
    rules: [],
    label: { ja: '実地監査を再開する', en: 'resume fieldwork' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  findingsToConfirm: {
    clause: '5-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '事実を確かめる指摘事項がありません。指摘事項を記録するか、指摘なしとして報告してください。',
    en: 'There is no finding whose facts could be confirmed. Record one, or report that there is none.',
    met: { ja: '事実を確かめる指摘事項がある', en: 'there are findings to confirm' },
    test: ({ context }) => standing(context).length > 0,
    remedies: () => ['recordFinding', 'report'],
  },
  differenceNamed: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '事実に相違がある場合は、相違する点を書いてください。',
    en: 'Where the facts are not so, say what is not.',
    met: { ja: '相違する点が書かれている', en: 'what is not so is said' },
    test: ({ event: { input } }) => input.agrees || emptyFields(input, 'comments').length === 0,
    paths: () => ['comments'],
  },
});

/** What of a finding is put to the body: neither its evidence nor its author. */
function put({ number, title, area, grade, statement }: Finding): PutFinding {
  return { number, title, area, grade, statement };
}

/** The rounds with the last one answered, or passed. */
function last(context: Context, of: Partial<Confirmation>): Context['confirmations'] {
  const asked = askedNow(context);
  return context.confirmations.map((one) => (one === asked ? { ...one, ...of } : one));
}

export const on = {
  fieldwork: handlers(decisions, {
    askConfirmation: {
      target: 'confirming',
      change: (context, { facts }) => ({
        confirmations: [
          ...context.confirmations,
          {
            round: context.confirmations.length + 1,
            at: context.at,
            due: facts.due.find(({ id }) => id === 'confirmation')?.due ?? context.at,
            findings: standing(context).map(put),
          },
        ],
        dueItems: confirmationDue(context, facts.due),
      }),
      causes: ({ after }) => [toRoles({ organisation: after.addressee }, subjectPosts, 'confirmationAsked')],
    },
  }),
  confirming: join(
    handlers(decisions, {
      confirmFacts: {
        change: (context, { actor, input }) => ({
          confirmations: last(context, { answer: { by: actor.person, at: context.at, ...input } }),
          dueItems: met(context, 'confirmation'),
          documents: withAll(context.documents, ...input.documents),
        }),
        causes: ({ after }) => [toRoles(after, ['hqAuditLeader'], 'factsConfirmed')],
      },
      resumeFieldwork: {
        target: 'fieldwork',
        change: (context) => ({
          // What was not answered yet is asked again with what is found since.
          confirmations: context.confirmations.filter((one) => one !== askedNow(context)),
          dueItems: without(context, 'confirmation'),
          marks: withAll(context.marks, 'fieldworkResumed'),
        }),
        causes: ({ after }) => [toRoles({ organisation: after.addressee }, subjectPosts, 'fieldworkResumed')],
      },
    }),
    handlers(times, {
      confirmationDatePassed: {
        change: (context) => ({
          confirmations: last(context, { passed: true }),
          dueItems: met(context, 'confirmation'),
          marks: withAll(context.marks, 'factsUnconfirmed'),
        }),
        causes: ({ after }) => [
          toRoles(after, ['hqAuditLeader'], 'confirmationPassed'),
          toRoles({ organisation: after.addressee }, subjectPosts, 'confirmationPassed'),
        ],
      },
    }),
  ),
};

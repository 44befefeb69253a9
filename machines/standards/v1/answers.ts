/** Each opinion is answered with its reason; then the head of the centre decides the Drafting Guidance (2-3). */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  bodiesFact,
  dateInJapan,
  dateThing,
  dayDecided,
  documentThing,
  fields,
  organisationThing,
  personThing,
  rowsAt,
  toRoles,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { namedGuidebook, speakers } from './consultation.ts';
import type { EventOf } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { opinionThing } from './things.ts';
import { awaited, presentOpinions, silent, unanswered, type Asked, type Context } from './types.ts';

export const decisions = {
  answerOpinions: {
    input: z.strictObject({
      answers: z
        .array(
          z.strictObject({
            opinion: z
              .int()
              .positive()
              .max(9999)
              .meta(fields.titled('意見 / opinion', { choices: 'opinionsUnanswered' })),
            disposition: fields.oneOf('扱い / what becomes of it', {
              adopted: '反映する / adopted',
              partly: '一部反映する / adopted in part',
              notAdopted: '反映しない / not adopted',
            }),
            reason: fields.text('理由 / reason', { max: 2000 }),
          }),
        )
        .min(1)
        .max(200)
        .meta(fields.titled('回答 / answers')),
    }),
    by: ['centreStaff'],
    clause: '2-3',
    room: 'always',
    rules: ['guidebookNotDecided', 'opinionsAwaitAnswer'],
    label: { ja: '府省庁の意見に回答する', en: 'answer the ministries’ opinions' },
    why: {
      ja: '府省庁の意見のそれぞれに、理由を付して回答します。',
      en: 'Each opinion of a ministry is answered with its reason.',
    },
  },
  decideGuidebook: {
    input: z.strictObject({
      draft: namedGuidebook,
      amended: fields
        .document('意見を反映した文書 / the document with opinions adopted', {
          help: '意見を反映して改めた場合だけ示します / only where opinions were adopted',
        })
        .optional(),
      changes: fields
        .ruledText('反映による修正の一覧 / the changes made', {
          max: 4000,
        })
        .optional(),
    }),
    facts: z.object({ bodies: bodiesFact }),
    asks: () => ({ bodies: { kinds: ['ministry'] } }),
    by: ['centreHead'],
    clause: '2-3',
    room: 'always',
    rules: [
      // Where the other track is over, its decision has ended the procedure.
      { rule: 'guidebookNotDecided', only: 'normsOpen' },
      'guidebookDrafted',
      'namesPresentGuidebook',
      'everyMinistryAsked',
      'opinionsInOrDatePassed',
      'everyOpinionAnswered',
      'changesRestOnOpinions',
      'guidebookDeciderDidNotDraft',
    ],
    label: { ja: '対策基準策定ガイドラインを決定する', en: 'decide the Drafting Guidance' },
    why: {
      ja: '協議が終わったため、対策基準策定ガイドラインを決定します。',
      en: 'The consultation is over: the Drafting Guidance is to be decided.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  opinionsAwaitAnswer: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '現在の案への意見でないか、既に回答した意見が含まれています。回答を待つ意見を一度ずつ挙げてください。',
    en: 'An opinion named is not on the present version, wants no answer, or has one. Name those that wait, each once.',
    met: { ja: '回答を待つ意見だけが挙げられている', en: 'only opinions that wait are answered' },
    test: ({ context, event }) => wrongAnswers(context, event).length === 0,
    about: ({ context, event }) => wrongAnswers(context, event).map((number) => opinionThing(context, number)),
    paths: ({ context, event }) =>
      rowsAt('answers', event.input.answers, ({ opinion }) => wrongAnswers(context, event).includes(opinion)),
  },
  everyMinistryAsked: {
    clause: '2-3',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'facts'],
    ja: '現在の案について意見を求めていない府省庁があります。対策基準策定ガイドラインは、府省庁と協議の上で決定します。',
    en: 'A ministry has not been asked about this version. The Drafting Guidance is decided after consultation with the ministries.',
    met: { ja: '全ての府省庁に意見を求めた', en: 'every ministry was asked' },
    test: ({ context, event }) => unasked(context, event).length === 0,
    about: ({ context, event }) => unasked(context, event).map(organisationThing),
    remedies: () => ['consult'],
  },
  opinionsInOrDatePassed: {
    clause: '2-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'facts'],
    ja: '意見を待っている府省庁があり、期限も過ぎていません。そろうか期限が過ぎるまでお待ちください。期限後は「意見なし（期限経過）」とされます。',
    en: 'Ministries have not answered and their date has not passed. Wait for either; after the date silence is recorded as such.',
    met: { ja: '意見がそろったか、期限が過ぎた', en: 'opinions are in, or their date has passed' },
    test: ({ context, event }) => stillAwaited(context, event).length === 0,
    about: ({ context, event }) => [
      ...stillAwaited(context, event).map(({ ministry }) => organisationThing(ministry)),
      ...lastDays(context, event).map((day) => dateThing(day, { of: { ja: '意見の期限', en: 'opinions until' } })),
    ],
    remedies: () => ['giveOpinion'],
  },
  everyOpinionAnswered: {
    clause: '2-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '回答していない意見があります。それぞれに理由を付して回答してください。',
    en: 'Opinions are without an answer. Each is answered with its reason first.',
    met: { ja: '全ての意見に回答した', en: 'every opinion is answered' },
    test: ({ context }) => unanswered(context).length === 0,
    about: ({ context }) => unanswered(context).map(({ number }) => opinionThing(context, number)),
    remedies: () => ['answerOpinions'],
  },
  changesRestOnOpinions: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '案を改めて決定できるのは、意見を反映した場合だけで、修正の一覧が必要です。それ以外の修正は、改めた案を提出して協議してください。',
    en: 'A changed document is decided only where an opinion was adopted, with the list of changes. Any other change is a new version, put to the ministries.',
    met: { ja: '修正は反映した意見に基づいている', en: 'changes rest on adopted opinions' },
    test: ({ context, event }) => isFounded(context, event),
    about: ({ event }) => [documentThing(event.input.amended ?? event.input.draft)],
    paths: () => ['amended', 'changes'],
    remedies: () => ['submitGuidebook'],
  },
  guidebookDeciderDidNotDraft: {
    clause: '2-3',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '案を提出した者は、その決定をすることができません。国家サイバー統括室長の職にある他の者が決定します。',
    en: 'Whoever submitted the draft does not decide on it. Another holder of the post does.',
    met: { ja: '決定する者は案を作成していない', en: 'the decider did not draft' },
    test: ({ context, event }) => !context.guidebook.drafters.includes(event.actor.person),
    about: ({ event }) => [personThing(event.actor.person)],
    bars: ({ guidebook }) => guidebook.drafters,
  },
});

/** Existing ministries that were not asked about the present version. */
function unasked({ guidebook }: Context, { facts }: EventOf<'decideGuidebook'>): readonly OrganisationId[] {
  const all = facts.bodies.filter(({ kind }) => kind === 'ministry').map(({ id }) => id);
  return all.filter((id) => !guidebook.asked.some(({ ministry }) => ministry === id));
}

/** Numbers answered that do not wait for one, or stand twice. */
function wrongAnswers(context: Context, { input }: EventOf<'answerOpinions'>): readonly number[] {
  const waiting = unanswered(context).map(({ number }) => number);
  const named = input.answers.map(({ opinion }) => opinion);
  return withAll([], ...named.filter((one, i) => !waiting.includes(one) || named.indexOf(one) !== i));
}

/** Whose opinion is awaited; nobody waits for a ministry that is gone, for which nobody could speak. */
function stillAwaited(context: Context, { facts }: EventOf<'decideGuidebook'>): readonly Asked[] {
  return awaited(context).filter(({ ministry }) => facts.bodies.some(({ id }) => id === ministry));
}

function lastDays(context: Context, event: EventOf<'decideGuidebook'>): readonly string[] {
  return withAll([], ...stillAwaited(context, event).map(({ due }) => dateInJapan(due - 1)));
}

function isFounded(context: Context, { input: { draft, amended, changes } }: EventOf<'decideGuidebook'>): boolean {
  if (amended === undefined) return !fields.isFilled(changes);
  const adopted = presentOpinions(context).some(
    ({ answer }) => answer !== undefined && answer.disposition !== 'notAdopted',
  );
  return amended !== draft && adopted && fields.isFilled(changes);
}

function answerChange(context: Context, { actor, input }: EventOf<'answerOpinions'>): Change<Context> {
  const opinions = context.opinions.map((said) => {
    const given = input.answers.find(({ opinion }) => opinion === said.number);
    if (given === undefined) return said;
    const { disposition, reason } = given;
    return { ...said, answer: { by: actor.person, at: context.at, disposition, reason } };
  });
  return { opinions };
}

function settleChange(context: Context, event: EventOf<'decideGuidebook'>): Change<Context> {
  const { draft, amended, changes } = event.input;
  const without = silent(context).map(({ ministry }) => ministry);
  const decision = {
    draft,
    document: amended ?? draft,
    ...(changes !== undefined && { changes }),
    on: dayDecided(context, event),
    by: event.actor.person,
    at: context.at,
    silent: without,
  };
  return {
    guidebook: { ...context.guidebook, decision },
    marks: withAll(
      context.marks,
      without.length > 0 ? 'noOpinion' : undefined,
      amended === undefined ? undefined : 'guidebookAmended',
    ),
    documents: withAll(context.documents, amended),
  };
}

const settled = {
  change: settleChange,
  causes: ({ after }: { readonly after: Context }) => [
    toRoles(after, ['centreStaff'], 'guidebookDecided'),
    ...after.guidebook.asked.map(({ ministry: organisation }) =>
      toRoles({ organisation }, speakers, 'guidebookDecided'),
    ),
  ],
};

export const on = {
  guidebook: handlers(decisions, {
    answerOpinions: {
      target: '.consulting',
      change: answerChange,
      causes: ({ after, event: { input } }) => {
        const answered = input.answers.map(({ opinion }) => after.opinions[opinion - 1]?.ministry);
        return withAll([], ...answered).map((organisation) => toRoles({ organisation }, speakers, 'opinionAnswered'));
      },
    },
    decideGuidebook: [
      { routes: ['normsOpen'], target: '.settled', ...settled },
      { routes: ['!normsOpen'], target: '#standards.completed', ...settled },
    ],
  }),
};

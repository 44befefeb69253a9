/**
 * Consultation 協議 on the Drafting Guidance (2-3): every existing ministry is asked about the version that is decided, and
 * may say what it thinks until the date; silence is recorded as 意見なし（期限経過）. Consultation is not consent.
 */
import { z } from 'zod';
import type { Actor } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import type { Text } from '../../../model/text.ts';
import {
  bodiesFact,
  dateInJapan,
  dateThing,
  documentThing,
  dueAsked,
  dueFact,
  fields,
  figureThing,
  met,
  organisationThing,
  postsHeld,
  rowsAt,
  toRoles,
  withAll,
  type Change,
  type Decider,
  type Decisions,
} from '../../kit/v1/index.ts';
import { opinionsDue } from './due-items.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { draftThing, stageThing } from './things.ts';
import { times } from './timers.ts';
import { presentOpinions, type Context } from './types.ts';

/** Who speaks for a ministry. */
export const speakers = ['ciso', 'headOfOfficers', 'promotionOffice'] as const satisfies readonly Role[];

/** Opinions of one ministry on a version: what else there is to say goes into a document. */
const OPINIONS = 3;

/** The present draft of the Guidance, named by whoever decides on it. */
export const namedGuidebook = fields.document('対象のガイドライン案 / the draft it is about', {
  choices: 'presentGuidebook',
  help: '現在の案です。その後に改められていないことを確かめるために示します / the present one; named so that nothing is decided on another version',
});

const consulted = z.object({ askedOn: z.string().optional() });

export const decisions = {
  consult: {
    input: z.strictObject({
      draft: namedGuidebook,
      ministries: z
        .array(fields.organisation('意見を求める府省庁 / ministry asked', { choices: 'ministries' }))
        .min(1)
        .max(200)
        .meta(
          fields.titled('意見を求める府省庁 / ministries asked', {
            help: '決定までに、全ての府省庁に求めます。期限は、協議の日から数え、共通の登録簿に定める開庁日数の後です / every ministry is asked before the decision; each has as many business days from when it is asked as the common registers say',
          }),
        ),
      askedOn: fields
        .date('協議の日 / day on which they were asked', {
          help: '本日であれば不要です。先に文書で協議していた場合に、その日を示します / not needed for today; where they were asked by letter before, the day of the letter',
        })
        .optional(),
      letter: fields.document('協議の文書 / letter by which they were asked').optional(),
    }),
    facts: z.object({ bodies: bodiesFact, due: dueFact }),
    asks: ({ input }) => {
      const { askedOn: from } = consulted.parse(input);
      return {
        bodies: { kinds: ['ministry'] },
        ...dueAsked({ term: 'opinion', ...(from !== undefined && { from }) }),
      };
    },
    by: ['centreStaff'],
    clause: '2-3',
    room: 'always',
    rules: [
      'guidebookNotDecided',
      'guidebookDrafted',
      'namesPresentGuidebook',
      'ministriesExist',
      'someoneNewAsked',
      'askedWhenShown',
    ],
    label: { ja: '府省庁に協議する', en: 'consult the ministries' },
    why: {
      ja: '対策基準策定ガイドラインは、府省庁と協議の上で決定します。まだ意見を求めていない府省庁があります。',
      en: 'The Drafting Guidance is decided after consulting the ministries; some have not been asked yet.',
    },
  },
  giveOpinion: {
    input: z.strictObject({
      ministry: fields.organisation('意見を述べる府省庁 / ministry that gives it', { choices: 'askedMinistries' }),
      kind: fields.oneOf('意見の有無 / opinion', {
        comment: '意見あり / there is an opinion',
        noObjection: '意見なし / no opinion',
      }),
      opinion: fields.textIfNeeded('意見 / opinion', {
        requiredWhen: { field: 'kind', is: 'comment' },
        max: 4000,
      }),
      documents: fields.documents('添付 / attachments'),
    }),
    facts: z.object({ bodies: bodiesFact }),
    asks: () => ({ bodies: { kinds: ['ministry'] } }),
    by: speakers,
    bodies: ({ guidebook }: Context) => guidebook.asked.map(({ ministry }) => ministry),
    clause: '2-3',
    rules: [
      'guidebookNotDecided',
      'ministryAsked',
      'ministriesExist',
      'speaksForMinistry',
      'opinionStated',
      'opinionsBounded',
    ],
    label: { ja: 'ガイドライン案に意見を述べる', en: 'give an opinion on the draft Guidance' },
    why: {
      ja: '対策基準策定ガイドラインの案について、府省庁としての意見が求められています。',
      en: 'The ministry’s opinion on the draft Drafting Guidance is asked for.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  guidebookDrafted: {
    clause: '2-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: 'ガイドラインの案がまだ提出されていません。先に案を提出してください。',
    en: 'No draft of the Guidance was submitted yet. It comes first.',
    met: { ja: 'ガイドラインの案がある', en: 'there is a draft of the Guidance' },
    test: ({ context }) => context.guidebook.draft !== undefined,
    about: () => [stageThing('guidebookDrafted')],
    remedies: () => ['submitGuidebook'],
  },
  namesPresentGuidebook: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '示された文書は現在のガイドライン案ではありません。府省庁に示した案そのもの（ハッシュ値が同じ文書）を対象にしてください。',
    en: 'The document named is not the present draft of the Guidance. What is decided is the very version that ministries were asked about.',
    met: { ja: '現在のガイドライン案を対象にしている', en: 'it is about the present draft of the Guidance' },
    test: ({ context, event }) => event.input.draft === context.guidebook.draft?.document,
    about: ({ context, event }) => [documentThing(event.input.draft), draftThing(context.guidebook.draft)],
    paths: () => ['draft'],
  },
  ministriesExist: {
    clause: '2-3',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '府省庁でない機関か、現に存在しない府省庁が含まれています。',
    en: 'A body named is no ministry, or does not exist now.',
    met: { ja: '挙げられた府省庁は現存する', en: 'the ministries named exist' },
    test: ({ event }) => unknown(event).length === 0,
    about: ({ event }) => unknown(event).map(organisationThing),
    paths: ({ event }) =>
      event.type === 'giveOpinion'
        ? ['ministry']
        : rowsAt('ministries', event.input.ministries, (id) => unknown(event).includes(id)),
  },
  someoneNewAsked: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '挙げられた府省庁には、この案について既に意見を求めています。期限は改めて定まりません。',
    en: 'All ministries named have been asked about this version already; their date does not begin anew.',
    met: { ja: 'まだ意見を求めていない府省庁が含まれている', en: 'somebody is asked who was not yet' },
    test: ({ context, event }) => newlyAsked(context, event.input.ministries).length > 0,
    about: ({ event }) => event.input.ministries.map(organisationThing),
    paths: () => ['ministries'],
  },
  askedWhenShown: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '協議の日がこれから来る日か、先に協議したことを示す文書がありません。先に文書で協議していた場合は、その文書を示してください。',
    en: 'The day on which they were asked is still to come, or lies before today and no letter shows it.',
    met: { ja: '協議の日は本日か、文書で示されている', en: 'they are asked today, or a letter shows when they were' },
    test: ({ context, event: { input } }) => {
      const today = dateInJapan(context.at);
      const { askedOn = today, letter } = input;
      return askedOn === today || (askedOn < today && letter !== undefined);
    },
    about: ({ context }) => [dateThing(dateInJapan(context.at), { bound: 'until' })],
    paths: () => ['askedOn', 'letter'],
  },
  ministryAsked: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'この府省庁には、現在の案について意見が求められていません。',
    en: 'That ministry was not asked about the present version.',
    met: { ja: 'この府省庁に意見が求められている', en: 'the ministry was asked' },
    test: ({ context, event }) => context.guidebook.asked.some(({ ministry }) => ministry === event.input.ministry),
    about: ({ event }) => [organisationThing(event.input.ministry)],
    paths: () => ['ministry'],
    remedies: () => ['consult'],
  },
  speaksForMinistry: {
    clause: '2-3',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who', 'input'],
    ja: '府省庁の意見は、その府省庁の最高情報セキュリティ責任者、統括情報セキュリティ責任者又は対策推進体制（事務局）が述べます。',
    en: 'A ministry’s opinion is given by its CISO, its head of information security officers or its promotion office.',
    met: { ja: 'その府省庁の者が意見を述べる', en: 'somebody of that ministry gives it' },
    test: ({ context, event }) => speaksFor(context, event, event.input.ministry),
    about: ({ event }) => [organisationThing(event.input.ministry)],
    paths: () => ['ministry'],
  },
  opinionStated: {
    clause: '2-3',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '意見ありとされていますが、意見が記載されていません。記載するか、意見なしを選んでください。',
    en: 'An opinion is announced and none is written. Write it, or say that there is none.',
    met: { ja: '意見が記載されている', en: 'the opinion is written' },
    test: ({ event: { input } }) => input.kind === 'noObjection' || fields.isFilled(input.opinion),
    about: ({ event }) => [organisationThing(event.input.ministry)],
    paths: () => ['opinion'],
  },
  opinionsBounded: {
    clause: '2-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'input'],
    ja: `この案への意見が、この府省庁から既に${OPINIONS}件出されています。更に述べることは文書にまとめ、国家サイバー統括室に渡してください。`,
    en: `The ministry has given ${OPINIONS} opinions on this version already. Put what else there is into a document and hand it to the centre.`,
    met: { ja: '意見は上限に達していない', en: 'opinions are fewer than a ministry may give' },
    test: ({ context, event }) => opinionsOf(context, event.input.ministry).length < OPINIONS,
    about: () => [figureThing(OPINIONS, `上限${OPINIONS}件`, `at most ${OPINIONS}`)],
  },
});

/** Of the bodies named those that are no ministry now: nobody is asked there, and nobody speaks for it. */
function unknown(event: JudgedBy<'ministriesExist'>): readonly OrganisationId[] {
  const named = event.type === 'giveOpinion' ? [event.input.ministry] : event.input.ministries;
  return named.filter((id) => !event.facts.bodies.some((body) => body.id === id && body.kind === 'ministry'));
}

function newlyAsked({ guidebook }: Context, ministries: readonly OrganisationId[]): readonly OrganisationId[] {
  return withAll([], ...ministries).filter((id) => !guidebook.asked.some(({ ministry }) => ministry === id));
}

function opinionsOf(context: Context, ministry: OrganisationId) {
  return presentOpinions(context).filter((said) => said.ministry === ministry);
}

/** By a post there; or in the place of one that is vacant, of which the core has judged. */
function speaksFor(context: Context, decider: Decider, ministry: OrganisationId): boolean {
  const held = postsHeld(context, decider, ministry);
  const isSpeaker = held.some(({ role }) => role === 'deputyCiso' || speakers.some((speaker) => speaker === role));
  return isSpeaker || (decider.standIn !== undefined && isHeadThere(decider.actor, ministry));
}

function isHeadThere({ appointments }: Actor, ministry: OrganisationId): boolean {
  return appointments.some(({ role, organisation }) => role === 'headOfOrganisation' && organisation === ministry);
}

/** As the registry calls it now. */
function nameOf({ bodies }: EventOf<'consult'>['facts'], id: OrganisationId): Text {
  const found = bodies.find((body) => body.id === id);
  return { ja: found?.nameJa ?? id, en: found?.nameEn ?? id };
}

function consultChange(context: Context, { input, facts }: EventOf<'consult'>): Change<Context> {
  const added = newlyAsked(context, input.ministries).map((ministry) => ({ ministry, name: nameOf(facts, ministry) }));
  const due = facts.due.find(({ id }) => id === 'opinion')?.due ?? context.at;
  const { guidebook } = context;
  const { letter } = input;
  return {
    guidebook: {
      ...guidebook,
      asked: [
        ...guidebook.asked,
        ...added.map((one) => ({ ...one, at: context.at, due, ...(letter !== undefined && { letter }) })),
      ],
    },
    consulted: withAll(context.consulted, ...added.map(({ ministry }) => ministry)),
    dueItems: opinionsDue(context, facts.due, added),
    marks: letter === undefined ? context.marks : withAll(context.marks, 'askedByLetter'),
    documents: withAll(context.documents, letter),
  };
}

function opinionChange(context: Context, { actor, input }: EventOf<'giveOpinion'>): Change<Context> {
  const { ministry, kind, opinion: text, documents } = input;
  const name = context.guidebook.asked.find((one) => one.ministry === ministry)?.name ?? { ja: ministry, en: ministry };
  const said = { number: context.opinions.length + 1, ministry, name, version: context.guidebook.versions, kind };
  return {
    opinions: [...context.opinions, { ...said, text, documents, by: actor.person, at: context.at }],
    documents: withAll(context.documents, ...documents),
    dueItems: met(context, `opinion:${ministry}`),
  };
}

export const on = {
  guidebook: handlers(decisions, {
    consult: {
      target: '.consulting',
      change: consultChange,
      causes: ({ before, event: { input } }) =>
        newlyAsked(before, input.ministries).map((organisation) => toRoles({ organisation }, speakers, 'opinionAsked')),
    },
    giveOpinion: {
      target: '.consulting',
      change: opinionChange,
      causes: ({ after }) => [toRoles(after, ['centreStaff'], 'opinionGiven')],
    },
  }),
  /** While the ministries are consulted. */
  live: handlers(times, {
    opinionDatePassed: {
      change: (context) => {
        const { guidebook, at } = context;
        const asked = guidebook.asked.map((one) => (one.due <= at ? { ...one, passed: true as const } : one));
        const over = asked.filter(({ passed }) => passed === true).map(({ ministry }) => `opinion:${ministry}`);
        return { guidebook: { ...guidebook, asked }, dueItems: met(context, ...over) };
      },
      causes: ({ after }) => [toRoles(after, ['centreStaff', 'centreHead'], 'opinionDatePassed')],
    },
  }),
};

/**
 * Who is competent: the supervisors in the registry at that moment, looked up again by what rests on it. A ministry that is
 * new gets its part and its dates; that of a former one stays, and nothing more is asked of it (domain-2.md 1, 5).
 */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  competentFact,
  dueAsked,
  dueFact,
  fields,
  organisationThing,
  postsHeld,
  toRoles,
  withAll,
  without,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { datesAsked, withDatesOf } from './due-items.ts';
import type { JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { ministriesNow, type Context, type MinistryPart } from './types.ts';

/** What is looked up wherever competence counts. */
export const competence = z.object({ competent: competentFact, due: dueFact });

/** The look-ups of `competence`. */
export function asksCompetence({ context }: { readonly context: unknown }) {
  const { year } = z.object({ year: z.int() }).parse(context);
  return { competent: {}, ...dueAsked(...datesAsked(year)) };
}

/** The ministries an act is of: one, or several that act jointly. */
export const ministriesField = z
  .array(fields.organisation('府省庁 / ministry', { choices: 'competent' }))
  .min(1)
  .max(20)
  .meta(
    fields.titled('所管府省庁 / ministries', {
      choices: 'competent',
      help: '共同で行うときは、共同で行う全ての府省庁を選びます / of a joint act all ministries that take it',
    }),
  );

export const decisions = {
  refreshCompetence: {
    input: z.strictObject({}),
    facts: competence,
    asks: asksCompetence,
    by: ['promotionOffice', 'ciso', 'supervisingStaff', 'manager', 'centreStaff'],
    bodies: (context) => {
      const { centre, parts } = readsBodies.parse(context);
      return [context.organisation, ...parts.map(({ ministry }) => ministry), ...centre];
    },
    clause: '6-5',
    room: 'late',
    rules: [],
    label: { ja: '所管府省庁の変更を反映する', en: 'take over a change of the competent ministries' },
  },
} as const satisfies Decisions;

const readsBodies = z.object({
  centre: z.array(z.string()),
  parts: z.array(z.object({ ministry: z.string(), until: z.number().optional() })),
});

/** The ministries that are or were competent in the year: their posts decide, and a rule says for whom. */
export function ofMinistries(context: unknown): readonly OrganisationId[] {
  return readsBodies.parse(context).parts.map(({ ministry }) => ministry);
}

/** The centre's own bodies. */
export function ofCentre(context: unknown): readonly OrganisationId[] {
  return readsBodies.parse(context).centre;
}

export const rules = ruleTable({
  ministriesAreCompetent: {
    clause: '6-5',
    basis: 'design',
    concerns: 'input',
    reads: ['input', 'facts'],
    ja: '選ばれた府省庁は、現にこの法人を所管していません。所管府省庁を選んでください。',
    en: 'A ministry named does not supervise this agency now. Name those that do.',
    met: { ja: '現に所管する府省庁である', en: 'the ministries supervise the agency now' },
    test: ({ event }) => notCompetent(event).length === 0,
    about: ({ event }) => notCompetent(event).map(organisationThing),
    paths: () => ['ministries'],
  },
  actsForOwnMinistry: {
    clause: '6-5',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'input', 'who'],
    ja: '自らの府省庁が含まれていません。ほかの府省庁だけの分は、その府省庁の者が行います。',
    en: 'Your own ministry is not among those named. What is of other ministries alone is for their people.',
    met: { ja: '自らの府省庁の分である', en: 'it is of one’s own ministry' },
    test: ({ context, event }) =>
      event.standIn !== undefined ||
      event.input.ministries.some((ministry) => postsHeld(context, event, ministry).length > 0) ||
      event.input.ministries.every((ministry) => !ministriesNow(context).includes(ministry)),
    about: ({ event }) => event.input.ministries.map(organisationThing),
    paths: () => ['ministries'],
  },
  ministriesHaveParts: {
    clause: '6-5',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '選ばれた府省庁は、この年度にこの法人を所管していません。',
    en: 'A ministry named has not supervised this agency in this year.',
    met: { ja: 'この年度に所管した府省庁である', en: 'the ministries supervised the agency this year' },
    test: ({ context, event }) => withoutPart(context, event).length === 0,
    about: ({ context, event }) => withoutPart(context, event).map(organisationThing),
    paths: () => ['ministries'],
    remedies: () => ['refreshCompetence'],
  },
});

function notCompetent({ input, facts }: JudgedBy<'ministriesAreCompetent'>): readonly OrganisationId[] {
  return input.ministries.filter((ministry) => !facts.competent.ministries.includes(ministry));
}

function withoutPart({ parts }: Context, { input }: JudgedBy<'ministriesHaveParts'>): readonly OrganisationId[] {
  return input.ministries.filter((one) => !parts.some(({ ministry }) => ministry === one));
}

/** A part that has only begun. */
function newPart({ at }: Pick<Context, 'at'>, ministry: OrganisationId): MinistryPart {
  return { ministry, since: at, guidances: [], contacts: [], evaluations: 0 };
}

/** The parts in the order of the registry; former ones last, as they were. */
function partsFor({ at, parts }: Pick<Context, 'at' | 'parts'>, ministries: readonly OrganisationId[]) {
  const there = (ministry: OrganisationId): MinistryPart | undefined =>
    parts.find((part) => part.ministry === ministry);
  const now = ministries.map((ministry): MinistryPart => {
    const { until: _again, ...part } = there(ministry) ?? newPart({ at }, ministry);
    return part;
  });
  const former = parts.filter(({ ministry }) => !ministries.includes(ministry));
  return [...now, ...former.map((part) => ({ until: at, ...part }))];
}

/** The same under what was looked up now. A part that is new is unevaluated: what the centre checked is to be checked again. */
export function underCompetence(context: Context, { competent, due }: z.output<typeof competence>): Context {
  const { kind, class: of, legalBasis, objectivesBasis, publicationBasis, to, ministries } = competent;
  const parts = partsFor(context, ministries);
  const before = ministriesNow(context);
  const [added, gone] = [
    ministries.filter((ministry) => !before.includes(ministry)),
    before.filter((ministry) => !ministries.includes(ministry)),
  ];
  const { class: _class, legalBasis: _law, objectivesBasis: _objectives, publicationBasis: _public, ...rest } = context;
  const { abolishedOn: _to, check, noAdvice, ...others } = rest;
  const now: Context = {
    ...others,
    ...(added.length === 0 && check !== undefined && { check }),
    ...(added.length === 0 && noAdvice !== undefined && { noAdvice }),
    kind,
    ...(of !== undefined && { class: of }),
    ...(legalBasis !== undefined && { legalBasis }),
    ...(objectivesBasis !== undefined && { objectivesBasis }),
    ...(publicationBasis !== undefined && { publicationBasis }),
    ...(to !== undefined && { abolishedOn: to }),
    parts,
    marks: withAll(
      context.marks,
      parts.some(({ until }) => until !== undefined) ? 'competenceChanged' : undefined,
      to === undefined ? undefined : 'abolished',
    ),
    dueItems: without(context, ...gone.flatMap((ministry) => [`objective:${ministry}`, `evaluation:${ministry}`])),
  };
  return { ...now, dueItems: withDatesOf(now, added, due) };
}

/** What a step changes of all that: the fields that may have gone are named as gone. */
export function changeUnder(context: Context, facts: z.output<typeof competence>): Change<Context> {
  const gone = {
    class: undefined,
    legalBasis: undefined,
    objectivesBasis: undefined,
    publicationBasis: undefined,
    abolishedOn: undefined,
    check: undefined,
    noAdvice: undefined,
  };
  return { ...gone, ...underCompetence(context, facts) };
}

export const on = {
  live: handlers(decisions, {
    refreshCompetence: {
      change: (context, { facts }) => changeUnder(context, facts),
      causes: ({ before, after }) =>
        ministriesNow(after)
          .filter((ministry) => !ministriesNow(before).includes(ministry))
          .map((organisation) => toRoles({ organisation }, ['minister', 'supervisingStaff'], 'becameCompetent')),
    },
  }),
};

/**
 * Who is competent: the supervisors in the registry; the round tells each change. A ministry that is new gets its part and its
 * dates; nothing more is asked of a former one, and what it leaves to be published or answered another takes over
 * (domain-2.md 1, 5).
 */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  competentFact,
  dueFact,
  fields,
  organisationThing,
  postsHeld,
  toRoles,
  ways,
  withAll,
} from '../../kit/v1/index.ts';
import { heldItems, overFrom, withDatesOf } from './due-items.ts';
import type { EventOf, JudgedBy, RouteName } from './events.ts';
import { route, ruleTable } from './kit.ts';
import { holderOf, holdersOf, isEvaluated, ministriesNow, type Context, type MinistryPart } from './types.ts';

/** What is looked up at the beginning, and told when it has changed. */
export const competence = z.object({ competent: competentFact, due: dueFact });

/** Where it only counts who is competent. */
export const competentNow = competence.pick({ competent: true });
export const asksCompetent = () => ({ competent: {} });

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

/** The ministries that act on the parts: their posts decide, and a rule says for whom. */
export const ofMinistries = ({ parts }: Context) => withAll([], ...parts.map(holderOf));

/** The centre's own bodies. */
export const ofCentre = ({ centre }: Context) => centre;

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
    ja: '自らの府省庁の分（所管しなくなった府省庁から引き継いだ分を含みます。）が含まれていません。ほかの府省庁だけの分は、その府省庁の者が行います。',
    en: 'No part of your own ministry, or that it has taken over, is among those named. What is of other ministries alone is for their people.',
    met: { ja: '自らの府省庁の分である', en: 'it is of one’s own ministry' },
    test: ({ context, event }) =>
      event.standIn !== undefined ||
      holdersOf(context, event.input.ministries).some((holder) => postsHeld(context, event, holder).length > 0),
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
  },
});

function notCompetent({ input, facts }: JudgedBy<'ministriesAreCompetent'>): readonly OrganisationId[] {
  return input.ministries.filter((ministry) => !facts.competent.ministries.includes(ministry));
}

function withoutPart({ parts }: Context, { input }: JudgedBy<'ministriesHaveParts'>): readonly OrganisationId[] {
  return input.ministries.filter((one) => !parts.some(({ ministry }) => ministry === one));
}

/** The parts in the order of the registry; former ones last. The one ministry that is new, or the main one, takes those over. */
function partsFor({ at, parts }: Context, ministries: readonly OrganisationId[], added: readonly OrganisationId[]) {
  const now = ministries.map((ministry): MinistryPart => {
    const begun: MinistryPart = { ministry, since: at, guidances: [], contacts: [], evaluations: 0 };
    const { until: _again, takenOverBy: _by, ...part } = parts.find((one) => one.ministry === ministry) ?? begun;
    return part;
  });
  const heir = added.length === 1 ? added[0] : ministries[0];
  const former = parts
    .filter(({ ministry }) => !ministries.includes(ministry))
    .map(({ takenOverBy: before, ...part }): MinistryPart => {
      const takenOverBy = before !== undefined && ministries.includes(before) ? before : heir;
      return { until: at, ...part, ...(takenOverBy !== undefined && { takenOverBy }) };
    });
  return [...now, ...former];
}

/** Ministries that a change brings. */
function addedBy(context: Context, { competent }: Pick<z.output<typeof competence>, 'competent'>) {
  return competent.ministries.filter((ministry) => !ministriesNow(context).includes(ministry));
}

/** The same under what the registry says now. A part that is new is unevaluated: what was checked is to be checked again. */
export function underCompetence(context: Context, { competent, due }: z.output<typeof competence>): Context {
  const added = addedBy(context, { competent });
  const parts = partsFor(context, competent.ministries, added);
  const { check: _check, noAdvice: _none, ...unchecked } = context;
  const now: Context = {
    ...(added.length === 0 ? context : unchecked),
    competent,
    parts,
    marks: withAll(
      context.marks,
      parts.some(({ until }) => until !== undefined) ? 'competenceChanged' : undefined,
      competent.to === undefined ? undefined : 'abolished',
    ),
    dueItems: heldItems({ ...context, parts }),
  };
  return { ...now, dueItems: withDatesOf(now, added, due) };
}

type Changed = EventOf<'competenceChanged'>;

/** A route chosen by what a change leaves. */
const leaves = (test: (after: Context, before: Context) => boolean) =>
  route({
    reads: ['state', 'input'],
    of: ['competenceChanged'],
    test: ({ context, event }) => test(underCompetence(context, event.input), context),
  });

export const routes = {
  /** Every minister had evaluated, and none is new. */
  staysEvaluated: leaves(
    (after, before) => isEvaluated(before) && isEvaluated(after) && !before.check === !after.check,
  ),
  becomesEvaluated: leaves((after) => isEvaluated(after)),
  yearHasEnded: leaves((after) => after.at >= overFrom(after)),
};

/** How it is taken: the evaluation goes on from what is left of it. */
export const changing = ways<Context, Changed, RouteName>(
  {
    change: (context, { input }) => ({ check: undefined, noAdvice: undefined, ...underCompetence(context, input) }),
    causes: ({ before, after, event: { input } }) => {
      const added = addedBy(before, input);
      const isOther = added.length > 0 || ministriesNow(before).length !== ministriesNow(after).length;
      return [
        ...added.map((organisation) => toRoles({ organisation }, ['minister', 'supervisingStaff'], 'becameCompetent')),
        ...(isOther ? [toRoles(after, ['ciso', 'promotionOffice'], 'ministriesChanged')] : []),
      ];
    },
  },
  { when: 'staysEvaluated' },
  { when: 'becomesEvaluated', target: '.evaluated' },
  { when: 'yearHasEnded', target: '.awaited' },
  { target: '.running' },
);

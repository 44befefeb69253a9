/** An agency reports the result to every ministry competent for it at that moment (5-4). */
import { z } from 'zod';
import type { Json } from '../../core/index.ts';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  dueAsked,
  dueFact,
  fields,
  fiscalYearAt,
  met,
  competentMinistries,
  ministriesAt,
  organisationThing,
  rowsAt,
  tell,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { competenceAsked } from './asks.ts';
import type { JudgedBy } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { inTheSubject } from './subject.ts';
import type { Context } from './types.ts';

export const decisions = {
  reportToSupervisor: {
    input: z.strictObject({
      ministries: z
        .array(fields.organisation('報告先の府省庁 / ministry reported to', { choices: 'competent' }))
        .min(1)
        .max(20)
        .meta(fields.titled('報告先の府省庁 / ministries reported to', { choices: 'competent' })),
      document: fields.document('報告の文書 / document of the report'),
    }),
    facts: z.object({ competent: competentMinistries, due: dueFact }),
    asks: (asked) => ({ ...competenceAsked(asked), ...dueAsked({ term: 'receipt' }) }),
    by: ['ciso', 'promotionOffice'],
    bodies: inTheSubject,
    clause: '5-4',
    room: 'reserved',
    rules: ['reportsToCompetent'],
    label: { ja: '監査結果を所管府省庁に報告する', en: 'report the result to the supervising ministry' },
    why: {
      ja: '本部監査の結果を、全ての所管府省庁に報告します。',
      en: 'The result of headquarters’ audit is reported to every supervising ministry.',
    },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  reportsToCompetent: {
    clause: '5-4',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input', 'facts'],
    ja: '報告先に、現在の所管府省庁でないものがあります。所管府省庁だけを選んでください。',
    en: 'A body reported to is no supervising ministry now. Choose supervising ministries alone.',
    met: { ja: '報告先は現在の所管府省庁である', en: 'those reported to are supervising ministries now' },
    test: ({ context, event }) => notCompetent(context, event).length === 0,
    about: ({ context, event }) => notCompetent(context, event).map(organisationThing),
    paths: ({ context, event }) =>
      rowsAt('ministries', event.input.ministries, (one) => notCompetent(context, event).includes(one)),
  },
  reportedToEverySupervisor: {
    clause: '5-4',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'facts'],
    ja: '監査結果が、現在の全ての所管府省庁には報告されていません。対象機関からの報告を待ってください。',
    en: 'The result was not reported to every ministry competent now. Wait for the body’s report.',
    met: { ja: '全ての所管府省庁に報告されている', en: 'it was reported to every supervising ministry' },
    test: ({ context, event }) => unreported(context, event.facts).length === 0,
    about: ({ context, event }) => unreported(context, event.facts).map(organisationThing),
    remedies: () => ['reportToSupervisor'],
  },
});

function notCompetent({ at }: Context, { input, facts }: JudgedBy<'reportsToCompetent'>): readonly OrganisationId[] {
  return input.ministries.filter((ministry) => !ministriesAt(at, facts).includes(ministry));
}

/** Of the ministries competent now those that do not know the result. A ministry has none. */
export function unreported(
  { at, reportedTo }: Pick<Context, 'at' | 'reportedTo'>,
  facts: JudgedBy<'reportedToEverySupervisor'>['facts'],
): readonly OrganisationId[] {
  return ministriesAt(at, facts).filter(
    (ministry) => !reportedTo.some(({ organisation }) => organisation === ministry),
  );
}

export const on = {
  after: handlers(decisions, {
    reportToSupervisor: {
      change: (context, { actor, input: { ministries, document }, facts }) => {
        const more = withAll([], ...ministries).map((organisation) => ({
          organisation,
          document,
          by: actor.person,
          at: context.at,
        }));
        const reportedTo = [...context.reportedTo, ...more];
        const isDone = unreported({ ...context, reportedTo }, facts).length === 0;
        return {
          reportedTo,
          dueItems: isDone ? met(context, 'supervisors') : context.dueItems,
          documents: withAll(context.documents, document),
        };
      },
      causes: ({ after, event: { input, facts } }) => {
        const { addressee, instance: audit, at } = after;
        const ministries = withAll([], ...input.ministries);
        const receipt: Json = JSON.parse(JSON.stringify(facts.due.find(({ id }) => id === 'receipt') ?? null));
        return [
          tell(`supervision/${fiscalYearAt(at)}/${addressee}`, 'auditResultReported', {
            audit,
            ministries: [...ministries],
            document: input.document,
            ...(receipt !== null && { due: receipt }),
          }),
          ...ministries.map((organisation) =>
            toRoles({ organisation }, ['supervisingStaff', 'manager'], 'reportedToMinistry'),
          ),
        ];
      },
    },
  }),
};

/** Evaluations are made public (4-11): part by part as they are finished, and due until all are. */
import { z } from 'zod';
import type { OrganisationId } from '../../../model/identifiers.ts';
import {
  dateThing,
  fields,
  met,
  organisationThing,
  publicationField,
  publicationOf,
  publishedByToday,
  toRoles,
  ways,
  withAll,
  type Change,
  type Decisions,
} from '../../kit/v1/index.ts';
import { ministriesField, ofMinistries } from './competence.ts';
import type { EventOf, JudgedBy } from './events.ts';
import { handlers, route, ruleTable } from './kit.ts';
import { changedParts, isAllPublished, type Context, type Evaluation } from './types.ts';

export const decisions = {
  publish: {
    input: z.strictObject({ ministries: ministriesField, publication: publicationField }),
    by: ['supervisingStaff'],
    bodies: ofMinistries,
    clause: '4-11',
    room: 'reserved',
    rules: [
      'ministriesHaveParts',
      'actsForOwnMinistry',
      'everyNamedPartEvaluated',
      'publishedAfterEvaluation',
      'publicationIsDone',
      'extractIsExplained',
    ],
    label: { ja: '評価結果の公表を記録する', en: 'record the publication of the evaluation' },
    why: { ja: '主務大臣の評価の結果を公表します。', en: 'The result of the evaluation is published.' },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  everyNamedPartEvaluated: {
    clause: '4-11',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: 'まだ評価していない府省庁の分が含まれています。評価の済んだ分だけを公表することはできます（一部公表）。',
    en: 'The part of a ministry named is not evaluated yet. What is evaluated may be published alone (a part).',
    met: { ja: '公表する分は全て評価されている', en: 'every part to be published is evaluated' },
    test: ({ context, event }) => unevaluated(context, event).length === 0,
    about: ({ context, event }) => unevaluated(context, event).map(organisationThing),
    paths: () => ['ministries'],
    remedies: () => ['evaluate'],
  },
  publishedAfterEvaluation: {
    clause: '4-11',
    basis: 'text',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '公表した日が、評価の日より前です。',
    en: 'It was published before it was evaluated.',
    met: { ja: '評価の後に公表した', en: 'it was published after the evaluation' },
    test: ({ context, event }) =>
      evaluationsOf(context, event).every(({ on: day }) => day <= event.input.publication.on),
    about: ({ context, event }) =>
      evaluationsOf(context, event).map(({ on: day }) => dateThing(day, { bound: 'from' })),
    paths: () => ['publication.on'],
  },
  publicationIsDone: publishedByToday('4-11'),
  extractIsExplained: {
    clause: '4-11',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '公表した文書は評価書そのものではありません。一部とした理由を書いてください。',
    en: 'What was published is not the evaluation itself. Say why only a part of it.',
    met: { ja: '評価書そのもの、又は一部とした理由がある', en: 'it is the evaluation, or it is said why only a part' },
    test: ({ context, event }) =>
      fields.isFilled(event.input.publication.extractReason) ||
      evaluationsOf(context, event).every(({ document }) => document === event.input.publication.document),
    paths: () => ['publication.extractReason'],
  },
});

/** The evaluations of the ministries named, of each its own. */
function evaluationsOf({ parts }: Context, { input }: JudgedBy<'everyNamedPartEvaluated'>): readonly Evaluation[] {
  return parts.flatMap(({ ministry, evaluation }) => (input.ministries.includes(ministry) ? (evaluation ?? []) : []));
}

function unevaluated({ parts }: Context, { input }: JudgedBy<'everyNamedPartEvaluated'>): readonly OrganisationId[] {
  return input.ministries.filter((one) =>
    parts.every((part) => part.ministry !== one || part.evaluation === undefined),
  );
}

function published(context: Context, { actor, input }: EventOf<'publish'>): Change<Context> {
  const { ministries, publication } = input;
  const parts = changedParts(context, ministries, ({ evaluation }) => {
    if (evaluation === undefined) return {};
    const kept = publicationOf(publication, evaluation.document);
    return { publication: { ...kept, version: evaluation.version, by: actor.person, at: context.at } };
  });
  return {
    parts,
    dueItems: met(context, ...ministries.map((ministry) => `publication:${ministry}`)),
    documents: withAll(context.documents, publication.document),
    marks: isAllPublished({ parts }) ? context.marks : withAll(context.marks, 'partlyPublished'),
  };
}

export const routes = {
  /** With this everything evaluated is published, and everything is evaluated. */
  publishesAll: route({
    reads: ['state', 'input'],
    of: ['publish'],
    test: ({ context, event }) => isAllPublished({ ...context, ...published(context, event) }),
  }),
};

export const on = {
  publication: handlers(decisions, {
    publish: ways(
      { change: published, causes: ({ after }) => [toRoles(after, ['ciso', 'promotionOffice'], 'published')] },
      { when: 'publishesAll', target: '.whole' },
      { target: '.partly' },
    ),
  }),
};

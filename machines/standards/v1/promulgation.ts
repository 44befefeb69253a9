/**
 * Promulgation: what headquarters decided becomes an edition of the common register (2-1, 2-2), of which every open cycle
 * is told. An edition is accepted until the apply-by date of its direct successor, so each names the one before it.
 */
import { z } from 'zod';
import type { Cause, Json } from '../../core/index.ts';
import {
  commonFact,
  dateThing,
  fields,
  personThing,
  toRoles,
  type Change,
  type Decisions,
  type StepContext,
} from '../../kit/v1/index.ts';
import type { EventOf } from './events.ts';
import { handlers, ruleTable } from './kit.ts';
import { editionThing, stageThing, subjectThing } from './things.ts';
import type { Context } from './types.ts';

/** What a new edition takes over from the one before: the names of roles, and which are required. */
const carried = z.object({ roleTerms: z.json().optional(), requiredRoles: z.json().optional() });
const editions = commonFact.shape.editions.element.extend(carried.shape).array();

export const decisions = {
  promulgate: {
    input: z.strictObject({
      id: fields
        .matching(/^[a-z0-9][a-z0-9.-]{0,62}$/, {
          ja: '英小文字・数字・ハイフン・ピリオドで 63 文字以内、先頭は英小文字か数字で指定してください',
          en: 'give at most 63 lower-case letters, digits, hyphens and full stops, the first a letter or digit',
        })
        .meta(fields.titled('版の番号 / id of the edition', { example: '2026-08' })),
      nameJa: fields.line('名称（日本語） / name in Japanese'),
      nameEn: fields.line('名称（英語） / name in English'),
      applyBy: fields.date('適用期限 / to be applied by', {
        help: '各機関の対策基準がこの版に準拠すべき期限です / by then the standards of every body conform to it',
      }),
      predecessor: fields.ref('前の版 / the edition before', { choices: 'lastEditions' }).optional(),
      requirements: z
        .array(z.string().min(1).max(200).meta(fields.titled('遵守事項 / requirement')))
        .max(1_000)
        .meta(fields.titled('遵守事項 / requirements', { help: '一行に一つずつ書いてください / one a line' })),
    }),
    groups: [
      { ja: '版', en: 'the edition', fields: ['id', 'nameJa', 'nameEn'] },
      { ja: '適用', en: 'how it applies', fields: ['predecessor', 'applyBy', 'requirements'] },
    ],
    facts: z.object({ common: z.object({ editions }) }),
    by: ['centreStaff'],
    clause: '2-1',
    room: 'always',
    rules: ['decidedByHeadquarters', 'editionNew', 'predecessorLast', 'appliesOnceDecided', 'promulgatorDidNotEnter'],
    label: {
      ja: '決定された版を登録し、各機関に知らせる',
      en: 'register what was decided as an edition and let every body know',
    },
    why: {
      ja: '戦略本部の決定を版として登録すると、進行中の全ての年度サイクルに知らされます。',
      en: 'Registered as an edition, the decision reaches every open cycle.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  decidedByHeadquarters: {
    clause: '2-2',
    basis: 'text',
    concerns: 'state',
    reads: ['state'],
    ja: '戦略本部がまだ決定していません。版として登録できるのは、推進会議を経て戦略本部が決定したものだけです。',
    en: 'Headquarters has not decided yet. Only what passed the council and was decided by headquarters becomes an edition.',
    met: { ja: '戦略本部が決定した', en: 'headquarters has decided' },
    test: ({ context: { norms } }) => norms.decision !== undefined && norms.edition === undefined,
    about: ({ context: { norms } }) =>
      norms.edition === undefined ? [stageThing('passed')] : [editionThing(norms.edition)],
    remedies: ({ context: { norms } }) => {
      if (norms.draft === undefined) return ['submitDraft'];
      return [norms.council === undefined ? 'recordCouncil' : 'decide'];
    },
  },
  promulgatorDidNotEnter: {
    clause: '2-2',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '戦略本部の決定を決裁から登録した者は、版として登録することができません。他の職員が、決裁を確かめて登録します。',
    en: 'Whoever entered headquarters’ decision from paper does not register the edition. Another of the staff looks at the paper and does.',
    met: {
      ja: '決裁の登録とは別の者が版を登録する',
      en: 'another than who entered the decision registers the edition',
    },
    test: ({ context: { norms }, event }) =>
      norms.decision?.enteredBy === undefined ||
      ![event.actor.person, event.enteredFor?.by].includes(norms.decision.enteredBy),
    about: ({ context: { norms } }) => [personThing(norms.decision?.enteredBy ?? '')],
    bars: ({ norms }) => (norms.decision?.enteredBy === undefined ? [] : [norms.decision.enteredBy]),
  },
  editionNew: {
    clause: '2-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: 'その番号の版は既に登録されています。別の番号を付けてください。',
    en: 'An edition of that id is registered already. Give another id.',
    met: { ja: '版の番号はまだ使われていない', en: 'the id of the edition is new' },
    test: ({ event }) => event.facts.common.editions.every(({ id }) => id !== event.input.id),
    about: ({ event }) => [editionThing(event.input.id)],
    paths: () => ['id'],
  },
  predecessorLast: {
    clause: '2-1',
    basis: 'design',
    concerns: 'facts',
    reads: ['input', 'facts'],
    ja: '前の版として、まだ後の版がない登録済みの版を一つ示してください。前の版は、この版の適用期限まで有効です。',
    en: 'Name the registered edition that has no successor yet: it is accepted until this one is to be applied.',
    met: { ja: '直前の版が示されている', en: 'the direct predecessor is named' },
    test: ({ event }) => isPredecessor(event),
    about: ({ event }) => {
      const last = lastEditions(event.facts.common.editions).map(({ id }) => editionThing(id));
      return last.length > 0 ? last : [subjectThing('editions', '登録された版なし', 'no edition is registered')];
    },
    paths: () => ['predecessor'],
  },
  appliesOnceDecided: {
    clause: '2-2',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '適用期限が戦略本部の決定の日より前です。決定の日以後の日にしてください。',
    en: 'The edition would have to be applied before it was decided. Give the day of the decision or a later one.',
    met: { ja: '適用期限は決定の日以後である', en: 'it is to be applied on the day of the decision or later' },
    test: ({ context, event }) => event.input.applyBy >= (context.norms.decision?.on ?? ''),
    about: ({ context: { norms } }) =>
      norms.decision === undefined ? [stageThing('passed')] : [dateThing(norms.decision.on, { bound: 'from' })],
    paths: () => ['applyBy'],
  },
});

/** Editions that none follows. */
export function lastEditions<E extends { readonly id: string; readonly predecessor?: string | undefined }>(
  all: readonly E[],
): readonly E[] {
  return all.filter(({ id }) => !all.some(({ predecessor }) => predecessor === id));
}

function isPredecessor({ input: { predecessor }, facts }: EventOf<'promulgate'>): boolean {
  const last = lastEditions(facts.common.editions);
  return predecessor === undefined ? last.length === 0 : last.some(({ id }) => id === predecessor);
}

/** What the register says of it from now on. */
function editionOf({ norms }: Context, { input, facts }: EventOf<'promulgate'>): Json {
  const { id, nameJa, nameEn, applyBy, predecessor, requirements } = input;
  const before = facts.common.editions.find((known) => known.id === predecessor);
  return {
    id,
    nameJa,
    nameEn,
    decidedOn: norms.decision?.on ?? '',
    applyBy,
    ...(predecessor !== undefined && { predecessor }),
    ...(norms.decision !== undefined && { document: norms.decision.document }),
    requirements: [...requirements],
    ...(before?.roleTerms !== undefined && { roleTerms: before.roleTerms }),
    ...(before?.requiredRoles !== undefined && { requiredRoles: before.requiredRoles }),
  };
}

function promulgateChange(context: Context, { input }: EventOf<'promulgate'>): Change<Context> {
  return { norms: { ...context.norms, edition: input.id } };
}

function promulgateCauses({ after, event }: StepContext<Context, EventOf<'promulgate'>>): readonly Cause[] {
  return [
    { kind: 'register', register: 'editions', value: editionOf(after, event) },
    toRoles(after, ['centreHead'], 'promulgated'),
    ...after.headquarters.map((organisation) => toRoles({ organisation }, ['headquarters'], 'promulgated')),
  ];
}

const promulgated = { change: promulgateChange, causes: promulgateCauses };

export const on = {
  norms: handlers(decisions, {
    promulgate: [
      { routes: ['guidebookOpen'], target: '.promulgated', ...promulgated },
      { routes: ['!guidebookOpen'], target: '#standards.completed', ...promulgated },
    ],
  }),
};

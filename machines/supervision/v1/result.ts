/** The agency's result of the year, a document made for its ministries (通則法32条2項 and parallels); returned, it comes again. */
import { z } from 'zod';
import {
  documentThings,
  fields,
  met,
  roleThing,
  toPerson,
  toRoles,
  withAll,
  type Decisions,
} from '../../kit/v1/index.ts';
import { ofMinistries } from './competence.ts';
import { handlers, ruleTable } from './kit.ts';
import { ministriesNow } from './types.ts';

export const decisions = {
  submitResult: {
    input: z.strictObject({ document: fields.document('所管府省庁に提出する年度の結果 / the year’s result') }),
    by: ['promotionOffice', 'ciso'],
    clause: '4-10',
    room: 'reserved',
    rules: [],
    label: { ja: '年度の結果を提出する', en: 'submit the result of the year' },
    why: {
      ja: '主務大臣の評価のため、年度の結果を所管府省庁に提出します。',
      en: 'The competent ministers evaluate the year by the result the agency submits.',
    },
  },
  returnResult: {
    input: z.strictObject({ reason: fields.text('差戻しの理由 / reason', { max: 2000 }) }),
    by: ['supervisingStaff'],
    bodies: ofMinistries,
    clause: '4-10',
    room: 'always',
    rules: ['resultIsThere'],
    label: { ja: '年度の結果を差し戻す', en: 'return the result' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  resultIsThere: {
    clause: '4-10',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '差し戻す年度の結果が提出されていません。',
    en: 'There is no result to be returned.',
    met: { ja: '年度の結果が提出されている', en: 'a result is submitted' },
    test: ({ context }) => context.result !== undefined && context.result.returned === undefined,
    about: ({ context: { result } }) =>
      result === undefined ? [roleThing('promotionOffice')] : documentThings(result.document),
    remedies: () => ['submitResult'],
  },
});

export const on = {
  result: handlers(decisions, {
    submitResult: {
      target: '.submitted',
      change: (context, { actor, input: { document } }) => ({
        result: { version: (context.result?.version ?? 0) + 1, document, by: actor.person, at: context.at },
        dueItems: met(context, 'result'),
        documents: withAll(context.documents, document),
      }),
      causes: ({ after }) =>
        ministriesNow(after).map((organisation) => toRoles({ organisation }, ['supervisingStaff'], 'resultSubmitted')),
    },
    returnResult: {
      target: '.returned',
      change: ({ result, at, dueItems }, { actor, input: { reason } }) => ({
        ...(result !== undefined && { result: { ...result, returned: { by: actor.person, at, reason } } }),
        dueItems: dueItems.map((item) => {
          if (item.id !== 'result') return item;
          const { met: _before, ...open } = item;
          return open;
        }),
      }),
      causes: ({ after }) => [
        ...(after.result === undefined ? [] : [toPerson(after.result.by, 'resultReturned')]),
        toRoles(after, ['ciso', 'promotionOffice'], 'resultReturned'),
      ],
    },
  }),
};

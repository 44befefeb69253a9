/** The year's result for the ministry that asks: a document made for that, and never before the evaluation (4-10, 6-5). */
import { z } from 'zod';
import { dateInJapan, documentThing, fields, tell, toRoles, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';

export const decisions = {
  giveResult: {
    input: z.strictObject({
      document: fields.document('所管府省庁に渡す文書 / document for the ministry', {
        help: '渡すために作成したもの / one made for the purpose',
      }),
    }),
    by: ['ciso'],
    clause: '4-10',
    room: 'late',
    rules: ['evaluatedFirst', 'resultRequestWaits', 'madeForTheMinistry'],
    label: { ja: '年度の結果を渡す', en: 'give the year’s result' },
    why: {
      ja: '他の手続から年度の結果を求められています。',
      en: 'Another procedure has asked for the year’s result.',
    },
    irreversible: true,
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  resultRequestWaits: {
    clause: '4-10',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '年度の結果を求められていないか、既に渡しています。',
    en: 'Nobody asked for the year’s result, or it has been given.',
    met: { ja: '年度の結果が求められ、まだ渡していない', en: 'the year’s result was asked for and not yet given' },
    test: ({ context }) => context.resultRequests.length > 0,
  },
  madeForTheMinistry: {
    clause: '4-10',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '評価・判断の文書そのものではなく、所管府省庁に渡すために作成した文書を示してください。',
    en: 'Give a document made for the ministry, not the evaluation or judgement itself.',
    met: { ja: '所管府省庁に渡すために作成した文書である', en: 'the document was made for the ministry' },
    test: ({ context, event }) =>
      ![context.evaluation, context.judgement, context.provisional].some(
        (internal) => internal?.document === event.input.document,
      ),
    about: ({ event }) => [documentThing(event.input.document)],
    paths: () => ['document'],
  },
});

export const on = {
  live: handlers(decisions, {
    giveResult: {
      change: (context, { at, input }) => ({
        resultRequests: [],
        resultGiven: at,
        documents: withAll(context.documents, input.document),
      }),
      causes: ({ before, event }) => {
        const { instance: cycle, evaluation, resultRequests } = before;
        if (evaluation === undefined) return [];
        const { result, at, openImprovements } = evaluation;
        const given = {
          cycle,
          result,
          openImprovements: openImprovements.length,
          document: event.input.document,
          evaluatedOn: dateInJapan(at),
        };
        return [
          ...resultRequests.map((by) => tell(by, 'resultGiven', given)),
          toRoles(before, ['promotionOffice'], 'resultGiven'),
        ];
      },
    },
  }),
};

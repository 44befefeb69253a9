/** What of a decision's input is known already; whoever decides may change all of it. */
import { z } from 'zod';
import type { Drafts, Json } from '../../core/index.ts';
import { bodiesFact, commonFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { lastEditions } from './promulgation.ts';
import { unanswered, type Context } from './types.ts';

const ofNorms = {
  from: ({ norms }: Partial<Context>): Json => (norms?.draft === undefined ? {} : { draft: norms.draft.document }),
};
const ofGuidebook = ({ guidebook }: Partial<Context>): { readonly draft?: string } =>
  guidebook?.draft === undefined ? {} : { draft: guidebook.draft.document };
const titled = { from: ({ title }: Partial<Context>): Json => (title === undefined || title === '' ? {} : { title }) };

export const drafts: Drafts<Context> = {
  submitDraft: titled,
  submitGuidebook: titled,
  recordCouncil: ofNorms,
  correctDraft: ofNorms,
  decide: ofNorms,
  decideAmended: ofNorms,
  returnDraft: ofNorms,
  promulgate: made(z.object({ common: commonFact.pick({ editions: true }) }), (_, { common }) => {
    const [only, ...more] = lastEditions(common.editions);
    return only === undefined || more.length > 0 ? {} : { predecessor: only.id };
  }),
  consult: made(z.object({ bodies: bodiesFact }), (context: Partial<Context>, { bodies }) => ({
    ...ofGuidebook(context),
    ministries: bodies
      .filter(
        ({ id, kind }) => kind === 'ministry' && !context.guidebook?.asked.some(({ ministry }) => ministry === id),
      )
      .map(({ id }) => id),
  })),
  giveOpinion: {
    from: ({ guidebook }: Partial<Context>) => {
      const [only, ...more] = guidebook?.asked ?? [];
      return only === undefined || more.length > 0 ? {} : { ministry: only.ministry };
    },
  },
  answerOpinions: { from: (context) => ({ answers: unanswered(context).map(({ number }) => ({ opinion: number })) }) },
  decideGuidebook: { from: (context) => ({ ...ofGuidebook(context) }) },
};

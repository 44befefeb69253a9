/** The lists from which fields of a revision's decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { bodiesFact, commonFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { lastEditions } from './promulgation.ts';
import { unanswered, type Context, type Draft } from './types.ts';

function ofDraft(draft: Draft | undefined): readonly Choice[] {
  if (draft === undefined) return [];
  const { version, document } = draft;
  return [{ id: document, document, ja: `第${version}版の原案`, en: `draft, version ${version}` }];
}

const ofBody = (organisation: string): Choice => ({ id: organisation, organisation, ja: '', en: '' });

export const choices: Choices<Context> = {
  presentDraft: { from: ({ norms }: Partial<Context>) => ofDraft(norms?.draft) },
  presentGuidebook: { from: ({ guidebook }: Partial<Context>) => ofDraft(guidebook?.draft) },
  ministries: made(z.object({ bodies: bodiesFact }), (_, { bodies }) =>
    bodies.filter(({ kind }) => kind === 'ministry').map(({ id }) => ofBody(id)),
  ),
  askedMinistries: {
    from: ({ guidebook }: Partial<Context>) => (guidebook?.asked ?? []).map(({ ministry }) => ofBody(ministry)),
  },
  opinionsUnanswered: {
    from: (context) =>
      unanswered(context).map(({ number, ministry }) => ({
        id: String(number),
        organisation: ministry,
        ja: `意見${number}`,
        en: `opinion ${number}`,
      })),
  },
  lastEditions: made(z.object({ common: commonFact.pick({ editions: true }) }), (_, { common }) =>
    lastEditions(common.editions).map(({ id, nameJa, nameEn }) => ({ id, ja: nameJa, en: nameEn })),
  ),
};

/** What the information security committee said before standards and plan, where the body's rules ask for it (6-4). */
import { z } from 'zod';
import { fields, figureThing, isPastOrToday, withAll, type Decisions } from '../../../kit/v1/index.ts';
import { handlers, ruleTable } from '../kit.ts';
import { dayToCome } from '../things.ts';
import type { Context } from '../types.ts';

export const decisions = {
  recordDeliberation: {
    input: z.strictObject({
      documents: z
        .array(fields.document('審議した文書 / document deliberated'))
        .min(1)
        .max(20)
        .meta(
          fields.titled('審議した文書 / documents deliberated', {
            help: '対策基準・対策推進計画の案等を、提出するとおりに / drafts of standards or plan, as they will be submitted',
          }),
        ),
      form: fields.oneOf('開催の方法 / form', { meeting: '会議 / meeting', circulation: '持ち回り / circulation' }),
      heldOn: fields.date('開催日 / date', { help: '持ち回りの場合は締切日 / of a circulation its last day' }),
      members: fields.people('構成員数 / members'),
      attended: fields.people('出席者数 / attendance', {
        help: '持ち回りの場合は回答者数 / of a circulation the answers',
      }),
      proxies: fields.people('代理出席者数 / attendance by proxy').optional(),
      opinion: fields.text('意見 / opinion'),
      document: fields.document('議事録等 / minutes'),
    }),
    groups: [
      { ja: '審議した文書', en: 'what was deliberated', fields: ['documents'] },
      { ja: '開催', en: 'the meeting', fields: ['form', 'heldOn', 'members', 'attended', 'proxies'] },
      { ja: '結果', en: 'outcome', fields: ['opinion', 'document'] },
    ],
    by: ['promotionOffice'],
    clause: '6-4',
    room: 'reserved',
    rules: ['deliberationHeld', 'attendanceWithinMembers'],
    label: { ja: '委員会の審議を記録する', en: 'record the committee’s deliberation' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  deliberationHeld: {
    clause: '6-4',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '開催日が将来又は存在しない日付です。開催後に記録してください。',
    en: 'The date lies in the future or does not exist. Record the deliberation after it was held.',
    met: { ja: '開催日が今日以前である', en: 'the deliberation was held' },
    test: ({ context, event }) => isPastOrToday(event.input.heldOn, context.at),
    about: ({ context, event }) => dayToCome(context, event.input.heldOn),
    paths: () => ['heldOn'],
  },
  attendanceWithinMembers: {
    clause: '6-4',
    basis: 'design',
    concerns: 'input',
    reads: ['input'],
    ja: '出席者（持ち回りは回答者）は一人以上で、代理と合わせて構成員数以下となります。人数を確認してください。',
    en: 'At least one member attends or answers, and with proxies no more than there are members. Check the counts.',
    met: {
      ja: '出席者が一人以上で、代理と合わせて構成員数以下である',
      en: 'members attended, and no more than there are',
    },
    test: ({ event }) => {
      const { members, attended, proxies = 0 } = event.input;
      return attended >= 1 && attended + proxies <= members;
    },
    about: ({ event: { input } }) => [
      figureThing(input.members, `構成員数 ${input.members}人`, `${input.members} members`),
    ],
    paths: ({ event: { input } }) =>
      input.attended < 1 ? ['attended'] : ['attended', ...(input.proxies === undefined ? [] : ['proxies']), 'members'],
  },
});

/** How many deliberations of a year are remembered. */
const REMEMBERED = 100;

/** True when a deliberation named the document, however early; one meeting may cover several. */
export function isDeliberated({ deliberations }: Context, document: string): boolean {
  return deliberations.some(({ documents }) => documents.includes(document));
}

export const on = {
  live: handlers(decisions, {
    recordDeliberation: {
      change: (context, { input: { documents, document } }) => ({
        deliberations: [...context.deliberations, { documents, at: context.at }].slice(-REMEMBERED),
        documents: withAll(context.documents, document, ...documents),
      }),
    },
  }),
};

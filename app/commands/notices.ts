import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { basisText } from '../../model/calendar/texts.ts';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { dueDate, minuteInJapan, outputFlag, writeRows, writeValue, type Output } from '../cli/output.ts';
import { mailTexts } from '../cli/mail-texts.ts';

const Words = z.looseObject({ ja: z.string(), en: z.string() });
const Basis = z.looseObject({
  kind: z.enum(['fixed', 'after', 'given']),
  own: z.string(),
  follows: z.looseObject({ item: z.string(), businessDays: z.number() }).optional(),
  moved: z.array(z.looseObject({ from: z.string(), to: z.string(), reason: z.string() })).optional(),
});
const Notice = z.looseObject({
  id: z.string(),
  at: z.number(),
  status: z.string(),
  reason: z.string().nullish(),
  readAt: z.number().nullish(),
  items: z.array(
    Words.extend({
      instance: z.string().nullish(),
      about: z.string().nullish(),
      dueItem: Words.nullish(),
      due: z.number().nullish(),
      basis: Basis.nullish(),
      next: Words.nullish(),
    }),
  ),
});
type Notice = z.output<typeof Notice>;

interface Flags {
  readonly output: Output;
  readonly read?: string;
  readonly unread: boolean;
}

/** `junkan notices`: what the holder of the token was told; `--read` marks one as read. */
export const notices = buildCommand<Flags, [], Context>({
  docs: { brief: '自分への通知 / what you were told' },
  parameters: {
    flags: {
      output: outputFlag,
      read: { kind: 'parsed', parse: String, optional: true, brief: 'この番号を既読にする / mark this one as read' },
      unread: { kind: 'boolean', default: false, brief: '未読のみ / only what is unread' },
    },
    aliases: { o: 'output' },
  },
  async func({ output, read, unread }) {
    const api = new Api(findConnection(this.process.env));
    const { language } = this;
    if (read !== undefined) {
      const { body } = await api.change('POST', `/notices/${encodeURIComponent(read)}/read`, undefined);
      writeValue(this, output, body, () =>
        language === 'ja' ? `${read}：既読にしました。` : `${read}: marked as read.`,
      );
      return;
    }
    const rows: Notice[] = [];
    for await (const item of api.pages('/notices')) {
      const notice = Notice.parse(item);
      if (!unread || typeof notice.readAt !== 'number') rows.push(notice);
    }
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: '番号', en: 'id' }, cell: (row) => row.id },
        { head: { ja: '日時', en: 'at' }, cell: (row) => minuteInJapan(row.at) },
        { head: { ja: '内容', en: 'what' }, cell: (row) => row.items.map((item) => lineOf(item, language)).join('\n') },
        { head: { ja: 'メール', en: 'mail' }, cell: (row) => mailText(row, language) },
        {
          head: { ja: '既読', en: 'read' },
          cell: (row) => (typeof row.readAt === 'number' ? minuteInJapan(row.readAt) : '–'),
        },
      ],
      { ja: '通知はありません。', en: 'There are no notices.' },
    );
  },
});

function lineOf(item: Notice['items'][number], language: 'ja' | 'en'): string {
  const what = [
    ...(item.dueItem ? [`${item.dueItem[language]}（${dueDate(item.due ?? undefined)}）`] : []),
    item[language],
    ...(item.about ? [`[${item.about}]`] : []),
    ...(item.instance ? [item.instance] : []),
  ];
  // Another due item's name is not at hand here: its id says enough in a list.
  const basis = item.basis ? [basisText(item.basis, (id) => ({ ja: id, en: id }))[language]] : [];
  const next = item.next ? [`→ ${item.next[language]}`] : [];
  return [what.join(' '), ...basis, ...next].join('\n  ');
}

function mailText({ status, reason }: Notice, language: 'ja' | 'en'): string {
  const text = Object.hasOwn(mailTexts, status) ? mailTexts[status]?.[language] : undefined;
  return `${text ?? status}${reason ? ` (${reason})` : ''}`;
}

/** What a person was told: the inbox, and what became of each notice's mail. */
import { z } from '@hono/zod-openapi';
import type { NoticeItem, NoticeRow } from '../../contract/records/notices.ts';
import type { ExpectedTask } from '../../contract/records/read-model.ts';
import { actsFor } from '../../machines/acts.ts';
import { matching } from '../../model/pattern.ts';
import { isOverallAdministrator } from '../access/bodies.ts';
import { basisSchema, shownBasis } from '../basis.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { reasonsFor, reasonSchema, type ShownReason } from '../notice-reasons.ts';
import { notFound } from '../problems.ts';
import { instant, nextCursor, page, textSchema } from '../schemas.ts';
import { tableOf, words } from '../table.ts';
import { definitionOf, nextStepOf, textOf, topicOf } from '../texts.ts';

const itemSchema = z
  .object({
    topic: z.string(),
    ja: z.string(),
    en: z.string(),
    next: textSchema.optional().describe('次に行うこと / what to do next'),
    acts: z
      .array(textSchema.extend({ decision: z.string(), ready: z.boolean(), due: instant.optional() }))
      .optional()
      .describe('この件で自分に求められている決定 / decisions expected of me in this matter'),
    reason: reasonSchema.optional().describe('決定の理由 / why it was decided'),
    at: instant,
    instance: z.string().optional(),
    about: z.string().optional().describe('対象のID / opaque id of what it is about'),
    dueItem: textSchema.extend({ id: z.string() }).optional(),
    due: instant.optional(),
    stage: z.enum(['before', 'today', 'overdue', 'escalated']).optional(),
    missed: z.int().optional().describe('停止中に過ぎた通知の数 / earlier reminders missed while nothing ran'),
    basis: basisSchema.optional().describe('期日の根拠 / what the date rests on'),
  })
  .openapi('NoticeItem');

/** What became of a notice's mail. */
const mailTexts = {
  queued: { ja: '送信待ち', en: 'queued' },
  sent: { ja: '送信済', en: 'sent' },
  failed: { ja: '失敗', en: 'failed' },
  off: { ja: '送信設定なし', en: 'mail is off' },
  noAddress: { ja: '宛先なし', en: 'no usable address' },
  unwanted: { ja: '本人の設定により送らない', en: 'not wanted by mail' },
} as const;

/** Of an act that cannot be done yet. */
const readyTexts = {
  true: { ja: '', en: '' },
  false: { ja: '（先に必要なことがあります）', en: ' (something else comes first)' },
} as const;

const mailStatus = z.enum(['queued', 'sent', 'failed', 'off', 'noAddress', 'unwanted']);

const noticeSchema = z
  .object({
    id: z.string(),
    organisation: z.string().optional(),
    at: instant,
    topic: z.string(),
    ja: z.string(),
    en: z.string(),
    instance: z.string().optional(),
    items: z.array(itemSchema),
    status: mailStatus.describe(
      'メールの状態：送信待ち、送信済、失敗、メール設定なし、宛先なし、本人の設定により送らない / the mail: queued, sent, failed, mail is off, no usable address, not wanted',
    ),
    reason: z.string().optional(),
    readAt: instant.optional(),
  })
  .openapi('Notice');

const mailSchema = z
  .object({
    on: z.boolean().describe('メールサーバーが設定されている / a mail server is configured'),
    queued: z.int(),
    oldestQueued: instant.optional(),
    failed: z.int(),
    noAddress: z.int(),
    reasons: z.array(z.object({ mail: mailStatus, reason: z.string(), count: z.int() })),
  })
  .openapi('MailFigures');

/** `GET /notices` */
export const notices = described({
  method: 'get',
  path: '/notices',
  tag: 'me',
  summary: { ja: '自分への通知', en: 'my notices' },
  description: {
    ja: '同じ機関の同じ日の期限通知は一件にまとまり、items に並びます。',
    en: 'Reminders of one body and day form one notice and stand in its items.',
  },
  params: none,
  query: z.strictObject({
    ...page,
    unread: z.enum(['true', 'false']).optional().describe('未読のみ / only unread ones'),
  }),
  body: noBody,
  success: {
    status: 200,
    text: { ja: '新しい順', en: 'the newest first' },
    schema: z.object({ items: z.array(noticeSchema), next: nextCursor }),
  },
  table: tableOf(noticeSchema, {
    columns: [
      { head: { ja: '番号', en: 'id' }, cell: [{ at: 'id' }] },
      { head: { ja: '日時', en: 'at' }, cell: [{ at: 'at', as: 'minute' }] },
      {
        head: { ja: '内容', en: 'what' },
        cell: [
          {
            each: 'items',
            cell: [
              {
                cell: [
                  { at: { ja: 'dueItem.ja', en: 'dueItem.en' } },
                  { ja: '（', en: ' (' },
                  { at: 'due', as: 'dueDate' },
                  { ja: '）', en: ') ' },
                ],
              },
              words,
              { cell: [' [', { at: 'about' }, ']'] },
              { cell: [' ', { at: 'instance' }] },
              { cell: ['\n  ', { at: { ja: 'basis.ja', en: 'basis.en' } }] },
              { cell: ['\n  → ', { at: { ja: 'next.ja', en: 'next.en' } }] },
              {
                cell: [
                  '\n  ',
                  { at: { ja: 'reason.ja', en: 'reason.en' } },
                  { ja: '：', en: ': ' },
                  { at: 'reason.said' },
                  { at: { ja: 'reason.withheld.ja', en: 'reason.withheld.en' } },
                ],
              },
              {
                cell: [
                  '\n  → ',
                  {
                    each: 'acts',
                    cell: [
                      words,
                      {
                        cell: [
                          { ja: '（期限 ', en: ' (due ' },
                          { at: 'due', as: 'dueDate' },
                          { ja: '）', en: ')' },
                        ],
                      },
                      { at: 'ready', named: readyTexts },
                    ],
                    between: { ja: '、', en: '; ' },
                  },
                ],
              },
            ],
            between: '\n',
          },
        ],
      },
      {
        head: { ja: 'メール', en: 'mail' },
        cell: [{ at: 'status', named: mailTexts }, { cell: [' (', { at: 'reason' }, ')'] }],
      },
      { head: { ja: '既読', en: 'read' }, cell: [{ at: 'readAt', as: 'minute' }], missing: '–' },
    ],
    none: { ja: '通知はありません。', en: 'There are no notices.' },
  }),
});

export function noticeRoutes(router: Router) {
  const { records, configuration } = router.parts;
  const inbox = endpoint(router, notices, async ({ me, query: { cursor, limit, unread } }) => {
    const rows = await records.readModel.notices(me.person, cursor, limit, unread === 'true');
    const reasonFor = await reasonsFor(router.parts, me, rows);
    // What is expected is asked for where a notice is about a procedure: most of the registry's are not.
    const isOfProcedures = rows.some((row) => row.items.some(({ procedure }) => procedure !== undefined));
    const tasks = isOfProcedures ? await records.readModel.tasks(me.person, me.at, me.withheld) : [];
    const items = rows.map((row) =>
      noticeFor(row, configuration.mail === true, (item) => itemFor(item, tasks, reasonFor(item))),
    );
    return { status: 200, body: { items, next: rows.length === limit ? rows.at(-1)?.id : undefined } };
  });
  const mail = endpoint(
    router,
    {
      method: 'get',
      path: '/notices/mail',
      tag: 'operation',
      summary: { ja: 'メールの送信状況（件数のみ）', en: 'state of the mail: figures only' },
      description: {
        ja: '全体のシステム管理者が見ます。本文も宛先も含みません。',
        en: 'For overall administrators. No texts, no addresses.',
      },
      params: none,
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '件数', en: 'figures' }, schema: mailSchema },
      problems: ['notFound'],
    },
    async ({ me }) => {
      if (!isOverallAdministrator(me)) throw notFound();
      return { status: 200, body: { on: configuration.mail === true, ...(await records.mailQueue.counts()) } };
    },
  );
  const read = endpoint(
    router,
    {
      method: 'post',
      path: '/notices/{notice}/read',
      tag: 'me',
      summary: { ja: '通知を既読にする', en: 'mark a notice as read' },
      params: z.strictObject({
        notice: matching(/^\d{1,15}$/, {
          ja: '通知の番号を指定してください。',
          en: 'Give the number of a notice.',
        }),
      }),
      query: none,
      body: noBody,
      repeat: 'answer',
      success: { status: 200, text: { ja: '既読', en: 'read' }, schema: z.object({ id: z.string(), readAt: instant }) },
    },
    async ({ me, params: { notice } }) => {
      if (!(await records.readModel.markRead(me.person, notice, me.at))) throw notFound();
      return { status: 200, body: { id: notice, readAt: me.at } };
    },
  );
  return { inbox, read, mail };
}

/** A notice for its reader; what is queued while mail is off says that it is off. */
function noticeFor(
  { id, organisation, at, mail, mailReason, readAt, items }: NoticeRow,
  mailOn: boolean,
  show: (item: NoticeItem) => ReturnType<typeof itemFor>,
) {
  const shown = items.map(show);
  const [first] = shown;
  return {
    id,
    organisation: organisation === '' ? undefined : organisation,
    at,
    topic: first?.topic ?? '',
    ja: first?.ja ?? '',
    en: first?.en ?? '',
    instance: first?.instance,
    items: shown,
    status: mail === 'queued' && !mailOn ? 'off' : mail,
    reason: mailReason,
    readAt,
  };
}

function itemFor(item: NoticeItem, tasks: readonly ExpectedTask[], reason: ShownReason | undefined) {
  const { topic, at, instance, procedure, version, about, dueItem, dueItemName, reminder, basis } = item;
  const definition = procedure === undefined || version === undefined ? undefined : definitionOf(procedure, version);
  const { ja, en } = topicOf(definition, topic);
  const acts = actsFor(item, tasks);
  return {
    topic,
    ja,
    en,
    next: nextStepOf(topic),
    acts: acts.length === 0 ? undefined : [...acts],
    reason,
    at,
    instance,
    about,
    dueItem:
      dueItem === undefined ? undefined : { id: dueItem, ...textOf(definition?.dueItems ?? {}, dueItem, dueItemName) },
    due: reminder?.due,
    stage: reminder?.stage,
    missed: reminder?.missed,
    basis: basis && shownBasis(basis, definition?.dueItems ?? {}),
  };
}

/** People with a post whom no mail reaches: for those who can mend their addresses. */
import { z } from '@hono/zod-openapi';
import type { UnreachablePerson } from '../../contract/records/notices.ts';
import type { Text } from '../../model/text.ts';
import { requireAdministrator } from '../access/others.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { noteReading } from '../reads.ts';
import { instant, nextCursor, page } from '../schemas.ts';
import { itself, tableOf } from '../table.ts';

const reasons = {
  none: { ja: 'メールアドレスがない', en: 'no mail address' },
  malformed: { ja: 'メールアドレスの形が正しくない', en: 'the address is none' },
  reserved: { ja: '試験・文書用のドメイン（送信しない）', en: 'a domain for tests: nothing is sent there' },
  refused: { ja: '最後のメールが届かなかった', en: 'the last mail failed' },
} as const satisfies Record<UnreachablePerson['reason'], Text>;

const unreachableSchema = z
  .object({
    person: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    organisations: z.array(z.string()),
    reason: z.enum(['none', 'malformed', 'reserved', 'refused']),
    ja: z.string(),
    en: z.string(),
    since: instant.optional().describe('届かなかった時刻 / when it failed'),
    code: z.string().optional().describe('理由の符号（例：refused 550） / code of the reason'),
  })
  .openapi('UnreachablePerson');

/** `GET /unreachable-people` */
export const unreachablePeople = described({
  method: 'get',
  path: '/unreachable-people',
  tag: 'registry',
  summary: { ja: 'メールの届かない人', en: 'people whom no mail reaches' },
  description: {
    ja: '今または今後、役職に就いている人のうち、通知のメールが届かない人です。アドレスを直すと消えます。全体のシステム管理者は全機関の、機関のシステム管理者は自機関のものを見ます。',
    en: 'Of those who hold a post now or later, the ones whom no notice reaches by mail; a line goes once the address is mended. Overall administrators see those of all bodies, administrators of a body its own.',
  },
  params: none,
  query: z.strictObject(page),
  body: noBody,
  success: {
    status: 200,
    text: { ja: 'ID の順', en: 'by their ids' },
    schema: z.object({ items: z.array(unreachableSchema), next: nextCursor }),
  },
  problems: ['notAllowed'],
  table: tableOf(unreachableSchema, {
    columns: [
      { head: { ja: '機関', en: 'bodies' }, cell: [{ each: 'organisations', cell: itself, between: ' ' }] },
      { head: { ja: '人物ID', en: 'person' }, cell: [{ at: 'person' }] },
      { head: { ja: '氏名', en: 'name' }, cell: [{ at: { ja: 'nameJa', en: 'nameEn' } }] },
      { head: { ja: '理由', en: 'reason' }, cell: [{ at: { ja: 'ja', en: 'en' } }, ' ', { at: 'code' }] },
      { head: { ja: '時刻', en: 'since' }, cell: [{ at: 'since', as: 'minute' }], missing: '–' },
    ],
    none: { ja: 'メールの届かない人はいません。', en: 'Mail reaches everybody.' },
  }),
});

export function unreachablePeopleRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(router, unreachablePeople, async ({ me, query: { cursor = '', limit } }) => {
    requireAdministrator(me, {
      ja: 'メールの届かない人の一覧は、システム管理者が見ます。',
      en: 'The list of people whom no mail reaches is for administrators.',
    });
    const reserved = records.installation.kind === 'real';
    const among = { of: me.administers, now: me.at, reserved };
    const found = await records.readModel.unreachablePeople(among, cursor, limit + 1);
    const items = found.slice(0, limit).map((one) => ({ ...one, ...reasons[one.reason] }));
    await noteReading(
      records,
      me,
      [...new Set(items.flatMap(({ organisations }) => organisations))],
      'unreachable people',
    );
    return { status: 200, body: { items, next: found.length > limit ? items.at(-1)?.person : undefined } };
  });
}

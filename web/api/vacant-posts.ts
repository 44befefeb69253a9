/** Posts that a procedure waits for and nobody holds: for those who can see to it that somebody does. */
import { z } from '@hono/zod-openapi';
import type { Role } from '../../model/roles.ts';
import { roles } from '../../model/roles.ts';
import { holds, ownBodies } from '../access/bodies.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { noteReading } from '../reads.ts';
import { instant, textSchema } from '../schemas.ts';
import { tableOf, words } from '../table.ts';
import { textOf } from '../texts.ts';

/** Who of the body sees them, beside administrators. */
const seers: readonly Role[] = ['headOfOrganisation', 'ciso', 'deputyCiso', 'promotionOffice'];

const vacantPostSchema = z
  .object({
    organisation: z.string(),
    roles: z.array(textSchema.extend({ id: z.string() })).describe('いずれかの役割 / any of these serves'),
    department: z.string().optional(),
    since: instant,
    last: instant.describe('最後に探した時刻 / when last nobody was found to hold it'),
    instance: z.string().optional(),
    times: z.int(),
  })
  .openapi('VacantPost');

/** `GET /vacant-posts` */
export const vacantPosts = described({
  method: 'get',
  path: '/vacant-posts',
  tag: 'registry',
  summary: { ja: '未発令の役職', en: 'vacant posts' },
  description: {
    ja: '手続の通知先でありながら誰も就いていない役職です。誰かが就くと消えます。全体のシステム管理者は全機関の、機関のシステム管理者・最高情報セキュリティ責任者と推進体制は自機関のものを見ます。誰も任命されていない機関（未着手）は含みません。',
    en: 'Posts that a procedure has to notify and that nobody holds; a line goes once somebody is appointed. Overall administrators see those of all bodies; administrators, CISO and promotion office of a body its own. Bodies in which nobody is appointed are not among them.',
  },
  params: none,
  query: none,
  body: noBody,
  success: {
    status: 200,
    text: { ja: '長く空いている順', en: 'the longest vacant first' },
    schema: z.object({ items: z.array(vacantPostSchema) }),
  },
  table: tableOf(vacantPostSchema, {
    columns: [
      { head: { ja: '機関', en: 'body' }, cell: [{ at: 'organisation' }] },
      { head: { ja: '役職', en: 'post' }, cell: [{ each: 'roles', cell: [words], between: { ja: '、', en: ', ' } }] },
      { head: { ja: '部署', en: 'department' }, cell: [{ at: 'department' }], missing: '–' },
      { head: { ja: '未発令を確認', en: 'found vacant' }, cell: [{ at: 'since', as: 'minute' }] },
      { head: { ja: '届かなかった通知', en: 'undelivered notices' }, cell: [{ at: 'times' }] },
      { head: { ja: '手続', en: 'procedure' }, cell: [{ at: 'instance' }], missing: '–' },
    ],
    none: { ja: '未発令の役職はありません。', en: 'No post is vacant.' },
  }),
});

export function vacantPostRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(router, vacantPosts, async ({ me }) => {
    const own = ownBodies(me).filter((body) => holds(me, body, seers));
    const of = me.administers === 'all' ? 'all' : [...new Set([...own, ...me.administers])];
    const posts = await records.readModel.vacantPosts(of, me.at);
    await noteReading(
      records,
      me,
      posts.map(({ organisation }) => organisation),
      'vacant posts',
    );
    const items = posts.map((post) => ({
      ...post,
      roles: post.roles.map((role) => {
        const { ja, en } = textOf(roles, role);
        return { id: role, ja, en };
      }),
    }));
    return { status: 200, body: { items } };
  });
}

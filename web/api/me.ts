/** Who the caller is: identity and posts. Tasks are in `tasks.ts`, notices in `notices.ts`. */
import { z } from '@hono/zod-openapi';
import { tokenCarriesPost } from '../../machines/registry/carried.ts';
import { problemOf } from '../../machines/registry/rule.ts';
import { type Role, roles } from '../../model/roles.ts';
import type { Caller } from '../caller.ts';
import { heldNow, isAdministrator, ownBodies } from '../access/bodies.ts';
import { endpoint, noBody, none, type Router } from '../endpoint.ts';

const appointmentSchema = z.object({
  id: z.string(),
  role: z.string(),
  ja: z.string(),
  en: z.string(),
  organisation: z.string(),
  department: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  kind: z.enum(['regular', 'concurrent', 'acting']),
});

const meSchema = z
  .object({
    person: z.string(),
    nameJa: z.string().optional(),
    nameEn: z.string().optional(),
    token: z.object({ id: z.string(), issuedBy: z.string().optional() }),
    administrator: z.boolean(),
    administers: z
      .union([z.literal('all'), z.array(z.string())])
      .describe('台帳を管理する機関 / bodies whose registry this person administers'),
    organisations: z.array(z.string()),
    appointments: z.array(appointmentSchema),
    withheld: z
      .object({ roles: z.array(z.string()), ja: z.string(), en: z.string() })
      .optional()
      .describe('このトークンでは行使できない役職 / posts that this token does not carry, and why'),
  })
  .openapi('Me');

export function meRoutes(router: Router) {
  const { records } = router.parts;
  return endpoint(
    router,
    {
      method: 'get',
      path: '/me',
      tag: 'me',
      summary: { ja: '自分の役職と権限', en: 'who I am and which posts I hold now' },
      params: none,
      query: none,
      body: noBody,
      success: { status: 200, text: { ja: '自分', en: 'the caller' }, schema: meSchema },
    },
    async ({ me }) => {
      const person = await records.registry.person(me.person);
      const appointments = heldNow(me).map(({ id, role, organisation, department, from, to, kind }) => {
        const { ja, en } = roles[role];
        return { id, role, ja, en, organisation, department, from, to, kind };
      });
      const body = {
        person: me.person,
        nameJa: person?.nameJa,
        nameEn: person?.nameEn,
        token: { id: me.token, issuedBy: me.tokenIssuedBy },
        administrator: isAdministrator(me),
        administers: me.administers === 'all' ? ('all' as const) : [...me.administers],
        organisations: ownBodies(me),
        appointments,
        ...withheldOf(me),
      };
      return { status: 200, body };
    },
  );
}

function withheldOf({ withheld }: Caller): { withheld?: { roles: Role[]; ja: string; en: string } } {
  const why = problemOf(tokenCarriesPost, { withheld });
  return why === undefined ? {} : { withheld: { roles: [...withheld], ...why } };
}

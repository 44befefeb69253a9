/** Whether what is kept is what was written: the last verification, one out of turn, and the keys that sign. */
import { z } from '@hono/zod-openapi';
import { damageKinds, foreignKinds } from '../../model/damage.ts';
import { isOverallAdministrator } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import { described, endpoint, noBody, none, type Router } from '../endpoint.ts';
import { notFound } from '../problems.ts';
import { instant } from '../schemas.ts';

const damageSchema = z.object({
  seq: z.int(),
  kind: z
    .enum(damageKinds)
    .describe(
      'edited：書換え、missing：欠落、moved：位置の入替え、inserted：割込み、rewritten：そこから後をすべて書換え / what was done there',
    ),
});

const verificationSchema = z.object({
  begun: instant,
  finished: instant,
  chains: z.int(),
  lines: z.int(),
  damaged: z.array(z.object({ chain: z.string(), damages: z.array(damageSchema), noticed: instant })),
  moreDamaged: z.int(),
  foreign: z
    .array(z.object({ table: z.string(), id: z.string(), kind: z.enum(foreignKinds) }))
    .describe('記録の鎖が裏付けない行 / rows that no chain accounts for'),
  moreForeign: z.int(),
});

const integritySchema = z
  .object({
    verification: verificationSchema.optional().describe('最後の検証。初回が終わるまでない / absent before the first'),
    running: z.boolean().describe('検証中、又は検証待ち / one is under way, or asked for'),
    checkpoint: z.object({ finished: instant }).optional().describe('最後に署名した時刻 / when heads were last signed'),
    keys: z
      .array(z.object({ id: z.string(), publicKey: z.string(), since: instant }))
      .describe('署名の公開鍵（Ed25519、PEM） / public keys of what signs'),
  })
  .openapi('Integrity');

/** `GET /integrity` */
export const integrity = described({
  method: 'get',
  path: '/integrity',
  tag: 'operation',
  summary: { ja: '記録の検証の結果', en: 'whether the records are what was written' },
  description: {
    ja: '全体のシステム管理者が見ます。検証は起動時と毎日、及び求めに応じて行われます。鎖の終わりは毎時、署名してデータベースの外に保管します。',
    en: 'For administrators of the whole installation. Everything is verified at the start, every day and when asked; where the chains end is signed every hour and kept outside the database.',
  },
  params: none,
  query: none,
  body: noBody,
  success: { status: 200, text: { ja: '検証の結果', en: 'what was found' }, schema: integritySchema },
  problems: ['notFound'],
});

export function integrityRoutes(router: Router) {
  const { records, clock } = router.parts;
  const shown = async () => {
    const [verification, round, checkpoint, keys] = await Promise.all([
      records.integrity.last(),
      records.integrity.round('verification'),
      records.integrity.round('checkpoint'),
      records.integrity.publicKeys(),
    ]);
    return {
      verification: verification && {
        ...verification,
        damaged: listOf(verification.damaged),
        foreign: listOf(verification.foreign),
      },
      running: round?.open ?? false,
      checkpoint: checkpoint && { finished: checkpoint.finished },
      keys: listOf(keys),
    };
  };
  const read = endpoint(router, integrity, async ({ me }) => {
    checkMay(me);
    return { status: 200, body: await shown() };
  });
  const verify = endpoint(
    router,
    {
      method: 'post',
      path: '/integrity/verifications',
      tag: 'operation',
      summary: { ja: '記録の検証を求める', en: 'ask for a verification now' },
      description: {
        ja: '検証は裏で行われ、結果は GET /integrity で見られます。行われている間の求めは、次の検証になります。',
        en: 'It runs in the background; GET /integrity tells what it found. Asked for while one runs, the next follows it.',
      },
      params: none,
      query: none,
      body: noBody,
      repeat: 'answer',
      success: {
        status: 202,
        text: { ja: '受け付けた時刻', en: 'when it was asked for' },
        schema: z.object({ asked: instant }),
      },
      problems: ['notFound'],
    },
    async ({ me }) => {
      checkMay(me);
      const asked = clock();
      await records.integrity.ask('verification', asked);
      return { status: 202, body: { asked } };
    },
    ({ me }) => checkMay(me),
  );
  return { read, verify };
}

function checkMay(me: Caller): void {
  if (!isOverallAdministrator(me)) throw notFound();
}

const listOf = <T>(items: readonly T[]): T[] => [...items];

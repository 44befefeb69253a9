import { setTimeout as pause } from 'node:timers/promises';
import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import { say, type Context } from '../cli/context.ts';
import { UserError } from '../user-error.ts';
import type { Text } from '../../model/text.ts';

/** How often the end is looked for, and how long nothing may happen, milliseconds. */
const LOOK_EVERY = 500;
const STILL_WITHIN = 5 * 60_000;

const Asked = z.looseObject({ asked: z.number(), instances: z.number() });

const outcomes = {
  rebuilt: { ja: '復元しました', en: 'was rebuilt' },
  restored: { ja: '記録を元に戻しました', en: 'has its journal back' },
  runs: { ja: '動いています（何もしていません）', en: 'runs; nothing was done' },
  ended: { ja: '終わっています（何もしていません）', en: 'has ended; nothing was done' },
  unknown: { ja: 'ありません', en: 'does not exist' },
  damaged: {
    ja: '記録が損なわれており、元の内容を裏付けるものがありません。バックアップから復元してください',
    en: 'has a damaged journal, and nothing here proves what stood there: restore it from a backup',
  },
  tooLarge: { ja: '大きすぎて復元できません', en: 'is too large to be rebuilt' },
} as const satisfies Record<string, Text>;

const Rebuilding = z.looseObject({
  waiting: z.number(),
  done: z.record(z.string(), z.number()),
  items: z.array(
    z.looseObject({
      instance: z.string(),
      outcome: z.enum(Object.keys(outcomes)).optional(),
      seq: z.number().optional(),
      source: z.enum(['journal', 'engine']).optional(),
      lines: z.number().optional(),
      unproven: z.array(z.number()).optional(),
    }),
  ),
});

const rebuild = buildCommand<{ all: boolean }, [string?], Context>({
  docs: {
    brief:
      '動かなくなった手続を、記録（又は Temporal に残るもの）から復元する / rebuild a procedure that no longer runs, from its journal or what Temporal still has',
  },
  parameters: {
    flags: {
      all: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief:
          '終わっていないすべて（Temporal のデータを失ったとき）/ all that have not ended: when Temporal’s data are lost',
      },
    },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, optional: true, brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' },
      ],
    },
  },
  async func({ all }, instance) {
    if (all === (instance !== undefined)) {
      throw new UserError({
        ja: '手続か --all のどちらか一方を指定してください。',
        en: 'Name a procedure, or give --all.',
      });
    }
    const api = new Api(findConnection(this.process.env));
    const { asked } = Asked.parse((await api.change('POST', '/integrity/rebuilds', { instance })).body);
    const { done, items } = await ended(api, asked, instance);
    for (const { instance: id, outcome, seq, source, lines, unproven } of items) {
      const named = Object.entries(outcomes).find(([name]) => name === outcome)?.[1];
      const from = {
        ja:
          source === undefined ? '' : `（${seq}番まで、${source === 'journal' ? '記録' : 'Temporal に残る状態'}から）`,
        en:
          source === undefined
            ? ''
            : ` up to number ${seq}, from ${source === 'journal' ? 'its journal' : 'what Temporal still had'}`,
      };
      const told = {
        ja: `${lines === undefined ? '' : `。記録の${lines}行を元に戻しました`}${unproven === undefined ? '' : `（${unproven.join('、')}番）`}`,
        en: `${lines === undefined ? '' : `; ${lines} lines were put back`}${unproven === undefined ? '' : ` (numbers ${unproven.join(', ')})`}`,
      };
      if (named !== undefined)
        say(this, { ja: `${id}：${named.ja}${from.ja}${told.ja}。`, en: `${id} ${named.en}${from.en}${told.en}.` });
    }
    const runs = done['runs'] ?? 0;
    if (runs > 0) say(this, { ja: `${runs}件は動いています。`, en: `${runs} run; nothing was done to them.` });
    if (['damaged', 'tooLarge', 'unknown'].some((bad) => (done[bad] ?? 0) > 0)) this.process.exitCode = 1;
  },
});

/** How it ended. Throws UserError when nothing happens any more. */
async function ended(api: Api, since: number, instance: string | undefined): Promise<z.output<typeof Rebuilding>> {
  let waiting = Number.POSITIVE_INFINITY;
  let deadline = Date.now() + STILL_WITHIN;
  for (;;) {
    const { body } = await api.get('/integrity/rebuilds', { since: String(since), instance });
    const now = Rebuilding.parse(body);
    if (now.waiting === 0) return now;
    if (now.waiting < waiting) deadline = Date.now() + STILL_WITHIN;
    waiting = now.waiting;
    if (Date.now() > deadline) {
      throw new UserError({
        ja: `${waiting}件が終わりません。worker が動いているか junkan doctor で確かめてください。`,
        en: `${waiting} do not come to an end. See with junkan doctor whether a worker runs.`,
      });
    }
    await pause(LOOK_EVERY);
  }
}

/** `junkan instance …` */
export const instance = buildRouteMap<string, Context>({
  routes: { rebuild },
  docs: { brief: '手続を動かすもの / what carries the procedures' },
});

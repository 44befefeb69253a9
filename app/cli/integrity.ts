/** What `/integrity` answers, as the commands read it. */
import { z } from 'zod';
import { damageKinds, damageSentence, foreignKinds, foreignSentence } from '../../model/damage.ts';
import type { Text } from '../../model/text.ts';
import { minuteInJapan } from './output.ts';

const Verification = z.looseObject({
  finished: z.number(),
  chains: z.number(),
  lines: z.number(),
  damaged: z.array(
    z.looseObject({
      chain: z.string(),
      damages: z.array(z.looseObject({ seq: z.number(), kind: z.enum(damageKinds) })),
    }),
  ),
  moreDamaged: z.number(),
  foreign: z.array(z.looseObject({ table: z.string(), id: z.string(), kind: z.enum(foreignKinds) })),
  moreForeign: z.number(),
});

/** The whole answer. */
export const Integrity = z.looseObject({
  verification: Verification.optional(),
  running: z.boolean(),
  checkpoint: z.looseObject({ finished: z.number() }).optional(),
  keys: z.array(z.looseObject({ id: z.string() })),
});

/** When everything was verified, and how much it was. */
export function verifiedSentence({ finished, chains, lines }: z.output<typeof Verification>): Text {
  const at = minuteInJapan(finished);
  return {
    ja: `${at} に検証しました（記録の鎖 ${chains} 本、${lines} 行）。`,
    en: `Verified at ${at} (Japan): ${chains} chains, ${lines} lines.`,
  };
}

/** Everything that was found wrong, a sentence each; nothing where all is whole. */
export function wrongIn({ damaged, moreDamaged, foreign, moreForeign }: z.output<typeof Verification>): Text[] {
  const more = moreDamaged + moreForeign;
  return [
    ...damaged.flatMap(({ chain, damages }) => damages.map(({ seq, kind }) => damageSentence(chain, seq, kind))),
    ...foreign.map(({ table, id, kind }) => foreignSentence(table, id, kind)),
    ...(more === 0 ? [] : [{ ja: `ほかに ${more} 件あります。`, en: `And ${more} more.` }]),
  ];
}

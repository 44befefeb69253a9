/** What `/integrity` answers, as the commands read it. */
import { z } from 'zod';
import { damageKinds, foreignKinds } from '../../model/damage.ts';
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
});

/** When everything was verified, and how much it was. */
export function verifiedSentence({ finished, chains, lines }: z.output<typeof Verification>): Text {
  const at = minuteInJapan(finished);
  return {
    ja: `${at} に検証しました（記録の鎖 ${chains} 本、${lines} 行）。`,
    en: `Verified at ${at} (Japan): ${chains} chains, ${lines} lines.`,
  };
}

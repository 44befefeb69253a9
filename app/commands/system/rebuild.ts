import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Text } from '../../../model/text.ts';
import { say, type Context } from '../../cli/context.ts';
import { exitCodes } from '../../cli/exit-codes.ts';
import { readConfiguration } from '../../configuration.ts';
import { UserError } from '../../user-error.ts';
import { linesOf } from './owned.ts';

const Difference = z.object({
  table: z.string(),
  key: z.record(z.string(), z.json()),
  kind: z.enum(['altered', 'missing', 'added']),
  columns: z.array(z.object({ name: z.string(), there: z.string(), said: z.string() })),
});
const Skipped = z.object({ instance: z.string(), why: z.enum(['damaged', 'erased']), seq: z.int() });
const Sums = z.object({
  instances: z.int(),
  entries: z.int(),
  rows: z.record(z.string(), z.int()),
  differences: z.int(),
  skipped: z.int(),
  mended: z.boolean(),
});
const Told = z.discriminatedUnion('told', [
  z.object({ told: z.literal('difference'), difference: Difference }),
  Skipped.extend({ told: z.literal('skipped') }),
  z.object({ told: z.literal('end'), sums: Sums }),
]);

/**
 * `junkan rebuild`: every derived row compared with what the journals say, and put right; with `--check` compared alone.
 * Fails where something differs and was not put right, or a journal is damaged.
 */
export async function rebuild(this: Context, { check }: { check: boolean }): Promise<void> {
  let told = 0;
  let damaged = 0;
  let passedOver = 0;
  let sums: z.output<typeof Sums> | undefined;
  await linesOf(readConfiguration(this.process.env), check ? 'compare' : 'mend', async (lines) => {
    for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
      const one = Told.parse(JSON.parse(line));
      if (one.told === 'end') ({ sums } = one);
      else if (one.told === 'difference') {
        told += 1;
        for (const text of textsOf(one.difference)) say(this, text);
      } else {
        passedOver += 1;
        if (one.why === 'damaged') damaged += 1;
        say(this, skippedText(one));
      }
    }
  });
  if (sums === undefined) {
    throw new UserError({
      ja: '比較が途中で切れました。もう一度実行してください。',
      en: 'The comparison broke off. Make it once more.',
    });
  }
  const { differences, skipped, mended } = sums;
  if (differences > told) say(this, moreText(differences - told));
  if (skipped > passedOver) say(this, moreSkippedText(skipped - passedOver));
  say(this, endText(sums));
  // What was not told apart from damage is taken for it.
  const proven = damaged === 0 && skipped === passedOver;
  if (!proven || (differences > 0 && !mended)) this.process.exitCode = exitCodes.failure;
}

function textsOf({ table, key, kind, columns }: z.output<typeof Difference>): Text[] {
  const row = `${table} (${Object.values(key).map(String).join(', ')})`;
  if (kind === 'missing') return [{ ja: `${row}：行がありません。`, en: `${row} is missing.` }];
  if (kind === 'added')
    return [{ ja: `${row}：記録にない行です。`, en: `${row} stands there, and no journal accounts for it.` }];
  return columns.map(({ name, there, said }) => ({
    ja: `${row} ${name}：${there} となっていますが、記録によれば ${said} です。`,
    en: `${row} ${name} is ${there}, and by the journal ${said}.`,
  }));
}

function skippedText({ instance, why, seq }: z.output<typeof Skipped>): Text {
  return why === 'damaged'
    ? {
        ja: `${instance}：記録が${seq}番から損なわれているため、この手続と、その機関の状況一覧の行は比べていません。junkan instance rebuild ${instance} で記録を元に戻してください。`,
        en: `${instance} and its body's lines on the board were not compared: its journal is damaged from number ${seq} on. Put it right with junkan instance rebuild ${instance}.`,
      }
    : {
        ja: `${instance}：${seq}番の内容が消去されているため、この手続と、その機関の状況一覧の行は比べていません。`,
        en: `${instance} and its body's lines on the board were not compared: the contents of number ${seq} were erased.`,
      };
}

function moreText(more: number): Text {
  return { ja: `ほかに${more}件の違いがあります。`, en: `${more} more rows differ.` };
}

function moreSkippedText(more: number): Text {
  return { ja: `ほかに${more}件の手続を比べていません。`, en: `${more} more procedures were not compared.` };
}

function endText({ instances, entries, rows, differences, mended }: z.output<typeof Sums>): Text {
  const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
  const read = {
    ja: `${instances}件の手続の記録${entries}行から作り直し、${all}行と比べました。`,
    en: `${all} rows were compared with what ${entries} entries of ${instances} procedures say.`,
  };
  const found: Text = mended
    ? {
        ja: `違っていた${differences}行を、記録のとおりに直しました。`,
        en: `${differences} rows differed and were put right.`,
      }
    : differences > 0
      ? {
          ja: `${differences}行が違います。何も変更していません（junkan rebuild で直せます）。`,
          en: `${differences} rows differ. Nothing was changed; junkan rebuild puts them right.`,
        }
      : { ja: '違いはありません。', en: 'None differs.' };
  return { ja: `${read.ja}${found.ja}`, en: `${read.en} ${found.en}` };
}

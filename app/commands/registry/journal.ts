import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../../cli/output.ts';

const Line = z.looseObject({
  seq: z.number(),
  at: z.number(),
  by: z.string(),
  hash: z.string(),
  hidden: z.number(),
  rows: z.array(z.looseObject({ kind: z.string(), id: z.string(), act: z.string() })),
});
const Verified = z.looseObject({
  verified: z.looseObject({ whole: z.boolean(), lines: z.number(), firstBroken: z.number().optional() }),
});

/** `junkan registry journal`: the registry's hash-chained journal, verified. Ends with 1 when the chain is broken. */
export const journal = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '台帳の記録（ハッシュの鎖を検証）/ the registry’s journal, its chain verified' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const api = new Api(findConnection(this.process.env));
    const first = await api.get('/registry/journal', { verify: '1', limit: '1' });
    const { verified } = Verified.parse(first.body);
    const lines: z.output<typeof Line>[] = [];
    for await (const item of api.pages('/registry/journal')) lines.push(Line.parse(item));
    writeRows(
      this,
      output,
      lines,
      [
        { head: { ja: '番号', en: 'seq' }, cell: ({ seq }) => String(seq) },
        { head: { ja: '日時', en: 'at' }, cell: ({ at }) => minuteInJapan(at) },
        { head: { ja: '実行者', en: 'by' }, cell: ({ by }) => by },
        {
          head: { ja: '内容', en: 'rows' },
          cell: ({ rows, hidden }) => {
            const shown = rows.slice(0, 4).map(({ kind, id, act }) => `${act} ${kind} ${id}`);
            const more = rows.length - shown.length + hidden;
            return shown.join(', ') + (more > 0 ? ` … +${more}` : '');
          },
        },
        { head: { ja: 'ハッシュ', en: 'hash' }, cell: ({ hash }) => hash.slice(0, 12) },
      ],
      { ja: '記録はまだありません。', en: 'There are no lines yet.' },
    );
    const sentence = verified.whole
      ? { ja: `鎖は完全です（${verified.lines}件）。`, en: `The chain is whole (${verified.lines} lines).` }
      : {
          ja: `鎖が ${verified.firstBroken} 番で壊れています。データベースが直接書き換えられたおそれがあります。写しと比べてください。`,
          en: `The chain is broken at ${verified.firstBroken}: somebody may have written into the database. Compare with a backup.`,
        };
    this.process.stderr.write(`${sentence[this.language]}\n`);
    if (!verified.whole) this.process.exitCode = 1;
  },
});

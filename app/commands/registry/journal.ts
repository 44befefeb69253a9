import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { writeTable } from '../../cli/cells.ts';
import { readList } from '../../cli/list.ts';
import { lists } from '../../cli/described.built.ts';
import { outputFlag, type Output } from '../../cli/output.ts';

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
    const { rows } = await readList(this, lists.registryJournal, {});
    writeTable(this, output, lists.registryJournal.table, rows);
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

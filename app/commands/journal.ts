import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { annotationMarks } from '../cli/marks.built.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';

const Line = z.looseObject({
  seq: z.number(),
  at: z.number(),
  event: z.looseObject({ type: z.string(), actor: z.looseObject({ person: z.string() }).optional() }),
  marks: z.array(z.string()),
  annotations: z
    .array(
      z.looseObject({ seq: z.number(), kind: z.enum(['contradicted', 'corrected']), statement: z.string().optional() }),
    )
    .optional(),
  hash: z.string(),
});

/** `junkan journal`: every accepted step of a procedure. */
export const journal = buildCommand<{ output: Output }, [string], Context>({
  docs: { brief: '手続の記録 / the journal of a procedure' },
  parameters: {
    flags: { output: outputFlag },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' }],
    },
  },
  async func({ output }, instance) {
    const api = new Api(findConnection(this.process.env));
    const lines: z.output<typeof Line>[] = [];
    for await (const item of api.pages(`/procedures/${instance}/journal`, { limit: '500' }))
      lines.push(Line.parse(item));
    writeRows(
      this,
      output,
      lines,
      [
        { head: { ja: '項', en: 'seq' }, cell: (row) => String(row.seq) },
        { head: { ja: '時刻（日本）', en: 'time (Japan)' }, cell: (row) => minuteInJapan(row.at) },
        { head: { ja: '出来事', en: 'event' }, cell: (row) => row.event.type },
        { head: { ja: '決定者', en: 'decider' }, cell: (row) => row.event.actor?.person ?? '–' },
        { head: { ja: '印', en: 'marks' }, cell: (row) => row.marks.join(' ') },
        {
          head: { ja: '異議・訂正', en: 'added since' },
          cell: ({ annotations = [] }) =>
            annotations
              .map(({ seq, kind, statement = '' }) =>
                `${annotationMarks[kind][this.language]} → ${seq} ${statement}`.trim(),
              )
              .join('; '),
        },
        { head: { ja: '連鎖', en: 'hash' }, cell: (row) => row.hash.slice(0, 12) },
      ],
      { ja: '記録がありません。', en: 'The journal is empty.' },
    );
  },
});

import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { dueDate, outputFlag, writeRows, type Output } from '../cli/output.ts';

const Task = z.looseObject({
  instance: z.string(),
  decision: z.string(),
  ja: z.string(),
  en: z.string(),
  due: z.number().nullish(),
  basis: z.looseObject({ ja: z.string(), en: z.string() }).optional(),
});

/** `junkan tasks`: what is expected of the holder of the token. */
export const tasks = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '自分に求められていること / what is expected of you' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const api = new Api(findConnection(this.process.env));
    const rows: z.output<typeof Task>[] = [];
    for await (const item of api.pages('/tasks')) rows.push(Task.parse(item));
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: '期限', en: 'due' }, cell: (row) => dueDate(row.due ?? undefined) },
        { head: { ja: '手続き', en: 'procedure' }, cell: (row) => row.instance },
        { head: { ja: '行うこと', en: 'to do' }, cell: (row) => row[this.language] },
        { head: { ja: '期限の根拠', en: 'rests on' }, cell: (row) => row.basis?.[this.language] ?? '' },
        {
          head: { ja: 'コマンド', en: 'command' },
          cell: (row) => `junkan decide ${row.instance} ${row.decision} --help`,
        },
      ],
      { ja: '今、求められていることはありません。', en: 'Nothing is expected of you now.' },
    );
  },
});

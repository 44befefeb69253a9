import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';

const VacantPost = z.looseObject({
  organisation: z.string(),
  roles: z.array(z.looseObject({ ja: z.string(), en: z.string() })),
  department: z.string().nullish(),
  since: z.number(),
  instance: z.string().nullish(),
  times: z.number(),
});

/** `junkan vacant-posts`: posts that a procedure waits for and nobody holds. */
export const vacantPosts = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '空席の役職 / posts a procedure waits for and nobody holds' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const api = new Api(findConnection(this.process.env));
    const rows: z.output<typeof VacantPost>[] = [];
    for await (const item of api.pages('/vacant-posts')) rows.push(VacantPost.parse(item));
    const between = this.language === 'ja' ? '、' : ', ';
    writeRows(
      this,
      output,
      rows,
      [
        { head: { ja: '機関', en: 'body' }, cell: (row) => row.organisation },
        { head: { ja: '役職', en: 'post' }, cell: (row) => row.roles.map((role) => role[this.language]).join(between) },
        { head: { ja: '部署', en: 'department' }, cell: (row) => row.department ?? '–' },
        { head: { ja: '空席を確認', en: 'found vacant' }, cell: (row) => minuteInJapan(row.since) },
        { head: { ja: '届かなかった通知', en: 'told nobody' }, cell: (row) => String(row.times) },
        { head: { ja: '手続', en: 'procedure' }, cell: (row) => row.instance ?? '–' },
      ],
      { ja: '空席の役職はありません。', en: 'No post is vacant.' },
    );
  },
});

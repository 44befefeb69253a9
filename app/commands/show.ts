import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { dueDate, outputFlag, writeRows, writeValue, type Output } from '../cli/output.ts';

const Rule = z.looseObject({ id: z.string(), clause: z.string(), ja: z.string(), en: z.string() });
const View = z.looseObject({
  instance: z.string(),
  phase: z.looseObject({ id: z.string(), ja: z.string(), en: z.string() }),
  marks: z.array(z.looseObject({ id: z.string(), ja: z.string(), en: z.string() })),
  due: z.array(
    z.looseObject({
      id: z.string(),
      ja: z.string(),
      en: z.string(),
      due: z.number(),
      original: z.number(),
      basis: z.looseObject({ ja: z.string(), en: z.string() }).optional(),
      met: z.number().nullish(),
    }),
  ),
  decisions: z.array(
    z.looseObject({
      decision: z.string(),
      ja: z.string(),
      en: z.string(),
      status: z.enum(['open', 'closed']),
      failing: z.array(Rule).optional(),
    }),
  ),
});

/** `junkan show`: where a procedure stands and what the reader may do. */
export const show = buildCommand<{ output: Output; all: boolean }, [string], Context>({
  docs: { brief: '手続の状態と行えること / where a procedure stands, and what you may do' },
  parameters: {
    flags: {
      output: outputFlag,
      all: {
        kind: 'boolean',
        default: false,
        brief: '行えない決定とその理由も表示 / closed decisions too, with reasons',
      },
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: String, brief: '例 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' }],
    },
  },
  async func({ output, all }, instance) {
    const { body } = await new Api(findConnection(this.process.env)).get(`/procedures/${instance}`);
    if (output !== 'text') return writeValue(this, output, body, () => '');
    const view = View.parse(body);
    const { language } = this;
    const { stdout } = this.process;
    stdout.write(`${view.instance}  ${view.phase[language]}\n`);
    for (const mark of view.marks) stdout.write(`  ＊ ${mark[language]} [${mark.id}]\n`);
    stdout.write('\n');
    writeRows(
      this,
      output,
      view.due,
      [
        { head: { ja: '期限', en: 'due' }, cell: (row) => dueDate(row.due) },
        { head: { ja: '当初', en: 'first' }, cell: (row) => (row.original === row.due ? '' : dueDate(row.original)) },
        { head: { ja: '事項', en: 'item' }, cell: (row) => row[language] },
        { head: { ja: '根拠', en: 'rests on' }, cell: (row) => row.basis?.[language] ?? '' },
        { head: { ja: '済', en: 'met' }, cell: (row) => (typeof row.met === 'number' ? dueDate(row.met + 1) : '') },
      ],
      { ja: '期限のある事項はありません。', en: 'Nothing falls due.' },
    );
    stdout.write('\n');
    const open = view.decisions.filter((decision) => decision.status === 'open');
    writeRows(
      this,
      output,
      open,
      [
        { head: { ja: '行える決定', en: 'you may decide' }, cell: (row) => row.decision },
        { head: { ja: '', en: '' }, cell: (row) => row[language] },
      ],
      { ja: '今、行える決定はありません。', en: 'There is nothing you may decide now.' },
    );
    if (!all) return;
    for (const decision of view.decisions.filter(({ status }) => status === 'closed')) {
      stdout.write(`\n${decision.decision}  ${decision[language]}\n`);
      for (const rule of decision.failing ?? []) stdout.write(`  ${rule[language]} [${rule.id} · ${rule.clause}]\n`);
    }
  },
});

import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { writeTable } from '../../cli/cells.ts';
import { readList } from '../../cli/list.ts';
import { lists } from '../../cli/described.built.ts';
import { outputFlag, writeValue, type Output } from '../../cli/output.ts';
import type { Text } from '../../../model/text.ts';

const Change = z.looseObject({ seq: z.number().optional() });

/** `junkan registry pending`: what waits for a second administrator; `--all` shows what became of the rest. */
export const pending = buildCommand<{ output: Output; all: boolean }, [], Context>({
  docs: { brief: '承認待ちの変更 / changes waiting for a second administrator' },
  parameters: {
    flags: {
      output: outputFlag,
      all: { kind: 'boolean', default: false, brief: '済んだものも / those decided too' },
    },
    aliases: { o: 'output' },
  },
  async func({ output, all }) {
    const { rows } = await readList(this, lists.changes, all ? {} : { status: 'pending' });
    writeTable(this, output, lists.changes.table, rows);
  },
});

type Decision = 'approve' | 'reject' | 'withdraw' | 'object';

const done: Readonly<Record<Decision, Text>> = {
  approve: { ja: '承認し、反映しました', en: 'Approved and made' },
  reject: { ja: '却下しました', en: 'Rejected' },
  withdraw: { ja: '取り下げました', en: 'Withdrawn' },
  object: { ja: '異議により、離任を取り消しました', en: 'Objected: the post does not end' },
};

function deciding(decision: Decision, brief: string) {
  return buildCommand<{ output: Output; reason?: string }, [string], Context>({
    docs: { brief },
    parameters: {
      flags: {
        output: outputFlag,
        reason: {
          kind: 'parsed',
          parse: String,
          optional: true,
          brief: '理由（却下と異議では必須）/ reason (needed to reject or object)',
        },
      },
      aliases: { o: 'output' },
      positional: {
        kind: 'tuple',
        parameters: [{ parse: String, brief: '変更の ID / id of the change', placeholder: 'change' }],
      },
    },
    async func({ output, reason }, id) {
      const api = new Api(findConnection(this.process.env));
      const path = `/registry/changes/${encodeURIComponent(id)}/${decision}`;
      const { body } = await api.change('POST', path, reason === undefined ? {} : { reason });
      const { seq } = Change.parse(body);
      const line = seq === undefined ? '' : ` (${seq})`;
      writeValue(this, output, body, () => `${done[decision][this.language]}${line}`);
    },
  });
}

export const approve = deciding('approve', '承認して反映する / approve a waiting change');
export const reject = deciding('reject', '理由を付けて却下する / reject a waiting change, with a reason');
export const withdraw = deciding('withdraw', '自分が求めた変更を取り下げる / withdraw a change you requested');
export const object = deciding(
  'object',
  'システム管理者の離任に異議を申し立てる / object to the end of an administrator’s post',
);

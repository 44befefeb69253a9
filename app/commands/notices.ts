import { buildCommand } from '@stricli/core';
import { Api } from '../cli/api.ts';
import { writeTable } from '../cli/cells.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { lists } from '../cli/described.built.ts';
import { flagsOf, type Given } from '../cli/flags.ts';
import { readList } from '../cli/list.ts';
import { outputFlag, writeValue, type Output } from '../cli/output.ts';

const flags = Object.assign(flagsOf(lists.notices), {
  output: outputFlag,
  read: { kind: 'parsed', parse: String, optional: true, brief: 'この番号を既読にする / mark this one as read' },
});

/** `junkan notices`: what the holder of the token was told; `--read` marks one as read. */
export const notices = buildCommand<Given & { readonly output: Output }, [], Context>({
  docs: { brief: '自分への通知 / your notices' },
  parameters: { flags, aliases: { o: 'output' } },
  async func({ output, read, ...query }) {
    if (read === undefined) {
      const { rows } = await readList(this, lists.notices, query);
      writeTable(this, output, lists.notices.table, rows);
      return;
    }
    const path = `/notices/${encodeURIComponent(read)}/read`;
    const { body } = await new Api(findConnection(this.process.env)).change('POST', path, undefined);
    writeValue(this, output, body, () =>
      this.language === 'ja' ? `${read}：既読にしました。` : `${read}: marked as read.`,
    );
  },
});

import { extname } from 'node:path';
import { buildCommand } from '@stricli/core';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { outputFlag, type Output } from '../../cli/output.ts';
import { UserError } from '../../user-error.ts';
import { bytesOf } from './file.ts';
import { writeAsked, writePreview } from './asked.ts';

const charsets = ['utf-8', 'shift_jis', 'euc-jp'] as const;
const kinds = ['organisations', 'departments', 'people', 'appointments'] as const;

interface ImportFlags {
  readonly output: Output;
  readonly kind?: (typeof kinds)[number];
  readonly charset?: (typeof charsets)[number];
  readonly check: boolean;
}

/** `junkan registry import`: a whole file or nothing. */
export const importFile = buildCommand<ImportFlags, [string], Context>({
  docs: { brief: '台帳に取り込む（JSON・CSV）/ import JSON or CSV into the registry: the whole file or nothing' },
  parameters: {
    flags: {
      output: outputFlag,
      kind: { kind: 'enum', values: kinds, optional: true, brief: 'CSV の内容 / what the CSV holds' },
      charset: {
        kind: 'enum',
        values: charsets,
        optional: true,
        brief: '文字コード（決まらないとき）/ its charset, where it cannot be told',
      },
      check: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief: '何が変わるかだけを見る / only say what would change',
      },
    },
    aliases: { o: 'output' },
    positional: { kind: 'tuple', parameters: [{ parse: String, brief: 'ファイル / file', placeholder: 'file' }] },
  },
  async func({ output, kind, charset, check }, file) {
    const csv = extname(file).toLowerCase() === '.csv';
    if (csv && kind === undefined) {
      throw new UserError({
        ja: `CSV の内容を --kind で指定してください（${kinds.join('、')}）。`,
        en: `Say what the CSV holds with --kind (${kinds.join(', ')}).`,
      });
    }
    const api = new Api(findConnection(this.process.env));
    const query = new URLSearchParams({ ...(kind !== undefined && { kind }), ...(check && { check: '1' }) });
    const type = csv ? 'text/csv' : 'application/json';
    const { body } = await api.change('POST', `/registry/import?${query.toString()}`, bytesOf(file), {
      contentType: charset === undefined ? type : `${type}; charset=${charset}`,
    });
    if (check) writePreview(this, output, body);
    else writeAsked(this, output, body);
  },
});

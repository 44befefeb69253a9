import { extname } from 'node:path';
import { buildCommand } from '@stricli/core';
import { Api } from '../../cli/api.ts';
import { findConnection } from '../../cli/connection.ts';
import type { Context } from '../../cli/context.ts';
import { outputFlag, type Output } from '../../cli/output.ts';
import { UserError } from '../../user-error.ts';
import { bytesOf } from './file.ts';
import { writeAsked } from './asked.ts';

const kinds = ['organisations', 'departments', 'people', 'appointments'] as const;

/** `junkan registry import`: a whole file or nothing. */
export const importFile = buildCommand<{ output: Output; kind?: (typeof kinds)[number] }, [string], Context>({
  docs: { brief: '台帳に取り込む（JSON・CSV）/ import JSON or CSV into the registry: the whole file or nothing' },
  parameters: {
    flags: {
      output: outputFlag,
      kind: { kind: 'enum', values: kinds, optional: true, brief: 'CSV の内容 / what the CSV holds' },
    },
    aliases: { o: 'output' },
    positional: { kind: 'tuple', parameters: [{ parse: String, brief: 'ファイル / file', placeholder: 'file' }] },
  },
  async func({ output, kind }, file) {
    const csv = extname(file).toLowerCase() === '.csv';
    if (csv && kind === undefined) {
      throw new UserError({
        ja: `CSV の内容を --kind で指定してください（${kinds.join('、')}）。`,
        en: `Say what the CSV holds with --kind (${kinds.join(', ')}).`,
      });
    }
    const api = new Api(findConnection(this.process.env));
    const path = kind === undefined ? '/registry/import' : `/registry/import?kind=${kind}`;
    const { body } = await api.change('POST', path, bytesOf(file), {
      contentType: csv ? 'text/csv' : 'application/json',
    });
    writeAsked(this, output, body);
  },
});

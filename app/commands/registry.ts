import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { outputFlag, writeValue, type Output } from '../cli/output.ts';
import { UserError } from '../user-error.ts';

const Result = z.looseObject({ added: z.number(), changed: z.number(), unchanged: z.number() });
const kinds = ['organisations', 'departments', 'people', 'appointments'] as const;

const importFile = buildCommand<{ output: Output; kind?: (typeof kinds)[number] }, [string], Context>({
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
    const result = Result.parse(body);
    writeValue(this, output, body, () =>
      this.language === 'ja'
        ? `取り込みました：追加 ${result.added}、変更 ${result.changed}、変更なし ${result.unchanged}`
        : `Imported: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged`,
    );
  },
});

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch {
    throw new UserError({
      ja: `${file} を読めません。パスを確かめてください。`,
      en: `${file} cannot be read. Check the path.`,
    });
  }
}

export const registry = buildRouteMap({ routes: { import: importFile }, docs: { brief: '台帳 / the registry' } });

/** `junkan self-inspection …`: who has handed in, a CSV to send round, and what came back. */
import { buildCommand, buildRouteMap } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { lists } from '../cli/described.built.ts';
import { listOfOne } from '../cli/list.ts';
import { toFlag, writeNew } from '../cli/new-file.ts';
import { outputFlag, writeValue, type Output } from '../cli/output.ts';
import { bytesOf } from './registry/file.ts';

const cycle = { brief: '年度の手続 / e.g. cycle/2026/demo-ministry', placeholder: 'procedure' };
const below = (instance: string): string => `/procedures/${instance}/self-inspection`;

const list = listOfOne('自己点検の提出状況 / who has handed in, and who has not', cycle, lists.selfInspection, {
  path: below,
});

const template = buildCommand<{ to?: string }, [string], Context>({
  docs: { brief: '集計用 CSV のひな形 / a CSV to fill in, with the departments that are missing' },
  parameters: {
    flags: {
      to: toFlag,
    },
    positional: { kind: 'tuple', parameters: [{ parse: String, ...cycle }] },
  },
  async func({ to }, instance) {
    const { text } = await new Api(findConnection(this.process.env)).get(`${below(instance)}/template`);
    writeNew(this, to, text, (file) => ({
      ja: `${file} に書きました。記入し、junkan self-inspection enter --check ${instance} ${file} で確かめてください。`,
      en: `Written to ${file}. Fill it in and look at it with: junkan self-inspection enter --check ${instance} ${file}`,
    }));
  },
});

const Named = z.looseObject({ ja: z.string(), en: z.string() });
const Entered = z.looseObject({
  departments: z.array(Named),
  missing: z.array(Named),
  seq: z.number().optional(),
  refusals: z.array(Named).default([]),
});

const charsets = ['utf-8', 'shift_jis', 'euc-jp'] as const;
interface EnterFlags {
  readonly output: Output;
  readonly charset?: (typeof charsets)[number];
  readonly check: boolean;
  readonly measures?: string;
}

const enter = buildCommand<EnterFlags, [string, string], Context>({
  docs: { brief: '集めた結果を記録する（全体か、なしか）/ enter what came back: all of it or nothing' },
  parameters: {
    flags: {
      output: outputFlag,
      charset: {
        kind: 'enum',
        values: charsets,
        optional: true,
        brief: '文字コード（決まらないとき）/ its charset, where it cannot be told',
      },
      measures: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '当たる計画の自己点検（コンマ区切り）/ the self-inspections of the plan that this is (M-03,M-07)',
        placeholder: 'ids',
      },
      check: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief: '何が記録されるかだけを見る / only say what would be entered',
      },
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [
        { parse: String, ...cycle },
        { parse: String, brief: 'ファイル / file', placeholder: 'file' },
      ],
    },
  },
  async func({ output, charset, check, measures }, instance, file) {
    const type = charset === undefined ? 'text/csv' : `text/csv; charset=${charset}`;
    const api = new Api(findConnection(this.process.env));
    const query = new URLSearchParams({ ...(check && { check: '1' }), ...(measures !== undefined && { measures }) });
    const path = query.size === 0 ? below(instance) : `${below(instance)}?${query.toString()}`;
    const { body } = await api.change('POST', path, bytesOf(file), { contentType: type });
    writeValue(this, output, body, () => told(body, check)[this.language]);
  },
});

function told(body: unknown, check: boolean): { readonly ja: string; readonly en: string } {
  const { departments, missing, seq, refusals } = Entered.parse(body);
  const words = (language: 'ja' | 'en'): string => missing.map((one) => one[language]).join('、');
  const left = {
    ja: missing.length === 0 ? '未提出の部署はありません。' : `なお未提出：${words('ja')}`,
    en: missing.length === 0 ? 'Nothing is missing.' : `Still missing: ${words('en')}`,
  };
  if (refusals.length > 0) {
    return { ja: refusals.map(({ ja }) => `✗ ${ja}`).join('\n'), en: refusals.map(({ en }) => `✗ ${en}`).join('\n') };
  }
  return check
    ? {
        ja: `${departments.length}部署の結果が記録されます（まだ何も記録していません）。${left.ja}`,
        en: `The results of ${departments.length} departments would be entered (nothing is yet). ${left.en}`,
      }
    : {
        ja: `${departments.length}部署の結果を記録しました（記録番号 ${seq}）。${left.ja}`,
        en: `The results of ${departments.length} departments were entered (entry ${seq}). ${left.en}`,
      };
}

export const selfInspection = buildRouteMap<string, Context>({
  routes: { list, template, enter },
  docs: { brief: '自己点検の提出状況と集計 / the self-inspections of a year' },
});

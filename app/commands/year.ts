import { buildCommand, buildRouteMap, numberParser } from '@stricli/core';
import { z } from 'zod';
import { Api } from '../cli/api.ts';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import { listCommand } from '../cli/list.ts';
import { lists, sheets } from '../cli/described.built.ts';
import { showNamed } from '../cli/show.ts';
import { outputFlag, writeValue, type Output } from '../cli/output.ts';
import { dateInJapan, fiscalYearName, fiscalYearOf } from '../../model/japan-time.ts';

const Progress = z.looseObject({
  year: z.number(),
  opened: z.number(),
  existed: z.number(),
  total: z.number(),
  failed: z.number(),
  done: z.boolean(),
});

/** Where the progress of what was begun stands. */
const Accepted = z.looseObject({ progress: z.string() });

const open = buildCommand<{ output: Output; organisation?: readonly string[] }, [number], Context>({
  docs: { brief: '年度を開く / open a fiscal year' },
  parameters: {
    flags: {
      output: outputFlag,
      organisation: {
        kind: 'parsed',
        parse: String,
        variadic: ',',
        optional: true,
        brief: '対象機関（省略時は全機関）/ bodies (all when omitted)',
      },
    },
    aliases: { o: 'output' },
    positional: {
      kind: 'tuple',
      parameters: [{ parse: numberParser, brief: '年度（2026 は令和8年度）/ fiscal year', placeholder: 'year' }],
    },
  },
  async func({ output, organisation }, year) {
    const api = new Api(findConnection(this.process.env));
    const accepted = await api.change(
      'POST',
      '/years',
      { year, ...(organisation === undefined ? {} : { organisations: organisation }) },
      {},
    );
    const progress = await followOpening(this, api, year, Accepted.parse(accepted.body).progress);
    const name = fiscalYearName(year)[this.language];
    writeValue(this, output, progress, () =>
      this.language === 'ja'
        ? `${name}：${progress.total}機関のうち${progress.opened}機関で開きました${progress.existed > 0 ? `（${progress.existed}機関は前から開いています）` : ''}。${progress.failed > 0 ? `${progress.failed}機関は失敗しました。もう一度実行してください（開いた機関には影響しません）。` : ''}`
        : `${name}: opened in ${progress.opened} of ${progress.total} bodies${progress.existed > 0 ? ` (${progress.existed} were open before)` : ''}. ${progress.failed > 0 ? `${progress.failed} failed; run this again (bodies already open are not touched).` : ''}`,
    );
    if (progress.failed > 0) this.process.exitCode = 1;
  },
});

/** Shows on standard error how far the opening has come, until it is done. */
async function followOpening(
  context: Context,
  api: Api,
  year: number,
  address: string,
): Promise<z.output<typeof Progress>> {
  const id = new URL(address, 'http://junkan.invalid').searchParams.get('id') ?? '';
  for (;;) {
    const { body } = await api.get(`/years/${year}/opening`, { id, wait: '1' });
    const progress = Progress.parse(body);
    if (context.process.stderr.isTTY)
      context.process.stderr.write(`\r${progress.opened + progress.existed}/${progress.total} `);
    if (progress.done) {
      if (context.process.stderr.isTTY) context.process.stderr.write('\r');
      return progress;
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

const status = showNamed(
  '年度開始の進み具合（自動で始まったものを含む）/ progress of the opening of a year',
  sheets.opening,
  (name) => `/years/${encodeURIComponent(name)}/opening`,
  {
    brief: '年度（2026 は令和8年度。省略時は今年度）/ fiscal year (this one when omitted)',
    placeholder: 'year',
    default: String(fiscalYearOf(dateInJapan(Date.now()))),
  },
);

const list = listCommand('開いた年度の一覧 / list opened years', lists.years);

export const year = buildRouteMap({ routes: { open, status, list }, docs: { brief: '年度 / fiscal years' } });

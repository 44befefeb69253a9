import { buildCommand } from '@stricli/core';
import { z } from 'zod';
import { findConnection } from '../cli/connection.ts';
import type { Context } from '../cli/context.ts';
import type { Finding } from '../cli/finding.ts';
import { minuteInJapan, outputFlag, writeRows, type Output } from '../cli/output.ts';
import { readConfiguration } from '../configuration.ts';
import { freeBytes } from '../disk.ts';
import { isLoopback } from '../loopback.ts';
import { ownerOf } from '../lock.ts';
import { UserError } from '../user-error.ts';
import type { Text } from '../../model/text.ts';
import { signInFindings } from './doctor-sign-in.ts';

const Health = z.looseObject({
  installation: z.looseObject({ kind: z.string() }).optional(),
  kind: z.string().optional(),
});

const Schedules = z.looseObject({
  items: z.array(z.looseObject({ schedule: z.string(), paused: z.boolean(), next: z.array(z.number()) })),
});

/**
 * `junkan doctor`: looks at everything that is known to go wrong and says what to do. Its presentation is its own: it puts
 * several answers of the API beside what it finds on this machine.
 */
export const doctor = buildCommand<{ output: Output }, [], Context>({
  docs: { brief: '動作状況を点検する / check that everything is in order' },
  parameters: { flags: { output: outputFlag }, aliases: { o: 'output' } },
  async func({ output }) {
    const findings = [...here(this.process.env), ...(await server(this.process.env))];
    const signs = { good: '○', warning: '△', bad: '×' };
    writeRows(
      this,
      output,
      findings,
      [
        { head: { ja: '', en: '' }, cell: (row) => signs[row.verdict] },
        { head: { ja: '点検項目', en: 'looked at' }, cell: (row) => row.what[this.language] },
        { head: { ja: '結果', en: 'found' }, cell: (row) => row.detail[this.language] },
      ],
      { ja: '', en: '' },
    );
    if (findings.some(({ verdict }) => verdict === 'bad')) this.process.exitCode = 1;
  },
});

function here(environment: NodeJS.ProcessEnv): Finding[] {
  const configuration = readConfiguration(environment);
  const { dataDirectory } = configuration;
  const owner = ownerOf(dataDirectory);
  const free = freeBytes(dataDirectory);
  const temporal = configuration.temporal?.address;
  return [
    {
      what: { ja: '実データの利用', en: 'real data' },
      verdict: 'warning',
      detail: {
        ja: 'データは保護されています。ただし、手続の内容はリリース 1.0 まで変わることがあるため、実際の年度はまだ始めないでください。',
        en: 'Data are protected, but procedures may still change until release 1.0: start no real year yet.',
      },
    },
    {
      what: { ja: 'Temporal の所在', en: 'Temporal' },
      verdict: temporal === undefined || isLoopback(temporal.replace(/:\d+$/, '')) ? 'good' : 'warning',
      detail:
        temporal === undefined
          ? { ja: '内蔵サーバー（この機械の中だけ）', en: 'embedded, on this machine only' }
          : { ja: temporal, en: temporal },
    },
    {
      what: { ja: 'データディレクトリ', en: 'data directory' },
      verdict: owner === undefined ? 'warning' : 'good',
      detail:
        owner === undefined
          ? {
              ja: `${dataDirectory}：起動していません（npm start）`,
              en: `${dataDirectory}: not running (npm start)`,
            }
          : {
              ja: `${dataDirectory}：プロセス ${owner.pid} が使用中`,
              en: `${dataDirectory}: in use by process ${owner.pid}`,
            },
    },
    {
      what: { ja: '空き容量', en: 'free disk' },
      verdict: free === undefined || free >= configuration.diskReserve ? 'good' : 'bad',
      detail:
        free === undefined
          ? { ja: 'データディレクトリはまだありません', en: 'there is no data directory yet' }
          : free >= configuration.diskReserve
            ? { ja: `${(free / 1e9).toFixed(1)} GB`, en: `${(free / 1e9).toFixed(1)} GB` }
            : {
                ja: `${(free / 1e9).toFixed(1)} GB：少なすぎるため文書の登録を断っています（JUNKAN_DISK_RESERVE）。空きを増やしてください。`,
                en: `${(free / 1e9).toFixed(1)} GB: too little, so documents are refused (JUNKAN_DISK_RESERVE). Make room.`,
              },
    },
  ];
}

const Registry = z.looseObject({
  verified: z.looseObject({
    whole: z.boolean(),
    lines: z.number(),
    firstBroken: z.number().optional(),
    soleChanges: z.number(),
  }),
});

/** Only those who read the registry's journal are told of it: administrators, and who oversees a body. */
function registryFindings(body: unknown): Finding[] {
  const read = Registry.safeParse(body);
  if (!read.success) return [];
  const { whole, lines, firstBroken, soleChanges } = read.data.verified;
  const chain: Finding = {
    what: { ja: '台帳の記録', en: "the registry's journal" },
    verdict: whole ? 'good' : 'bad',
    detail: whole
      ? { ja: `鎖は完全です（${lines}件）`, en: `its chain is whole (${lines} lines)` }
      : {
          ja: `鎖が ${firstBroken} 番で壊れています。データベースが直接書き換えられたおそれがあります。写しと比べてください。`,
          en: `its chain is broken at ${firstBroken}: somebody may have written into the database. Compare with a backup.`,
        },
  };
  if (soleChanges === 0) return [chain];
  const sole: Finding = {
    what: { ja: '単独管理者による変更', en: 'changes by a sole administrator' },
    verdict: 'warning',
    detail: {
      ja: `二人目の承認なしに行われた任免が${soleChanges}件あります（junkan registry journal の soleAdministrator）。二人目のシステム管理者を任命してください。`,
      en: `${soleChanges} made without a second administrator's approval (soleAdministrator in junkan registry journal). Appoint a second administrator.`,
    },
  };
  return [chain, sole];
}

async function server(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  const what: Text = { ja: 'サーバー', en: 'server' };
  let connection: ReturnType<typeof findConnection>;
  try {
    connection = findConnection(environment);
  } catch (error) {
    if (error instanceof UserError) return [{ what, verdict: 'bad', detail: error.text }];
    throw error;
  }
  const [health, ready, me, operation, schedules, registry] = await Promise.all(
    [
      '/health',
      '/ready',
      '/api/v1/me',
      '/api/v1/operation',
      '/api/v1/schedules',
      '/api/v1/registry/journal?verify=1&limit=1',
    ].map((path) => answered(`${connection.server}${path}`, connection.token)),
  );
  const kind = Health.safeParse(health?.body);
  const found = kind.success ? (kind.data.installation?.kind ?? kind.data.kind ?? '') : '';
  return [
    {
      what,
      verdict: health?.ok === true ? 'good' : 'bad',
      detail:
        health?.ok === true
          ? {
              ja: `${connection.server}（${found === 'demonstration' ? '実演用' : '実運用'}）`,
              en: `${connection.server} (${found})`,
            }
          : {
              ja: `${connection.server} に接続できません。npm start で起動してください。`,
              en: `${connection.server} does not answer. Start it with npm start.`,
            },
    },
    {
      what: { ja: '受付の準備', en: 'ready for decisions' },
      verdict: ready?.ok === true ? 'good' : 'bad',
      detail:
        ready?.ok === true
          ? { ja: '記録と Temporal サーバーが応答しています', en: 'records and the Temporal server answer' }
          : {
              ja: '記録または Temporal サーバーが応答しません。数秒待っても直らなければログ（JUNKAN_DATA/logs）をご覧ください。',
              en: 'records or the Temporal server do not answer. If this lasts for more than a few seconds, see the logs in JUNKAN_DATA/logs.',
            },
    },
    ...(await signInFindings(readConfiguration(environment), found)),
    ...registryFindings(registry?.body),
    {
      what: { ja: 'トークン', en: 'token' },
      verdict: me?.ok === true ? 'good' : 'bad',
      detail:
        me?.ok === true
          ? { ja: '有効です', en: 'valid' }
          : {
              ja: '無効か期限切れです。管理者に新しいトークンを依頼してください（管理者自身は junkan を止めて junkan token recover）。',
              en: 'not valid, or expired. Ask the administrator for a new one (the administrator: stop junkan, then junkan token recover).',
            },
    },
    ...withheldFinding(me?.body),
    ...(operation?.ok === true ? partsFindings(operation.body) : me?.ok === true ? [byItself(schedules?.body)] : []),
  ];
}

const Me = z.looseObject({ withheld: z.looseObject({ ja: z.string(), en: z.string() }) });

/** Posts that the token does not carry, where there are any. */
function withheldFinding(body: unknown): Finding[] {
  const me = Me.safeParse(body);
  if (!me.success) return [];
  const { ja, en } = me.data.withheld;
  return [{ what: { ja: 'トークンの権限', en: 'posts of the token' }, verdict: 'warning', detail: { ja, en } }];
}

const Parts = z.looseObject({
  findings: z.array(
    z.looseObject({
      id: z.string(),
      what: z.object({ ja: z.string(), en: z.string() }),
      verdict: z.enum(['good', 'warning', 'bad']),
      found: z.object({ ja: z.string(), en: z.string() }),
      todo: z.object({ ja: z.string(), en: z.string() }).optional(),
    }),
  ),
});

/** Looked at above, from this machine. */
const lookedAt = ['records', 'engine', 'disk'];

/** How the parts are, as the server tells administrators of the whole installation. */
function partsFindings(body: unknown): Finding[] {
  const found = Parts.safeParse(body).data?.findings ?? [];
  return found
    .filter(({ id }) => !lookedAt.includes(id))
    .map(({ what, verdict, found: { ja, en }, todo }) => ({
      what,
      verdict,
      detail: todo === undefined ? { ja, en } : { ja: `${ja}${todo.ja}`, en: `${en} ${todo.en}` },
    }));
}

/** Whether the year opens by itself, and when next. */
function byItself(body: unknown): Finding {
  const what: Text = { ja: '年度の自動開始', en: 'the year opens by itself' };
  const read = Schedules.safeParse(body);
  const found = read.success ? read.data.items : [];
  const paused = found.filter((item) => item.paused).map((item) => item.schedule);
  const next = found.find((item) => item.schedule === 'open-year')?.next[0];
  if (paused.length > 0) {
    const names = paused.join(', ');
    return {
      what,
      verdict: 'warning',
      detail: {
        ja: `停止中：${names}。Temporal で再開するまで自動では行われません。`,
        en: `paused: ${names}. It does not run until it is unpaused in Temporal.`,
      },
    };
  }
  if (next === undefined) {
    return {
      what,
      verdict: 'bad',
      detail: {
        ja: '予定がありません。junkan（又は junkan worker）を再起動すると作り直されます。',
        en: 'not scheduled. Restart junkan (or junkan worker) to schedule it again.',
      },
    };
  }
  const at = minuteInJapan(next);
  return { what, verdict: 'good', detail: { ja: `次は ${at}`, en: `next at ${at} (Japan)` } };
}

async function answered(url: string, token: string): Promise<{ ok: boolean; body: unknown } | undefined> {
  try {
    const response = await fetch(url, {
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    return { ok: response.ok, body: text.startsWith('{') ? JSON.parse(text) : undefined };
  } catch {
    return undefined;
  }
}

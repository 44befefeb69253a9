import { unfit } from './data-directory.ts';
import { readMade } from './data-directory.ts';
import { type Line, type Say, SetUpError } from './text.ts';
import { type Binary, compareVersions, inspect, type Make, OLDEST_SERVER } from './version.ts';
import { buildServer, type Build } from './way-build.ts';
import { download, type Download } from './way-download.ts';
import { cachedPrograms, programOnPath } from './way-found.ts';

/** What decides which Temporal server is used. */
export interface AcquireOptions extends Download, Build {
  /** `TEMPORAL_ADDRESS`: a server that runs already; nothing else is tried. */
  address?: string | undefined;
  /** `JUNKAN_TEMPORAL_SERVER`: a program to use. */
  named?: string | undefined;
  /** `PATH`, searched for `temporal`. */
  path: string;
  /** Directory of the data the server will open: a server that cannot open them is passed over. */
  dataDirectory: string;
  say: Say;
}

/** A server that runs already, or the program to start one with. */
export type Acquired = { kind: 'existing'; address: string } | { kind: 'program'; binary: Binary };

/**
 * Gets a Temporal server, in this order, saying in one line what it does: the one at `TEMPORAL_ADDRESS`; a program –
 * named by `JUNKAN_TEMPORAL_SERVER`, else in the cache, else `temporal` on PATH; the download of the Temporal SDK; a build
 * with Go. A program whose server is older than 1.31, or which cannot open the data, is passed over.
 *
 * @throws SetUpError naming the four ways when none works, or when the named program does not run
 */
export async function acquireTemporal(options: AcquireOptions): Promise<Acquired> {
  const { say } = options;
  if (options.address !== undefined) {
    say({
      ja: `Temporal：TEMPORAL_ADDRESS のサーバー ${options.address} を使います`,
      en: `Temporal: using the server at TEMPORAL_ADDRESS, ${options.address}`,
    });
    return { kind: 'existing', address: options.address };
  }
  const binary =
    (await findProgram(options)) ?? (await tryDownload(options)) ?? (await tryBuild(options)) ?? throwNone(options);
  return { kind: 'program', binary };
}

async function findProgram(options: AcquireOptions): Promise<Binary | undefined> {
  if (options.named !== undefined) {
    const binary = await inspect(options.named);
    if (binary === undefined)
      throw new SetUpError({
        ja: `JUNKAN_TEMPORAL_SERVER：${options.named} は Temporal サーバーとして実行できません。temporal か server のパスを指定するか、設定を外してください。`,
        en: `JUNKAN_TEMPORAL_SERVER: ${options.named} does not run as a Temporal server. Name the path of a temporal or server program, or unset it.`,
      });
    if (accept(binary, options)) return use(binary, options.say, 'JUNKAN_TEMPORAL_SERVER');
  }
  for (const path of cachedPrograms(options.cache, options.pinned)) {
    const binary = await inspect(path);
    if (binary !== undefined && accept(binary, options)) return use(binary, options.say, 'cache');
  }
  const path = programOnPath(options.path);
  const binary = path === undefined ? undefined : await inspect(path);
  return binary !== undefined && accept(binary, options) ? use(binary, options.say, 'PATH') : undefined;
}

async function tryDownload(options: AcquireOptions): Promise<Binary | undefined> {
  if (!canOpen('cli', options)) return undefined;
  options.say({
    ja: `Temporal：SDK で開発用サーバーを取得しています（最長 ${options.downloadWithin / 1000} 秒）`,
    en: `Temporal: downloading the dev server with the SDK (${options.downloadWithin / 1000} s at most)`,
  });
  const path = await download(options);
  const binary = path === undefined ? undefined : await inspect(path);
  if (binary === undefined) {
    options.say({
      ja: 'Temporal：取得できませんでした。次の方法を試します',
      en: 'Temporal: the download did not work, trying the next way',
    });
    return undefined;
  }
  return accept(binary, options) ? binary : undefined;
}

async function tryBuild(options: AcquireOptions): Promise<Binary | undefined> {
  if (!canOpen('server', options)) return undefined;
  const path = await buildServer(options);
  const binary = path === undefined ? undefined : await inspect(path);
  return binary !== undefined && accept(binary, options) ? binary : undefined;
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
  const reason = old ?? unfit(binary, readMade(options.dataDirectory));
  if (reason === undefined) return true;
  options.say({
    ja: `Temporal：${binary.path} は使いません：${reason.ja}`,
    en: `Temporal: passing over ${binary.path}: ${reason.en}`,
  });
  return false;
}

/** Whether the data, if there are any, were made by a server of this make: spares a useless download or build. */
function canOpen(make: Make, options: AcquireOptions): boolean {
  const made = readMade(options.dataDirectory);
  return made === undefined || made.make === make;
}

function throwNone(options: AcquireOptions): never {
  const made = readMade(options.dataDirectory);
  throw new SetUpError({
    ja: [
      'Temporal サーバーを用意できませんでした。次のいずれかを行ってください。',
      '1. TEMPORAL_ADDRESS に既存のサーバー（host:port）を指定する',
      `2. JUNKAN_TEMPORAL_SERVER にサーバー ${OLDEST_SERVER} 以上のプログラムを指定するか、temporal コマンドを PATH に置く`,
      '3. インターネットに接続する（Temporal SDK が開発用サーバーを取得します）',
      `4. Go ${options.pinned.go} 以上を導入する（サーバー ${options.pinned.server} をビルドします）`,
      ...(made
        ? [`このデータは ${describe(made)} が作ったもので、同じ種類で同じかより新しいサーバーが必要です。`]
        : []),
    ].join('\n'),
    en: [
      'No Temporal server could be had. Do one of these:',
      '1. name an existing server (host:port) in TEMPORAL_ADDRESS',
      `2. name a program with server ${OLDEST_SERVER} or newer in JUNKAN_TEMPORAL_SERVER, or put the temporal command on PATH`,
      '3. connect to the internet (the Temporal SDK then downloads its dev server)',
      `4. install Go ${options.pinned.go} or newer (server ${options.pinned.server} is then built)`,
      ...(made
        ? [`The data here were made by ${describe(made)}: a server of that make, as new or newer, is needed.`]
        : []),
    ].join('\n'),
  });
}

function describe(made: { make: Make; version: string }): string {
  return made.make === 'cli' ? `temporal (server ${made.version})` : `server ${made.version}`;
}

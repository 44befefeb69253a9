import { execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Say } from './text.ts';
import { compareVersions } from './version.ts';
import { builtProgram } from './way-found.ts';

/** What a build needs. */
export interface Build {
  cache: string;
  /** Version of the server to build and the oldest Go that can; from package.json. */
  pinned: { server: string; go: string };
  /** The `go` command; tests put a stub here. @default 'go' */
  go?: string;
  say: Say;
}

/** What a first build takes, measured on two cores: nearly six minutes and 3.7 GB with Go's own caches. */
const NEEDED = {
  ja: '初回は 2 コアで 5〜6 分、ディスク約 4 GB',
  en: 'the first time 5–6 minutes on two cores and about 4 GB of disk',
};

/** How often a long build says that it is still going, milliseconds. */
const REMINDER = 30_000;

/**
 * Builds the pinned Temporal server with Go into the cache. Says time and disk beforehand and, while it takes, that it is
 * still going.
 *
 * @returns the program, undefined when there is no Go, it is too old, or the build failed – having said which
 */
export async function buildServer(options: Build): Promise<string | undefined> {
  const { say, pinned } = options;
  const go = options.go ?? 'go';
  const found = await goVersion(go);
  if (found === undefined || compareVersions(found, pinned.go) < 0) {
    say({
      ja: `Temporal：ビルドできません：Go ${pinned.go} 以上が必要です（現在：${found ?? 'なし'}）`,
      en: `Temporal: cannot build it: Go ${pinned.go} or newer is needed (found: ${found ?? 'none'})`,
    });
    return undefined;
  }
  say({
    ja: `Temporal：サーバー ${pinned.server} を Go でビルドします（${NEEDED.ja}）`,
    en: `Temporal: building server ${pinned.server} with Go (${NEEDED.en})`,
  });
  mkdirSync(options.cache, { recursive: true, mode: 0o700 });
  const making = mkdtempSync(join(options.cache, 'building-'));
  try {
    const failure = await install(go, `go.temporal.io/server/cmd/server@v${pinned.server}`, making, say);
    if (failure !== undefined) {
      say({ ja: `Temporal：ビルドに失敗しました：${failure}`, en: `Temporal: the build failed: ${failure}` });
      return undefined;
    }
    const program = builtProgram(options.cache, pinned.server);
    mkdirSync(dirname(program), { recursive: true });
    renameSync(join(making, 'server'), program);
    return program;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

async function goVersion(go: string): Promise<string | undefined> {
  try {
    const { stdout } = await promisify(execFile)(go, ['env', 'GOVERSION']);
    return stdout.trim().replace(/^go/, '');
  } catch {
    return undefined;
  }
}

/** Runs `go install`; returns the last line of its complaint, or undefined when it went well. */
async function install(go: string, what: string, into: string, say: Say): Promise<string | undefined> {
  const started = Date.now();
  const reminder = setInterval(() => {
    const minutes = ((Date.now() - started) / 60_000).toFixed(1);
    say({ ja: `Temporal：ビルド中（${minutes} 分経過）`, en: `Temporal: still building (${minutes} min)` });
  }, REMINDER);
  // Settings that a developer's own Go workspace may have must not reach this build.
  const env = { ...process.env, GOBIN: into, GOFLAGS: '-mod=mod', GOWORK: 'off', GOOS: '', GOARCH: '' };
  const child = spawn(go, ['install', what], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-2_000)));
  try {
    const code = await new Promise<number | string>((resolve) => {
      child.once('error', (error) => resolve(error.message));
      child.once('close', (status, signal) => resolve(status ?? String(signal)));
    });
    return code === 0 ? undefined : (complaint.trim().split('\n').at(-1) ?? String(code));
  } finally {
    clearInterval(reminder);
  }
}

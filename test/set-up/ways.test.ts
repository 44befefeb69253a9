import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquireTemporal, type AcquireOptions } from '../../worker/temporal-server/acquire.ts';
import { parseVersion } from '../../worker/temporal-server/version.ts';
import { stubProgram, temporaryDirectory } from '../support/temporary.ts';

const commandLineTool = (server: string): string => `echo "temporal version 1.9.1 (Server ${server}, UI 2.52.0)"`;
const bareServer = (version: string): string => `echo "temporal version ${version}"`;

/** A machine on which no way works, to which a test adds what it is about. */
function bareMachine(): {
  options: AcquireOptions;
  said: string[];
  directory: string;
  place: (...path: string[]) => string;
} {
  const directory = temporaryDirectory();
  const place = (...path: string[]): string => {
    mkdirSync(join(directory, ...path.slice(0, -1)), { recursive: true });
    return join(directory, ...path);
  };
  const said: string[] = [];
  const options: AcquireOptions = {
    cache: join(directory, 'cache'),
    path: join(directory, 'bin'),
    dataDirectory: join(directory, 'data'),
    pinned: { server: '1.32.1', go: '1.26.8' },
    downloadWithin: 5_000,
    downloader: ['/bin/false'],
    go: join(directory, 'no-go'),
    say: (line) => said.push(line.en),
  };
  return { options, said, directory, place };
}

/** A Go that builds a stub of the server, in the place it is told. */
const goThatBuilds = [
  'case "$1" in',
  '  env) echo go1.26.8 ;;',
  `  install) printf '#!/bin/sh\\necho temporal version 1.32.1\\n' >"$GOBIN/server"; chmod +x "$GOBIN/server"`,
  '    echo "$@" >"$GOBIN/../go-called" ;;',
  'esac',
].join('\n');

/** A downloader that leaves a command line tool behind, as the SDK does. */
const downloaderThatWorks = (server: string): string =>
  `printf '#!/bin/sh\\n%s\\n' '${commandLineTool(server)}' >"$1/temporal-sdk-typescript-1.24.0"; chmod +x "$1"/temporal*`;

describe('the ways to a Temporal server, in their order', () => {
  test('TEMPORAL_ADDRESS comes before everything else', async () => {
    const { options, said, place } = bareMachine();
    stubProgram(place('bin', 'temporal'), commandLineTool('1.32.0'));
    const acquired = await acquireTemporal({ ...options, address: '127.0.0.1:7233' });
    expect(acquired).toEqual({ kind: 'existing', address: '127.0.0.1:7233' });
    expect(said).toEqual(['Temporal: using the server at TEMPORAL_ADDRESS, 127.0.0.1:7233']);
  });

  test('the program named by JUNKAN_TEMPORAL_SERVER comes before cache and PATH', async () => {
    const { options, said, place } = bareMachine();
    const named = stubProgram(place('named'), bareServer('1.31.0'));
    stubProgram(place('cache', 'temporal-server-1.32.1', 'server'), bareServer('1.32.1'));
    const acquired = await acquireTemporal({ ...options, named });
    expect(acquired).toMatchObject({ binary: { path: named, make: 'server', version: '1.31.0' } });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('1.31.0 from JUNKAN_TEMPORAL_SERVER');
  });

  test('the cache comes before PATH', async () => {
    const { options, said, place } = bareMachine();
    const cached = stubProgram(place('cache', 'temporal-server-1.32.1', 'server'), bareServer('1.32.1'));
    stubProgram(place('bin', 'temporal'), commandLineTool('1.32.0'));
    const acquired = await acquireTemporal(options);
    expect(acquired).toMatchObject({ binary: { path: cached } });
    expect(said).toHaveLength(1);
  });

  test('temporal on PATH is judged by its server, not by its own version', async () => {
    const { options, said, place } = bareMachine();
    const path = stubProgram(place('bin', 'temporal'), commandLineTool('1.32.0'));
    const acquired = await acquireTemporal(options);
    expect(acquired).toMatchObject({ binary: { path, make: 'cli', version: '1.32.0' } });
    expect(said[0]).toContain('1.32.0 from PATH');
  });

  test('older ones are passed over, saying so, down to the download', async () => {
    const { options, said, place } = bareMachine();
    const named = stubProgram(place('named'), bareServer('1.30.4'));
    stubProgram(place('cache', 'temporal-server-1.29.1', 'server'), bareServer('1.29.1'));
    stubProgram(place('bin', 'temporal'), commandLineTool('1.29.1'));
    const downloader = [stubProgram(place('downloader'), downloaderThatWorks('1.32.0'))];
    const acquired = await acquireTemporal({ ...options, named, downloader });
    expect(acquired).toMatchObject({ binary: { make: 'cli', version: '1.32.0' } });
    expect(said.filter((line) => line.includes('passing over') && line.includes('too old'))).toHaveLength(3);
    expect(said.at(-1)).toContain('downloading');
  });

  test('what was downloaded once is found in the cache the next time', async () => {
    const { options, said, place } = bareMachine();
    const downloader = [stubProgram(place('downloader'), downloaderThatWorks('1.32.0'))];
    await acquireTemporal({ ...options, downloader });
    said.length = 0;
    const acquired = await acquireTemporal(options);
    expect(acquired).toMatchObject({ binary: { make: 'cli', version: '1.32.0' } });
    expect(said).toEqual([expect.stringContaining('from cache')]);
  });

  test('a download that hangs is given up after its time, and the server is built, announced with time and disk', async () => {
    const { options, said, place } = bareMachine();
    const downloader = [stubProgram(place('downloader'), 'sleep 600')];
    const go = stubProgram(place('go'), goThatBuilds);
    const began = Date.now();
    const acquired = await acquireTemporal({ ...options, downloader, downloadWithin: 300, go });
    expect(Date.now() - began).toBeLessThan(20_000);
    expect(acquired).toMatchObject({ binary: { make: 'server', version: '1.32.1' } });
    const [, failed, building] = said;
    expect(failed).toContain('trying the next way');
    expect(building).toMatch(/building server 1\.32\.1 with Go \(.*minutes.*disk\)/);
    expect(readdirSync(options.cache).filter((name) => name.startsWith('building-'))).toEqual([]);
  });

  test('nothing works: the error names the four ways, in both languages', async () => {
    const { options } = bareMachine();
    const failure: unknown = await acquireTemporal(options).catch((error: unknown) => error);
    expect(failure).toHaveProperty('text.en');
    const message = String(failure);
    for (const way of ['TEMPORAL_ADDRESS', 'JUNKAN_TEMPORAL_SERVER', 'インターネット', 'internet', 'Go 1.26.8'])
      expect(message).toContain(way);
  });

  test('a Go that is too old is named with found and needed version and builds nothing', async () => {
    const { options, said, place } = bareMachine();
    const go = stubProgram(place('go'), 'echo go1.22.0');
    await expect(acquireTemporal({ ...options, go })).rejects.toThrow('Go 1.26.8');
    expect(said.join('\n')).toContain('Go 1.26.8 or newer is needed (found: 1.22.0)');
    expect(existsSync(options.cache) ? readdirSync(options.cache) : []).not.toContain('temporal-server-1.32.1');
  });

  test('a named program that does not run is an error with its key, not passed over', async () => {
    const { options, place } = bareMachine();
    stubProgram(place('bin', 'temporal'), commandLineTool('1.32.0'));
    await expect(acquireTemporal({ ...options, named: '/nowhere/temporal' })).rejects.toThrow(/JUNKAN_TEMPORAL_SERVER/);
  });

  test('a server that cannot open the data is passed over, and the make that can is fetched', async () => {
    const { options, said, place } = bareMachine();
    writeFileSync(place('data', 'made-by.json'), JSON.stringify({ make: 'cli', version: '1.32.0' }));
    stubProgram(place('cache', 'temporal-server-1.32.1', 'server'), bareServer('1.32.1'));
    const downloader = [stubProgram(place('downloader'), downloaderThatWorks('1.32.0'))];
    const acquired = await acquireTemporal({ ...options, downloader });
    expect(acquired).toMatchObject({ binary: { make: 'cli' } });
    expect(said[0]).toContain('passing over');
    expect(said[0]).toContain('another kind');
  });
});

test.each([
  ['temporal version 1.9.1 (Server 1.32.0, UI 2.52.0)\n', { make: 'cli', version: '1.32.0' }],
  ['temporal version 1.32.1\n', { make: 'server', version: '1.32.1' }],
  ['temporal version v1.32.1-rc.1', { make: 'server', version: '1.32.1-rc.1' }],
  ['git version 2.39.5', undefined],
  ['', undefined],
  ['no such option', undefined],
])('the version in %j', (output, expected) => {
  expect(parseVersion(output)).toEqual(expected);
});

import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ROOT } from '../support/pinned.ts';
import { stubProgram, temporaryDirectory } from '../support/temporary.ts';

interface Result {
  code: number;
  output: string;
}

/** A compiler that puts one program where it is told and remembers that it was called. */
const COMPILER = [
  `const { appendFileSync, mkdirSync, writeFileSync } = require('node:fs');`,
  `const out = process.argv[process.argv.indexOf('--outDir') + 1];`,
  `mkdirSync(out + '/bin', { recursive: true });`,
  `writeFileSync(out + '/package.json', '{"type":"module"}');`,
  `writeFileSync(out + '/bin/main.js', 'console.log("junkan runs", process.argv.slice(2).join(" "))');`,
  `mkdirSync(out + '/worker');`,
  `writeFileSync(out + '/worker/bundle.js', 'export const prebuiltBundle = () => "", buildWorkflowBundle = () => {}');`,
  `appendFileSync('calls', 'tsc\\n');`,
].join('\n');

/** A bundler whose bundle is one line: on to what was compiled. */
const BUNDLER = [
  `import { mkdirSync, writeFileSync } from 'node:fs';`,
  `export async function build({ outdir }) {`,
  `  mkdirSync(outdir, { recursive: true });`,
  `  writeFileSync(outdir + '/main.js', 'import "../bin/main.js";');`,
  `  return { metafile: { inputs: {} } };`,
  `}`,
].join('\n');

/** A fresh clone with our scripts, a source file, and other people's tools – npm, compiler – as stubs. */
class Clone {
  readonly root = temporaryDirectory();
  readonly #preload = join(this.root, 'preload.cjs');

  constructor() {
    for (const name of ['scripts', 'bin', 'package.json', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json'])
      cpSync(join(ROOT, name), join(this.root, name), { recursive: true });
    // Loaded as it is, so the build copies it.
    const converter = join('worker', 'failure-converter.cjs');
    cpSync(join(ROOT, converter), join(this.root, converter), { recursive: true });
    writeFileSync(join(this.root, 'compiler.cjs'), COMPILER);
    writeFileSync(join(this.root, 'bundler.mjs'), BUNDLER);
    mkdirSync(join(this.root, 'stubs'));
    this.stub(
      'npm',
      [
        `cd '${this.root}'`,
        'echo "npm $* NODE_ENV=$NODE_ENV" >>calls',
        'rm -rf node_modules && mkdir -p node_modules/typescript/bin node_modules/esbuild',
        'cp package-lock.json node_modules/.package-lock.json',
        'cp compiler.cjs node_modules/typescript/bin/tsc',
        'cp bundler.mjs node_modules/esbuild/index.js',
        `echo '{"type":"module","exports":"./index.js"}' >node_modules/esbuild/package.json`,
      ].join('\n'),
    );
  }

  stub(name: string, script: string): void {
    stubProgram(join(this.root, 'stubs', name), script);
  }

  /** Makes the scripts see another version of Node than the one that runs them. */
  pretendNode(version: string): void {
    writeFileSync(
      this.#preload,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
    );
  }

  run(script: string, args: string[] = [], environment: Record<string, string> = {}): Promise<Result> {
    const preload = existsSync(this.#preload) ? ['--require', this.#preload] : [];
    const env = {
      PATH: `${join(this.root, 'stubs')}:/usr/bin:/bin`,
      ...environment,
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [...preload, join(this.root, script), ...args], { env, cwd: '/' }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, output: out + err }),
      );
    });
  }

  /** What was called of the stubs, in order. */
  calls(): string[] {
    const file = join(this.root, 'calls');
    return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  }

  /** Makes the lock file ask for another version of a package. */
  lock(name: string, version: string): void {
    const file = join(this.root, 'package-lock.json');
    const Lock = z.looseObject({ packages: z.record(z.string(), z.looseObject({})) });
    const lock = Lock.parse(JSON.parse(readFileSync(file, 'utf8')));
    lock.packages[`node_modules/${name}`] = { version };
    writeFileSync(file, JSON.stringify(lock));
  }

  change(name: string): void {
    appendFileSync(join(this.root, name), '\n');
  }
}

describe('tools are looked at before anything is installed', () => {
  test.each(['scripts/start.mjs', 'scripts/test.mjs', 'scripts/build.mjs'])(
    '%s names a Node that is too old with found and needed version, in both languages',
    async (script) => {
      const clone = new Clone();
      clone.pretendNode('18.20.8');
      const { code, output } = await clone.run(script);
      expect(code).toBe(1);
      expect(output).toContain('Node.js 20.19.0 or newer is needed (found: 18.20.8)');
      expect(output).toContain('Node.js 20.19.0 以上が必要です（現在：18.20.8）');
      expect(clone.calls()).toEqual([]);
    },
  );
});

describe('dependencies and build', () => {
  test('are made once, and again only for what has changed', async () => {
    const clone = new Clone();
    await clone.run('scripts/start.mjs');
    expect(clone.calls()).toEqual([expect.stringContaining('npm ci'), 'tsc']);
    await clone.run('scripts/start.mjs');
    expect(clone.calls()).toHaveLength(2);
    clone.change('bin/main.ts');
    await clone.run('scripts/start.mjs');
    expect(clone.calls().slice(2)).toEqual(['tsc']);
    clone.lock('typescript', '99.0.0');
    await clone.run('scripts/start.mjs');
    expect(clone.calls().slice(3)).toEqual([expect.stringContaining('npm ci'), 'tsc']);
  });

  test('are made again for a change that leaves size and time of the file as they were', async () => {
    const clone = new Clone();
    const file = join(clone.root, 'bin', 'main.ts');
    writeFileSync(file, '1');
    const when = new Date(Date.now() - 60_000);
    utimesSync(file, when, when);
    await clone.run('bin/junkan.js');
    await pause(2_100);
    // By now what the file system showed of the sources is written down: the next look finds them as they were.
    await clone.run('bin/junkan.js');
    expect(existsSync(join(clone.root, 'dist', '.seen'))).toBe(true);
    writeFileSync(file, '2');
    utimesSync(file, when, when);
    await clone.run('bin/junkan.js');
    expect(clone.calls().slice(1)).toEqual(['tsc', 'tsc']);
    utimesSync(file, new Date(), new Date());
    await clone.run('bin/junkan.js');
    expect(clone.calls().slice(1)).toEqual(['tsc', 'tsc']);
  });

  test('work with NODE_ENV=production: what the build needs is installed all the same', async () => {
    const clone = new Clone();
    const { code, output } = await clone.run('scripts/start.mjs', [], { NODE_ENV: 'production' });
    expect(output).toContain('junkan runs start');
    expect(code).toBe(0);
    expect(clone.calls()[0]).toMatch(/npm ci --include=dev .*NODE_ENV=development$/);
  });

  test('an installation that fails is said in both languages and tried again the next time', async () => {
    const clone = new Clone();
    const working = readFileSync(join(clone.root, 'stubs', 'npm'), 'utf8').replace('#!/bin/sh\n', '');
    clone.stub('npm', 'exit 1');
    const { code, output } = await clone.run('scripts/start.mjs');
    expect(code).toBe(1);
    expect(output).toContain('Dependencies could not be installed');
    expect(output).toContain('導入できませんでした');
    clone.stub('npm', working);
    expect((await clone.run('scripts/start.mjs')).code).toBe(0);
  });

  test('a build that fails leaves the earlier one in place and shows what the compiler says', async () => {
    const clone = new Clone();
    await clone.run('scripts/start.mjs');
    writeFileSync(
      join(clone.root, 'node_modules', 'typescript', 'bin', 'tsc'),
      'console.log("main.ts(1,1): error"); process.exit(2)',
    );
    clone.change('bin/main.ts');
    const { code, output } = await clone.run('scripts/start.mjs');
    expect(code).toBe(1);
    expect(output).toContain('main.ts(1,1): error');
    expect(existsSync(join(clone.root, 'dist', 'bin', 'main.js'))).toBe(true);
  });

  test('npx junkan builds first when it must, saying so in one line beside its output, and then just runs', async () => {
    const clone = new Clone();
    const first = await clone.run('bin/junkan.js', ['--version']);
    expect(first.output).toContain('Building (tsc)');
    expect(first.output).toContain('junkan runs --version');
    const second = await clone.run('bin/junkan.js', ['board', '-o', 'json']);
    expect(second.output).toBe('junkan runs board -o json\n');
  });
});

describe('.ci/run', () => {
  const run = async (npm: string): Promise<{ code: number; last: string | undefined }> => {
    const clone = new Clone();
    cpSync(join(ROOT, '.ci'), join(clone.root, '.ci'), { recursive: true });
    clone.stub('npm', npm);
    const { code, output } = await new Promise<Result>((resolve) => {
      const env = { PATH: `${join(clone.root, 'stubs')}:/usr/bin:/bin` };
      execFile(join(clone.root, '.ci', 'run'), { env, cwd: '/' }, (error, stdout) =>
        resolve({ code: error ? Number(error.code) : 0, output: stdout }),
      );
    });
    return { code, last: output.trimEnd().split('\n').at(-1) };
  };

  test('ends with the count alone on a line and the exit code of npm test', async () => {
    const good = 'test "$1" = test && echo "12 passed, 0 failed" >"$JUNKAN_TEST_COUNT"';
    expect(await run(good)).toEqual({ code: 0, last: '12 passed, 0 failed' });
    const bad = 'echo "11 passed, 1 failed" >"$JUNKAN_TEST_COUNT"; exit 1';
    expect(await run(bad)).toEqual({ code: 1, last: '11 passed, 1 failed' });
  });

  test('never looks like success when the tests did not run to their end', async () => {
    expect(await run('exit 7')).toEqual({ code: 7, last: '0 passed, 1 failed' });
    expect(await run('exit 0')).toEqual({ code: 1, last: '0 passed, 1 failed' });
  });
});

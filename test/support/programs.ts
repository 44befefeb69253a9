/** Programs of the tests as one file each: loading the sources through tsx costs 1.5 s of processor more every time. */
import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { ROOT } from './pinned.ts';

/** Every module knows itself by the place of its source, as it would without the bundle. */
const inPlace: Plugin = {
  name: 'in place',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    }));
  },
};

/** A new directory for bundles; it stands where packages are found. */
export function bundlesDirectory(): string {
  const cache = join(ROOT, 'node_modules', '.cache', 'junkan');
  mkdirSync(cache, { recursive: true });
  return mkdtempSync(join(cache, 'programs-'));
}

/** Bundles a program, named by its path from the root; resolves with the path of the bundle. */
export async function bundleProgram(program: string, directory: string): Promise<string> {
  const outfile = join(directory, `${basename(program, '.ts')}.mjs`);
  await build({
    entryPoints: [join(ROOT, program)],
    outfile,
    bundle: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    charset: 'utf8',
    logLevel: 'warning',
    plugins: [inPlace],
  });
  return outfile;
}

/** The workflow bundle: what runs in the workflow sandbox, made once at build or, from sources, once per change. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Where this code stands: the repository's root, or `dist/`. */
const HERE = fileURLToPath(new URL('..', import.meta.url));
/** `.ts` when run from sources, `.js` when built. */
const EXTENSION = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
/** Everything a bundle may be made of. */
const SOURCES = ['workflows', 'machines', 'model', 'contract'];
/** How errors go to Temporal, in worker and workflows alike. */
export const failureConverterPath = join(HERE, 'worker', 'failure-converter.cjs');

/** Name of the bundle that the build leaves in `dist/`. */
const PREBUILT = 'workflow-bundle.js';

/**
 * Makes the bundle and writes it to `file`.
 *
 * - In production mode, because the bundler's development mode takes XState's development build; not minified, so that
 *   a stack trace in a log says something.
 * - Loaded once and shared by all instances, which the SDK otherwise isolates by loading it for each: building the
 *   definitions' schemas again cost 45 ms of processor per instance. Sharing is safe because they are pure; what an
 *   instance remembers lives inside `durable`, nothing at module level.
 * - As one concatenated module that exports functions alone: the SDK deeply freezes what is shared as far as it can
 *   reach, and frozen zod schemas cannot parse (they are completed when first used).
 *
 * @param workflowsPath module whose exports are the workflow types; tests add definitions of their own
 */
export async function buildWorkflowBundle(file: string, workflowsPath = publishedWorkflows()): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath,
    failureConverterPath,
    preloadModules: [workflowsPath],
    logger: new DefaultLogger('WARN'),
    webpackConfigHook: (config) => ({
      ...config,
      mode: 'production',
      optimization: { ...config.optimization, minimize: false, concatenateModules: true },
    }),
  });
  mkdirSync(dirname(file), { recursive: true });
  // Written beside and renamed, so that nobody who starts meanwhile reads half of it.
  const making = `${file}.${process.pid}`;
  writeFileSync(making, code);
  renameSync(making, file);
}

/**
 * Path of a bundle of the workflows as they are now: the one the build left, else one made from the sources and kept
 * in `node_modules/.cache` under the hash of all it is made of.
 */
export async function workflowBundle(workflowsPath?: string): Promise<string> {
  const prebuilt = join(HERE, PREBUILT);
  if (workflowsPath === undefined && existsSync(prebuilt)) return prebuilt;
  const entry = workflowsPath ?? publishedWorkflows();
  const file = join(cacheDirectory(), `workflows-${sourceHash(entry)}.js`);
  if (!existsSync(file)) await buildWorkflowBundle(file, entry);
  return file;
}

/** Where the build puts the bundle, given the directory it builds into. */
export function prebuiltBundle(dist: string): string {
  return join(dist, PREBUILT);
}

function publishedWorkflows(): string {
  return join(HERE, 'workflows', `index${EXTENSION}`);
}

function cacheDirectory(): string {
  for (let directory = HERE; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'node_modules'))) return join(directory, 'node_modules', '.cache', 'junkan');
    if (directory === dirname(directory)) throw new Error(`no node_modules above ${HERE}`);
  }
}

/** Hash of the sources and of the entry's own folder; the versions of the packages come with the lockfile's stamp. */
function sourceHash(entry: string): string {
  const hash = createHash('sha256')
    .update(relative(HERE, entry))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .update(readFileSync(failureConverterPath));
  const folders = [...SOURCES.map((folder) => join(HERE, folder)), dirname(entry)];
  for (const folder of new Set(folders)) {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(EXTENSION));
    for (const name of names.sort()) hash.update(`\0${name}\0`).update(readFileSync(join(folder, name)));
  }
  const lock = join(cacheDirectory(), '..', '..', '.package-lock.json');
  if (existsSync(lock)) hash.update(readFileSync(lock));
  return hash.digest('hex').slice(0, 20);
}

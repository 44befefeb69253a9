/** Reads a large file in a thread of its own, one after the other, within bounds of memory and time. */
import { Worker, type WorkerOptions } from 'node:worker_threads';
import PQueue from 'p-queue';
import type { RegistryFile } from '../../contract/records/registry.ts';
import type { Text } from '../../model/text.ts';
import type { ReadFileRows } from './read-rows.ts';

/** What reading the largest file may take. */
const MEGABYTES = 1024;
const MILLISECONDS = 30_000;

/** The thread's program. From sources it needs a loader of its own first: threads do not inherit this process's. */
function start(options: WorkerOptions): Worker {
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./reading-thread.js', import.meta.url), options);
  const program = new URL('./reading-thread.ts', import.meta.url).href;
  const loader = new URL('../../node_modules/tsx/dist/esm/api/index.mjs', import.meta.url).href;
  const code = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(program)}); });`;
  return new Worker(code, { ...options, eval: true });
}

/** Each takes a processor: one at a time. */
const lane = new PQueue({ concurrency: 1 });

const tooMuch: Text = {
  ja: 'ファイルが大きすぎて読み切れませんでした。分けて取り込んでください',
  en: 'it takes too much to read the file: import it in parts',
};

/** Never rejects for what stands in the file: one that cannot be read within the bounds has that as its problem. */
export function readElsewhere(file: RegistryFile): Promise<ReadFileRows> {
  return lane.add(() => read(file));
}

async function read(file: RegistryFile): Promise<ReadFileRows> {
  const thread = start({ workerData: file, resourceLimits: { maxOldGenerationSizeMb: MEGABYTES } });
  let late: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      const giveUp = (): void => resolve({ rows: none, problems: [{ where: 'line 1', ...tooMuch }], more: 0 });
      thread.once('message', (rows: ReadFileRows) => resolve(rows));
      thread.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp();
        else reject(error);
      });
      thread.once('exit', () => reject(new Error('the thread that read a file ended without an answer')));
      late = setTimeout(giveUp, MILLISECONDS);
    });
  } finally {
    clearTimeout(late);
    await thread.terminate();
  }
}

const none: ReadFileRows['rows'] = {
  organisations: [],
  departments: [],
  people: [],
  appointments: [],
  nominations: [],
};

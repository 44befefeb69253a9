import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { signalGroup } from './process.ts';
import { downloadDirectory, downloadedPrograms } from './way-found.ts';

/** What a download needs. */
export interface Download {
  cache: string;
  /** Milliseconds after which the next way is tried. */
  downloadWithin: number;
  /** Program and arguments that download into the directory given as last argument; tests put a stub here. */
  downloader?: readonly string[];
}

const OWN = [process.execPath, fileURLToPath(new URL('./download-program.js', import.meta.url))];

/**
 * Lets the Temporal SDK download the command line tool into the cache. It runs in a process of its own, because the SDK
 * has no time limit and starts the server as well; both are ended when the time is up.
 *
 * @returns the program, undefined when it could not be had
 */
export async function download(options: Download): Promise<string | undefined> {
  const directory = downloadDirectory(options.cache);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const [program = process.execPath, ...args] = options.downloader ?? OWN;
  const child = spawn(program, [...args, directory], { detached: true, stdio: 'ignore' });
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), options.downloadWithin);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', resolve);
  });
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL');
  return code === 0 ? downloadedPrograms(options.cache)[0] : undefined;
}

/** Workers as processes of their own, to be killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundled } from '../support/bundled.ts';
import type { World } from './world.ts';

const processes = new Set<ChildProcess>();

/** Ends what is left; call it in `afterAll`. */
export function killAll(): void {
  for (const child of processes) child.kill('SIGKILL');
}

/** Starts a worker process; resolves when it works. */
export async function workerProcess(world: World): Promise<ChildProcess> {
  const { address, namespace } = world.temporal;
  const options = [
    '--address',
    address,
    '--namespace',
    namespace,
    '--database',
    world.databaseUrl,
    '--directory',
    '/nowhere',
  ];
  const child = spawn(process.execPath, [await bundled('test/durable/worker-program.ts'), ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.add(child);
  for await (const line of createInterface({ input: child.stdout })) if (line === 'ready') return child;
  throw new Error('the worker process ended before it was ready');
}

/** Ends a process at once, without a word. */
export async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  processes.delete(child);
}

import { createServer } from 'node:net';

/** Below the range from which Linux and macOS hand out ports to outgoing connections, so that a port that is given up
 * during a restart of the server is not taken by somebody's connection meanwhile. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** Picks `count` different ports that are free on loopback now. Throws when a free one cannot be found in 200 tries. */
export async function freePorts(count: number): Promise<number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count && tries < 200 * count; tries += 1) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST));
    if (!found.has(port) && (await isFree(port))) found.add(port);
  }
  if (found.size < count) throw new Error(`no free port between ${LOWEST} and ${HIGHEST} on 127.0.0.1`);
  return [...found];
}

/** Whether a port can be listened on at `host` now. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** Below the range from which Linux and macOS hand out ports to outgoing connections, so that a port that is given up
 * during a restart of the server is not taken by somebody's connection meanwhile. */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/**
 * The ports a server had in its last life, if all of them are free, else new ones. A server that comes back on other
 * ports finds its own former self in its membership table and tries to reach it – for up to 50 s, as measured.
 *
 * @param directory where they are remembered
 */
export async function keptPorts(directory: string, count: number): Promise<number[]> {
  const file = join(directory, 'ports.json');
  const ports = existsSync(file) ? numbersIn(readFileSync(file, 'utf8')) : [];
  if (ports.length === count && (await Promise.all(ports.map((port) => isFree(port)))).every(Boolean)) return ports;
  const chosen = await freePorts(count);
  writeFileSync(file, `${JSON.stringify(chosen)}\n`, { mode: 0o600 });
  return chosen;
}

/** The numbers in a JSON list; none when the file was cut short, since ports can be chosen again. */
function numbersIn(text: string): number[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.filter((item) => typeof item === 'number') : [];
  } catch {
    return [];
  }
}

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

/**
 * What only the owner of the data directory may ask of the running system: a socket in that directory, mode 0600. An
 * embedded database has one owner, so nobody else can read it meanwhile.
 */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const socketIn = (dataDirectory: string): string => join(dataDirectory, 'control.sock');

/** What can be asked, each answered by lines. */
export interface Control {
  /** The lines of a backup. */
  readonly backup: () => AsyncIterable<string>;
  /** What a comparison of derived rows with the journals tells, a JSON text a line. */
  readonly compare: () => AsyncIterable<string>;
  /** The same, putting right what differs. */
  readonly mend: () => AsyncIterable<string>;
}

/** Serves it until `close`. Rejects where the path is longer than the system allows (about 100 bytes). */
export async function serveControl(dataDirectory: string, control: Control): Promise<{ close(): Promise<void> }> {
  const path = socketIn(dataDirectory);
  rmSync(path, { force: true });
  const answers = new Map(Object.entries(control).map(([name, lines]) => [`/${name}`, lines]));
  const server = createServer((asked, answer) => {
    const lines = asked.method === 'POST' ? answers.get(asked.url ?? '') : undefined;
    if (lines === undefined) return void answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    // What breaks off lacks its last line, by which whoever asked knows.
    pipeline(Readable.from(lines()), answer).catch(() => answer.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o600);
  return {
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
        rmSync(path, { force: true });
      }),
  };
}

/** Asks the running system. Rejects where nobody serves, or not this. */
export function askOwner(dataDirectory: string, what: keyof Control): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: socketIn(dataDirectory), path: `/${what}`, method: 'POST' }, (answer) => {
      if (answer.statusCode === 200) return resolve(answer);
      answer.resume();
      reject(new Error(`answered ${answer.statusCode}`));
    });
    asked.once('error', reject);
    asked.end();
  });
}

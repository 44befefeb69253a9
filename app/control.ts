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

/** What can be asked. */
export interface Control {
  /** The lines of a backup. */
  readonly backup: () => AsyncIterable<string>;
}

/** Serves it until `close`. Rejects where the path is longer than the system allows (about 100 bytes). */
export async function serveControl(dataDirectory: string, { backup }: Control): Promise<{ close(): Promise<void> }> {
  const path = socketIn(dataDirectory);
  rmSync(path, { force: true });
  const server = createServer((asked, answer) => {
    if (asked.method !== 'POST' || asked.url !== '/backup') return void answer.writeHead(404).end();
    answer.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' });
    // What breaks off lacks its last line, and is no backup.
    pipeline(Readable.from(backup()), answer).catch(() => answer.destroy());
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

/** Asks the running system for a backup. Rejects where nobody serves. */
export function askForBackup(dataDirectory: string): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    const asked = request({ socketPath: socketIn(dataDirectory), path: '/backup', method: 'POST' }, resolve);
    asked.once('error', reject);
    asked.end();
  });
}

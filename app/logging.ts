import { join } from 'node:path';
import { pino, type Logger } from 'pino';
import { createStream } from 'rotating-file-stream';
import type { WorkerLog } from '../worker/worker.ts';

/** Name of junkan's own log in the log directory; the Temporal server writes another. */
export const logFileName = 'junkan.log';

/** JSON lines, rotated at 10 MB, ten files kept. People stand in it by opaque id only, secrets never. */
export function openLog(logDirectory: string): { logger: Logger; file: string; close(): Promise<void> } {
  const stream = createStream(logFileName, { path: logDirectory, size: '10M', maxFiles: 10, mode: 0o600 });
  stream.on('error', () => {
    // A log that cannot be written must not take the system down.
  });
  const redact = ['*.authorization', '*.token', '*.secret', 'headers.authorization'];
  const logger = pino({ base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, redact }, stream);
  return {
    logger,
    file: join(logDirectory, logFileName),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  };
}

/** The worker's lines, in the same log. */
export function workerLog(logger: Logger): WorkerLog {
  return (level, message, about) => {
    if (level === 'ERROR') logger.error(about, message);
    else logger.warn(about, message);
  };
}

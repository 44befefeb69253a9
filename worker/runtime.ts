/** The SDK's one runtime per process: its signals are ours, its log goes where ours goes. */
import { Runtime, type LogLevel } from '@temporalio/worker';

/** Takes a line of the SDK's log. Names and texts of people never stand in it, only ids. */
export type WorkerLog = (level: LogLevel, message: string, about: Record<string, unknown>) => void;

const order: readonly LogLevel[] = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];
let installed = false;

/**
 * Installs the runtime; the first call in a process decides. Signals are left alone: who started the process decides
 * when it ends (what was accepted first, the server last).
 */
export function installRuntime(write: WorkerLog): void {
  if (installed) return;
  installed = true;
  const log: WorkerLog = (level, message, about) => {
    if (order.indexOf(level) >= order.indexOf('WARN')) write(level, message, about);
  };
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log,
      trace: (message, about) => log('TRACE', message, about ?? {}),
      debug: (message, about) => log('DEBUG', message, about ?? {}),
      info: (message, about) => log('INFO', message, about ?? {}),
      warn: (message, about) => log('WARN', message, about ?? {}),
      error: (message, about) => log('ERROR', message, about ?? {}),
    },
    telemetryOptions: { logging: { filter: 'WARN', forward: {} } },
  });
}

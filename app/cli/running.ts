import { readFileSync } from 'node:fs';
import { isObject } from '../../model/json.ts';

/** What a running system leaves in its data directory so that commands on the same machine find it. */
export interface RunningSystem {
  readonly address: string;
  readonly pid: number;
}

/** Reads `running.json`; undefined when nobody runs, or the file is being written. */
export function readRunning(file: string): RunningSystem | undefined {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(found)) return undefined;
    const { address, pid } = found;
    return typeof address === 'string' && URL.canParse(address) && typeof pid === 'number'
      ? { address, pid }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The definitions of the interpreter's tests: versions of one procedure beside each other. */
import type { Procedure } from '../../machines/core/index.ts';
import { newestOf } from '../../machines/procedures.ts';
import { counterV1, counterV2 } from './counter.ts';
import { hoard } from './hoard.ts';

/** A version of the counter; throws when there is none. */
export function counterOf(version: number): Procedure {
  const found = [counterV1, counterV2].find((procedure) => procedure.version === version);
  if (found === undefined) throw new Error(`no counter version ${version}`);
  return found;
}

/** The only version of the procedure that keeps everything. */
export const hoardOf = (): Procedure => hoard;

/** What new instances are started with. */
export function newestOfTests(id: string): Procedure | undefined {
  if (id === 'hoard') return hoard;
  return id === 'counter' ? counterV1 : newestOf(id);
}

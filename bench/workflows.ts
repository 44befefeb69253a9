/** What the benchmark's worker carries: junkan's own workflows, the same interpreter over a counter, and a bare counter. */
import { condition, defineUpdate, setHandler } from '@temporalio/workflow';
import { durable } from '../workflows/durable.ts';
import { counterProcedure } from './counter.ts';

export * from '../workflows/index.ts';

/** (b): interpreter, validator, payloads and journal lane as in (c), a counter in place of the statechart. */
export const benchcounter = durable('benchcounter', () => counterProcedure);

/** (a): a workflow that counts, without anything of ours. */
export async function bareCounter(): Promise<void> {
  let count = 0;
  setHandler(defineUpdate<number>('add'), () => {
    count += 1;
    return count;
  });
  await condition(() => false);
}

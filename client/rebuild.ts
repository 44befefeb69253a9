/** The engine's part of rebuilding an instance: what its last run knew, and its start in that run's place. */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import type { Rebuilder, RunHistory } from '../contract/engine.ts';
import { handoverQuery, taskQueue } from '../contract/messages.ts';
import type { Json } from '../model/json.ts';
import { type Call, genuine } from './errors.ts';
import { historyOf } from './histories.ts';

/** Runs under one id that are asked, the newest first: strangers may have started many. */
const RUNS = 20;
/** How long one is waited for, milliseconds: it has to be read again from its beginning. */
const ASKED_FOR = 5_000;

/** @param past a client that may ask runs that are over */
export function makeRebuilder(past: Client, codecs: readonly PayloadCodec[], call: Call): Rebuilder {
  async function runsOf(instance: string): Promise<string[]> {
    const runs: string[] = [];
    let seen = 0;
    const query = `WorkflowId = "${instance}"`;
    for await (const { runId, taskQueue: queue } of past.workflow.list({ query, pageSize: RUNS })) {
      // What runs on another queue is nobody of ours, and whoever asks it waits for ever.
      if (queue === taskQueue) runs.push(runId);
      seen += 1;
      if (seen >= RUNS) break;
    }
    return runs;
  }

  return {
    handedOver: (instance) =>
      call(instance, async () => {
        for (const run of await runsOf(instance)) {
          try {
            const asked = () => past.workflow.getHandle(instance, run).query<Json>(handoverQuery);
            return genuine(await past.connection.withDeadline(Date.now() + ASKED_FOR, asked));
          } catch {
            // Not ours, or forgotten: an earlier one may be.
          }
        }
        return undefined;
      }),
    histories: (instance) =>
      call(instance, async () => {
        const found: RunHistory[] = [];
        for (const run of await runsOf(instance)) {
          const history = await historyOf(past, codecs, instance, run);
          if (history !== undefined) found.push(history);
        }
        return found;
      }),
    startAnew: (input) =>
      call(input.instance, async () => {
        await past.workflow
          .getHandle(input.instance)
          .terminate('rebuilt from its journal')
          .catch((error: unknown) => {
            if (!(error instanceof WorkflowNotFoundError)) throw error;
          });
        await past.workflow.start(input.procedure, {
          workflowId: input.instance,
          taskQueue,
          args: [input],
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        });
      }),
  };
}

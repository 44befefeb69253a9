/**
 * Lets time pass faster for one running instance, for rehearsals and tests only: the server must allow it
 * (`timeSkipping`), which that of a real installation never does, since it forges the time of entries.
 */
import { randomUUID } from 'node:crypto';
import { Client, ScheduleOverlapPolicy } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import type { Instant, InstanceId } from '../model/identifiers.ts';
import { lazyConnection, type TemporalAddress } from './connection.ts';

/** Skips in one go: far more than a year has timers. */
const SKIPS_AT_MOST = 5_000;
/** A skip costs up to a second; one question to the server waits this long at most, milliseconds. */
const ASK_FOR = 60_000;

export interface FastForward {
  /**
   * Moves an instance's clock on by some milliseconds; its timers on the way fire at their own instants. Resolves when
   * the clock has arrived. Throws when the instance ends before that, or the server does not allow it.
   */
  by(instance: InstanceId, milliseconds: number): Promise<void>;
  /** Has a Schedule act as if an instant of its own had come, in the past or in the future (backfill). */
  backfill(schedule: string, at: Instant): Promise<void>;
  close(): Promise<void>;
}

/** Makes it for the server at an address; `close` it at the end. */
export function makeFastForward(where: TemporalAddress): FastForward {
  const connection = lazyConnection(where);
  const { namespace } = where;
  return {
    async by(instance, milliseconds) {
      const fastForwardId = randomUUID();
      const workflowExecution = { workflowId: instance };
      await connection.workflowService.updateWorkflowExecutionOptions({
        namespace,
        workflowExecution,
        workflowExecutionOptions: {
          timeSkippingConfig: {
            enabled: true,
            fastForwardConfig: { id: fastForwardId, duration: msToTs(milliseconds) },
            maxSessionSkipCount: SKIPS_AT_MOST,
          },
        },
        updateMask: { paths: ['time_skipping_config'] },
      });
      for (let arrived = false; !arrived;) {
        const { fastForwardInfo } = await connection.withDeadline(Date.now() + ASK_FOR, () =>
          connection.workflowService.pollWorkflowExecutionTimeSkipping({ namespace, workflowExecution, fastForwardId }),
        );
        if (fastForwardInfo?.fastForwardId !== fastForwardId) throw new Error(`${instance} did not arrive`);
        arrived = fastForwardInfo.hasCompleted === true;
      }
    },
    async backfill(schedule, at) {
      const client = new Client({ connection, namespace });
      await client.schedule.getHandle(schedule).backfill({
        start: new Date(at - 1_000),
        end: new Date(at + 1_000),
        overlap: ScheduleOverlapPolicy.BUFFER_ALL,
      });
    },
    close: () => connection.close(),
  };
}

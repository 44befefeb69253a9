import { setTimeout as pause } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { RETENTION_DAYS } from './settings.ts';

/** gRPC status codes by number (`@grpc/grpc-js` is no dependency of ours). */
const GRPC_NOT_FOUND = 5;
const GRPC_ALREADY_EXISTS = 6;

const RETENTION = msToTs(RETENTION_DAYS * 24 * 60 * 60 * 1000);

/**
 * Registers a namespace if it is not there, sets its retention, and waits until every service of the server knows it –
 * which they learn at different times; a workflow started before that fails.
 *
 * @param deadline epoch milliseconds; after it the last error is thrown
 */
export async function ensureNamespace(connection: Connection, namespace: string, deadline: number): Promise<void> {
  const service = connection.workflowService;
  await until(deadline, async () => {
    try {
      const found = await service.describeNamespace({ namespace });
      if (tsToMs(found.config?.workflowExecutionRetentionTtl ?? undefined) !== tsToMs(RETENTION))
        await service.updateNamespace({ namespace, config: { workflowExecutionRetentionTtl: RETENTION } });
    } catch (error) {
      if (!isGrpcServiceError(error) || Number(error.code) !== GRPC_NOT_FOUND) throw error;
      await service
        .registerNamespace({ namespace, workflowExecutionRetentionPeriod: RETENTION })
        .catch((failure: unknown) => {
          if (!isGrpcServiceError(failure) || Number(failure.code) !== GRPC_ALREADY_EXISTS) throw failure;
        });
    }
  });
  await until(deadline, () => ask(connection, namespace));
}

/** Asks history and matching, through the frontend, something harmless about the namespace. */
async function ask(connection: Connection, namespace: string): Promise<void> {
  const service = connection.workflowService;
  await service.describeTaskQueue({ namespace, taskQueue: { name: 'junkan-ready' }, taskQueueType: 1 });
  try {
    await service.describeWorkflowExecution({ namespace, execution: { workflowId: 'junkan-ready' } });
  } catch (error) {
    // "workflow not found" is history's answer and says that it works; "Namespace … is not found" says it does not yet.
    const answered =
      isGrpcServiceError(error) && Number(error.code) === GRPC_NOT_FOUND && !/namespace/i.test(error.details);
    if (!answered) throw error;
  }
}

/** Repeats `attempt` every 100 ms until it does not throw or the deadline has passed. */
async function until(deadline: number, attempt: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(100);
    }
  }
}

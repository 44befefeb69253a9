/**
 * What Temporal runs, asked in its own terms: nothing that a stranger may have put there – a memo, an attribute – is decoded
 * on the way. Lists come from an index that lags by seconds; one workflow alone is told as it is.
 */
import type { Connection } from '@temporalio/client';
import { taskQueue } from '../contract/messages.ts';
import { isNotFound } from './errors.ts';
import { keyIdOf } from './sealing/sealed.ts';

/** Temporal's number for a workflow that runs. */
const RUNNING = 1;
/** Running workflows in one answer. */
const PAGE = 1_000;

/** A running workflow. */
export interface Running {
  readonly id: string;
  readonly run: string;
  readonly type: string;
  /** On the queue that junkan's workers serve. */
  readonly ours: boolean;
}

export interface RunningWorkflows {
  /** Everything that runs, the first so many; `query` narrows it. */
  all(
    atMost: number,
    query?: string,
  ): Promise<{ readonly found: ReadonlyMap<string, Running>; readonly whole: boolean }>;
  /** What runs under an id now; `undefined`: nothing. */
  one(id: string): Promise<Running | undefined>;
  /** By which key a run says it began, if by any; `undefined`: the run is not there any more. */
  keyOf(running: Pick<Running, 'id' | 'run'>): Promise<{ readonly key: string | undefined } | undefined>;
}

/** Makes it on a connection. */
export function runningWorkflows(
  { workflowService }: Pick<Connection, 'workflowService'>,
  namespace: string,
): RunningWorkflows {
  return {
    async all(atMost, query) {
      const found = new Map<string, Running>();
      let nextPageToken: Uint8Array | null | undefined;
      do {
        const page = await workflowService.listWorkflowExecutions({
          namespace,
          pageSize: PAGE,
          query: ["ExecutionStatus = 'Running'", ...(query === undefined ? [] : [query])].join(' AND '),
          ...(nextPageToken ? { nextPageToken } : {}),
        });
        for (const one of page.executions) {
          const running = runningOf(one);
          if (running !== undefined) found.set(running.id, running);
        }
        nextPageToken = page.nextPageToken;
      } while (nextPageToken && nextPageToken.length > 0 && found.size < atMost);
      return { found, whole: !nextPageToken || nextPageToken.length === 0 };
    },
    async one(id) {
      try {
        const { workflowExecutionInfo: info } = await workflowService.describeWorkflowExecution({
          namespace,
          execution: { workflowId: id },
        });
        return info?.status === RUNNING ? runningOf(info) : undefined;
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    },
    async keyOf({ id, run }) {
      try {
        const { history } = await workflowService.getWorkflowExecutionHistory({
          namespace,
          execution: { workflowId: id, runId: run },
          maximumPageSize: 1,
        });
        const [first] = history?.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads ?? [];
        return { key: keyIdOf(first) };
      } catch (error) {
        if (isNotFound(error)) return undefined;
        throw error;
      }
    },
  };
}

type Info = Awaited<ReturnType<Connection['workflowService']['describeWorkflowExecution']>>['workflowExecutionInfo'];

function runningOf(info: Info): Running | undefined {
  const { workflowId: id, runId: run } = info?.execution ?? {};
  if (!id || !run) return undefined;
  return { id, run, type: info?.type?.name ?? '', ours: info?.taskQueue === taskQueue };
}

/** The engine over Temporal: starts, decisions, tells and views, with our own errors. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client, QueryRejectCondition } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  decideUpdate,
  renewSignal,
  taskQueue,
  tellSignal,
  viewQuery,
  type DecideAnswer,
  type DecideMessage,
  type SentAnswer,
  type SentDecision,
  type SentRenewal,
  type SentTell,
  type View,
} from '../contract/messages.ts';
import { payloadCodecs } from './codecs.ts';
import { lazyConnection, type SealedTemporal } from './connection.ts';
import type { Engine, Rebuilder, Renewer, Schedules, YearOpener } from '../contract/engine.ts';
import { absent, genuine, meaningOf, unavailable } from './errors.ts';
import { makeGate } from './gate.ts';
import { makeYearOpener } from './open-year.ts';
import { makeRebuilder } from './rebuild.ts';
import { makeSchedules } from './schedules.ts';
import type { Instant } from '../model/identifiers.ts';

/** How long a call may take altogether before `Unavailable`, milliseconds. */
const WITHIN = 10_000;
/** How long the question whether the server answers may take. */
const READY_WITHIN = 2_000;
/** The two kinds of work in a queue: the procedures' own steps, and what is done outside of them. */
const [STEPS, ACTS] = [1, 2];
/** A worker asks again at least once a minute. */
const ASKED_WITHIN = 150_000;
/** Pauses between attempts; the last one repeats. */
const PAUSES = [20, 50, 100, 250, 500, 1_000];

/** Decisions in flight per instance, and how many may wait for their turn how long. */
const GATE = { atOnce: 8, waiting: 500, within: 5_000 };

/** The engine, the opening of years, and what the calendar starts by itself. */
export interface TemporalEngine extends Engine, Rebuilder, YearOpener, Schedules, Renewer {}

/** How long after its start an engine takes instances out of the queues of workers that were killed, milliseconds. */
const FREED_WITHIN = 60_000;

/** Where the engine is, and by which clock it says when a message was sent. */
export interface EngineOptions extends SealedTemporal {
  /** That of a rehearsal, where time is stepped on. @default Date.now */
  readonly clock?: () => Instant;
}

/** Makes the engine. Connects when first used and again after a restart of the server; `close` it at the end. */
export function createEngine({ clock = Date.now, ...where }: EngineOptions): TemporalEngine {
  const connection = lazyConnection(where);
  const { namespace } = where;
  const dataConverter = { payloadCodecs: payloadCodecs(where) };
  const client = new Client({
    connection,
    namespace,
    dataConverter,
    workflow: { queryRejectCondition: QueryRejectCondition.NOT_OPEN },
  });
  const past = new Client({ connection, namespace, dataConverter });
  const gate = makeGate(GATE);
  const begun = Date.now();
  const freed = new Set<string>();

  /**
   * After a kill -9 a task waits for the dead worker's own queue until that times out, which is most of what a restart
   * costs the first decision. So the first one of each instance soon after the start takes it out of there. An instance
   * that is in no such queue, or not there, is none the worse for it.
   */
  async function freeFromDeadWorker(workflowId: string): Promise<void> {
    if (freed.has(workflowId) || Date.now() - begun > FREED_WITHIN) return;
    freed.add(workflowId);
    await connection.workflowService
      .resetStickyTaskQueue({ namespace: where.namespace, execution: { workflowId } })
      .catch(() => undefined);
  }

  /** Asks again what may be asked again (every call here is idempotent by its ids) until the time is up. */
  async function call<T>(instance: string, attempt: () => Promise<T>): Promise<T> {
    const deadline = Date.now() + WITHIN;
    let wasAbsent = false;
    for (let attempts = 0; ; attempts += 1) {
      try {
        return await connection.withDeadline(deadline, attempt);
      } catch (error) {
        const meaning = meaningOf(error);
        if (meaning.kind === 'final') throw meaning.error;
        if (meaning.kind === 'absent' && wasAbsent) throw absent(instance);
        wasAbsent = meaning.kind === 'absent';
        const wait = PAUSES[Math.min(attempts, PAUSES.length - 1)] ?? 0;
        if (meaning.kind === 'late' || Date.now() + wait >= deadline) throw unavailable(error);
        await pause(wait);
      }
    }
  }

  return {
    ...makeYearOpener(client, call),
    ...makeSchedules(client, call),
    ...makeRebuilder(past, dataConverter.payloadCodecs, call),
    start: (input) =>
      call(input.instance, async () => {
        try {
          await client.workflow.start(input.procedure, {
            workflowId: input.instance,
            taskQueue,
            args: [input],
            // What its first decision was refused for has begun nothing: the id is free.
            workflowIdReusePolicy: input.first === undefined ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE_FAILED_ONLY',
          });
          return 'started';
        } catch (error) {
          if (error instanceof WorkflowExecutionAlreadyStartedError) return 'exists';
          throw error;
        }
      }),
    decide: (message) =>
      gate.pass(message.instance, () =>
        call(message.instance, async () => {
          await freeFromDeadWorker(message.instance);
          const sent: SentDecision = { ...message, sentAt: clock() };
          const answer = await client.workflow
            .getHandle(message.instance)
            .executeUpdate<SentAnswer, [SentDecision]>(decideUpdate, { args: [sent], updateId: message.updateId });
          return answerTo(message, answer);
        }),
      ),
    tell: (message) =>
      call(message.to, () => {
        const sent: SentTell = { ...message, sentAt: clock() };
        return client.workflow.getHandle(message.to).signal(tellSignal, sent);
      }),
    renew: (instance) =>
      call(instance, () => {
        const sent: SentRenewal = { to: instance, sentAt: clock() };
        return client.workflow.getHandle(instance).signal(renewSignal, sent);
      }),
    view: (instance) =>
      call(instance, async () => genuine(await client.workflow.getHandle(instance).query<View>(viewQuery))),
    async ready() {
      try {
        await connection.withDeadline(Date.now() + READY_WITHIN, () =>
          connection.workflowService.describeNamespace({ namespace: where.namespace }),
        );
        return true;
      } catch {
        return false;
      }
    },
    async work() {
      const ask = (taskQueueType: number) =>
        connection.workflowService.describeTaskQueue({
          namespace: where.namespace,
          taskQueue: { name: taskQueue },
          taskQueueType,
          reportStats: true,
        });
      try {
        const [steps, acts] = await connection.withDeadline(Date.now() + READY_WITHIN, () =>
          Promise.all([ask(STEPS), ask(ACTS)]),
        );
        const asked = [...steps.pollers, ...acts.pollers].filter(
          ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1000 > Date.now() - ASKED_WITHIN,
        );
        const stats = [steps.stats, acts.stats];
        return {
          workers: new Set(asked.map(({ identity }) => identity)).size,
          waiting: stats.reduce((sum, one) => sum + Number(one?.approximateBacklogCount ?? 0), 0),
          waitingSeconds: Math.max(...stats.map((one) => Number(one?.approximateBacklogAge?.seconds ?? 0))),
        };
      } catch {
        return undefined;
      }
    },
    close: () => connection.close(),
  };
}

/** The answer to a decision, when it is this one's. */
function answerTo({ instance, updateId }: DecideMessage, answer: SentAnswer): DecideAnswer {
  const { seq, at, to, bodyHash, ...given } = genuine(answer);
  if (given.instance !== instance || given.updateId !== updateId) throw new Error('an answer to another decision came');
  return { seq, at, to, bodyHash };
}

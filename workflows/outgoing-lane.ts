/** The lane to other instances: starts and tells. */
import {
  getExternalWorkflowHandle,
  log,
  ParentClosePolicy,
  proxyActivities,
  sleep,
  startChild,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { tellSignal, type SentTell, type TellMessage } from '../contract/messages.ts';
import type { InstanceId } from '../model/identifiers.ts';
import type { DurableActivities, InboxReason } from '../contract/activities.ts';
import type { OutgoingMessage } from './outgoing.ts';
import { answered } from './sealed.ts';

/** Targets served at the same time: 60 starts one after another took 5.7 s, in parallel 1.3 s. */
const TARGETS_AT_ONCE = 32;
/** Pauses before telling a claimed instance again that does not run yet; the last one repeats. Milliseconds. */
const TELL_AGAIN = [100, 300, 1_000, 3_000, 10_000, 30_000];

const { claimInstance, putInInbox } = proxyActivities<DurableActivities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

export interface OutgoingLane {
  /** Only queues it; whoever adds calls `serve` outside the handler, so that no handler's scope owns what happens. */
  add(item: OutgoingMessage): void;
  /** Begins what may begin now. */
  serve(): void;
  /** What is not yet known to be done, oldest first. */
  pending(): readonly OutgoingMessage[];
}

/**
 * Opens the lane. Towards one target things happen one after another in the order they were caused; several targets
 * are served at once. What is under way stays `pending`, because continue-as-new may happen meanwhile: a second start
 * finds the instance there, a second tell is recognised by its id.
 */
export function openOutgoingLane(carried: readonly OutgoingMessage[]): OutgoingLane {
  const queue = [...carried];
  const busy = new Set<InstanceId>();
  const serve = (): void => {
    for (const item of queue) {
      if (busy.size >= TARGETS_AT_ONCE) return;
      if (busy.has(item.to)) continue;
      busy.add(item.to);
      void perform(item).then(() => {
        queue.splice(queue.indexOf(item), 1);
        busy.delete(item.to);
        serve();
      });
    }
  };
  return { add: (item) => void queue.push(item), serve, pending: () => queue };
}

async function perform(item: OutgoingMessage): Promise<void> {
  switch (item.kind) {
    case 'start':
    case 'startNext':
      return start(item);
    case 'tell':
      return tell(item.message);
    case 'inbox':
      return tell(item.message, item.reason);
  }
}

/** Claims the id in records first: Temporal forgets ended runs, records do not. */
async function start(item: Extract<OutgoingMessage, { readonly procedure: string }>): Promise<void> {
  const { procedure, to, input, by } = item;
  const numbered = item.kind === 'startNext';
  const claim = await answered(
    () => claimInstance({ procedure, instance: to, input, by, ...(numbered && { numbered }) }),
    ({ start: { instance } }) => (numbered ? instance.startsWith(`${to}/`) : instance === to),
  );
  const { instance } = claim.start;
  if (claim.result === 'exists') return;
  try {
    await startChild(procedure, {
      workflowId: instance,
      args: [claim.start],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) log.error('start failed', { instance, error });
  }
}

/**
 * Tells an instance. When none runs, the message waits in the inbox register of its organisation, or – for a cycle that
 * has ended while a later one of the same body runs – is told that one.
 *
 * @param reason why it goes to the inbox without being told first
 */
async function tell(message: TellMessage, reason?: InboxReason): Promise<void> {
  let { to } = message;
  let known = reason;
  for (let attempt = 0; ; attempt += 1) {
    if (known === undefined && (await isSignalled({ ...message, to }))) return;
    const put = { message: { ...message, to }, reason: known ?? ('absent' as const) };
    const answer = await answered(
      () => putInInbox(put.message, put.reason),
      ({ id }) => id === message.id,
    );
    known = undefined;
    if (answer.result === 'waiting') return;
    if (answer.result === 'tellInstead') to = answer.instance;
    else await sleep(TELL_AGAIN[Math.min(attempt, TELL_AGAIN.length - 1)] ?? 0);
  }
}

/** Signals; the only answer besides success is that no such workflow runs. */
async function isSignalled(message: TellMessage): Promise<boolean> {
  try {
    const sent: SentTell = { ...message, sentAt: Date.now() };
    await getExternalWorkflowHandle(message.to).signal(tellSignal, sent);
    return true;
  } catch {
    return false;
  }
}

/** What Temporal's history of a run says came to it, and when: from this a journal's lost lines are made again. */
import type { Client } from '@temporalio/client';
import { defaultPayloadConverter, type Payload, type PayloadCodec } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type { RunHistory, RunTask } from '../contract/engine.ts';
import { decideUpdate, tellSignal } from '../contract/messages.ts';
import type { Json } from '../model/json.ts';

/** Reads the history of a run; payloads that were not sealed with a known key are the marker. */
export async function historyOf(
  client: Client,
  codecs: readonly PayloadCodec[],
  instance: string,
  run: string,
): Promise<RunHistory | undefined> {
  const { events } = await client.workflow.getHandle(instance, run).fetchHistory();
  const opened = async (payload: Payload | undefined | null): Promise<Json> => {
    if (!payload) return null;
    let payloads = [payload];
    for (const codec of [...codecs].reverse()) payloads = await codec.decode(payloads);
    return defaultPayloadConverter.fromPayload<Json>(payloads[0] ?? payload);
  };
  const started = events?.[0]?.workflowExecutionStartedEventAttributes;
  if (started === undefined || started === null) return undefined;
  const tasks: RunTask[] = [];
  let signals: Json[] = [];
  let timers = false;
  /** What the task that has begun takes with it; kept for the next where it fails. */
  let begun: { at: number; signals: Json[]; timers: boolean } | undefined;
  for (const event of events ?? []) {
    const signaled = event.workflowExecutionSignaledEventAttributes;
    const accepted = event.workflowExecutionUpdateAcceptedEventAttributes;
    if (signaled?.signalName === tellSignal) signals.push(await opened(signaled.input?.payloads?.[0]));
    if (event.timerFiredEventAttributes) timers = true;
    if (event.workflowTaskStartedEventAttributes) begun = { at: tsToMs(event.eventTime), signals, timers };
    if (event.workflowTaskCompletedEventAttributes && begun !== undefined) {
      tasks.push({ ...begun, updates: [] });
      signals = signals.slice(begun.signals.length);
      timers = false;
      begun = undefined;
    }
    const asked = accepted?.acceptedRequest?.input;
    if (asked?.name === decideUpdate) tasks.at(-1)?.updates.push(await opened(asked.args?.payloads?.[0]));
  }
  return { input: await opened(started.input?.payloads?.[0]), tasks };
}

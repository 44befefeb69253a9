/**
 * Golden histories: what a release recorded of an instance, taken again by the code of today. Temporal's replay compares
 * what the interpreter asks for (activities, timers, starts, signals) but not what it decides; so the entries that the
 * history itself hands to the journal are taken again by the definition too, and their digests compared.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Client } from '@temporalio/client';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Worker } from '@temporalio/worker';
import { z } from 'zod';
import { lazyConnection, type SealedTemporal } from '../../client/connection.ts';
import { open } from '../../client/sealing/sealed.ts';
import { refold } from '../../machines/core/index.ts';
import type { Entry, Procedure } from '../../machines/core/index.ts';
import { isObject } from '../../model/json.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { installRuntime } from '../../worker/runtime.ts';

const Event = z.looseObject({
  eventType: z.string(),
  activityTaskScheduledEventAttributes: z
    .looseObject({
      activityType: z.looseObject({ name: z.string() }),
      input: z.looseObject({ payloads: z.array(z.looseObject({ data: z.string() })) }),
    })
    .optional(),
  workflowExecutionContinuedAsNewEventAttributes: z.looseObject({ newExecutionRunId: z.string() }).optional(),
});
const History = z.looseObject({ events: z.array(Event) });
const GoldenFile = z.object({
  instance: z.string(),
  procedure: z.string(),
  version: z.int(),
  histories: z.array(History),
});

/** One instance as it was recorded: every run's history, oldest first. */
export type Golden = z.output<typeof GoldenFile>;

/** A payload as a history's JSON shows it: bytes in base64. */
const Sealed = z.object({ metadata: z.record(z.string(), z.base64()), data: z.base64() });

/**
 * A history with its payloads opened: golden files are kept plain, because they tell of no real body, keys go, and people
 * read what changed. Only tests ever replay them; what connects to a server takes nothing that is not sealed.
 */
export function opened(value: unknown, { keys }: Pick<SealedTemporal, 'keys'>): unknown {
  if (Array.isArray(value)) return value.map((one) => opened(one, { keys }));
  if (!isObject(value)) return value;
  const sealed = Sealed.safeParse(value);
  if (sealed.success) {
    const bytes = (text: string): Uint8Array => Buffer.from(text, 'base64');
    const metadata = Object.fromEntries(Object.entries(sealed.data.metadata).map(([name, text]) => [name, bytes(text)]));
    const payload = open({ metadata, data: bytes(sealed.data.data) }, keys);
    if (typeof payload === 'string') throw new Error(`a payload of the history is ${payload}`);
    const shown = ([name, value]: [string, Uint8Array]) => [name, Buffer.from(value).toString('base64')];
    return {
      metadata: Object.fromEntries(Object.entries(payload.metadata ?? {}).map(shown)),
      data: Buffer.from(payload.data ?? []).toString('base64'),
    };
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, opened(one, { keys })]));
}

/** Records an instance from the server, all its runs. What is not journaled yet is not in it: wait for it first. */
export async function recordGolden(
  where: SealedTemporal,
  about: { instance: string; procedure: string; version: number },
): Promise<Golden> {
  const connection = lazyConnection(where);
  const client = new Client({ connection, namespace: where.namespace });
  try {
    const { raw } = await client.workflow.getHandle(about.instance).describe();
    const histories: Golden['histories'] = [];
    let run = raw.workflowExecutionInfo?.firstRunId ?? undefined;
    while (run !== undefined) {
      const recorded = await client.workflow.getHandle(about.instance, run).fetchHistory();
      const history = History.parse(opened(JSON.parse(historyToJSON(recorded)), where));
      histories.push(history);
      run = history.events.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
    }
    return { ...about, histories };
  } finally {
    await connection.close();
  }
}

/** Writes a golden file (gzip). */
export function writeGolden(file: string, golden: Golden): void {
  writeFileSync(file, gzipSync(JSON.stringify(golden), { level: 9 }));
}

/** Reads a golden file. */
export function readGolden(file: string): Golden {
  return GoldenFile.parse(JSON.parse(gunzipSync(readFileSync(file)).toString('utf8')));
}

/** Takes every run again with the workflows of today; throws where they would ask for something else. */
export async function replayGolden(golden: Golden, workflowsPath?: string): Promise<void> {
  // Replaying is not news: only its failures are thrown.
  installRuntime(() => {});
  const workflowBundleOption = { codePath: await workflowBundle(workflowsPath) };
  for (const history of golden.histories) {
    await Worker.runReplayHistory({ workflowBundle: workflowBundleOption }, historyFromJSON(history), golden.instance);
  }
}

/** The entries the history handed to the journal, each once, in order. */
export function entriesOf(golden: Golden): Entry[] {
  const entries = new Map<number, Entry>();
  for (const event of golden.histories.flatMap((history) => history.events)) {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled?.activityType.name !== 'appendJournal') continue;
    const [payload] = scheduled.input.payloads;
    const batch: { entry: Entry }[] = JSON.parse(Buffer.from(payload?.data ?? '', 'base64').toString('utf8'));
    for (const { entry } of batch) entries.set(entry.seq, entry);
  }
  return [...entries.values()].sort((a, b) => a.seq - b.seq);
}

/** The first entry the definition of today would write otherwise; `undefined` when all are the same. */
export function refoldGolden(golden: Golden, definition: Procedure): ReturnType<typeof refold> {
  return refold(definition, entriesOf(golden));
}

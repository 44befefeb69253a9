/**
 * 1 April, 09:00: the reminders of 5,000 bodies come due at one instant, while people go on deciding. Measured from that
 * instant until every body's entry is in the journal and its notices stand in the inboxes.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { cycleInputs } from '../activities/cycle-input.ts';
import type { Json } from '../machines/core/index.ts';
import { newestOf } from '../machines/procedures.ts';
import type { OrganisationId } from '../model/identifiers.ts';
import type { Role } from '../model/roles.ts';
import type { Records } from '../contract/records/records.ts';
import type { OrganisationRow } from '../contract/records/registry.ts';
import { deciding } from './decisions.ts';
import { progress, type Parts } from './parts.ts';
import { processorMs } from './processor.ts';
import { amount } from './settings.ts';
import { median, rounded, timed } from './statistics.ts';
import { generatedBodies } from './year.ts';

const BODIES = amount(5_000, 200);
const YEAR = 2026;
/** Bodies whose posts are recorded in one change, and starts at once. */
const CHUNK = 250;
const STARTS_AT_ONCE = 16;
/** Decisions are taken this long before the instant, for comparison, milliseconds. */
const CALM = 10_000;
/** The last to be started still waits longer than bodies are spread over (workflows/spread.ts), milliseconds. */
const WAIT = amount(16 * 60_000, 30_000);
/** Between one decision and the next of the one caller, milliseconds. */
const BREATH = 50;
/** Longest wait for the last entry, milliseconds. */
const WITHIN = 30 * 60_000;
/** Bodies of the measurement of waking alone, and how long they wait: under a minute, so that nobody is spread. */
const WAKING = amount(500, 50);
const WAKING_AFTER = amount(55_000, 20_000);
const posts: readonly Role[] = ['ciso', 'headOfOfficers', 'promotionOffice', 'auditOfficer'];

export interface AprilFigures {
  /** From 09:00 until the last body's reminder is in the journal and in the inboxes. */
  readonly april1Ms: number;
  /** People told in that time, per second. */
  readonly remindersPerSecond: number;
  /** Median latency of one caller's decisions, before 09:00 and from 09:00 until the last reminder. */
  readonly april1DecisionMs: { readonly before: number; readonly during: number };
  readonly april1DecisionRatio: number;
}

export async function measureApril(parts: Parts): Promise<AprilFigures> {
  const { records } = parts;
  const bodies = generatedBodies(BODIES, 'april');
  const ids = bodies.map(({ id }) => id);
  await appointed(records, bodies);
  const decide = await deciding(parts);
  const first = ids[0] ?? '';
  const input = Input.parse((await cycleInputs(records, [first], YEAR, Date.now())).get(first));
  // How long the starts will take is not known before: the first hundredth tells.
  const others = generatedBodies(Math.ceil(BODIES / 100), 'trial');
  await appointed(records, others);
  const trial = others.map(({ id }) => id);
  const { ms } = await timed(() => startAll(parts, trial, input, Date.now() + 3_600_000));
  const nine = Date.now() + Math.round((ms / trial.length) * BODIES * 1.5) + WAIT;
  await startAll(parts, ids, input, nine);
  progress(`${BODIES} bodies wait for their reminder, ${Math.round((nine - Date.now()) / 1000)} s early`);
  if (Date.now() > nine - CALM) throw new Error('the starts took too long: the instant has passed');
  await pause(nine - CALM - Date.now());
  const before = await latencies(decide, () => Date.now() >= nine);
  let done = false;
  const [during] = await Promise.all([
    latencies(decide, () => done),
    allReminded(records, ids).finally(() => {
      done = true;
    }),
  ]);
  const april1Ms = Date.now() - nine;
  await checkTold(records, ids);
  const figures = { before: rounded(median(before)), during: rounded(median(during)) };
  return {
    april1Ms,
    remindersPerSecond: rounded((BODIES * posts.length * 1_000) / april1Ms),
    april1DecisionMs: figures,
    april1DecisionRatio: rounded(figures.during / figures.before),
  };
}

export interface WakingFigures {
  /** Processor time of one body's reminder – its items, four people told –, this process and the Temporal server. */
  readonly wakingProcessorMs: number;
}

/** Bodies that wake at one instant while nobody decides: what one waking costs. */
export async function measureWaking(parts: Parts): Promise<WakingFigures> {
  const { records, server } = parts;
  const bodies = generatedBodies(WAKING, 'waking');
  const ids = bodies.map(({ id }) => id);
  await appointed(records, bodies);
  const first = ids[0] ?? '';
  const input = Input.parse((await cycleInputs(records, [first], YEAR, Date.now())).get(first));
  const nine = Date.now() + WAKING_AFTER;
  // The year begins another day: the reminder is the only thing that wakes them.
  await startAll(parts, ids, input, nine, nine + 86_400_000);
  const rest = nine - 500 - Date.now();
  if (rest < 0) throw new Error('the starts took too long: the instant has passed');
  await pause(rest);
  const before = processorMs(server.pid());
  await allReminded(records, ids, 2);
  const wakingProcessorMs = rounded((processorMs(server.pid()) - before) / ids.length);
  progress(
    `${ids.length} bodies reminded, ${input.dueItems.length} items each: ${wakingProcessorMs} ms of processor each`,
  );
  return { wakingProcessorMs };
}

const Input = z.looseObject({ dueItems: z.array(z.looseObject({ id: z.string() })) });

/** The bodies with everyone who is reminded. */
async function appointed(records: Records, bodies: readonly OrganisationRow[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += CHUNK) {
    const organisations = bodies.slice(start, start + CHUNK);
    const people = organisations.flatMap(({ id }) =>
      posts.map((_, i) => ({ id: personOf(id, i), nameJa: `${id}-${i}（架空）`, nameEn: `${id}-${i} (fictional)` })),
    );
    const appointments = organisations.flatMap(({ id: organisation }) =>
      posts.map((role, i) => ({
        id: personOf(organisation, i).replace('p-', 'a-'),
        person: personOf(organisation, i),
        role,
        organisation,
        from: '2020-04-01',
        kind: 'regular' as const,
      })),
    );
    await records.registry.change({ organisations, people, appointments }, 'p-bench', Date.now());
  }
}

function personOf(organisation: OrganisationId, post: number): string {
  return `p-${organisation}-${post}`;
}

/** Starts the cycles with every reminder at one instant. */
async function startAll(
  { records, engine }: Parts,
  ids: readonly OrganisationId[],
  input: z.output<typeof Input>,
  nine: number,
  yearBegins = nine,
): Promise<void> {
  const version = newestOf('cycle')?.version ?? 1;
  const dueItems = input.dueItems.map((item) => ({ ...item, rungs: [nine], escalations: [] }));
  const given: Json = JSON.parse(JSON.stringify({ ...input, dueItems, yearBegins, inspectionBegins: yearBegins }));
  const waiting = [...ids];
  const work = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const start = { instance: `cycle/${YEAR}/${id}`, procedure: 'cycle', version, input: given };
      await records.instances.claim(start, 'bench');
      await engine.start(start);
      await records.journal.waitFor(start.instance, 1, 60_000);
    }
  };
  await Promise.all(Array.from({ length: STARTS_AT_ONCE }, work));
}

/** One caller's latencies until somebody says stop. */
export async function latencies(decide: () => Promise<unknown>, stop: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!stop()) {
    times.push((await timed(decide)).ms);
    await pause(BREATH);
  }
  return times;
}

/** Resolves when every body's year has begun and its reminders are written: entries 2 and 3, or the reminders alone. */
async function allReminded({ journal }: Records, ids: readonly OrganisationId[], entries = 3): Promise<void> {
  const deadline = Date.now() + WITHIN;
  for (const id of ids) {
    for (let there = false; !there;) {
      if (Date.now() > deadline) throw new Error(`${id} was not reminded`);
      there = await journal.waitFor(`cycle/${YEAR}/${id}`, entries, 5_000);
    }
  }
}

/** Each person of some bodies was reminded in exactly one notice. */
async function checkTold({ readModel }: Records, ids: readonly OrganisationId[]): Promise<void> {
  for (const id of ids.filter((_, i) => i % Math.ceil(BODIES / 50) === 0)) {
    for (const [i, role] of posts.entries()) {
      const notices = await readModel.notices(personOf(id, i), undefined, 50);
      const reminding = notices.filter(({ items }) => items.some(({ reminder }) => reminder !== undefined));
      if (reminding.length !== 1) throw new Error(`${role} of ${id}: ${reminding.length} notices instead of one`);
    }
  }
}

/** Decisions a second and their latency: a bare workflow (a), the interpreter over a counter (b), `improvement` (c). */
import { randomUUID } from 'node:crypto';
import { Client } from '@temporalio/client';
import { lazyConnection } from '../client/connection.ts';
import { begin, step } from '../machines/core/index.ts';
import type { Actor, DecisionEvent, Json, Procedure, State } from '../machines/core/index.ts';
import { taskQueue, type DecideMessage, type DurableInput } from '../contract/messages.ts';
import { dueFor } from '../model/calendar/due-date.ts';
import { newestOf } from '../machines/procedures.ts';
import { counterProcedure } from './counter.ts';
import type { Parts } from './parts.ts';
import { progress } from './parts.ts';
import { amount } from './settings.ts';
import { latency, median, rounded, throughput } from './statistics.ts';

const CALLERS = 32;
const ROUNDS = amount(5, 1);
const PER_ROUND = amount(480, 64);
const PER_LATENCY = amount(40, 5);
const YEAR = 2026;

/** Fields of the result. */
export interface DecisionFigures {
  readonly decisionsPerSecond: { bare: number; bareJournaled: number; improvement: number };
  /** (c)/(b): what the statechart costs. */
  readonly ratioToBareJournaled: number;
  readonly p50OneCallerMs: { bare: number; bareJournaled: number; improvement: number };
}

type Call = (caller: number) => Promise<unknown>;

/** Five interleaved rounds, medians. */
export async function measureDecisions({ records, engine, server }: Parts): Promise<DecisionFigures> {
  const connection = lazyConnection({ address: server.address, namespace: server.namespace });
  const client = new Client({ connection, namespace: server.namespace });
  const started = async (input: DurableInput): Promise<void> => {
    await records.instances.claim(input, 'bench');
    await engine.start(input);
  };
  const contestants: { name: keyof DecisionFigures['decisionsPerSecond']; call: Call }[] = [
    { name: 'bare', call: await bare(client) },
    { name: 'bareJournaled', call: await overCounter(started, (message) => engine.decide(message)) },
    { name: 'improvement', call: await overImprovement(started, (message) => engine.decide(message)) },
  ];
  const speeds = { bare: [] as number[], bareJournaled: [] as number[], improvement: [] as number[] };
  const latencies = { bare: [] as number[], bareJournaled: [] as number[], improvement: [] as number[] };
  for (const { call } of contestants) await throughput(CALLERS, CALLERS * 2, call);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const { name, call } of contestants) {
      speeds[name].push(await throughput(CALLERS, PER_ROUND, call));
      latencies[name].push(await latency(PER_LATENCY, () => call(0)));
    }
    progress(
      `decisions, round ${round} of ${ROUNDS}: ${contestants.map(({ name }) => `${name} ${rounded(speeds[name].at(-1) ?? 0)}/s`).join(', ')}`,
    );
  }
  await connection.close();
  return {
    decisionsPerSecond: each(speeds),
    ratioToBareJournaled: rounded(median(speeds.improvement) / median(speeds.bareJournaled)),
    p50OneCallerMs: each(latencies),
  };
}

function each(figures: { bare: number[]; bareJournaled: number[]; improvement: number[] }) {
  const { bare: a, bareJournaled: b, improvement: c } = figures;
  return { bare: rounded(median(a)), bareJournaled: rounded(median(b)), improvement: rounded(median(c)) };
}

async function bare(client: Client): Promise<Call> {
  const run = randomUUID().slice(0, 8);
  const handles = await Promise.all(
    Array.from({ length: CALLERS }, (_, i) =>
      client.workflow.start('bareCounter', { workflowId: `bare/${run}/${i}`, taskQueue }),
    ),
  );
  return (caller) => {
    const handle = handles[caller];
    if (handle === undefined) throw new Error(`no caller ${caller}`);
    return handle.executeUpdate('add');
  };
}

/** One caller's decision on one `improvement`, to be taken again and again. */
export async function deciding({ records, engine }: Parts): Promise<() => Promise<unknown>> {
  const started = async (input: DurableInput): Promise<void> => {
    await records.instances.claim(input, 'bench');
    await engine.start(input);
  };
  const call = await overImprovement(started, (message) => engine.decide(message));
  return () => call(0);
}

type Start = (input: DurableInput) => Promise<void>;
type Decide = (message: DecideMessage) => Promise<unknown>;

async function overImprovement(start: Start, decide: Decide): Promise<Call> {
  const instances = await many('improvement', start, improvementInput);
  await Promise.all(instances.map((instance) => decide(message(instance, assignOwner(instance)))));
  return (caller) => decide(message(pick(instances, caller), reassign(pick(instances, caller))));
}

/** The same sizes as (c): its context as padding, its projection, its input and facts. */
async function overCounter(start: Start, decide: Decide): Promise<Call> {
  const { state, projection } = typicalImprovement();
  const padding: Json = JSON.parse(JSON.stringify(state.snapshot.context));
  const instances = await many(counterProcedure.id, start, () => ({ padding, projection }));
  return (caller) => {
    const instance = pick(instances, caller);
    return decide(message(instance, { ...reassign(instance), type: 'add' }));
  };
}

async function many(procedure: string, start: Start, input: (instance: string) => Json): Promise<string[]> {
  const run = randomUUID().slice(0, 8);
  const instances = Array.from({ length: CALLERS }, (_, i) => `${procedure}/${YEAR}/bench-${run}/${i + 1}`);
  await Promise.all(instances.map((instance) => start({ instance, procedure, version: 1, input: input(instance) })));
  return instances;
}

function pick(instances: readonly string[], caller: number): string {
  const instance = instances[caller];
  if (instance === undefined) throw new Error(`no caller ${caller}`);
  return instance;
}

function message(instance: string, event: Omit<DecisionEvent, 'at'>): DecideMessage {
  return { instance, updateId: randomUUID(), bodyHash: 'bench', event };
}

/** What the cycle gives an improvement. */
export function improvementInput(instance: string): Json {
  const organisation = instance.split('/')[2] ?? '';
  return {
    cycle: `cycle/${YEAR}/${organisation}`,
    covers: [{ ref: `audit/${YEAR}/${organisation}/1#1`, source: 'audit', clause: '3-15', department: 'd-1' }],
    source: 'audit',
    openedBy: 'p-ciso',
    needsAudit: false,
    minimumObservationDays: 0,
    department: 'd-1',
  };
}

function headOfOfficers(instance: string): Actor {
  const organisation = instance.split('/')[2] ?? '';
  const person = 'p-head-of-officers';
  return {
    person,
    appointments: [{ id: 'a-1', person, role: 'headOfOfficers', organisation, from: '2020-04-01', kind: 'regular' }],
  };
}

const facts = {
  structure: {
    profile: 'ministry',
    holders: [
      { role: 'officer', department: 'd-1' },
      { role: 'officer', department: 'd-2' },
    ],
    ministryContacts: [],
  },
  departments: [
    { id: 'd-1', exists: true, scope: ['d-1'] },
    { id: 'd-2', exists: true, scope: ['d-2'] },
  ],
};

const ladder = {
  ladder: { before: [30, 7, 0], every: 5, times: 12, months: 12 },
  escalation: { ciso: 10, supervisors: 10 },
};

function assignOwner(instance: string): Omit<DecisionEvent, 'at'> {
  return {
    type: 'assignOwner',
    actor: headOfOfficers(instance),
    input: { role: 'officer', department: 'd-1', planBy: '2027-03-31' },
    facts: { ...facts, due: [{ id: 'plan', ...dueFor('2027-03-31', Date.now(), ladder) }] },
  };
}

function reassign(instance: string): Omit<DecisionEvent, 'at'> {
  return {
    type: 'reassign',
    actor: headOfOfficers(instance),
    input: { role: 'officer', department: 'd-2', reason: '組織改編に伴い担当を改める。' },
    facts,
  };
}

function typicalImprovement(): { state: State; projection: Json } {
  const procedure: Procedure | undefined = newestOf('improvement');
  if (procedure === undefined) throw new Error('improvement is not published');
  const instance = `improvement/${YEAR}/bench/1`;
  const at = Date.now();
  const first = begin(
    procedure,
    { instance, organisation: 'bench', year: YEAR, input: improvementInput(instance) },
    at,
  );
  const assigned = step(procedure, first.state, { ...assignOwner(instance), at });
  const reassigned = step(procedure, assigned.state, { ...reassign(instance), at });
  if (reassigned.entry.refused !== undefined) throw new Error(JSON.stringify(reassigned.entry.refused));
  return { state: reassigned.state, projection: JSON.parse(JSON.stringify(reassigned.entry.projection)) };
}

/**
 * What a decision costs: a bare Update (a), the interpreter over a counter (b), `improvement` through the client (c), and
 * the same decision over HTTP (d). Processor time – of this process, callers included, and of the Temporal server – and
 * counts hold on any machine; seconds only on a calm one.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from '@temporalio/client';
import { pino } from 'pino';
import { payloadCodecs } from '../client/codecs.ts';
import { lazyConnection } from '../client/connection.ts';
import { begin, step } from '../machines/core/index.ts';
import type { Actor, DecisionEvent, Json, Procedure, State } from '../machines/core/index.ts';
import { taskQueue, type DecideMessage, type DurableInput } from '../contract/messages.ts';
import { asObject } from '../model/json.ts';
import { dueFor } from '../model/calendar/due-date.ts';
import { newestOf } from '../machines/procedures.ts';
import type { Records } from '../contract/records/records.ts';
import { makeApp } from '../web/app.ts';
import { startWeb } from '../web/server.ts';
import { counterProcedure } from './counter.ts';
import type { Parts } from './parts.ts';
import { progress } from './parts.ts';
import { processorMs } from './processor.ts';
import { measureSealing } from './sealing.ts';
import { amount } from './settings.ts';
import { latency, rounded, throughput } from './statistics.ts';
import { call } from './system.ts';

const CALLERS = 32;
const ROUNDS = amount(5, 1);
const PER_ROUND = amount(480, 64);
const PER_LATENCY = amount(40, 5);
const YEAR = 2026;
/** How long after a round what it left to be done is still counted, milliseconds. */
const SETTLING = amount(1_500, 500);

const names = ['bare', 'counter', 'client', 'http'] as const;
type Name = (typeof names)[number];

/** Of one contestant: the best of the rounds, which noise can only spoil. */
interface Cost {
  /** Processor time per decision with 32 callers, milliseconds. */
  readonly processorMs: number;
  readonly p50OneCallerMs: number;
  /** With 32 callers. */
  readonly transactions: number;
  readonly statements: number;
  /** Payloads sealed and opened, by client and worker. */
  readonly seals: number;
  readonly opens: number;
  /** Says something on a calm machine only. */
  readonly perSecondCalm: number;
}

/** Fields of the result. */
export interface DecisionFigures {
  readonly sealing: Sealing;
  readonly decisions: Readonly<Record<Name, Cost>>;
  readonly ratios: readonly Ratio[];
}

/** What sealing is of the cost of a decision on `improvement` through the client. */
interface Sealing {
  /** Processor time of sealing, and of opening, one payload, microseconds. */
  readonly sealing: number;
  readonly opening: number;
  /** Of a decision, all its payloads. */
  readonly processorMs: number;
  /** The whole decision to the same without sealing. */
  readonly sealedToPlain: number;
}

/** An aim as it was reached: `is` at most `aim`. */
interface Ratio {
  readonly what: string;
  readonly is: number;
  readonly aim: number;
}

type Call = (caller: number) => Promise<unknown>;

/** Interleaved rounds, so that whatever disturbs one contestant disturbs the others. */
export async function measureDecisions(parts: Parts): Promise<DecisionFigures> {
  const { calls, close } = await contestants(parts);
  const costs: Record<Name, Cost[]> = { bare: [], counter: [], client: [], http: [] };
  for (const name of names) await throughput(CALLERS, CALLERS * 2, calls[name]);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const name of names) costs[name].push(await costOf(parts, calls[name]));
    const line = names.map((name) => `${name} ${costs[name].at(-1)?.processorMs} ms`).join(', ');
    progress(`processor time of a decision, round ${round} of ${ROUNDS}: ${line}`);
  }
  await close();
  const decisions = {
    bare: best(costs.bare),
    counter: best(costs.counter),
    client: best(costs.client),
    http: best(costs.http),
  };
  return { decisions, ratios: ratiosOf(decisions), sealing: sealingOf(parts, decisions.client) };
}

/** What is compared, ready to be called. */
export async function contestants(
  parts: Parts,
): Promise<{ calls: Readonly<Record<Name, Call>>; readonly close: () => Promise<void> }> {
  const { records, engine, server } = parts;
  const connection = lazyConnection({ address: server.address, namespace: server.namespace });
  const client = new Client({
    connection,
    namespace: server.namespace,
    dataConverter: { payloadCodecs: payloadCodecs(parts) },
  });
  const started = async (input: DurableInput): Promise<void> => {
    await records.instances.claim(input, 'bench');
    await engine.start(input);
  };
  const real = await overHttp(parts, started);
  const calls: Readonly<Record<Name, Call>> = {
    bare: await bare(client),
    counter: await overCounter(started, (message) => engine.decide(message)),
    client: real.client,
    http: real.http,
  };
  return {
    calls,
    async close() {
      await real.close();
      await connection.close();
    },
  };
}

async function costOf({ asked, sealed, server }: Parts, call: Call): Promise<Cost> {
  const before = { processor: processorMs(server.pid()), ...asked(), ...sealed() };
  const perSecondCalm = await throughput(CALLERS, PER_ROUND, call);
  await pause(SETTLING);
  const after = { processor: processorMs(server.pid()), ...asked(), ...sealed() };
  const each = (all: number): number => rounded(all / PER_ROUND);
  return {
    processorMs: each(after.processor - before.processor),
    transactions: each(after.transactions - before.transactions),
    statements: each(after.statements - before.statements),
    seals: each(after.seals - before.seals),
    opens: each(after.opens - before.opens),
    perSecondCalm: rounded(perSecondCalm),
    p50OneCallerMs: rounded(await latency(PER_LATENCY, () => call(0))),
  };
}

function best(costs: readonly Cost[]): Cost {
  const least = (of: (cost: Cost) => number): number => Math.min(...costs.map(of));
  return {
    processorMs: least((cost) => cost.processorMs),
    p50OneCallerMs: least((cost) => cost.p50OneCallerMs),
    transactions: least((cost) => cost.transactions),
    statements: least((cost) => cost.statements),
    seals: least((cost) => cost.seals),
    opens: least((cost) => cost.opens),
    perSecondCalm: Math.max(...costs.map((cost) => cost.perSecondCalm)),
  };
}

function sealingOf({ key }: Parts, { processorMs: whole, seals, opens }: Cost): Sealing {
  const { sealMs, openMs } = measureSealing(key);
  const spent = seals * sealMs + opens * openMs;
  return {
    sealing: rounded(sealMs * 1_000),
    opening: rounded(openMs * 1_000),
    processorMs: rounded(spent),
    sealedToPlain: rounded(whole / (whole - spent)),
  };
}

function ratiosOf({ bare: a, counter: b, client: c, http: d }: DecisionFigures['decisions']): Ratio[] {
  const ratio = (what: string, of: number, to: number, aim: number): Ratio => ({ what, is: rounded(of / to), aim });
  return [
    ratio('processor time, improvement : bare Update', c.processorMs, a.processorMs, 2),
    ratio('processor time, improvement : counter', c.processorMs, b.processorMs, 1.15),
    ratio('processor time, over HTTP : through the client', d.processorMs, c.processorMs, 1.5),
    ratio('one caller’s median, over HTTP : bare Update', d.p50OneCallerMs, a.p50OneCallerMs, 3.5),
    { what: 'transactions per decision, client, 32 callers', is: c.transactions, aim: 0.5 },
  ];
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

/**
 * `improvement` of an invented ministry over HTTP, with token, look-ups and the wait for the journal; and the very
 * messages this sends to the engine, sent by the client alone.
 */
async function overHttp(parts: Parts, start: Start): Promise<{ http: Call; client: Call; close(): Promise<void> }> {
  const { records, engine } = parts;
  const token = await ministry(records);
  const sent = new Map<string, DecideMessage>();
  const remembering = {
    ...engine,
    decide: (given: DecideMessage) => {
      // Sent again and again it rests on facts that are older than the last decision: without `factsAfter`.
      const { instance, updateId, bodyHash, event } = given;
      sent.set(instance, { instance, updateId, bodyHash, event });
      return engine.decide(given);
    },
  };
  const app = makeApp({
    records,
    engine: remembering,
    clock: Date.now,
    // One person decides as fast as the machine takes it: what is measured is the machine.
    configuration: { version: 'bench', quotas: { changesPerSecond: 0, uploadsPerMinute: 0, uncitedDocuments: 0 } },
    logger: pino({ level: 'silent' }),
  });
  const web = await startWeb({ app, host: '127.0.0.1', port: 0 });
  const address = web.address.replace(/\/$/, '');
  const instances = await many('improvement', start, improvementInput, MINISTRY);
  const decide = (instance: string, body: object): Promise<unknown> =>
    call(address, token, 'POST', `/procedures/${instance}/decisions`, body);
  for (const instance of instances) {
    await records.journal.waitFor(instance, 1, 30_000);
    for (const { type, input } of [assignOwner(instance), reassign(instance)]) {
      await decide(instance, { type, ...asObject(input) });
    }
  }
  return {
    http: (caller) => {
      const instance = pick(instances, caller);
      const { type, input } = reassign(instance);
      return decide(instance, { type, ...asObject(input) });
    },
    client: (caller) => {
      const last = sent.get(pick(instances, caller));
      if (last === undefined) throw new Error(`nothing was sent for ${caller}`);
      return engine.decide({ ...last, updateId: randomUUID() });
    },
    close: () => web.close(),
  };
}

const MINISTRY = 'demo-bench-ministry';
const HEAD = 'p-head-of-officers';

/** The ministry with the departments and officers the decision names; answers the deciding person's token. */
async function ministry(records: Records): Promise<string> {
  const now = Date.now();
  const officers = ['d-1', 'd-2'].map((department, i) => ({ department, person: `p-officer-${i}` }));
  const post = { organisation: MINISTRY, from: '2020-04-01', kind: 'regular' as const };
  await records.registry.change(
    {
      organisations: [
        {
          id: MINISTRY,
          kind: 'ministry',
          nameJa: '計測用府省（架空）',
          nameEn: 'benchmark ministry (fictional)',
          supervisors: [],
          fictional: true,
        },
      ],
      departments: officers.map(({ department: id }) => ({
        organisation: MINISTRY,
        id,
        nameJa: id,
        nameEn: id,
        bureau: true,
      })),
      people: [HEAD, ...officers.map(({ person }) => person)].map((id) => ({
        id,
        nameJa: `${id}（架空）`,
        nameEn: `${id} (fictional)`,
      })),
      appointments: [
        { id: 'a-head', person: HEAD, role: 'headOfOfficers' as const, ...post },
        ...officers.map(({ department, person }) => ({
          id: `a-${person}`,
          person,
          role: 'officer' as const,
          department,
          ...post,
        })),
      ],
    },
    'p-bench',
    now,
  );
  const day = 86_400_000;
  return (await records.tokens.issue({ person: HEAD, issuedBy: HEAD, at: now, expires: now + day, purpose: 'bench' }))
    .secret;
}

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

async function many(
  procedure: string,
  start: Start,
  input: (instance: string) => Json,
  organisation = `bench-${randomUUID().slice(0, 8)}`,
): Promise<string[]> {
  const instances = Array.from({ length: CALLERS }, (_, i) => `${procedure}/${YEAR}/${organisation}/${i + 1}`);
  // One after the other: on a busy machine a crowd of starts runs out of time.
  for (const instance of instances) await start({ instance, procedure, version: 1, input: input(instance) });
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
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: `audit/${YEAR}/${organisation}/1#1`, source: 'audit', clause: '3-15', department: 'd-1' }],
    source: 'audit',
    openedBy: 'p-ciso',
    needsAudit: false,
    minimumObservationDays: 0,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    department: 'd-1',
  };
}

function headOfOfficers(instance: string): Actor {
  const organisation = instance.split('/')[2] ?? '';
  const person = HEAD;
  return {
    person,
    appointments: [{ id: 'a-1', person, role: 'headOfOfficers', organisation, from: '2020-04-01', kind: 'regular' }],
  };
}

const facts = {
  structure: {
    profile: 'ministry',
    holders: [
      { role: 'officer', department: 'd-1', person: 'p-officer-0', kind: 'regular' },
      { role: 'officer', department: 'd-2', person: 'p-officer-1', kind: 'regular' },
    ],
    supervisors: [],
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
    input: {
      number: Number(instance.split('/').at(-1)),
      title: '権限の見直し',
      role: 'officer',
      department: 'd-1',
      planBy: '2027-03-31',
    },
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

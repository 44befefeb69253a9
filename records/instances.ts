import { sql, type Transaction } from 'kysely';
import type { Json, Projection } from '../machines/core/index.ts';
import type { DurableInput, TellMessage } from '../contract/messages.ts';
import { type InstanceId, type OrganisationId, parseInstanceId } from '../model/identifiers.ts';
import type { InstanceRow, Instances } from '../contract/records/instances.ts';
import type { Connection, Database } from './database.ts';
import { genesis } from './journal/chain.ts';
import type { Tables } from './tables.ts';

/** Claims, instances as the read model shows them, and the organisations' inbox register. */
export function makeInstances(db: Database): Instances {
  return {
    claim: (start, by) => db.transaction().execute((trx) => claimIn(trx, start, by)),
    unstarted: () => unstarted(db),
    get: (instance) => get(db, instance),
    list: (filter, after, limit) => list(db, filter, after, limit),
    years: (of) => years(db, of),
    putInInbox: (message, reason) => db.transaction().execute((trx) => putInInboxIn(trx, message, reason)),
    inbox: (organisation) => inbox(db, organisation),
  };
}

/**
 * Who claims an instance and who puts a tell for it into the inbox take turns: either the claim finds the tell, or the
 * tell finds the claim. Without this a tell could fall between "not started" and "claimed".
 */
async function takeTurn(trx: Transaction<Tables>, instance: InstanceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${instance}, 0))`.execute(trx);
}

async function claimIn(trx: Transaction<Tables>, start: DurableInput, by: string): ReturnType<Instances['claim']> {
  const parts = parseInstanceId(start.instance);
  if (parts === undefined) throw new RangeError(`not an instance id: ${start.instance}`);
  await takeTurn(trx, start.instance);
  const there = await trx
    .selectFrom('instances')
    .select(['seq', 'claimed_by'])
    .where('instance', '=', start.instance)
    .executeTakeFirst();
  if (there !== undefined) {
    if (there.seq > 0 || there.claimed_by !== by) return { result: 'exists', inbox: [] };
    return { result: 'mine', inbox: await takenBy(trx, start.instance) };
  }
  await trx
    .insertInto('instances')
    .values({
      instance: start.instance,
      procedure: start.procedure,
      version: start.version,
      year: parts.year,
      organisation: parts.organisation,
      number: parts.number ?? null,
      claimed_by: by,
      start_input: JSON.stringify(start),
      seq: 0,
      head_hash: genesis,
      at: null,
      last_change: 0,
      phase: null,
      ended: null,
      projection: null,
      open_due: [],
      open_due_ids: [],
      marks: [],
      counts: '{}',
      started: false,
    })
    .execute();
  await takeWaiting(trx, start.instance);
  return { result: 'claimed', inbox: await takenBy(trx, start.instance) };
}

/**
 * Takes what waits for this instance, and – for a cycle – what came too late for an ended cycle of the same body: late
 * tells are taken by the next one in its first step (domain.md 3). What was refused only stands there to be seen.
 */
async function takeWaiting(trx: Transaction<Tables>, instance: InstanceId): Promise<void> {
  const parts = parseInstanceId(instance);
  await trx
    .updateTable('inbox')
    .set({ taken_by: instance })
    .where('taken_by', 'is', null)
    .where((eb) => {
      const mine = eb.and([eb('to_instance', '=', instance), eb('reason', '=', 'notStarted')]);
      if (parts?.kind !== 'cycle') return mine;
      const late = eb.and([
        eb('organisation', '=', parts.organisation),
        eb('reason', '=', 'ended'),
        eb('to_instance', 'like', `cycle/%/${parts.organisation}`),
      ]);
      return eb.or([mine, late]);
    })
    .execute();
}

/** What an instance was handed at its claim, addressed to it. */
async function takenBy(db: Connection, instance: InstanceId): Promise<TellMessage[]> {
  const rows = await db.selectFrom('inbox').selectAll().where('taken_by', '=', instance).orderBy('position').execute();
  return rows.map((row) => ({ ...messageOf(row), to: instance }));
}

interface InboxRow {
  id: string;
  from_instance: string;
  to_instance: string;
  type: string;
  input: string;
}

function messageOf(row: InboxRow): TellMessage {
  const input: Json = JSON.parse(row.input);
  return { id: row.id, from: row.from_instance, to: row.to_instance, type: row.type, input };
}

async function unstarted(db: Database): Promise<DurableInput[]> {
  const rows = await db
    .selectFrom('instances')
    .select(['instance', 'start_input'])
    .where('started', '=', false)
    .where('start_input', 'is not', null)
    .orderBy('instance')
    .execute();
  const inputs: DurableInput[] = [];
  for (const row of rows) {
    if (row.start_input === null) continue;
    const start: DurableInput = JSON.parse(row.start_input);
    inputs.push({ ...start, inbox: await takenBy(db, row.instance) });
  }
  return inputs;
}

async function putInInboxIn(
  trx: Transaction<Tables>,
  message: TellMessage,
  reason: 'notStarted' | 'ended' | 'refused',
): Promise<'waiting' | 'claimed'> {
  await takeTurn(trx, message.to);
  if (reason === 'notStarted') {
    const there = await trx
      .selectFrom('instances')
      .select('instance')
      .where('instance', '=', message.to)
      .executeTakeFirst();
    if (there !== undefined) return 'claimed';
  }
  await trx
    .insertInto('inbox')
    .values({
      id: message.id,
      to_instance: message.to,
      from_instance: message.from,
      organisation: parseInstanceId(message.to)?.organisation ?? '',
      type: message.type,
      input: JSON.stringify(message.input),
      reason,
      taken_by: null,
    })
    .onConflict((conflict) => conflict.columns(['to_instance', 'id']).doNothing())
    .execute();
  return 'waiting';
}

async function inbox(db: Database, organisation: OrganisationId): ReturnType<Instances['inbox']> {
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('organisation', '=', organisation)
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...messageOf(row),
    reason: row.reason,
    ...(row.taken_by === null ? {} : { takenBy: row.taken_by }),
  }));
}

const shown = [
  'instance',
  'procedure',
  'version',
  'year',
  'organisation',
  'number',
  'seq',
  'at',
  'last_change',
  'projection',
] as const;

async function get(db: Database, instance: InstanceId): Promise<InstanceRow | undefined> {
  const row = await db
    .selectFrom('instances')
    .select(shown)
    .where('instance', '=', instance)
    .where('seq', '>', 0)
    .executeTakeFirst();
  return row === undefined ? undefined : rowOf(row);
}

async function list(
  db: Database,
  filter: Parameters<Instances['list']>[0],
  after: string | undefined,
  limit: number,
): Promise<InstanceRow[]> {
  const { procedure, year, organisation } = filter;
  const rows = await db
    .selectFrom('instances')
    .select(shown)
    .where('seq', '>', 0)
    .$if(procedure !== undefined, (query) => query.where('procedure', '=', procedure ?? ''))
    .$if(year !== undefined, (query) => query.where('year', '=', year ?? 0))
    .$if(organisation !== undefined, (query) => query.where('organisation', '=', organisation ?? ''))
    .$if(after !== undefined, (query) => query.where('instance', '>', after ?? ''))
    .orderBy('instance')
    .limit(limit)
    .execute();
  return rows.map(rowOf);
}

async function years(db: Database, of: 'all' | readonly OrganisationId[]): ReturnType<Instances['years']> {
  const some = of === 'all' ? sql`true` : sql`i.organisation = any (${[...of]}::text[])`;
  const { rows } = await sql<{ year: number; cycles: number; firstOpened: number }>`
    select i.year, count(*)::integer as cycles, min(j.at) as "firstOpened"
    from instances as i join journal as j on j.instance = i.instance and j.seq = 1
    where i.procedure = 'cycle' and ${some} group by i.year order by i.year desc`.execute(db);
  return rows;
}

function rowOf(row: Pick<Tables['instances'], (typeof shown)[number]>): InstanceRow {
  const projection: Projection = JSON.parse(row.projection ?? 'null');
  return {
    instance: row.instance,
    procedure: row.procedure,
    version: row.version,
    year: row.year,
    organisation: row.organisation,
    ...(row.number === null ? {} : { number: row.number }),
    seq: row.seq,
    at: row.at ?? 0,
    lastChange: row.last_change,
    projection,
  };
}

import { sql, type Transaction } from 'kysely';
import type { Json, Projection } from '../machines/core/index.ts';
import type { DurableInput, TellMessage } from '../contract/messages.ts';
import {
  instanceId,
  type InstanceId,
  type OrganisationId,
  parseInstanceId,
  type OrganisationScope,
} from '../model/identifiers.ts';
import type { InstanceRow, Instances } from '../contract/records/instances.ts';
import type { Connection, Database } from './database.ts';
import { unbegun } from './journal/instance-parts.ts';
import { invitedTo, invitesTo, isNamedIn } from './read-model/invitations.ts';
import type { Tables } from './tables.ts';

/** Claims, instances as the read model shows them, and the organisations' inbox register. */
export function makeInstances(db: Database): Instances {
  return {
    async claim(start, by) {
      const [answer] = await db.transaction().execute((trx) => claimIn(trx, [start], by));
      if (answer === undefined) throw new Error(`no answer to the claim of ${start.instance}`);
      return answer;
    },
    claimAll: (starts, by) => db.transaction().execute((trx) => claimIn(trx, starts, by)),
    claimNext: (of, by, startOf) => db.transaction().execute((trx) => claimNextIn(trx, of, by, startOf)),
    async release(instance, by) {
      await db
        .deleteFrom('instances')
        .where('instance', '=', instance)
        .where('claimed_by', '=', by)
        .where('seq', '=', 0)
        .execute();
    },
    unstarted: () => unstarted(db),
    get: (instance) => get(db, instance),
    isNamedIn: (person, organisation) => isNamedIn(db, person, organisation),
    invitesTo: (organisation, person, at) => invitesTo(db, organisation, person, at),
    invitedTo: (person, instances, at) => invitedTo(db, person, instances, at),
    list: (filter, after, limit) => list(db, filter, after, limit),
    async bodiesWith(procedure, year) {
      const rows = await db
        .selectFrom('instances')
        .select('organisation')
        .distinct()
        .where('procedure', '=', procedure)
        .where('year', '=', year)
        .where('seq', '>', 0)
        .execute();
      return new Set(rows.map(({ organisation }) => organisation));
    },
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

async function claimIn(
  trx: Transaction<Tables>,
  starts: readonly DurableInput[],
  by: string,
): ReturnType<Instances['claimAll']> {
  const ids = starts.map(({ instance }) => instance);
  // In one order, always: two who claim many wait for each other but never in a circle.
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 0)) from unnest(${[...ids].sort()}::text[]) as id`.execute(
    trx,
  );
  const there = await trx
    .selectFrom('instances')
    .select(['instance', 'seq', 'claimed_by'])
    .where('instance', '=', sql<string>`any(${ids}::text[])`)
    .execute();
  const known = new Map(there.map((row) => [row.instance, row]));
  const fresh = starts.filter(({ instance }) => !known.has(instance));
  if (fresh.length > 0) {
    await trx
      .insertInto('instances')
      .values(fresh.map((start) => claimedRow(start, by)))
      .execute();
    await takeWaiting(
      trx,
      fresh.map(({ instance }) => instance),
    );
  }
  const results = ids.map((instance) => {
    const row = known.get(instance);
    if (row === undefined) return { instance, result: 'claimed' as const };
    return { instance, result: row.seq > 0 || row.claimed_by !== by ? ('exists' as const) : ('mine' as const) };
  });
  const mine = results.filter(({ result }) => result !== 'exists').map(({ instance }) => instance);
  const inboxes = await takenBy(trx, mine);
  return results.map(({ instance, result }) => ({ result, inbox: inboxes.get(instance) ?? [] }));
}

async function claimNextIn(
  trx: Transaction<Tables>,
  of: InstanceId,
  by: string,
  startOf: (instance: InstanceId) => DurableInput,
): ReturnType<Instances['claimNext']> {
  const key = parseInstanceId(of);
  if (key === undefined || key.number !== undefined) throw new RangeError(`no instance id without a number: ${of}`);
  await takeTurn(trx, of);
  const { kind, year, organisation } = key;
  const series = trx
    .selectFrom('instances')
    .where('procedure', '=', kind)
    .where('year', '=', year)
    .where('organisation', '=', organisation);
  const mine = await series.select('start_input').where('claimed_by', '=', by).executeTakeFirst();
  const { last } = await series.select((eb) => eb.fn.max('number').as('last')).executeTakeFirstOrThrow();
  const start =
    mine === undefined ? startOf(instanceId({ ...key, number: Number(last ?? 0) + 1 })) : startIn(mine.start_input);
  const [answer] = await claimIn(trx, [start], by);
  if (answer === undefined) throw new Error(`no answer to the claim of ${start.instance}`);
  return { ...answer, start };
}

function startIn(text: string | null): DurableInput {
  const start: DurableInput = JSON.parse(text ?? 'null');
  return start;
}

/** The row of an instance that is claimed and has not begun. */
export function claimedRow(start: DurableInput, by: string) {
  return {
    ...unbegun(start.instance),
    procedure: start.procedure,
    version: start.version,
    claimed_by: by,
    start_input: JSON.stringify(start),
  };
}

/**
 * Takes what waits for these instances, and – of a kind of which a body has one a year – what came too late for an ended one
 * of the same kind and body: late tells are taken by the next in its first step (domain.md 3). What was refused only stands
 * there to be seen.
 */
async function takeWaiting(trx: Transaction<Tables>, instances: readonly InstanceId[]): Promise<void> {
  const bodies = instances.map((instance) => {
    const { kind, organisation, number } = parseInstanceId(instance) ?? {};
    return number === undefined ? { instance, kind, body: organisation } : { instance };
  });
  await sql`
    update inbox set taken_by = claimed.instance
    from json_to_recordset(${JSON.stringify(bodies)}::json) as claimed (instance text, kind text, body text)
    where inbox.taken_by is null and (
      (inbox.to_instance = claimed.instance and inbox.reason = 'notStarted')
      or (inbox.organisation = claimed.body and inbox.reason = 'ended'
        and inbox.to_instance like claimed.kind || '/%/' || claimed.body))`.execute(trx);
}

/** What instances were handed at their claim, addressed to them. */
async function takenBy(
  db: Connection,
  instances: readonly InstanceId[],
): Promise<ReadonlyMap<InstanceId, TellMessage[]>> {
  const taken = new Map<InstanceId, TellMessage[]>(instances.map((instance) => [instance, []]));
  if (instances.length === 0) return taken;
  const rows = await db
    .selectFrom('inbox')
    .selectAll()
    .where('taken_by', '=', sql<string>`any(${[...instances]}::text[])`)
    .orderBy('position')
    .execute();
  for (const row of rows) {
    const to = row.taken_by ?? '';
    taken.get(to)?.push({ ...messageOf(row), to });
  }
  return taken;
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
  const inboxes = await takenBy(
    db,
    rows.map(({ instance }) => instance),
  );
  return rows.flatMap((row): DurableInput[] => {
    if (row.start_input === null) return [];
    const start: DurableInput = JSON.parse(row.start_input);
    return [{ ...start, inbox: inboxes.get(row.instance) ?? [] }];
  });
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

async function years(db: Database, of: OrganisationScope): ReturnType<Instances['years']> {
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
    projection,
  };
}

import { type RawBuilder, sql, type Transaction } from 'kysely';
import {
  amissKinds,
  type AmissKind,
  countedReasons,
  type EngineWatch,
  type OpenInstance,
} from '../contract/records/engine-watch.ts';
import { registryChain, tokenChain } from '../contract/records/integrity.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Connection, Database } from './database.ts';
import type { Tables } from './tables.ts';
import { putNotices } from './notices/put.ts';
import { type SealedChain, sealedChains } from './sealed-lines.ts';

/** What was found when open instances were compared with what Temporal runs, and what came that was not sealed. */
export function makeEngineWatch(db: Database): EngineWatch {
  return {
    async turn(now, every) {
      const { rows } = await sql`
        insert into engine_watch (next_at) values (${now + every}::bigint)
        on conflict (single) do update set next_at = excluded.next_at where engine_watch.next_at <= ${now}::bigint
        returning single`.execute(db);
      return rows.length > 0;
    },

    async open(after, limit) {
      const rows = await db
        .selectFrom('instances')
        .leftJoin('engine_runs', 'engine_runs.instance', 'instances.instance')
        .select(['instances.instance', 'procedure', 'started', 'run', 'key'])
        .where('ended', 'is', null)
        .$if(after !== undefined, (query) => query.where('instances.instance', '>', after ?? ''))
        .orderBy('instances.instance')
        .limit(limit)
        .execute();
      return rows.map(({ run, key, ...row }): OpenInstance => ({
        ...row,
        ...(run !== null && { run }),
        ...(key !== null && { key }),
      }));
    },

    async runs(found) {
      if (found.length === 0) return;
      await db
        .insertInto('engine_runs')
        .values(found.map(({ instance, run, key }) => ({ instance, run, key })))
        .onConflict((conflict) =>
          conflict.column('instance').doUpdateSet({ run: sql`excluded.run`, key: sql`excluded.key` }),
        )
        .execute();
    },

    looked: (amiss, { open, unseen, key, allNoted }, now) =>
      db.transaction().execute(async (trx) => {
        const found = JSON.stringify(amiss.map(({ instance, kind }) => ({ instance, kind })));
        await sql`
          with found as (
            select f.* from json_to_recordset(${found}::json) as f (instance text, kind text)
            join instances as i on i.instance = f.instance and i.ended is null
          ), gone as (
            delete from engine_amiss where instance not in (select instance from found)
              and instance <> all (${[...unseen]}::text[])
          )
          insert into engine_amiss (instance, kind, since) select instance, kind, ${now}::bigint from found
          on conflict (instance) do update set kind = excluded.kind`.execute(trx);
        await sql`delete from engine_runs as run using instances as i
          where i.instance = run.instance and i.ended is not null`.execute(trx);
        if (allNoted) await noteUnused(trx, key, now);
        await sql`update engine_watch set looked_at = ${now}::bigint, open = ${open}`.execute(trx);
        await tellOfAmiss(trx, now);
      }),

    async count(met, now) {
      for (const [reason, count] of met) {
        await sql`
          insert into unsealed_payloads (reason, count, last_at) values (${reason}, ${count}::bigint, ${now}::bigint)
          on conflict (reason) do update
            set count = unsealed_payloads.count + excluded.count, last_at = excluded.last_at`.execute(db);
      }
    },

    async standing(limit) {
      const [watch, total, instances, unsealed] = await Promise.all([
        db.selectFrom('engine_watch').select(['looked_at', 'open']).executeTakeFirst(),
        db
          .selectFrom('engine_amiss')
          .select((eb) => eb.fn.countAll<number>().as('count'))
          .executeTakeFirst(),
        db.selectFrom('engine_amiss').selectAll().orderBy('since').orderBy('instance').limit(limit).execute(),
        db.selectFrom('unsealed_payloads').selectAll().orderBy('reason').execute(),
      ]);
      return {
        ...(watch !== undefined && watch.looked_at !== null && { looked: watch.looked_at }),
        open: watch?.open ?? 0,
        amiss: Number(total?.count ?? 0),
        instances: instances.flatMap(({ instance, kind, since }) => {
          const known = kindOf(kind);
          return known === undefined ? [] : [{ instance, kind: known, since }];
        }),
        unsealed: unsealed.flatMap(({ reason, count, last_at: last }) => {
          const known = countedReasons.find((one) => one === reason);
          return known === undefined ? [] : [{ reason: known, count, last }];
        }),
      };
    },

    async amissAmong(instances) {
      if (instances.length === 0) return new Map();
      const rows = await db
        .selectFrom('engine_amiss')
        .select(['instance', 'kind'])
        .where('instance', 'in', [...instances])
        .execute();
      return new Map(
        rows.flatMap(({ instance, kind }): [string, AmissKind][] => {
          const known = kindOf(kind);
          return known === undefined ? [] : [[instance, known]];
        }),
      );
    },
  };
}

/** However many instances somebody ends or squats one after the other: what is amiss is told this often at most, milliseconds. */
const TELL_EVERY = 60 * 60 * 1000;

/** Tells the administrators of everything of which they were not told yet, in one notice. */
async function tellOfAmiss(trx: Transaction<Tables>, now: Instant): Promise<void> {
  const found = await trx
    .selectFrom('engine_amiss')
    .select(['instance', 'kind'])
    .where('told', '=', false)
    .orderBy('since')
    .orderBy('instance')
    .execute();
  const [first, ...others] = found;
  if (first === undefined) return;
  const turn = await trx
    .updateTable('engine_watch')
    .set({ told_at: now })
    .where((row) => row.or([row('told_at', 'is', null), row('told_at', '<=', now - TELL_EVERY)]))
    .executeTakeFirst();
  if (turn.numUpdatedRows === 0n) return;
  await trx.updateTable('engine_amiss').set({ told: true }).where('told', '=', false).execute();
  const about = `${first.instance} (${first.kind})${others.length === 0 ? '' : ` +${others.length}`}`;
  await putNotices(trx, [
    { source: `amiss#${now}`, topic: 'instancesAmiss', to: { administrators: 'installation' }, at: now, about },
  ]);
}

/** Temporal forgets ended runs after this long, milliseconds, and a day more. */
const FORGOTTEN_AFTER = 31 * 24 * 60 * 60 * 1000;

/** A run holds what was sealed with the key by which it began and with every later one. */
async function noteUnused(db: Connection, current: string, now: Instant): Promise<void> {
  await sql`
    update payload_keys as key set unused = case
      when key.id = ${current} or exists (
        select from engine_runs as run join payload_keys as began on began.id = run.key where began.since <= key.since)
      then null else coalesce(key.unused, ${now}::bigint) end`.execute(db);
  await sql`
    update payload_keys set retired = case
      when unused is null or unused >= ${now - FORGOTTEN_AFTER}::bigint then null
      when retired is not null then retired
      when not (${sealsUnsigned(registryChain)} or ${sealsUnsigned(tokenChain)})
        then ${now}::bigint end`.execute(db);
}

/** True where a key of `payload_keys` sealed lines of a journal that no signed head covers yet: these are checked with it. */
function sealsUnsigned(chain: SealedChain): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select from ${sql.table(sealedChains[chain])} as line where line.seal_key = payload_keys.id and line.seq > coalesce((
      select (header::jsonb -> 'heads' -> ${chain}::text ->> 0)::integer from checkpoints
      where header::jsonb -> 'heads' -> ${chain}::text is not null order by seq desc limit 1), 0))`;
}

const kindOf = (kind: string): AmissKind | undefined => amissKinds.find((one) => one === kind);

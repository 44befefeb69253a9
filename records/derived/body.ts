/** What is derived of one body – its lines on the board, and the facts its procedures brought into force –, derived anew. */
import { sql, type Transaction } from 'kysely';
import type { Entry } from '../../machines/core/index.ts';
import { type InstanceId, type OrganisationId, parseInstanceId } from '../../model/identifiers.ts';
import type { ApplyRegister } from '../journal/append.ts';
import { changesOf } from '../journal/instance-change.ts';
import { readBack } from '../journal/lines.ts';
import { runParts } from '../journal/statement.ts';
import { boardParts } from '../read-model/board-lines.ts';
import { refreshBoardBodies } from '../read-model/bodies.ts';
import { editionsRegister, factOf } from '../registers/apply.ts';
import type { Tables } from '../tables.ts';
import type { YearsAmiss } from './years.ts';

/** Instances, and lines of journals, read at once. */
const INSTANCES = 50;
const LINES = 50;

/** In the place of a body: what holds for all of them. */
export const common = 'common';

/** Puts the rows in the place of those that stand there. The chains of all its instances must be whole. */
export async function deriveBody(
  trx: Transaction<Tables>,
  organisation: OrganisationId,
  { added, missing }: YearsAmiss,
  applyRegister: ApplyRegister,
): Promise<void> {
  await trx.deleteFrom('board_lines').where('organisation', '=', organisation).execute();
  await trx.deleteFrom('board_bodies').where('organisation', '=', organisation).execute();
  await trx
    .deleteFrom('registers')
    .where('organisation', '=', organisation)
    .where('instance', 'is not', null)
    .execute();
  if (added.length > 0)
    await trx
      .deleteFrom('board_years')
      .where('year', 'in', [...added])
      .execute();
  if (missing.length > 0) {
    const years = missing.map((year) => ({ year }));
    await trx
      .insertInto('board_years')
      .values(years)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await leavePlace(trx, organisation);
  await refreshBoardBodies(trx, [organisation]);
  const instances = await instancesOf(trx, organisation);
  const byYear = new Map<number, Entry[]>();
  for (let i = 0; i < instances.length; i += INSTANCES) {
    for (const entry of await lastEntries(trx, instances.slice(i, i + INSTANCES))) {
      const year = parseInstanceId(entry.instance)?.year ?? 0;
      byYear.set(year, [...(byYear.get(year) ?? []), entry]);
    }
  }
  // All of a year at once: nothing is counted from rows that may be wrong.
  for (const entries of byYear.values()) await runParts(trx, boardParts(changesOf(entries, new Map())));
  const bringing = organisation === common ? await instancesBringing(trx, editionsRegister) : instances;
  for await (const entry of entriesWithFacts(trx, bringing)) {
    for (const effect of entry.effects) {
      if (effect.kind !== 'register' || factOf(entry.instance, effect).organisation !== organisation) continue;
      await applyRegister(trx, entry, effect);
    }
  }
}

/** Instances, of whichever body, that brought a fact into a common register. */
async function instancesBringing(trx: Transaction<Tables>, register: string): Promise<readonly InstanceId[]> {
  const rows = await trx
    .selectFrom('journal')
    .select('instance')
    .distinct()
    .where('payload', 'like', `%"register":"${register}"%`)
    .orderBy('instance')
    .execute();
  return rows.map(({ instance }) => instance);
}

/** The place of a body says its id; a row of another one that has taken it is wrong, and is told of by itself. */
async function leavePlace(trx: Transaction<Tables>, organisation: OrganisationId): Promise<void> {
  const taken = sql<boolean>`organisation <> ${organisation} and split_part(place, '/', 2) = ${organisation}`;
  await trx.deleteFrom('board_bodies').where(taken).execute();
  await trx.updateTable('board_lines').set({ place: null }).where(taken).execute();
}

async function instancesOf(trx: Transaction<Tables>, organisation: OrganisationId): Promise<readonly InstanceId[]> {
  const rows = await trx
    .selectFrom('instances')
    .select('instance')
    .where('organisation', '=', organisation)
    .where('seq', '>', 0)
    .orderBy('instance')
    .execute();
  return rows.map(({ instance }) => instance);
}

/** Of each its last entry, as far as the board shows it, at the latest instant of all its entries: when it last moved. */
async function lastEntries(trx: Transaction<Tables>, instances: readonly InstanceId[]): Promise<readonly Entry[]> {
  const { rows } = await sql<{ header: string; payload: string | null; at: number }>`
    select last.header, last.payload, (select max(at) from journal where journal.instance = one.instance) as at
    from unnest(${[...instances]}::text[]) as one (instance) cross join lateral (
      select header, payload from journal where journal.instance = one.instance order by seq desc limit 1) as last`.execute(
    trx,
  );
  return rows.map(({ header, payload, at }) => {
    const { entry } = readBack(header, payload);
    const projection = { ...entry.projection, tasks: [], documents: [], invited: [] };
    return { ...entry, at, event: null, effects: [], projection };
  });
}

/** The entries that brought facts into force, in the order of their instants. */
async function* entriesWithFacts(trx: Transaction<Tables>, instances: readonly InstanceId[]): AsyncGenerator<Entry> {
  for (let after = { at: -1, instance: '', seq: 0 }; ;) {
    const { rows } = await sql<{ at: number; instance: string; seq: number; header: string; payload: string }>`
      select at, instance, seq, header, payload from journal
      where instance = any (${[...instances]}::text[]) and payload like '%"kind":"register"%'
        and (at, instance, seq) > (${after.at}::bigint, ${after.instance}, ${after.seq}::integer)
      order by at, instance, seq limit ${LINES}`.execute(trx);
    for (const { header, payload } of rows) yield readBack(header, payload).entry;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

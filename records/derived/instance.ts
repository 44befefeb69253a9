/** What is derived of one instance, derived anew: its journal taken once more through the parts that wrote its rows. */
import { sql, type Transaction } from 'kysely';
import type { DurableInput } from '../../contract/messages.ts';
import type { InstanceId } from '../../model/identifiers.ts';
import type { Entry } from '../../machines/core/index.ts';
import { citeNominations, nominatedFor } from '../documents/nominated.ts';
import { claimedRow } from '../instances.ts';
import { changesOf, type ShownBefore } from '../journal/instance-change.ts';
import { instanceParts, unbegun } from '../journal/instance-parts.ts';
import { readBack } from '../journal/lines.ts';
import { runParts } from '../journal/statement.ts';
import type { Tables } from '../tables.ts';

/** Lines read at once. */
const LINES = 100;

/** Puts the rows in the place of those that stand there. The chain must be whole. Returns how many entries it has. */
export async function deriveInstance(trx: Transaction<Tables>, instance: InstanceId): Promise<number> {
  await clear(trx, instance);
  let entries = 0;
  for await (const { added, head } of pagesOf(trx, instance)) {
    const moved = changesOf(added, await shownOf(trx, instance));
    await runParts(trx, instanceParts(moved, new Map([[instance, head]])));
    entries += added.length;
  }
  await citeNominations(trx, await nominatedFor(trx, instance));
  return entries;
}

/** As it was before its first entry: claimed, or not there at all. Its row is never gone in between: writers wait for it. */
async function clear(trx: Transaction<Tables>, instance: InstanceId): Promise<void> {
  for (const table of ['tasks', 'invitations', 'document_citations', 'reliances'] as const) {
    await trx.deleteFrom(table).where('instance', '=', instance).execute();
  }
  const claim = await trx
    .selectFrom('instances')
    .select(['claimed_by', 'start_input'])
    .where('instance', '=', instance)
    .executeTakeFirst();
  if (claim === undefined) return;
  const { claimed_by: by, start_input: text } = claim;
  const start: DurableInput | undefined = text === null ? undefined : JSON.parse(text);
  if (start === undefined && !(await hasLines(trx, instance))) {
    await trx.deleteFrom('instances').where('instance', '=', instance).execute();
    return;
  }
  const {
    claimed_by: _by,
    start_input: _input,
    ...row
  } = start === undefined ? noClaim(instance) : claimedRow(start, by ?? '');
  await trx
    .updateTable('instances')
    .set({ ...row, instance })
    .where('instance', '=', instance)
    .execute();
}

/** A rebuilt instance whose journal came without a claim. */
function noClaim(instance: InstanceId) {
  return { ...unbegun(instance), claimed_by: null, start_input: null };
}

async function hasLines(trx: Transaction<Tables>, instance: InstanceId): Promise<boolean> {
  const line = await trx
    .selectFrom('journal')
    .select('seq')
    .where('instance', '=', instance)
    .limit(1)
    .executeTakeFirst();
  return line !== undefined;
}

async function shownOf(trx: Transaction<Tables>, instance: InstanceId): Promise<ReadonlyMap<string, ShownBefore>> {
  const row = await trx
    .selectFrom('instances')
    .select(['at', 'projection', 'open_due as openDue', 'open_due_ids as openDueIds'])
    .where('instance', '=', instance)
    .executeTakeFirst();
  return new Map(row === undefined ? [] : [[instance, row]]);
}

async function* pagesOf(trx: Transaction<Tables>, instance: InstanceId) {
  for (let after = 0; ;) {
    const lines = await trx
      .selectFrom('journal')
      .select(['seq', 'hash', 'header', 'payload'])
      .where('instance', '=', instance)
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(LINES)
      .execute();
    const last = lines.at(-1);
    if (last === undefined) return;
    const added: Entry[] = lines.map(({ header, payload }) => readBack(header, payload).entry);
    yield { added, head: { seq: last.seq, hash: last.hash } };
    after = last.seq;
  }
}

/** The first entry whose contents were erased: what it said cannot be derived any more. */
export async function firstErased(trx: Transaction<Tables>, instance: InstanceId): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number | null }>`
    select min(seq) as seq from journal where instance = ${instance} and payload is null`.execute(trx);
  return rows[0]?.seq ?? undefined;
}

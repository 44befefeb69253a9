/** What was found damaged, as it is kept: instances marked, and the administrators told of what is new. */
import { sql, type Transaction } from 'kysely';
import type { ChainDamage, ChainName, DamagedChain, ForeignRow } from '../../contract/records/integrity.ts';
import { type Instant, parseInstanceId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';
import { type NoticeDraft, putNotices } from '../notices/put.ts';
import type { Tables } from '../tables.ts';

/** Damages told one by one: whoever writes into every chain does not fill every inbox. */
const TOLD = 20;

/** Records what is damaged now and what is whole again. */
export async function recordDamages(
  trx: Transaction<Tables>,
  damaged: ReadonlyMap<ChainName, readonly ChainDamage[]>,
  at: Instant,
): Promise<void> {
  const before = new Map((await trx.selectFrom('damages').selectAll().execute()).map((row) => [row.chain, row]));
  const rows = [...damaged].map(([chain, damages]) => {
    const said = JSON.stringify(damages);
    const known = before.get(chain);
    const same = known?.damages === said;
    return { chain, seq: damages[0]?.seq ?? 1, damages: said, noticed: same ? known.noticed : at, same };
  });
  await trx.deleteFrom('damages').execute();
  for (const { same: _, ...row } of rows) await trx.insertInto('damages').values(row).execute();
  await markInstances(trx);
  const fresh = rows.filter(({ same }) => !same).slice(0, TOLD);
  await putNotices(
    trx,
    fresh.flatMap(({ chain, seq }) => draftsOf(chain, seq, at)),
  );
}

/** Marks the instances whose chain is damaged; those alone are written that change. */
async function markInstances(trx: Connection): Promise<void> {
  await sql`
    update instances set damaged = found.seq
    from (
      select i.instance, d.seq from instances as i left join damages as d on d.chain = i.instance
      where i.damaged is distinct from d.seq) as found
    where instances.instance = found.instance`.execute(trx);
}

function draftsOf(chain: ChainName, seq: number, at: Instant): NoticeDraft[] {
  const parts = parseInstanceId(chain);
  const draft = {
    source: `damage#${chain}#${seq}#${at}`,
    topic: 'recordDamaged',
    at,
    about: `${chain} ${seq}`,
    ...(parts !== undefined && { instance: chain, organisation: parts.organisation }),
  } as const;
  const all = { ...draft, to: { administrators: 'installation' } } as const;
  return parts === undefined ? [all] : [all, { ...draft, to: { administratorsOf: parts.organisation } }];
}

/** Tells the administrators of rows that no chain accounts for, each once. */
export async function tellOfForeignRows(
  trx: Transaction<Tables>,
  foreign: readonly ForeignRow[],
  at: Instant,
): Promise<void> {
  const drafts = foreign.slice(0, TOLD).map(({ table, id, kind }): NoticeDraft => {
    const about = `${table} ${id}`;
    return {
      source: `foreign#${kind}#${about}`,
      topic: 'rowForeign',
      at,
      about,
      to: { administrators: 'installation' },
    };
  });
  await putNotices(trx, drafts);
}

/** A chain that is not whole, as it is kept. */
export function toDamagedChain(row: Tables['damages']): DamagedChain {
  return { chain: row.chain, damages: JSON.parse(row.damages), noticed: row.noticed };
}

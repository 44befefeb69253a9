/**
 * Seals of rows that let people in or wait for a second person: a hash over everything in a row that counts, in the line of
 * whatever writes it, so that the table can be compared with the journal although the line itself does not say the row –
 * an account at a provider, the hash of a link's secret, a passkey's key.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Connection } from '../database.ts';
import type { JournaledRow } from './journaled-row.ts';

/** Tables whose rows are sealed, by the kind of their lines, with the columns that count. What every use changes does not. */
export const sealedTables = {
  claim: {
    table: 'claims',
    columns: [
      'id',
      'secret_hash',
      'person',
      'issued_by',
      'issued_with',
      'earlier_issuers',
      'alone',
      'guarded',
      'issued',
      'expires',
      'purpose',
      'token_days',
      'claimed',
      'token',
      'revoked',
      'revoked_by',
    ],
  },
  identity: {
    table: 'identities',
    columns: [
      'id',
      'issuer',
      'subject',
      'person',
      'how',
      'bound',
      'issued_by',
      'earlier_issuers',
      'alone',
      'plain',
      'removed',
      'removed_by',
    ],
  },
  passkey: {
    table: 'passkeys',
    columns: [
      'id',
      'credential',
      'public_key',
      'transports',
      'synced',
      'person',
      'how',
      'enrolled',
      'issued_by',
      'earlier_issuers',
      'alone',
      'plain',
      'removed',
      'removed_by',
    ],
  },
  /** Calendar links. */
  feed: { table: 'calendar_feeds', columns: ['id', 'person', 'secret_hash', 'token', 'created', 'revoked'] },
  /** Addresses that are told of events. */
  webhook: {
    table: 'webhook_endpoints',
    columns: [
      'id',
      'url',
      'purpose',
      'types',
      'organisations',
      'secret',
      'previous_secret',
      'previous_until',
      'state',
      'reason',
      'address_by',
      'address_with',
      'secret_by',
      'secret_with',
      'created',
      'created_by',
    ],
  },
  /** While it waits: what a second person approves. */
  change: {
    table: 'registry_changes',
    columns: [
      'id',
      'status',
      'by_person',
      'token',
      'issuers',
      'alone',
      'at',
      'expires',
      'digest',
      'given',
      'rows',
      'bodies',
      'overall',
      'appointed',
      'sole',
    ],
  },
} as const;
type SealedKind = keyof typeof sealedTables;

const kinds = ['claim', 'identity', 'passkey', 'feed', 'webhook', 'change'] as const;

/** Of a change while it waits alone; of what is deleted nothing is left. */
const hasSeal = ({ kind, act }: JournaledRow): boolean =>
  (kind !== 'change' || act === 'proposed') && (kind !== 'webhook' || act !== 'removed');

/** The seal of the row `t` of a kind's table. */
export function sealOf(kind: SealedKind): RawBuilder<string> {
  const values = sealedTables[kind].columns.map((column) => {
    const value = sql.ref(`t.${column}`);
    return column === 'public_key' ? sql`encode(${value}, 'hex')` : value;
  });
  return sql<string>`encode(sha256(convert_to(jsonb_build_array(${sql.join(values)})::text, 'UTF8')), 'hex')`;
}

/** The same rows of a line, those with a seal that have one. Their tables must have been written before. */
export async function withSeals(trx: Connection, rows: readonly JournaledRow[]): Promise<readonly JournaledRow[]> {
  const seals = new Map<JournaledRow, string>();
  for (const kind of kinds) {
    const own = rows.filter((row) => row.kind === kind && hasSeal(row));
    if (own.length === 0) continue;
    const ids = own.map(({ id }) => id);
    const found = await sql<{ id: string; seal: string }>`
      select t.id, ${sealOf(kind)} as seal from ${sql.table(sealedTables[kind].table)} as t
      where t.id = any (${ids}::text[])`.execute(trx);
    const byId = new Map(found.rows.map(({ id, seal }) => [id, seal]));
    for (const row of own) {
      const seal = byId.get(row.id);
      if (seal === undefined) throw new Error(`a line of ${kind} ${row.id} comes before its row`);
      seals.set(row, seal);
    }
  }
  return rows.map((row) => {
    const seal = seals.get(row);
    return seal === undefined ? row : { ...row, row: { ...row.row, seal } };
  });
}

/** Whether a row is what the last line of an act sealed. */
export async function isSealed(trx: Connection, kind: SealedKind, id: string, act: string): Promise<boolean> {
  const { rows } = await sql<{ same: boolean | null }>`
    select (line.payload::jsonb -> 'row' ->> 'seal') = ${sealOf(kind)} as same
    from ${sql.table(sealedTables[kind].table)} as t join registry_journal_rows as line
      on line.kind = ${kind} and line.row_id = t.id and line.act = ${act}
    where t.id = ${id} order by line.seq desc, line.position desc limit 1`.execute(trx);
  return rows[0]?.same === true;
}

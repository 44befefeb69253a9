/**
 * The registry's own hash-chained journal: one line per change, in the change's transaction. The chain covers the hash of
 * each row's payload; the payload – a random salt and the row – stands beside it, so that a name can be erased from it
 * without touching the chain, and cannot be guessed back from the hash.
 */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { canonicalText, digestOf, sha256Hex } from '../../model/canonical.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Connection } from '../database.ts';

/** What a line says of one row. */
export interface JournaledRow {
  readonly kind:
    'organisation' | 'department' | 'person' | 'appointment' | 'nomination' | 'register' | 'change' | 'claim';
  /** Opaque; departments as `organisation/department`, registers as `organisation/register/key`. */
  readonly id: string;
  /** Of a fact: added or changed; of a change or a claim: what became of it, e.g. `proposed`, `approved`, `claimed`. */
  readonly act: string;
  /** The row as it stands afterwards; of a change or a claim what is to be said of it, without names. */
  readonly row: object;
}

const GENESIS = 'genesis';
/** Rows per statement: well under PostgreSQL's 65,535 parameters. */
const CHUNK = 1_000;

/** Lets one change at a time pass until the end of its transaction: lines have no gaps and changes see each other. */
export async function lockRegistry(trx: Connection): Promise<void> {
  await sql`lock table registry_journal in exclusive mode`.execute(trx);
}

/** Writes the line of a change; the registry must be locked. Returns its seq. */
export async function writeLine(
  trx: Connection,
  rows: readonly JournaledRow[],
  by: PersonId,
  at: Instant,
): Promise<number> {
  const head = await trx
    .selectFrom('registry_journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const seq = (head?.seq ?? 0) + 1;
  const previousHash = head?.hash ?? GENESIS;
  const lines = rows.map(({ kind, id, act, row }, position) => {
    const payload = canonicalText({ salt: randomBytes(16).toString('hex'), row });
    const organisation = organisationOf(kind, id, row);
    return { seq, position, kind, row_id: id, act, organisation, payload_hash: sha256Hex(payload), payload };
  });
  const hash = lineHash(previousHash, { seq, at, by_person: by }, lines);
  await trx
    .insertInto('registry_journal')
    .values({ seq, at, by_person: by, previous_hash: previousHash, hash })
    .execute();
  for (let start = 0; start < lines.length; start += CHUNK) {
    await trx
      .insertInto('registry_journal_rows')
      .values(lines.slice(start, start + CHUNK))
      .execute();
  }
  return seq;
}

/** The body a row belongs to; null for people, changes and claims, which may belong to several. */
function organisationOf(kind: JournaledRow['kind'], id: string, row: object): string | null {
  if (kind === 'organisation') return id;
  if (kind === 'department' || kind === 'register') return id.split('/')[0] ?? null;
  return 'organisation' in row && typeof row.organisation === 'string' ? row.organisation : null;
}

/** Verifies the whole chain and every payload that has not been erased: the first broken seq, or nothing. */
export async function verifyRegistryChain(db: Connection): Promise<number | undefined> {
  const lines = await db.selectFrom('registry_journal').selectAll().orderBy('seq').execute();
  let previousHash = GENESIS;
  for (const [index, line] of lines.entries()) {
    const rows = await db
      .selectFrom('registry_journal_rows')
      .selectAll()
      .where('seq', '=', line.seq)
      .orderBy('position')
      .execute();
    const whole = rows.every((row) => row.payload === null || sha256Hex(row.payload) === row.payload_hash);
    const linked = line.seq === index + 1 && line.previous_hash === previousHash;
    if (!whole || !linked || line.hash !== lineHash(previousHash, line, rows)) return line.seq;
    previousHash = line.hash;
  }
  return undefined;
}

function lineHash(
  previous: string,
  line: { seq: number; at: number; by_person: string },
  rows: readonly { kind: string; row_id: string; act: string; payload_hash: string }[],
): string {
  return digestOf({
    previous,
    seq: line.seq,
    at: line.at,
    by: line.by_person,
    rows: rows.map((row) => ({ kind: row.kind, id: row.row_id, act: row.act, hash: row.payload_hash })),
  });
}

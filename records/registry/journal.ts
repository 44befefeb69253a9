/**
 * The registry's own hash-chained journal: one line per change, in the change's transaction. The chain covers the hash of
 * each row's payload; the payload – a random salt and the row – stands beside it, so that a name can be erased from it
 * without touching the chain, and cannot be guessed back from the hash.
 */
import { randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { canonicalText } from '../../model/canonical.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import type { Connection } from '../database.ts';
import { type ChainLine, damagesIn, emptyChain, link, sealed } from '../journal/chain.ts';
import { isSealedIn } from '../sealed-lines.ts';
import { type ChainDamage, type Head, registryChain } from '../../contract/records/integrity.ts';
import { lineSealsOf } from '../line-seals.ts';
import { withSeals } from './seals.ts';
import type { JournaledRow } from './journaled-row.ts';
import type { RegistryJournalRowTable, RegistryJournalTable } from './tables.ts';

/** Rows per statement: well under PostgreSQL's 65,535 parameters. */
const CHUNK = 1_000;
/** Lines read at once when the chain is verified. */
const LINES_AT_ONCE = 200;

/** Who writes the line of what time did. */
export const TIME = 'system';

/** Lets one change at a time pass until the end of its transaction: lines have no gaps and changes see each other. */
export async function lockRegistry(trx: Connection): Promise<void> {
  await sql`lock table registry_journal in exclusive mode`.execute(trx);
}

/** Writes the line of a change, after the rows of its links, accounts, passkeys and waiting changes; the registry must be locked. Returns its seq. */
export async function writeLine(
  trx: Connection,
  rows: readonly JournaledRow[],
  { by, at, token }: Signature,
): Promise<number> {
  const head = await registryHead(trx);
  const seq = head.seq + 1;
  const lines = (await withSeals(trx, rows)).map(({ kind, id, act, row }, position) => {
    const payload = sealed({ salt: randomBytes(16).toString('hex'), row });
    const organisation = organisationOf(kind, id, row);
    return { seq, position, kind, row_id: id, act, organisation, payload_hash: payload.hash, payload: payload.text };
  });
  const line = { seq, at, by_person: by, token: token?.id ?? null, issuers: [...(token?.issuers ?? [])] };
  const { previousHash, hash } = link(head, headerOf(line, lines));
  await trx
    .insertInto('registry_journal')
    .values({ ...line, previous_hash: previousHash, hash, ...lineSealsOf(trx).sealed(registryChain, { seq, hash }) })
    .execute();
  for (let start = 0; start < lines.length; start += CHUNK) {
    await trx
      .insertInto('registry_journal_rows')
      .values(lines.slice(start, start + CHUNK))
      .execute();
  }
  return seq;
}

/** The body a row belongs to; null for people, changes, claims, identities and passkeys, which may belong to several. */
function organisationOf(kind: JournaledRow['kind'], id: string, row: object): string | null {
  if (kind === 'organisation') return id;
  if (kind === 'department' || kind === 'register') return id.split('/')[0] ?? null;
  return 'organisation' in row && typeof row.organisation === 'string' ? row.organisation : null;
}

/** What is wrong with the whole chain and every payload that has not been erased; of a whole one nothing. */
export async function damagesOfRegistry(db: Connection, signed: readonly Head[] = []): Promise<ChainDamage[]> {
  return damagesIn(chain(db), { signed, isSealed: isSealedIn(db, registryChain) });
}

/** Where the chain ends. */
export async function registryHead(db: Connection): Promise<Head> {
  const head = await db
    .selectFrom('registry_journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? emptyChain;
}

/**
 * The lines with their rows, in order. Both are read by pages – a line may have 50,000 rows, as a file has –, so that never
 * more than one line's rows and one page of each are held.
 */
async function* chain(db: Connection): AsyncGenerator<ChainLine> {
  const rows = rowsInOrder(db);
  let next = await rows.next();
  for await (const line of linesInOrder(db)) {
    const own: Row[] = [];
    for (; next.done !== true && next.value.seq <= line.seq; next = await rows.next()) own.push(next.value);
    yield chainLine(
      line,
      own.filter(({ seq }) => seq === line.seq),
    );
  }
}

async function* linesInOrder(db: Connection): AsyncGenerator<Line> {
  for (let after = 0; ;) {
    const lines = await db
      .selectFrom('registry_journal')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(LINES_AT_ONCE)
      .execute();
    yield* lines;
    const last = lines.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

async function* rowsInOrder(db: Connection): AsyncGenerator<Row> {
  for (let after = { seq: 0, position: 0 }; ;) {
    const rows = await db
      .selectFrom('registry_journal_rows')
      .selectAll()
      .where(sql<boolean>`(seq, position) > (${after.seq}::integer, ${after.position}::integer)`)
      .orderBy('seq')
      .orderBy('position')
      .limit(CHUNK)
      .execute();
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last;
  }
}

type Line = Selectable<RegistryJournalTable>;
type Row = Selectable<RegistryJournalRowTable>;

/** The header is made of the columns: it cannot say something else. */
function chainLine(line: Line, rows: readonly Row[]): ChainLine {
  return {
    seq: line.seq,
    previousHash: line.previous_hash,
    hash: line.hash,
    header: headerOf(line, rows),
    payloads: rows.map((row) => ({ text: row.payload, hash: row.payload_hash })),
    columns: {},
    seal: line,
  };
}

/** What the chain covers of a line: who, when, with which token, and what became of which rows. */
function headerOf(
  { seq, at, by_person, token, issuers }: Pick<Line, 'seq' | 'at' | 'by_person' | 'token' | 'issuers'>,
  rows: readonly Pick<Row, 'kind' | 'row_id' | 'act' | 'payload_hash'>[],
): string {
  return canonicalText({
    seq,
    at,
    by: by_person,
    token,
    issuers,
    rows: rows.map((row) => ({ kind: row.kind, id: row.row_id, act: row.act, hash: row.payload_hash })),
  });
}

/**
 * What becomes of tokens, in a hash chain of their own: a line per act, in the act's transaction. Not the registry's, so that
 * nobody's sign-in waits behind an import. A line holds the token's whole row afterwards – its secret as the hash that is kept,
 * its purpose, which somebody wrote, as a hash, too –, so that the table can be compared with it.
 */
import { type Expression, type ExpressionBuilder, type Selectable, sql, type SqlBool } from 'kysely';
import { type ChainDamage, type Head, tokenChain } from '../contract/records/integrity.ts';
import { canonicalText } from '../model/canonical.ts';
import type { Instant, PersonId } from '../model/identifiers.ts';
import type { Connection } from './database.ts';
import { sha256 } from './hash.ts';
import { type ChainLine, damagesIn, emptyChain, link } from './journal/chain.ts';
import { lineSealsOf } from './line-seals.ts';
import { isSealedIn } from './sealed-lines.ts';
import type { Tables } from './tables.ts';

type TokenRow = Tables['tokens'];
type Line = Selectable<Tables['token_journal']>;
type Said = Pick<Line, 'act' | 'token' | 'row'>;

/** Lines per statement, and read at once. */
const CHUNK = 1_000;

/**
 * Lets one act at a time pass until the end of its transaction. Taken before any row is locked that an act on a token
 * locks – tokens, accounts, passkeys –, and after the registry's where both are: so nobody waits in a circle.
 */
export async function lockTokens(trx: Connection): Promise<void> {
  await sql`lock table token_journal in exclusive mode`.execute(trx);
}

/** Keeps a new token, with its line. */
export async function keepToken(trx: Connection, row: TokenRow): Promise<void> {
  await lockTokens(trx);
  await trx.insertInto('tokens').values(row).execute();
  await writeLines(trx, [{ act: 'issued', token: row.id, row: said(row) }], row.issued);
}

/** How tokens end. */
export interface TokenEnd {
  readonly at: Instant;
  /** `holder`: each by whoever holds it. */
  readonly by: PersonId | { readonly holder: true };
  /** Left by signing out: what was made with it stays. */
  readonly signedOut?: true;
}

/** Ends those tokens, each with its line. Returns how many. */
export async function endTokens(
  trx: Connection,
  { at, by, signedOut }: TokenEnd,
  which: (row: ExpressionBuilder<Tables, 'tokens'>) => Expression<SqlBool>,
): Promise<number> {
  await lockTokens(trx);
  const ended = await trx
    .updateTable('tokens')
    .set((row) => ({
      revoked: at,
      revoked_by: typeof by === 'string' ? by : row.ref('person'),
      signed_out: signedOut === true,
    }))
    .where(which)
    .returningAll()
    .execute();
  const act = signedOut === true ? 'signedOut' : 'revoked';
  await writeLines(
    trx,
    ended.map((row) => ({ act, token: row.id, row: said(row) })),
    at,
  );
  return ended.length;
}

/** Says that tokens which ran out before an instant go by age: those that are gone are not missed. */
export async function noteAged(trx: Connection, expiredBefore: Instant, at: Instant): Promise<void> {
  await lockTokens(trx);
  await writeLines(trx, [{ act: 'aged', token: '', row: canonicalText({ expiredBefore }) }], at);
}

/** What a line says of a row. `tokenAsSaid` says the same in SQL. */
function said({ seen: _seen, purpose, ...row }: TokenRow): string {
  return canonicalText({ ...row, purpose: sha256(purpose) });
}

/** The row `t` of `tokens` as its last line must say it. */
export const tokenAsSaid = sql`(to_jsonb(t) - 'seen' - 'purpose'
  || jsonb_build_object('purpose', encode(sha256(convert_to(t.purpose, 'UTF8')), 'hex')))`;

/** Writes lines; the journal must be locked. */
async function writeLines(trx: Connection, lines: readonly Said[], at: Instant): Promise<void> {
  if (lines.length === 0) return;
  const seals = lineSealsOf(trx);
  let head = await tokenHead(trx);
  const rows = lines.map((line): Line => {
    const next = { ...line, at, seq: head.seq + 1 };
    const { previousHash, hash } = link(head, headerOf(next));
    head = { seq: next.seq, hash };
    return { ...next, previous_hash: previousHash, hash, ...seals.sealed(tokenChain, head) };
  });
  for (let start = 0; start < rows.length; start += CHUNK) {
    await trx
      .insertInto('token_journal')
      .values(rows.slice(start, start + CHUNK))
      .execute();
  }
}

/** Where the chain ends. */
export async function tokenHead(db: Connection): Promise<Head> {
  const head = await db
    .selectFrom('token_journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return head ?? emptyChain;
}

/** What is wrong with the chain; of a whole one nothing. `counted`: told of every line. */
export async function damagesOfTokens(
  db: Connection,
  signed: readonly Head[],
  counted: () => void = () => {},
): Promise<ChainDamage[]> {
  return damagesIn(chain(db, counted), { signed, isSealed: isSealedIn(db, tokenChain) });
}

async function* chain(db: Connection, counted: () => void): AsyncGenerator<ChainLine> {
  for (let after = 0; ;) {
    const lines = await db
      .selectFrom('token_journal')
      .selectAll()
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(CHUNK)
      .execute();
    for (const line of lines) {
      counted();
      // The header is made of the columns: it cannot say something else.
      yield {
        seq: line.seq,
        previousHash: line.previous_hash,
        hash: line.hash,
        header: headerOf(line),
        payloads: [],
        columns: {},
        seal: line,
      };
    }
    const last = lines.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** What the chain covers of a line: all of it. */
function headerOf({ seq, at, act, token, row }: Pick<Line, 'seq' | 'at' | 'act' | 'token' | 'row'>): string {
  return canonicalText({ seq, at, act, token, row });
}

/** Tokens as rows: how one is made within a transaction, and when one is dead. */
import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { TokenGrant } from '../contract/records/tokens.ts';
import type { Instant } from '../model/identifiers.ts';
import { sha256 } from './hash.ts';
import { randomSecret } from './secret.ts';
import type { Tables } from './tables.ts';
import { keepToken } from './token-journal.ts';

/** What every secret begins with, so that one left lying about is recognised. */
const PREFIX = 'junkan_';

/** True of a row of `tokens` that works: a revoked ancestor is looked up at every use, so that no order of acts leaves one alive. */
export function worksAt(at: Instant): RawBuilder<boolean> {
  return sql<boolean>`(tokens.expires > ${at} and tokens.revoked is null and not ${ancestorRevoked('tokens')})`;
}

/** True of a row of `claims` when the token with which the link was issued was revoked, or one that it descends from. */
export const issuedWithRevoked = revokedToken('claims.issued_with');

/** The same of the token with which a calendar link was made. */
export const madeWithRevoked = revokedToken('calendar_feeds.token');

/**
 * True when the token that a column names was revoked, or one that it descends from. A session that its holder left by
 * signing out has ended; what was made with it was not taken back by that.
 */
export function revokedToken(column: string): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from tokens as used
    where used.id = ${sql.ref(column)} and (used.revoked is not null and not used.signed_out or ${ancestorRevoked('used')}))`;
}

/** True when a token that this one descends from was revoked. */
function ancestorRevoked(token: 'tokens' | 'used'): RawBuilder<boolean> {
  return sql<boolean>`exists (
    select 1 from tokens as ancestor
    where ancestor.id = any(${sql.ref(`${token}.ancestors`)}) and ancestor.revoked is not null)`;
}

/** A token to be made. */
export interface NewToken extends TokenGrant {
  readonly at: Instant;
  readonly purpose: string;
  /** The tokens it descends from, the oldest first. */
  readonly ancestors?: readonly string[];
  readonly session?: true;
  /** By which account of a provider the session began. */
  readonly identity?: string;
  /** By which passkey it began. */
  readonly passkey?: string;
  /** The provider's id of its session there. */
  readonly sid?: string | undefined;
}

/** Makes a token within a transaction; whoever is to be told is told by the caller. */
export async function insertToken(trx: Transaction<Tables>, token: NewToken): Promise<{ id: string; secret: string }> {
  const {
    person,
    issuedBy,
    earlier = [],
    alone = [],
    plain = false,
    at,
    expires,
    purpose,
    ancestors = [],
    session,
    identity = null,
    passkey = null,
    sid,
  } = token;
  const id = randomUUID();
  const secret = PREFIX + randomSecret();
  await keepToken(trx, {
    id,
    secret_hash: sha256(secret),
    person,
    issued_by: issuedBy,
    earlier_issuers: [...earlier],
    alone: [...alone],
    plain,
    ancestors: [...ancestors],
    issued: at,
    expires,
    purpose,
    revoked: null,
    revoked_by: null,
    session: session === true,
    signed_out: false,
    identity,
    passkey,
    provider_session: sid === undefined ? null : sha256(sid),
    seen: at,
  });
  return { id, secret };
}

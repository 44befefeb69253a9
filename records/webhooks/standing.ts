/**
 * A webhook goes on as long as those do who stand for it: whoever chose its address, and whoever was shown its secret. Each
 * stands for it with the token of that act, as an administrator of everything. Judged at every taking; what has lapsed is
 * disabled where a token is revoked, and by the sweep.
 */
import { type RawBuilder, sql } from 'kysely';
import { administerAll } from '../../machines/registry/facts.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { revokedToken } from '../token-rows.ts';

/** True of an endpoint (named `e`) for which somebody no longer stands. What the installation itself registered stands. */
export function isLapsed(at: Instant): RawBuilder<boolean> {
  return sql<boolean>`(${gone('e.address_by', 'e.address_with', at)} or ${gone('e.secret_by', 'e.secret_with', at)})`;
}

function gone(person: string, token: string, at: Instant): RawBuilder<boolean> {
  const today = dateInJapan(at);
  return sql<boolean>`(${sql.ref(token)} is not null and (${revokedToken(token)} or not exists (
    select from appointments as held join organisations as body on body.id = held.organisation
    where held.person = ${sql.ref(person)} and held.role = 'administrator'
      and held.from_date <= ${today} and (held.to_date is null or held.to_date >= ${today})
      and body.kind = any (${[...administerAll]}::text[]))))`;
}

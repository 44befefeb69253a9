/** People who hold a post, now or later, and whom no mail reaches. */
import { sql } from 'kysely';
import type { UnreachableFilter, UnreachablePerson } from '../../contract/records/notices.ts';
import type { Instant, OrganisationScope, PersonId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { readMailAddress } from '../../model/mail-address.ts';
import type { Database } from '../database.ts';

/** People looked at in one query. */
const AT_ONCE = 1_000;

interface Candidate {
  readonly id: PersonId;
  readonly name_ja: string;
  readonly name_en: string;
  readonly mail: string | null;
  readonly organisations: readonly string[];
  readonly failed_at: number | null;
  readonly failed_reason: string | null;
}

/**
 * Those after a person, by their ids: without an address, with one that is none or lies in a domain for tests, or whose
 * server last refused them.
 */
export async function unreachablePeople(
  db: Database,
  { of, now, reserved }: UnreachableFilter,
  after: PersonId,
  limit: number,
): Promise<UnreachablePerson[]> {
  const found: UnreachablePerson[] = [];
  for (let last = after; found.length < limit;) {
    const candidates = await candidatesAfter(db, of, now, last);
    for (const candidate of candidates) {
      const why = reasonOf(candidate, reserved);
      if (why !== undefined) found.push(why);
    }
    const [end] = candidates.slice(-1);
    if (candidates.length < AT_ONCE || end === undefined) break;
    last = end.id;
  }
  return found.slice(0, limit);
}

/**
 * Of each the last mail that was sent or refused for good – not one to an address that was replaced, nor one from before the
 * person's row was last written: the address may be another since.
 */
async function candidatesAfter(
  db: Database,
  of: OrganisationScope,
  at: Instant,
  after: PersonId,
): Promise<readonly Candidate[]> {
  const today = dateInJapan(at);
  const bodies = of === 'all' ? sql`true` : sql`held.organisation = any (${[...of]}::text[])`;
  const { rows } = await sql<Candidate>`
    with posted as (
      select held.person, array_agg(distinct held.organisation order by held.organisation) as organisations
      from appointments as held
      where ${bodies} and (held.to_date is null or held.to_date >= ${today}) and held.person > ${after}
      group by held.person order by held.person limit ${AT_ONCE})
    select person.id, person.name_ja, person.name_en, person.mail, posted.organisations,
      last.mail_at as failed_at, last.mail_reason as failed_reason
    from posted join people as person on person.id = posted.person
    left join lateral (
      select notice.mail, notice.mail_at, notice.mail_reason from notices as notice
      where notice.person = person.id and notice.mail in ('sent', 'failed') and not exists (
        select from notice_items as item where item.notice = notice.id and item.source like '%/former')
      order by notice.mail_at desc limit 1
    ) as last on last.mail = 'failed' and last.mail_at > coalesce((
      select max(line.at) from registry_journal_rows as written join registry_journal as line using (seq)
      where written.kind = 'person' and written.row_id = person.id), 0)
    order by person.id`.execute(db);
  return rows;
}

function reasonOf(candidate: Candidate, reserved: boolean): UnreachablePerson | undefined {
  const { id: person, name_ja: nameJa, name_en: nameEn, mail, organisations } = candidate;
  const known = { person, nameJa, nameEn, organisations };
  if (mail === null) return { ...known, reason: 'none' };
  const read = readMailAddress(mail);
  if ('fault' in read) return { ...known, reason: 'malformed' };
  if (read.reserved && reserved) return { ...known, reason: 'reserved' };
  const { failed_at: since, failed_reason: code } = candidate;
  if (since === null) return undefined;
  return { ...known, reason: 'refused', since, ...(code === null ? {} : { code }) };
}

/** Two people with one mail address: both may be right (an office's box), and more often one of them is a slip. */
import { sql } from 'kysely';
import type { ChangeWarning } from '../../contract/records/governance.ts';
import type { Instant, OrganisationScope, PersonId } from '../../model/identifiers.ts';
import { readMailAddress } from '../../model/mail-address.ts';
import type { Connection } from '../database.ts';
import type { JudgedChange } from '../registry/change.ts';
import { belongingOf } from './administrators.ts';

/** Warnings told one by one. */
const TOLD = 50;

/** Who else has an address that this change gives somebody; only of people whom whoever asks administers. */
export async function sharedAddresses(
  trx: Connection,
  { given, recorded, after }: JudgedChange,
  administers: OrganisationScope,
  at: Instant,
): Promise<readonly ChangeWarning[]> {
  const changed = given.people.filter(({ row: { id } }) => {
    const mail = after.people.get(id)?.mail ?? null;
    return mail !== null && mail !== recorded.people.get(id)?.mail;
  });
  if (changed.length === 0) return [];
  const mails = changed.flatMap(({ row: { id } }) => after.people.get(id)?.mail ?? []);
  // What the change says comes before what stands.
  const holders = await holdersOf(trx, mails, new Set(after.people.keys()));
  for (const { id, mail } of after.people.values()) if (mail !== null) holdersAt(holders, mail).add(id);
  const others = changed.map(({ row: { id }, where }) => {
    const mail = after.people.get(id)?.mail ?? '';
    return { id, where, mail, ids: [...(holders.get(keyOf(mail)) ?? [])].filter((other) => other !== id).sort() };
  });
  const known = await administered(
    trx,
    others.flatMap(({ ids }) => ids),
    administers,
    at,
  );
  return others
    .flatMap(({ where, mail, ids }) => {
      const shown = ids.filter((id) => known.has(id));
      if (shown.length === 0) return [];
      return [
        {
          path: where('mail'),
          ja: `${mail} は ${shown.join('、')} のメールアドレスでもあります。別の人なら、どちらかを直してください`,
          en: `${mail} is the address of ${shown.join(', ')}, too: if they are not one person, correct one of them`,
        },
      ];
    })
    .slice(0, TOLD);
}

/** The same box, however its domain is written. */
function keyOf(mail: string): string {
  const read = readMailAddress(mail);
  return ('fault' in read ? mail : read.address).toLowerCase();
}

function holdersAt(holders: Map<string, Set<PersonId>>, mail: string): Set<PersonId> {
  const key = keyOf(mail);
  const ids = holders.get(key) ?? new Set();
  holders.set(key, ids);
  return ids;
}

/** Who is recorded with these addresses, but for some. */
async function holdersOf(
  trx: Connection,
  mails: readonly string[],
  but: ReadonlySet<PersonId>,
): Promise<Map<string, Set<PersonId>>> {
  const written = [...new Set(mails.flatMap((mail) => [mail.toLowerCase(), keyOf(mail)]))];
  const rows = await trx
    .selectFrom('people')
    .select(['id', 'mail'])
    .where(sql`lower(mail)`, '=', sql`any(${written}::text[])`)
    .execute();
  const holders = new Map<string, Set<PersonId>>();
  for (const { id, mail } of rows) if (mail !== null && !but.has(id)) holdersAt(holders, mail).add(id);
  return holders;
}

async function administered(
  trx: Connection,
  people: readonly PersonId[],
  administers: OrganisationScope,
  at: Instant,
): Promise<ReadonlySet<PersonId>> {
  const all = [...new Set(people)];
  if (administers === 'all') return new Set(all);
  const belonging = await belongingOf(trx, all, at);
  return new Set(
    all.filter((person) => {
      const { bodies = [], homeless = true } = belonging.get(person) ?? {};
      return !homeless && bodies.length > 0 && bodies.every((body) => administers.includes(body));
    }),
  );
}

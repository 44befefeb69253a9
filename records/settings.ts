import { sql } from 'kysely';
import type { PersonSettings, Settings } from '../contract/records/settings.ts';
import type { PersonId } from '../model/identifiers.ts';
import { optionalMails } from '../model/mail-kinds.ts';
import type { Database } from './database.ts';
import { dayMailAt } from './notices/day-mail.ts';
import type { Tables } from './tables.ts';

const unset: PersonSettings = { digest: false, muted: [] };

export function makeSettings(db: Database): Settings {
  return {
    of: async (person) => (await settingsOf(db, [person])).get(person) ?? unset,

    async set(person, { language = null, digest, muted }, at) {
      const row = { language, digest, muted: [...muted], changed: at };
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('person_settings')
          .values({ person, ...row })
          .onConflict((conflict) => conflict.column('person').doUpdateSet(row))
          .execute();
        if (digest) return;
        await sql`
          update notices set next_at = ${at}::bigint
          where person = ${person} and mail = 'queued' and claim is null and attempts = 0
            and next_at > ${at}::bigint and next_at = ${dayMailAt('notices')}`.execute(trx);
      });
    },
  };
}

/** The settings of those of these people who set any. */
export async function settingsOf(
  db: Database,
  people: readonly PersonId[],
): Promise<ReadonlyMap<PersonId, PersonSettings>> {
  if (people.length === 0) return new Map();
  const rows = await db
    .selectFrom('person_settings')
    .selectAll()
    .where('person', 'in', [...people])
    .execute();
  return new Map(rows.map((row) => [row.person, toSettings(row)]));
}

function toSettings({ language, digest, muted }: Pick<Tables['person_settings'], 'language' | 'digest' | 'muted'>) {
  return {
    ...(language !== null && { language }),
    digest,
    muted: optionalMails.filter((kind) => muted.includes(kind)),
  };
}

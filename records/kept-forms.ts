import { FORM_KEPT, FORMS_KEPT, type KeptForms } from '../contract/records/kept-forms.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Database } from './database.ts';

/** Forms kept for an hour, a few of each person; what is kept of them nobody here can read. */
export function makeKeptForms(db: Database): KeptForms {
  return {
    async keep({ id, person, sealed }, at) {
      await db.transaction().execute(async (trx) => {
        await trx.insertInto('kept_forms').values({ id, person, sealed, at }).execute();
        const newest = trx
          .selectFrom('kept_forms')
          .select('id')
          .where('person', '=', person)
          .orderBy('at', 'desc')
          .orderBy('id')
          .limit(FORMS_KEPT);
        await trx.deleteFrom('kept_forms').where('person', '=', person).where('id', 'not in', newest).execute();
      });
    },

    async get(id, person, at) {
      const row = await db
        .selectFrom('kept_forms')
        .select('sealed')
        .where('id', '=', id)
        .where('person', '=', person)
        .where('at', '>', at - FORM_KEPT)
        .executeTakeFirst();
      return row?.sealed;
    },

    async forget(id, person) {
      await db.deleteFrom('kept_forms').where('id', '=', id).where('person', '=', person).execute();
    },
  };
}

/** Removes those whose hour is over. */
export async function forgetForms(db: Database, now: Instant): Promise<void> {
  await db
    .deleteFrom('kept_forms')
    .where('at', '<=', now - FORM_KEPT)
    .execute();
}

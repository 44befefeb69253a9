import { sql } from 'kysely';
import type { Rebuild, RebuildOutcome, Rebuilds } from '../contract/records/rebuilds.ts';
import type { Database } from './database.ts';
import { lockRegistry, writeLine } from './registry/journal.ts';

/** Rebuilding that was asked for, and what became of it. */
export function makeRebuilds(db: Database): Rebuilds {
  return {
    async ask(instances, { by, at, token }) {
      const rows = instances.map((instance) => ({
        instance,
        asked: at,
        by_person: by,
        token: token?.id ?? null,
        issuers: [...(token?.issuers ?? [])],
        next_at: at,
        finished: null,
        result: null,
      }));
      if (rows.length === 0) return;
      await db
        .insertInto('rebuilds')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('instance').doUpdateSet((eb) => ({
            asked: eb.ref('excluded.asked'),
            by_person: eb.ref('excluded.by_person'),
            token: eb.ref('excluded.token'),
            issuers: eb.ref('excluded.issuers'),
            next_at: eb.ref('excluded.next_at'),
            finished: null,
            result: null,
          })),
        )
        .execute();
    },

    async since(at, instance, atMost) {
      const asked = db
        .selectFrom('rebuilds')
        .where('asked', '>=', at)
        .$if(instance !== undefined, (query) => query.where('instance', '=', instance ?? ''));
      const outcome = sql<RebuildOutcome['outcome'] | null>`result::json ->> 'outcome'`;
      const counts = await asked
        .select([outcome.as('outcome'), sql<number>`count(*)::integer`.as('times')])
        .groupBy(outcome)
        .execute();
      const rows = await asked
        .select(['instance', 'asked', 'finished', 'result'])
        .where(sql<boolean>`${outcome} is distinct from 'runs'`)
        .orderBy('instance')
        .limit(atMost)
        .execute();
      return {
        waiting: counts.find((count) => count.outcome === null)?.times ?? 0,
        done: Object.fromEntries(counts.flatMap(({ outcome: is, times }) => (is === null ? [] : [[is, times]]))),
        items: rows.map(toRebuild),
      };
    },

    async take(now, atMost, lease) {
      const { rows } = await sql<{ instance: string }>`
        update rebuilds set next_at = ${now + lease}::bigint where instance in (
          select instance from rebuilds where finished is null and next_at <= ${now}::bigint
          order by asked, instance limit ${atMost} for update skip locked)
        returning instance`.execute(db);
      return rows.map(({ instance }) => instance);
    },

    async settle(instance, result, at) {
      await db.transaction().execute(async (trx) => {
        const changed = result.outcome === 'rebuilt' || result.outcome === 'restored';
        if (changed) await lockRegistry(trx);
        const asked = await trx
          .updateTable('rebuilds')
          .set({ finished: at, result: JSON.stringify(result) })
          .where('instance', '=', instance)
          .returningAll()
          .executeTakeFirst();
        if (asked === undefined || !changed) return;
        const { by_person: by, token, issuers } = asked;
        const signed = { by, at, ...(token !== null && { token: { id: token, issuers } }) };
        const { outcome: act, ...row } = result;
        await writeLine(trx, [{ kind: 'instance', id: instance, act, row }], signed);
      });
    },

    async open(after, limit) {
      const rows = await db
        .selectFrom('instances')
        .select('instance')
        .where('seq', '>', 0)
        .where('ended', 'is', null)
        .where('instance', '>', after)
        .orderBy('instance')
        .limit(limit)
        .execute();
      return rows.map(({ instance }) => instance);
    },
  };
}

function toRebuild(row: {
  readonly instance: string;
  readonly asked: number;
  readonly finished: number | null;
  readonly result: string | null;
}): Rebuild {
  const { instance, asked, finished } = row;
  const result: RebuildOutcome | null = row.result === null ? null : JSON.parse(row.result);
  return { instance, asked, ...(finished !== null && { finished }), ...(result !== null && { result }) };
}

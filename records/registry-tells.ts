import { type RawBuilder, sql } from 'kysely';
import { competenceTold, endingTold } from '../model/registry-tells.ts';
import type { CompetenceHearer, InstanceToTell, RegistryTells } from '../contract/records/registry-tells.ts';
import type { Database } from './database.ts';

/** Which running cycles the registry has still to tell something, and which it has told. */
export function makeRegistryTells(db: Database): RegistryTells {
  return {
    untold: (id, begunBefore, limit) => cycles(db, sql`${id}::text`, sql`first.at < ${begunBefore}`, limit),

    untoldEndings: (organisations, limit) =>
      organisations.length === 0
        ? Promise.resolve([])
        : cycles(
            db,
            sql`${endingTold('')}::text || one.organisation`,
            sql`one.organisation = any (${[...organisations]}::text[])`,
            limit,
          ),

    async hearingOfCompetence(procedures, after = '', limit) {
      const { rows } = await sql<Omit<CompetenceHearer, 'last'> & { readonly last: string | null }>`
        select one.instance, one.organisation, one.seq, (
          select told.id from registry_tells as told
          where told.to_instance = one.instance and starts_with(told.id, ${competenceTold})
          order by told.at desc, told.id desc limit 1
        ) as last
        from instances as one
        where one.procedure = any (${[...procedures]}::text[]) and one.seq > 0 and one.ended is null
          and one.instance > ${after}
        order by one.instance limit ${limit}`.execute(db);
      return rows.map(({ last, ...row }) => ({ ...row, ...(last !== null && { last }) }));
    },

    async told(instance, id, at) {
      await db
        .insertInto('registry_tells')
        .values({ to_instance: instance, id, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

/** Running cycles that meet a condition and were not told `id`. */
async function cycles(
  db: Database,
  id: RawBuilder<unknown>,
  condition: RawBuilder<unknown>,
  limit: number,
): Promise<InstanceToTell[]> {
  const { rows } = await sql<InstanceToTell>`
    select one.instance, one.organisation, one.seq
    from instances as one join journal as first on first.instance = one.instance and first.seq = 1
    where one.procedure = 'cycle' and one.seq > 0 and one.ended is null and ${condition}
      and not exists (select from registry_tells as told where told.to_instance = one.instance and told.id = ${id})
    order by one.instance limit ${limit}`.execute(db);
  return rows;
}

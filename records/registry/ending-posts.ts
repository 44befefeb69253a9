/** Posts that end soon, with whether somebody comes after. */
import { sql } from 'kysely';
import type { EndingPost, Registry } from '../../contract/records/registry.ts';
import type { Connection } from '../database.ts';
import { toAppointment } from './rows.ts';
import type { AppointmentTable } from './tables.ts';

export async function endingPosts(
  db: Connection,
  { of, from, to }: Parameters<Registry['endingPosts']>[0],
  after: string,
  limit: number,
): Promise<EndingPost[]> {
  const among = of === 'all' ? sql`true` : sql`a.organisation = any (${[...of]}::text[])`;
  const { rows } = await sql<AppointmentTable & { to_date: string; succeeded: boolean; place: string }>`
    select a.*, a.to_date || '!' || a.id as place,
      exists (select from appointments n where n.organisation = a.organisation and n.role = a.role
        and n.department is not distinct from a.department and n.id <> a.id
        and n.from_date::date <= a.to_date::date + 1 and (n.to_date is null or n.to_date > a.to_date)) as succeeded
    from appointments a
    where ${among} and a.to_date >= ${from} and a.to_date <= ${to}
      and (a.to_date || '!' || a.id) collate "C" > ${after} collate "C"
    order by (a.to_date || '!' || a.id) collate "C" limit ${limit}`.execute(db);
  return rows.map(({ succeeded, place, ...row }) => ({
    appointment: { ...toAppointment(row), to: row.to_date },
    succeeded,
    place,
  }));
}

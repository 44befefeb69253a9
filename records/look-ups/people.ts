import { z } from 'zod';
import type { Json } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { toPerson } from '../registry/rows.ts';
import { appointmentsBetween } from './appointments.ts';

const askSchema = z.object({ people: z.array(z.string()), from: z.string(), to: z.string() });

/**
 * Fact `people`: each person asked for, with the appointments that overlap the period or are held today, in whichever
 * body, and the contract of one from outside. A person nobody knows is not in the answer; names never are.
 */
export async function people(db: Database, { ask, at }: FactScope): Promise<Json> {
  const { people: asked, from, to } = askSchema.parse(ask);
  // What cannot be an id is nobody's; U+0000 in it would make the query itself fail.
  const wanted = [...new Set(asked)].filter((id) => /^[a-z0-9-]+$/.test(id));
  if (wanted.length === 0) return [];
  const today = dateInJapan(at);
  const rows = await db.selectFrom('people').selectAll().where('id', 'in', wanted).orderBy('id').execute();
  const narrow = (query: Parameters<Parameters<typeof appointmentsBetween>[3]>[0]) =>
    query.where('person', 'in', wanted);
  const inPeriod = await appointmentsBetween(db, from, to, narrow, today);
  const now = await appointmentsBetween(db, today, today, narrow, today);
  const all = [...inPeriod, ...now.filter((held) => !inPeriod.some((other) => other.id === held.id))];
  return rows.map((row) => {
    const { outside } = toPerson(row);
    return {
      person: row.id,
      appointments: all.filter((held) => held.person === row.id).map((held) => ({ ...held })),
      ...(outside && { outside: { ...outside } }),
    };
  });
}

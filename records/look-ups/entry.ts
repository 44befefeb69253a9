import { z } from 'zod';
import type { Appointment, Json } from '../../machines/core/index.ts';
import { asObject, isObject } from '../../model/json.ts';
import type { Journal } from '../../contract/records/journal.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';

const mostEntries = 1_000_000_000;
const askSchema = z.object({ seq: z.int().positive() });

/**
 * Fact `entry`: who decided an entry of the instance, and by which posts; null when the journal holds none of that
 * number. Of an entry whose contents were erased nothing is known that a correction could rest on: null too.
 */
export async function entry(journal: Pick<Journal, 'page'>, { instance, ask }: FactScope): Promise<Json> {
  const { seq } = askSchema.parse(ask);
  // No journal has so many: nothing need be asked, least of all a column that does not hold the number.
  if (seq > mostEntries) return null;
  const [line] = await journal.page(instance, seq - 1, 1);
  if (line === undefined || line.entry.seq !== seq) return null;
  const { event, marks, reliedOn } = line.entry;
  const { type, actor, standIn } = asObject(event);
  if (typeof type !== 'string') return null;
  const { person, appointments } = asObject(actor);
  const held = Array.isArray(appointments) ? appointments.filter(isAppointment) : [];
  const posts = held
    .filter(({ id }) => reliedOn.includes(id))
    .map(({ role, organisation, department }) => ({ role, organisation, ...(department && { department }) }));
  const { holders } = asObject(standIn);
  const barred = Array.isArray(holders) ? holders.flatMap((holder) => personOf(holder)) : [];
  return {
    seq,
    type,
    ...(typeof person === 'string' && line.entry.refused === undefined && { decider: person }),
    posts,
    ...(marks.includes('standIn') && { standIn: { barred } }),
  };
}

function personOf(holder: Json): string[] {
  const { person } = asObject(holder);
  return typeof person === 'string' ? [person] : [];
}

/** Only what the core wrote is ever read back. */
function isAppointment(held: unknown): held is Appointment {
  return isObject(held) && typeof held['id'] === 'string';
}

import { z } from 'zod';
import type { Json } from '../../machines/core.ts';
import { dueFor } from '../../model/calendar.ts';
import { isLocalDate } from '../../model/japan-time.ts';
import type { FactScope } from '../contract.ts';

const askSchema = z.object({ items: z.array(z.object({ id: z.string(), date: z.string() })) });

/** Fact `due`: due instants and reminders of dates. A date that does not exist is left out: the rules then refuse. */
export async function due({ ask, at }: FactScope): Promise<Json> {
  return askSchema
    .parse(ask)
    .items.filter((item) => isLocalDate(item.date) && item.date >= '1952-01-01' && item.date <= '9000-12-31')
    .map(({ id, date }) => {
      const { due: instant, rungs, moved } = dueFor(date, at);
      return { id, date, due: instant, rungs: [...rungs], ...(moved && { moved: { ...moved } }) };
    });
}

/** What a date rests on, as it is shown wherever the date is. */
import { z } from '@hono/zod-openapi';
import type { DateBasis } from '../model/calendar/basis.ts';
import { basisText } from '../model/calendar/texts.ts';
import type { Text } from '../model/text.ts';
import { localDate, textSchema } from './schemas.ts';
import { textOf } from './texts.ts';

/** In words, with each day it was moved from. */
export const basisSchema = textSchema
  .extend({
    kind: z.enum(['fixed', 'after', 'given']),
    own: localDate,
    moved: z.array(z.object({ from: localDate, to: localDate, reason: z.string() })),
  })
  .openapi('DateBasis');

/** The basis for a reader; `names` are the texts of the procedure's due items. */
export function shownBasis(basis: DateBasis, names: Readonly<Record<string, Text>>): z.output<typeof basisSchema> {
  const { kind, own, moved = [] } = basis;
  return { ...basisText(basis, (item) => textOf(names, item)), kind, own, moved: moved.map((move) => ({ ...move })) };
}

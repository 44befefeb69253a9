/** An improvement ends, in whichever way: its cycle learns of it, and who looks after all improvements of the body. */
import type { Cause } from '../../core/index.ts';
import { tell, toRoles } from '../../kit/v1/index.ts';
import { droppedReEntries } from './re-entry.ts';
import type { Context } from './types.ts';

/** What every end causes. */
export function endCauses(context: Context): readonly Cause[] {
  const { cycle, instance: improvement, round, originals, end } = context;
  if (end === undefined) return [];
  const into = end.into === undefined ? {} : { into: end.into };
  const firstDue = originals['done'] === undefined ? {} : { firstDue: originals['done'] };
  return [
    tell(cycle, 'improvementEnded', {
      improvement,
      end: end.end,
      covers: context.covers.map(({ ref }) => ref),
      round,
      ...into,
      ...firstDue,
    }),
    toRoles(context, ['headOfOfficers', 'promotionOffice'], 'ended'),
    ...droppedReEntries(context),
  ];
}

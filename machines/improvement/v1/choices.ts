/** The lists from which fields of an improvement's decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { parseInstanceId, structureFact, withTitle } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import type { Context } from './types.ts';

/**
 * The one improvement whose owner is assigned here, to be chosen, not filled in: who opened the wrong one reads its number and
 * title before anything happens. Who does not read its title has to know it.
 */
function thisOne({ instance, title }: Pick<Context, 'instance'> & Partial<Pick<Context, 'title'>>): Choice {
  const number = String(parseInstanceId(instance)?.number ?? '');
  const called = withTitle({ ja: `第${number}号`, en: `no. ${number}` }, title);
  return { id: number, ...called, ...(title !== undefined && { fills: { title: title.ja } }) };
}

export const choices: Choices<Context> = {
  thisImprovement: { from: (context) => [thisOne(context)] },
  supervisors: made(z.object({ structure: structureFact.pick({ supervisors: true }) }), (_, { structure }) =>
    structure.supervisors.map((organisation) => ({ id: organisation, organisation, ja: '', en: '' })),
  ),
};

/** The lists from which fields of an improvement's decisions are chosen. */
import { z } from 'zod';
import type { Choices } from '../../core/index.ts';
import { structureFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import type { Context } from './types.ts';

export const choices: Choices<Context> = {
  supervisors: made(z.object({ structure: structureFact.pick({ supervisors: true }) }), (_, { structure }) =>
    structure.supervisors.map((organisation) => ({ id: organisation, organisation, ja: '', en: '' })),
  ),
};

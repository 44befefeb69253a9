/** What waited for the CISO was taken back by the post that had submitted it. */
import { toRoles } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

/** Part of such a branch: the CISO hears that nothing is expected any more. */
export const takenBack = {
  causes: ({ after }: { readonly after: Context }) => [toRoles(after, ['ciso'], 'takenBack')],
} as const;

import { buildCommand } from '@stricli/core';
import type { Context } from '../cli/context.ts';

/** `junkan rebuild`: also while the system runs. */
export const rebuild = buildCommand<{ check: boolean }, [], Context>({
  docs: {
    brief:
      '一覧や状況一覧の元になる表を、記録から作り直したものと比べ、違えば直す（動いていてもよい）/ compare what lists and the board are read from with the journals, and put right what differs; also while it runs',
  },
  parameters: {
    flags: {
      check: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief: '比べるだけで、何も変更しない / compare alone; nothing is changed',
      },
    },
  },
  loader: async () => (await import('./system/rebuild.ts')).rebuild,
});

import { buildCommand } from '@stricli/core';
import type { Context } from '../cli/context.ts';

const positional = {
  kind: 'tuple',
  parameters: [{ parse: String, brief: 'ファイル / file', placeholder: 'file' }],
} as const;

/** `junkan backup FILE`: also while the system runs. */
export const backup = buildCommand<Record<never, never>, [string], Context>({
  docs: {
    brief:
      'データベースの内容をすべて新しいファイルに書く（動いていてもよい。鍵は含まない）/ write everything the database holds to a new file, also while it runs; keys are not in it',
  },
  parameters: { flags: {}, positional },
  loader: async () => (await import('./system/backup.ts')).backup,
});

/** `junkan restore FILE`: to an empty place. */
export const restore = buildCommand<{ newKeys: boolean }, [string], Context>({
  docs: {
    brief:
      'バックアップを空の場所に復元する（JUNKAN_DATA、又は DATABASE_URL）/ restore a backup to an empty place (JUNKAN_DATA, or DATABASE_URL)',
  },
  parameters: {
    flags: {
      newKeys: {
        kind: 'boolean',
        default: false,
        withNegated: false,
        brief:
          '暗号鍵を失ったとき、新しく作る（Temporal に残るものは読めなくなる）/ the encryption keys are lost: make new ones (what Temporal still has cannot be read then)',
      },
    },
    positional,
  },
  loader: async () => (await import('./system/backup.ts')).restore,
});

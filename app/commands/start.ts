import { buildCommand } from '@stricli/core';
import type { Context } from '../cli/context.ts';
import type { StartFlags } from './system/start.ts';

/** `junkan start`: everything in one process, until it is asked to stop. */
export const start = buildCommand<StartFlags, [], Context>({
  docs: {
    brief:
      '全体を起動する（空のデータディレクトリでは実演用の機関を用意） / bring up the whole system (a demonstration on an empty data directory)',
  },
  parameters: {
    flags: {
      empty: {
        kind: 'boolean',
        default: false,
        brief: '実運用として新しく作る / make a real installation: no invented bodies, no year opened',
      },
      administrator: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '最初の管理者の氏名（--empty とともに）/ name of the first administrator (with --empty)',
      },
      mail: {
        kind: 'parsed',
        parse: String,
        optional: true,
        brief: '最初の管理者のメールアドレス / address of the first administrator',
      },
    },
  },
  loader: async () => (await import('./system/start.ts')).start,
});

/** `junkan worker`: a worker of its own, sharing database and Temporal server with others. */
export const worker = buildCommand<Record<never, never>, [], Context>({
  docs: {
    brief:
      'ワーカーだけを起動する（DATABASE_URL、TEMPORAL_ADDRESS、JUNKAN_KEY_FILE が必要） / the worker alone (needs DATABASE_URL, TEMPORAL_ADDRESS and JUNKAN_KEY_FILE)',
  },
  parameters: {},
  loader: async () => (await import('./system/start.ts')).worker,
});

/** `junkan web`: a web server of its own, sharing database and Temporal server with others. */
export const web = buildCommand<Record<never, never>, [], Context>({
  docs: {
    brief:
      'ウェブだけを起動する（DATABASE_URL、TEMPORAL_ADDRESS、JUNKAN_KEY_FILE が必要） / the web alone (needs DATABASE_URL, TEMPORAL_ADDRESS and JUNKAN_KEY_FILE)',
  },
  parameters: {},
  loader: async () => (await import('./system/start.ts')).web,
});

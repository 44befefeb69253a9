import { buildCommand } from '@stricli/core';
import type { Context } from '../cli/context.ts';
import { say } from '../cli/context.ts';
import { readConfiguration, requireAddresses } from '../configuration.ts';
import { untilAskedToStop } from '../lifetime.ts';
import { startSystem } from '../system.ts';
import { readyText } from '../ready-text.ts';
import { UserError } from '../user-error.ts';

interface StartFlags {
  readonly empty: boolean;
  readonly administrator?: string;
  readonly mail?: string;
}

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
  async func({ empty, administrator, mail }) {
    if (empty && administrator === undefined) {
      throw new UserError({
        ja: '--empty には最初の管理者が必要です。例：junkan start --empty --administrator "管理 太郎" --mail admin@agency.go.jp',
        en: '--empty needs the first administrator. For example: junkan start --empty --administrator "Kanri Taro" --mail admin@agency.go.jp',
      });
    }
    const configuration = readConfiguration(this.process.env);
    const system = await startSystem(configuration, {
      parts: ['engine', 'worker', 'web'],
      temporalUi: configuration.temporalUi,
      create:
        empty && administrator !== undefined
          ? { kind: 'real', administrator, ...(mail === undefined ? {} : { mail }) }
          : { kind: 'demonstration' },
      demonstration: await this.demonstration(),
      say: (text) => say(this, text),
    });
    this.process.stdout.write(`${readyText(system)[this.language]}\n`);
    await untilAskedToStop();
    say(this, {
      ja: '停止しています。受け付けたものを終えてから止まります（最長10秒）。',
      en: 'Stopping: finishing what was accepted first (10 s at most).',
    });
    await system.stop();
  },
});

/** `junkan worker`: a worker of its own, sharing database and Temporal server with others. */
export const worker = buildCommand<Record<never, never>, [], Context>({
  docs: {
    brief: 'ワーカーだけを起動する（DATABASE_URL と TEMPORAL_ADDRESS が必要） / a worker alone (needs both addresses)',
  },
  parameters: {},
  async func() {
    await alone(this, ['worker']);
  },
});

/** `junkan web`: a web server of its own, sharing database and Temporal server with others. */
export const web = buildCommand<Record<never, never>, [], Context>({
  docs: {
    brief: 'ウェブだけを起動する（DATABASE_URL と TEMPORAL_ADDRESS が必要） / the web alone (needs both addresses)',
  },
  parameters: {},
  async func() {
    await alone(this, ['web']);
  },
});

async function alone(context: Context, parts: readonly ('worker' | 'web')[]): Promise<void> {
  const configuration = readConfiguration(context.process.env);
  requireAddresses(configuration);
  const system = await startSystem(configuration, {
    parts,
    demonstration: await context.demonstration(),
    say: (text) => say(context, text),
  });
  const where = system.address === undefined ? '' : ` ${system.address}`;
  say(context, {
    ja: `junkan ${parts.join(' ')}：準備ができました。${where}`,
    en: `junkan ${parts.join(' ')}: ready.${where}`,
  });
  await untilAskedToStop();
  await system.stop();
}

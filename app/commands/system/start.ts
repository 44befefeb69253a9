/** What `junkan start`, `worker` and `web` do: apart from their flags, because it loads the whole system. */
import type { Context } from '../../cli/context.ts';
import { say } from '../../cli/context.ts';
import { readConfiguration, requireShared } from '../../configuration.ts';
import { untilAskedToStop } from '../../lifetime.ts';
import { startSystem } from '../../system.ts';
import { readyText } from '../../ready-text.ts';
import { UserError } from '../../user-error.ts';

export interface StartFlags {
  readonly empty: boolean;
  readonly administrator?: string;
  readonly mail?: string;
}

export async function start(this: Context, { empty, administrator, mail }: StartFlags): Promise<void> {
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
}

export async function worker(this: Context): Promise<void> {
  await alone(this, ['worker']);
}

export async function web(this: Context): Promise<void> {
  await alone(this, ['web']);
}

async function alone(context: Context, parts: readonly ('worker' | 'web')[]): Promise<void> {
  const configuration = readConfiguration(context.process.env);
  requireShared(configuration);
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

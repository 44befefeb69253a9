import {
  buildApplication,
  buildCommand,
  buildRouteMap,
  proposeCompletions,
  text_en,
  type Application,
} from '@stricli/core';
import { board } from './commands/board.ts';
import { calendar } from './commands/calendar.ts';
import { decide } from './commands/decide.ts';
import { doctor } from './commands/doctor.ts';
import { feed } from './commands/feed.ts';
import { journal } from './commands/journal.ts';
import { notices } from './commands/notices.ts';
import { registry } from './commands/registry/index.ts';
import { show } from './commands/show.ts';
import { start, web, worker } from './commands/start.ts';
import { tasks } from './commands/tasks.ts';
import { token } from './commands/token.ts';
import { vacantPosts } from './commands/vacant-posts.ts';
import { webhook } from './commands/webhook.ts';
import { year } from './commands/year.ts';
import { argumentError, noSuchCommand } from './cli/argument-errors.ts';
import type { Context } from './cli/context.ts';
import { ApiError } from './cli/api.ts';
import { NoToken } from './cli/connection.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { findRepository } from './repository.ts';
import { UserError } from './user-error.ts';

/** Prints a line for `complete -C`: what may come next. Used by `junkan completion`. */
const complete = buildCommand<Record<never, never>, string[], Context>({
  docs: { brief: '補完候補 / candidates for completion' },
  parameters: { positional: { kind: 'array', parameter: { parse: String, brief: '入力 / what was typed' } } },
  async func(_flags, ...typed) {
    const words = typed.length > 0 ? typed : (this.process.env['COMP_LINE'] ?? '').split(/\s+/).slice(1);
    for (const { completion } of await proposeCompletions(application, words, this)) {
      this.process.stdout.write(`${completion}\n`);
    }
  },
});

const completion = buildCommand<Record<never, never>, [], Context>({
  docs: { brief: 'シェル補完の設定を表示 / print the setting for completion in bash' },
  parameters: {},
  func() {
    this.process.stdout.write("complete -o default -C 'junkan complete --' junkan\n");
  },
});

/** The `junkan` command. */
export const application: Application<Context> = buildApplication<Context>(
  buildRouteMap<string, Context>({
    routes: {
      start,
      worker,
      web,
      year,
      calendar,
      board,
      tasks,
      notices,
      vacantPosts,
      show,
      decide: decide(),
      journal,
      registry,
      token,
      feed,
      webhook,
      doctor,
      completion,
      complete,
    },
    docs: {
      brief:
        '政府機関等の情報セキュリティ対策の運用等に関する指針（2016-08-31）の年度サイクルを動かす / runs the yearly cycle of the guideline of 2016-08-31',
      hideRoute: { complete: true },
    },
  }),
  {
    name: 'junkan',
    versionInfo: { currentVersion: findRepository().version },
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true, caseStyle: 'convert-camel-to-kebab' },
    localization: {
      text: {
        ...text_en,
        noCommandRegisteredForInput: noSuchCommand,
        exceptionWhileRunningCommand: told,
        exceptionWhileLoadingCommandFunction: told,
        exceptionWhileParsingArguments: (error) => (error instanceof UserError ? told(error) : argumentError(error)),
      },
    },
    determineExitCode: (error) =>
      error instanceof NoToken || (error instanceof ApiError && error.status === 401)
        ? exitCodes.authentication
        : exitCodes.failure,
  },
);

/** An error for the person at the terminal: both languages, never a stack trace. */
function told(error: unknown): string {
  if (error instanceof UserError) return `${error.text.ja}\n${error.text.en}`;
  const reason = error instanceof Error ? error.message : String(error);
  return `予期しない誤りが起きました（${reason}）。junkan doctor を実行するか、記録（JUNKAN_DATA/logs）をご覧ください。\nSomething unexpected went wrong (${reason}). Run junkan doctor, or see the logs in JUNKAN_DATA/logs.`;
}

import {
  buildApplication,
  buildCommand,
  buildRouteMap,
  proposeCompletions,
  text_en,
  type Application,
  type Command,
  type RouteMap,
} from '@stricli/core';
import { argumentError, noSuchCommand } from './cli/argument-errors.ts';
import type { Context } from './cli/context.ts';
import { exitCodes } from './cli/exit-codes.ts';
import { findRoot } from './root.ts';
import { UserError } from './user-error.ts';

/** Prints a line for `complete -C`: what may come next. Used by `junkan completion`. */
const complete = buildCommand<Record<never, never>, string[], Context>({
  docs: { brief: '補完候補 / candidates for completion' },
  parameters: { positional: { kind: 'array', parameter: { parse: String, brief: '入力 / what was typed' } } },
  async func(_flags, ...typed) {
    const words = typed.length > 0 ? typed : (this.process.env['COMP_LINE'] ?? '').split(/\s+/).slice(1);
    // The word that is being typed may become any: `web` becomes `webhook`.
    const junkan = await applicationFor(words.slice(0, -1));
    for (const { completion } of await proposeCompletions(junkan, words, this)) {
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

type Part = Command<Context> | RouteMap<Context>;

/** Every command by name, each loaded when it is typed. */
const parts: Readonly<Record<string, () => Promise<Part>>> = {
  start: async () => (await import('./commands/start.ts')).start,
  worker: async () => (await import('./commands/start.ts')).worker,
  web: async () => (await import('./commands/start.ts')).web,
  year: async () => (await import('./commands/year.ts')).year,
  calendar: async () => (await import('./commands/calendar.ts')).calendar,
  clauses: async () => (await import('./commands/clauses.ts')).clauses,
  clause: async () => (await import('./commands/clauses.ts')).clause,
  board: async () => (await import('./commands/board.ts')).board,
  tasks: async () => (await import('./commands/tasks.ts')).tasks,
  waiting: async () => (await import('./commands/waiting.ts')).waiting,
  openings: async () => (await import('./commands/openings.ts')).openings,
  notices: async () => (await import('./commands/notices.ts')).notices,
  unreachablePeople: async () => (await import('./commands/unreachable-people.ts')).unreachablePeople,
  vacantPosts: async () => (await import('./commands/vacant-posts.ts')).vacantPosts,
  show: async () => (await import('./commands/show.ts')).show,
  decide: async () => (await import('./commands/decide.ts')).decide(),
  journal: async () => (await import('./commands/journal.ts')).journal,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/backup.ts')).restore,
  rebuild: async () => (await import('./commands/rebuild.ts')).rebuild,
  instance: async () => (await import('./commands/instance.ts')).instance,
  selfInspection: async () => (await import('./commands/self-inspection.ts')).selfInspection,
  registry: async () => (await import('./commands/registry/index.ts')).registry,
  token: async () => (await import('./commands/token.ts')).token,
  account: async () => (await import('./commands/account.ts')).account,
  feed: async () => (await import('./commands/feed.ts')).feed,
  webhook: async () => (await import('./commands/webhook.ts')).webhook,
  key: async () => (await import('./commands/key.ts')).key,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  completion: async () => completion,
  complete: async () => complete,
};

/** The names of the parts that these words need: the one they begin with; all, where the reader is to choose. */
function needed(inputs: readonly string[]): readonly string[] {
  const [first = ''] = inputs;
  if (first === '--version' || first === '-v') return ['completion'];
  const name = first.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.hasOwn(parts, name) ? [name] : Object.keys(parts);
}

/** The `junkan` command, as far as these words need it: a command never waits for what the others are made of. */
export async function applicationFor(inputs: readonly string[]): Promise<Application<Context>> {
  const routes: Record<string, Part> = {};
  for (const name of needed(inputs)) {
    const part = await parts[name]?.();
    if (part !== undefined) routes[name] = part;
  }
  return buildApplication<Context>(
    buildRouteMap<string, Context>({
      routes,
      docs: {
        brief:
          '政府機関等の情報セキュリティ対策の運用等に関する指針（2016-08-31）の年度サイクルを動かす / runs the yearly cycle of the guideline of 2016-08-31',
        hideRoute: { complete: true },
      },
    }),
    {
      name: 'junkan',
      versionInfo: { currentVersion: findRoot().version },
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
      determineExitCode: (error) => (error instanceof UserError ? error.exitCode : exitCodes.failure),
    },
  );
}

/** An error for the person at the terminal: both languages, never a stack trace. */
function told(error: unknown): string {
  if (error instanceof UserError) return `${error.text.ja}\n${error.text.en}`;
  // What the records say of data that are not ours to open: another format, a newer schema.
  if (error instanceof Error && 'text' in error) return error.message;
  const reason = error instanceof Error ? error.message : String(error);
  return `予期しない誤りが起きました（${reason}）。junkan doctor を実行するか、記録（JUNKAN_DATA/logs）をご覧ください。\nSomething unexpected went wrong (${reason}). Run junkan doctor, or see the logs in JUNKAN_DATA/logs.`;
}

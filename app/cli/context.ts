import type { CommandContext } from '@stricli/core';
import type { Language, Text } from '../../model/text.ts';
import type { Demonstration } from '../demonstration.ts';

/** What every command gets: the process, the language of its reader, and the demonstration for those that need it. */
export interface Context extends CommandContext {
  readonly process: NodeJS.Process;
  readonly language: Language;
  readonly demonstration: () => Promise<Demonstration>;
}

/** Japanese unless the environment asks for English (`JUNKAN_LANGUAGE`, else the usual locale variables). */
export function languageOf(environment: NodeJS.ProcessEnv): Language {
  const named =
    environment['JUNKAN_LANGUAGE'] ?? environment['LC_ALL'] ?? environment['LC_MESSAGES'] ?? environment['LANG'];
  return named?.toLowerCase().startsWith('en') === true ? 'en' : 'ja';
}

/** One line in the reader's language. */
export function say(context: Context, text: Text): void {
  context.process.stdout.write(`${text[context.language]}\n`);
}

import { run } from '@stricli/core';
import { application } from './application.ts';
import { languageOf } from './cli/context.ts';
import { arrangeDecide } from './commands/decide.ts';
import type { Demonstration } from './demonstration.ts';

/** Runs the `junkan` command with the arguments of this process. */
export async function main(demonstration: () => Promise<Demonstration>): Promise<void> {
  const context = { process, language: languageOf(process.env), demonstration };
  await run(application, arrangeDecide(process.argv.slice(2)), context);
}

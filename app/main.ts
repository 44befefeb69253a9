import { run } from '@stricli/core';
import { applicationFor } from './application.ts';
import { arrangeDecide } from './cli/arrange.ts';
import { languageOf } from './cli/context.ts';
import { guard } from './cli/terminal.ts';
import type { Demonstration } from './demonstration.ts';

/** Runs the `junkan` command with the arguments of this process. */
export async function main(demonstration: () => Promise<Demonstration>): Promise<void> {
  guard(process.stdout);
  guard(process.stderr);
  const inputs = arrangeDecide(process.argv.slice(2));
  const context = { process, language: languageOf(process.env), demonstration };
  await run(await applicationFor(inputs), inputs, context);
}

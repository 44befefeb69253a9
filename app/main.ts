import { run } from '@stricli/core';
import { application } from './application.ts';
import { languageOf } from './cli/context.ts';
import { arrangeDecide } from './commands/decide.ts';

await run(application, arrangeDecide(process.argv.slice(2)), { process, language: languageOf(process.env) });

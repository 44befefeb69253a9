// `npm run mutate`: replaces each rule in turn by always true and always false; each must make a test fail. Runs from
// the sources (tsx), as the tests do.
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { installDependencies } from './lib/dependencies.mjs';
import { ROOT } from './lib/root.mjs';
import { run } from './lib/run.mjs';
import { checkTools } from './lib/tools.mjs';

checkTools();
await installDependencies();
const tsx = pathToFileURL(join(ROOT, 'node_modules/tsx/dist/loader.mjs')).href;
process.exit(await run(process.execPath, ['--import', tsx, 'scripts/mutate.ts', ...process.argv.slice(2)]));

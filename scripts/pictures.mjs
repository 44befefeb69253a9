// `npm run pictures`: takes the pictures in docs/pictures/ anew, on the way through a year by clicks.
import { installBrowser, installDependencies } from './lib/dependencies.mjs';
import { checkTools } from './lib/tools.mjs';
import { runTests } from './lib/verify.mjs';

checkTools();
await installDependencies();
await installBrowser();
process.env['JUNKAN_PICTURES'] = '1';
process.exit(await runTests(['test/browser/whole-year.test.ts']));

// `npm run pages`: every page in a real browser, for every kind of reader, in both languages, at both widths.
import { installBrowser, installDependencies } from './lib/dependencies.mjs';
import { checkTools } from './lib/tools.mjs';
import { runTests } from './lib/verify.mjs';

checkTools();
await installDependencies();
await installBrowser();
process.env['JUNKAN_PAGES'] = '1';
process.exit(await runTests(['test/browser/pages.test.ts', 'test/browser/everybody.test.ts']));

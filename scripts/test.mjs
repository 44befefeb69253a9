// `npm test`: sets up whatever is missing, then verifies everything; the tests fetch the pinned Temporal server by
// themselves (test/support/shared-servers.ts). With arguments it only runs the tests they name: `npm test -- test/model`.
import { build } from './lib/build.mjs';
import { installBrowser, installDependencies } from './lib/dependencies.mjs';
import { checkTools } from './lib/tools.mjs';
import { runTests, verify } from './lib/verify.mjs';

checkTools();
await installDependencies();
await installBrowser();
await build();
const names = process.argv.slice(2);
process.exit(names.length > 0 ? await runTests(names) : await verify());

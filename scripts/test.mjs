// `npm test`: sets up whatever is missing – also the pinned Temporal server, which tests always use – then verifies
// everything. With arguments it only runs the tests they name: `npm test -- test/model`.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { getPinnedServer } from './lib/pinned-server.mjs';
import { checkTools } from './lib/tools.mjs';
import { runTests, verify } from './lib/verify.mjs';

checkTools({ needsGo: true });
await installDependencies();
await build();
await getPinnedServer();
const names = process.argv.slice(2);
process.exit(names.length > 0 ? await runTests(names) : await verify());

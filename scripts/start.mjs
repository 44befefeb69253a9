// `npm start`: sets up whatever is missing, then brings up the whole system. It has no dependency, since it installs
// them; the Temporal server is found, or fetched, by the program itself (worker/temporal-server/acquire.ts).
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { become } from './lib/run.mjs';
import { checkTools } from './lib/tools.mjs';

checkTools();
await installDependencies();
await build();
await become('bin/main.js', ['start', ...process.argv.slice(2)]);

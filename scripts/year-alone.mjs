// `npm run year-alone`: sets up whatever is missing, then runs it.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { become } from './lib/run.mjs';
import { checkTools } from './lib/tools.mjs';

checkTools();
await installDependencies();
await build();
await become('demonstration/year-alone/main.js', process.argv.slice(2));

// `npm run walkthrough`: sets up whatever is missing, then runs it.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { become } from './lib/run.mjs';
import { checkTools } from './lib/tools.mjs';

checkTools();
await installDependencies();
await build();
await become('demonstration/walkthrough/main.js', process.argv.slice(2));

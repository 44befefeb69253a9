// `npm run build`: compiles into dist/ what has changed.
import { build } from './lib/build.mjs';
import { installDependencies } from './lib/dependencies.mjs';
import { checkTools } from './lib/tools.mjs';

checkTools();
await installDependencies();
await build();

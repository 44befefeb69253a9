#!/usr/bin/env node
// The `junkan` command inside the repository: builds first when the sources are newer than the build.
import { build, isBuilt } from '../scripts/lib/build.mjs';
import { installDependencies } from '../scripts/lib/dependencies.mjs';
import { checkTools } from '../scripts/lib/tools.mjs';

if (!isBuilt()) {
  checkTools();
  await installDependencies();
  await build();
}
await import('../dist/bin/main.js');

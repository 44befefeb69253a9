#!/usr/bin/env node
// The `junkan` command inside the repository: builds first when the sources are newer than the build. The bundle is run,
// and nothing else is loaded on the way: a command answers at once.
import { isBuilt } from '../scripts/lib/built.mjs';

if (!(await isBuilt())) {
  const { checkTools } = await import('../scripts/lib/tools.mjs');
  const { installDependencies } = await import('../scripts/lib/dependencies.mjs');
  const { build } = await import('../scripts/lib/build.mjs');
  checkTools();
  await installDependencies();
  await build();
}
await import('../dist/command/main.js');

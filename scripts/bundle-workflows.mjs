// `node scripts/bundle-workflows.mjs <dist>`: adds the workflow bundle to a finished compilation.
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const dist = resolve(process.argv[2] ?? 'dist');
const { buildWorkflowBundle, prebuiltBundle } = await import(pathToFileURL(join(dist, 'worker', 'bundle.js')).href);
await buildWorkflowBundle(prebuiltBundle(dist));

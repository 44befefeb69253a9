import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CACHE, ROOT, manifest, pinnedServerIsThere } from './root.mjs';
import { fail, say } from './say.mjs';

/** Builds the pinned Temporal server into the cache unless it is there; needs the build in `dist/`. */
export async function getPinnedServer() {
  if (pinnedServerIsThere()) return;
  const module = join(ROOT, 'dist/worker/temporal-server/way-build.js');
  const { buildServer } = await import(pathToFileURL(module).href);
  const program = await buildServer({
    cache: CACHE,
    pinned: { server: manifest.junkan.temporalServer, go: manifest.junkan.go },
    say: (line) => say(line.ja, line.en),
  });
  if (program === undefined)
    fail(
      'テストに使う Temporal サーバーを用意できませんでした。上の理由を直してください。',
      'The Temporal server that the tests use could not be built. See the reason above.',
    );
}

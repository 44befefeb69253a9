import { z } from 'zod';
import type { PinnedRelease } from '../worker/temporal-server/pinned.ts';
import { findRoot } from './root.ts';

const Manifest = z.object({
  junkan: z.object({
    temporal: z.object({
      cli: z.string(),
      server: z.string(),
      sha256: z.record(z.string(), z.object({ wheel: z.string(), program: z.string() })),
    }),
  }),
});

/** What junkan knows about itself: where its repository is, its version, the Temporal server it pins. */
export interface Repository {
  /** Absolute path of the repository's root; also right when running from `dist/`. */
  root: string;
  version: string;
  /** The release of the Temporal server that is fetched when none is found. */
  pinned: PinnedRelease;
}

/** Finds the repository above this file. Throws when there is none, which means an incomplete installation. */
export function findRepository(): Repository {
  const { root, version, manifest } = findRoot();
  return { root, version, pinned: Manifest.parse(manifest).junkan.temporal };
}

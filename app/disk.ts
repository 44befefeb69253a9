import { statfsSync } from 'node:fs';

/** Bytes that are free for junkan on the disk of a directory; `undefined` while there is no such directory. */
export function freeBytes(directory: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(directory);
    return bavail * bsize;
  } catch {
    return undefined;
  }
}

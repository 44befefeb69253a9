/** The disk's watermark: documents are refused before it is full, so that decisions are still taken. */
import { Problem } from './problems.ts';

/** Where documents are kept: bytes that are free now, and how many of them stay free of documents. */
export interface Disk {
  readonly reserve: number;
  free(): number | undefined;
}

/** Whether less is free than is to stay free, when so many bytes more are kept. */
export function isLow(disk: Disk | undefined, more = 0): boolean {
  const free = disk?.free();
  return disk !== undefined && free !== undefined && free - more < disk.reserve;
}

/** Throws 507 for a document when the disk has no room for it. */
export function checkDisk(disk: Disk | undefined, bytes: number): void {
  if (!isLow(disk, bytes)) return;
  throw new Problem(
    'diskFull',
    {
      ja: 'サーバーの空き容量が少ないため、文書を登録できません。決定など、ほかの操作は行えます。システムの運用者に空き容量を増やすよう依頼してください。',
      en: 'The server has little disk space left, so no documents are taken; decisions and everything else are. Ask the operator of the system to make room.',
    },
    {},
    { 'retry-after': '3600', connection: 'close' },
  );
}

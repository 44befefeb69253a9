import type { View } from '../kit/view.ts';

/** A size as people read it. */
export function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** A class of confidentiality by its name. */
export function classOf({ texts }: View, confidentiality: number): string {
  const { classes } = texts.documents;
  return confidentiality === 1 ? classes['1'] : confidentiality === 2 ? classes['2'] : classes['3'];
}

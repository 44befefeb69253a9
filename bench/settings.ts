/**
 * How much is measured. `--quick` runs every part with little, to see that it runs; its figures say nothing.
 */
export const quick = process.argv.includes('--quick');

/** The first in a full run, the second with `--quick`. */
export function amount(full: number, little: number): number {
  return quick ? little : full;
}

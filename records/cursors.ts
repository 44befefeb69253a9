/** The id in a cursor of a list ordered by a number; 0 – before everything – when the caller made the text up. */
export function numberIn(cursor: string): number {
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : 0;
}

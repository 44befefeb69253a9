/**
 * What a search compares. Widths, case and blanks are no difference; nor are the characters into which the same sign of a
 * Japanese keyboard turns by different conversions (wave dash, minus, parallel bars), nor the selector of a glyph.
 */
export function searchKey(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Default_Ignorable_Code_Point}]/gu, '')
    .replace(/[〜～]/g, '~')
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/∥/g, '‖');
}

/** Whether a text is found in one of these. */
export function isFoundIn(search: string, texts: readonly (string | undefined)[]): boolean {
  const key = searchKey(search);
  return texts.some((text) => text !== undefined && searchKey(text).includes(key));
}

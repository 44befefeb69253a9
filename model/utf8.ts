/** Bytes of a text in UTF-8, counted where there is neither `Buffer` nor `TextEncoder`: in workflows. */
export function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    // A surrogate counts 2 here and 2 for its partner: 4 bytes for the pair.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}

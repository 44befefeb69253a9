/**
 * A name in one form (NFC): what a Mac writes as か and ゛ is が. The compatibility ideographs stay as typed: NFC would turn
 * the 神, 福 or 都 that stands in a family register into another, and nobody may change a person's name.
 */
export function composedName(text: string): string {
  return text.replace(/[^\uf900-\ufaff\u{2f800}-\u{2fa1f}]+/gu, (part) => part.normalize('NFC'));
}

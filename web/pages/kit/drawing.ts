/** Plain arithmetic for pictures that are drawn on the server: how wide words are, and how they break into lines. */

/** What stands on a line of Japanese text is as wide as it is high; the rest about half of that. */
const WIDE = 1;
const NARROW = 0.56;

/** The width of words at a size, in the same unit. Never narrower than browsers draw it. */
export function widthOf(words: string, size: number): number {
  let em = 0;
  for (const letter of words) em += (letter.codePointAt(0) ?? 0) > 0x1fff ? WIDE : NARROW;
  return em * size;
}

/** Words in lines that are no wider than that: Latin words whole, as far as they fit; the last line ends in `…`. */
export function linesOf(words: string, size: number, width: number, atMost: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of words.match(/[!-~]+ ?|./gu) ?? []) {
    // A closing mark never begins a line: it stands out a little instead.
    if (line !== '' && !/^[）、。」』〕]/u.test(part) && widthOf((line + part).trimEnd(), size) > width) {
      lines.push(line.trimEnd());
      line = part.trimStart();
    } else line += part;
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  if (lines.length <= atMost) return lines;
  const kept = lines.slice(0, atMost);
  let last = kept.at(-1) ?? '';
  while (last !== '' && widthOf(`${last}…`, size) > width) last = last.replace(/.$/u, '');
  return [...kept.slice(0, -1), `${last}…`];
}

/** A number as it stands in a drawing. */
export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

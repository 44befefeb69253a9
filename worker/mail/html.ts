/** The same mail as HTML: the same words and links as the plain text, everything escaped, nothing from elsewhere. */
import type { Language } from '../../model/text.ts';

/** The words of a mail in one language. */
export interface Spoken {
  readonly language: Language;
  readonly text: string;
}

/** `url`: the address of junkan; only what leads below it becomes a link. */
export function htmlOf(subject: string, spoken: readonly Spoken[], url: string | undefined): string {
  const [first] = spoken;
  const parts = spoken.map(
    ({ language, text }) =>
      `<div lang="${language}">\n${text
        .split(/\n{2,}/)
        .map((part) => paragraph(part, url))
        .join('\n')}\n</div>`,
  );
  return [
    '<!doctype html>',
    `<html lang="${first?.language ?? 'ja'}">`,
    `<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family: sans-serif; line-height: 1.7; color: #1a1a1a; max-width: 40em">',
    parts.join('\n<hr>\n'),
    '</body>',
    '</html>',
  ].join('\n');
}

function paragraph(part: string, url: string | undefined): string {
  return `<p>${part
    .split('\n')
    .map((line) => lineOf(line, url))
    .join('<br>\n')}</p>`;
}

/** What stands indented in the plain text stands so here; the first line of an item is strong. */
function lineOf(line: string, url: string | undefined): string {
  const words = line.trimStart();
  const indent = '&emsp;'.repeat(Math.ceil((line.length - words.length) / 2));
  const at = url === undefined ? -1 : words.lastIndexOf(`${url}/`);
  const address = at < 0 ? '' : words.slice(at);
  if (address === '' || /\s/.test(address)) {
    const isItem = /^[-*] /.test(words);
    return isItem ? `<strong>${escaped(words)}</strong>` : `${indent}${escaped(words)}`;
  }
  return `${indent}${escaped(words.slice(0, at))}<a href="${escaped(address)}">${escaped(address)}</a>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

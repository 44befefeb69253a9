/** What the pages need besides themselves: one style sheet, one script, small pictures. Named by content, kept for ever. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { shippedFile } from '../../records/shipped.ts';

/** A file as it is served. */
export interface Asset {
  readonly path: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly packed: Uint8Array<ArrayBuffer>;
}

function asset(name: string, type: string, text: string): Asset {
  const bytes = new TextEncoder().encode(text);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  const [stem, end] = name.split('.');
  return { path: `/assets/${stem}-${hash}.${end}`, type, bytes, packed: new Uint8Array(gzipSync(bytes)) };
}

const shipped = (name: string): string => readFileSync(shippedFile(`pages/${name}`), 'utf8');
const tokens = readFileSync(
  createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css'),
  'utf8',
);

const chevron = asset('chevron.svg', 'image/svg+xml', shipped('chevron.svg'));

/** By what they are. */
export const assets = {
  chevron,
  style: asset(
    'junkan.css',
    'text/css; charset=utf-8',
    `${tokens}\n${shipped('junkan.css').replaceAll('chevron.svg', chevron.path)}`,
  ),
  script: asset('junkan.js', 'text/javascript; charset=utf-8', shipped('junkan.js')),
  /** On the pages alone that use passkeys. */
  passkeys: asset('passkeys.js', 'text/javascript; charset=utf-8', shipped('passkeys.js')),
} as const;

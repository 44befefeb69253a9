/** A mail as HTML says what its plain text says; whatever a text holds, nothing in it becomes markup. */
import { expect, it } from 'vitest';
import { faultsIn } from '../browser/support/valid.ts';
import { htmlOf } from '../../worker/mail/html.ts';

const url = 'https://junkan.example';
const hostile = `名称<script>alert(1)</script> "'& <img src=https://evil.example/x> https://evil.example/`;

it('escapes everything, links to junkan alone, and is valid', async () => {
  const text = `挨拶\n\n- ${hostile}\n  ${url}/cycle/2026/x/decide/close\n\nhttps://evil.example/`;
  const html = htmlOf(`[junkan] ${hostile}`, [{ language: 'ja', text }], url);
  expect(html).not.toMatch(/<(?:script|img)/);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to)).toEqual([`${url}/cycle/2026/x/decide/close`]);
  expect((await faultsIn(html)).filter((fault) => !fault.startsWith('no-inline-style'))).toEqual([]);
});

it('says nothing more and nothing less than the plain text', () => {
  const text = '一つ\n\n- 二つ\n  三つ';
  const html = htmlOf('題', [{ language: 'ja', text }], undefined);
  const words = html.replace(/<head>.*<\/head>/, '').replaceAll(/<[^>]+>|&emsp;/g, '');
  expect(words.split(/\s+/).filter(Boolean)).toEqual(text.split(/\s+/).filter(Boolean));
});

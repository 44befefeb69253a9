/** The tests that the lists of acts name, looked for among those there are. */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Procedure } from '../../machines/core/index.ts';
import type { TestTitle } from '../../scripts/clauses/test-titles.ts';
import { ROOT } from '../support/pinned.ts';

/** What a list names that is not there, each with its cell. `procedure`: whose rules a list of one means by R. */
export function missingTests(list: string, titles: readonly TestTitle[], procedure?: Procedure): string[] {
  const legend = legendOf(list);
  return cellsOf(list).flatMap((cell) =>
    segments(cell, legend).flatMap(({ place, letter, text }) => {
      if (place === '' || !existsSync(join(ROOT, place))) return [`${cell}: no file "${place}"`];
      if (letter === 'R') return missingRules(text, procedure).map((rule) => `${cell}: no rule ${rule}`);
      const there = titles.filter(({ file }) => file.startsWith(place)).map(({ title }) => title);
      const parts = text === '' ? [] : text.split('; ');
      return missingTitles(parts, there).map((title) => `${cell}: no test "${title}" in ${place}`);
    }),
  );
}

/** The last cell of each row but the heads and rulers. */
function cellsOf(list: string): string[] {
  const rows = list.split('\n').filter((line) => line.startsWith('|') && !/^\|[-| ]+$/.test(line));
  return rows.map((row) => row.split('|').at(-2)?.trim() ?? '').filter((cell) => cell !== 'test' && cell !== '');
}

interface Legend {
  /** What a letter stands for. */
  readonly files: ReadonlyMap<string, string>;
  /** Where tests stand of which only the name, or only the title, is given; empty when the head names none. */
  readonly folder: string;
}

/** What the head of a list says: `X = path` for letters – after the first by name beside it –, or one folder for all. */
function legendOf(list: string): Legend {
  const files = new Map<string, string>();
  let folder = /`(test\/[^`]+\/)`/.exec(list.split('\n|')[0] ?? '')?.[1] ?? '';
  for (const [, letter = '', path = ''] of list.matchAll(/\b([A-Z]) =\s`([^`]+)`/g)) {
    if (path.includes('/')) folder = `${dirname(path)}/`;
    files.set(letter, path.includes('/') ? path : folder + path);
  }
  return { files, folder };
}

interface Segment {
  /** File, or folder of the files, in which the tests are to be found. */
  readonly place: string;
  readonly letter?: string;
  readonly text: string;
}

/** A cell taken apart at each letter or path that says where what follows is to be found. */
function segments(cell: string, { files, folder }: Legend): Segment[] {
  const marks = [...cell.matchAll(/(?:^|; |, )(?:([A-Z]) |`([^`]+)`:?(?: |$|(?=[;,])))/g)];
  if (marks[0]?.index !== 0) return [{ place: files.size === 0 ? folder : '', text: cell }];
  return marks.map(({ 0: mark, 1: letter, 2: path = '', index }, i) => {
    const text = cell.slice(index + mark.length, marks[i + 1]?.index).trim();
    if (letter !== undefined) return { place: files.get(letter) ?? '', letter, text };
    return { place: path.includes('/') ? path : folder + path, text };
  });
}

/** Titles may have semicolons too: as many parts as make one title are taken together. `…` stands for anything. */
function missingTitles(parts: readonly string[], titles: readonly string[]): string[] {
  if (parts.length === 0) return [];
  for (let length = parts.length; length > 0; length -= 1) {
    const said = parts.slice(0, length).join('; ');
    if (titles.some((title) => fits(said, title))) return missingTitles(parts.slice(length), titles);
  }
  return [parts[0] ?? '', ...missingTitles(parts.slice(1), titles)];
}

function fits(said: string, title: string): boolean {
  const literal = said.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`).test(title);
}

/** Rules by clause and name, `6-4 rolesFilled, auditOfficerSeparate`; their tests are the table that must have a case of each. */
function missingRules(text: string, procedure: Procedure | undefined): string[] {
  let clause = '';
  return text.split(', ').filter((part) => {
    const [, cited, name = ''] = /^(?:(\d+-\d+)(?: \(design\))?:? )?(\S+)$/.exec(part) ?? [];
    clause = cited ?? clause;
    return !Object.entries(procedure?.rules ?? {}).some(([rule, at]) => at.clause === clause && fits(name, rule));
  });
}

/** README, CONTRIBUTING and docs/ speak of what is there: files, scripts, commands, settings. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { proposeCompletions } from '@stricli/core';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { applicationFor } from '../../app/application.ts';
import type { Context } from '../../app/cli/context.ts';
import { ROOT } from '../support/pinned.ts';

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const { scripts } = z.object({ scripts: z.record(z.string(), z.string()) }).parse(JSON.parse(read('package.json')));
const topLevel = readdirSync(ROOT);

/** What stands in backticks, within a line or as a block, and each line of a block without its comment. */
function spoken(page: string): string[] {
  const text = read(page);
  const blocks = [...text.matchAll(/^```.*\n([^]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n'));
  const inline = [...text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);
  return [...blocks.map((line) => line.replace(/\s#.*/, '')), ...inline];
}

/** Paths of the repository: what begins with a folder of it, or is a file beside README; `dist/` is made by the build. */
function pathsIn(page: string): string[] {
  return spoken(page).filter((code) => {
    if (!/^[\w.-]+(?:\/[\w.@-]+)*\/?$/.test(code)) return false;
    const [first = ''] = code.split('/');
    return first !== 'dist' && topLevel.includes(first) && (code.includes('/') || /\.\w+$/.test(code));
  });
}

function linksIn(page: string): string[] {
  return [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => join(dirname(page), to));
}

/** The words of every `junkan …` named, as far as they could be names of commands. */
function commandsIn(page: string): string[][] {
  return spoken(page).flatMap((code) => {
    const typed = /^(?:JUNKAN_\w+=\S+ )?(?:npx )?junkan ([a-z].*)$/.exec(code.trim())?.[1] ?? '';
    const words = typed.split(' ');
    const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
    return typed === '' ? [] : [end === -1 ? words : words.slice(0, end)];
  });
}

const context: Context = {
  process,
  language: 'en',
  demonstration: () => Promise.reject(new Error('only names are asked for')),
};

/** The first of the words that no command has; commands that take further words have no more to tell. */
async function unknownWord(words: readonly string[]): Promise<string | undefined> {
  const application = await applicationFor([]);
  for (const [i, word] of words.entries()) {
    const before = words.slice(0, i);
    const next = (await proposeCompletions(application, [...before, ''], context)).filter(
      ({ kind }) => kind === 'routing-target:command' || kind === 'routing-target:route-map',
    );
    if (next.length === 0) return undefined;
    if (!next.some(({ completion }) => completion === word)) return word;
  }
  return undefined;
}

describe.each(pages)('%s', (page) => {
  it('names and links only files and folders that there are', () => {
    expect([...pathsIn(page), ...linksIn(page)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('names only scripts of package.json', () => {
    const named = spoken(page).flatMap((code) => /^npm (?:run )?([a-z-]+)/.exec(code.trim())?.[1] ?? []);
    expect(named.filter((name) => name !== 'ci' && !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('names only commands that the command line has', async () => {
    const unknown = await Promise.all(
      commandsIn(page).map(async (words) => [words.join(' '), await unknownWord(words)]),
    );
    expect(unknown.filter(([, word]) => word !== undefined)).toEqual([]);
  });
});

it('the looking finds what is looked for', () => {
  expect(pathsIn('CONTRIBUTING.md')).toContain('machines/procedures.ts');
  expect(linksIn('README.md')).toContain('docs/decisions/acts.md');
  expect(commandsIn('README.md')).toContainEqual(['registry', 'pending']);
});

it('a command that there is not is found', async () => {
  expect(await unknownWord(['registry', 'pending'])).toBeUndefined();
  expect(await unknownWord(['registry', 'pendign'])).toBe('pendign');
  expect(await unknownWord(['bord'])).toBe('bord');
});

it('README names every setting there is, and no other', () => {
  const settings = (text: string): string[] => [...new Set(text.match(/\bJUNKAN_[A-Z_]+[A-Z]\b/g))].toSorted();
  const rooms = ['app', 'web', 'worker', 'client', 'records', 'contract', 'activities', 'workflows', 'bin', 'scripts'];
  const sources = rooms.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(?:ts|tsx|mjs|js)$/.test(name))
      .map((name) => read(join(room, name))),
  );
  // Where `.ci/run` is told how many tests there were, and what `npm run pictures` and `npm run pages` tell theirs.
  const inside = ['JUNKAN_TEST_COUNT', 'JUNKAN_PICTURES', 'JUNKAN_PAGES'];
  expect(settings(sources.join('\n')).filter((name) => !inside.includes(name))).toEqual(settings(read('README.md')));
});

import { readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/pinned.ts';
import { filesOf, type Import, importsOf, targetOf, versionOf } from './sources.ts';

/** What a folder may import of another: everything, or only types, which leave nothing at run time. */
type Permission = 'all' | 'types';

/** The arrows of the design: imports go downwards only. What cannot be reached over them is forbidden. */
const ARROWS: Record<string, Record<string, Permission>> = {
  bin: { app: 'all', demonstration: 'all' },
  bench: { app: 'all', demonstration: 'all' },
  demonstration: { app: 'all', client: 'all', machines: 'all', model: 'all' },
  app: { web: 'all', worker: 'all', client: 'all', records: 'all' },
  web: { contract: 'all', records: 'all', client: 'all', machines: 'all', model: 'all' },
  worker: { workflows: 'all', activities: 'all', records: 'all', contract: 'all', client: 'all' },
  client: { contract: 'all', machines: 'all', model: 'all' },
  workflows: { contract: 'all', machines: 'all' },
  activities: { contract: 'all', records: 'all', machines: 'all', model: 'all' },
  records: { contract: 'all', machines: 'types', 'machines/registry': 'all', model: 'all' },
  contract: { machines: 'types', 'machines/registry': 'types', model: 'all' },
  machines: { model: 'all' },
  // The registry's rules: the records ask them with facts they have read.
  'machines/registry': { machines: 'types', model: 'all' },
  model: {},
};

/** The room a file stands in: the innermost folder that has arrows of its own. */
function roomOf(file: string): string {
  const rooms = Object.keys(ARROWS).filter((room) => file.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0] ?? file.split('/')[0] ?? '';
}

/** What `from` may import of `to`: the best permission over any way along the arrows; types stay types on the way. */
function permission(from: string, to: string): Permission | undefined {
  if (from === to) return 'all';
  const ways = Object.entries(ARROWS[from] ?? {}).map(([next, here]) => {
    const onwards = permission(next, to);
    return onwards === 'all' ? here : onwards;
  });
  return ways.includes('all') ? 'all' : ways.find((way) => way !== undefined);
}

/** Packages that only some folders know: who else imports them has got hold of the wrong end. */
const OWNED: { packages: RegExp; what: string; by: string[] }[] = [
  { what: 'Temporal', packages: /^@temporalio\//, by: ['workflows', 'activities', 'worker', 'client', 'bench'] },
  { what: 'SQL', packages: /^(kysely|pg|@electric-sql\/.*)$/, by: ['records'] },
  { what: 'HTTP', packages: /^(hono|@hono\/.*)$/, by: ['web'] },
];

/** Folders that must run in the workflow sandbox or be pure: no Node built-ins. */
const WITHOUT_NODE = ['workflows', 'contract', 'machines', 'machines/registry', 'model'];

/** What is wrong with an import, in a sentence; undefined when it is right. */
function objection({ file, specifier, onlyTypes }: Import): string | undefined {
  const from = roomOf(file);
  const target = targetOf({ file, specifier });
  if (target !== undefined) {
    const to = roomOf(target);
    const allowed = permission(from, to);
    if (allowed === undefined) return `${file} imports ${specifier}: ${from} must not know ${to}`;
    if (allowed === 'types' && !onlyTypes)
      return `${file} imports ${specifier}: ${from} may import only types of ${to}`;
    return undefined;
  }
  const builtin = specifier.startsWith('node:') || builtinModules.includes(specifier);
  if (builtin && WITHOUT_NODE.includes(from))
    return `${file} imports ${specifier}: ${from} does without Node's built-ins`;
  const owner = OWNED.find(({ packages }) => packages.test(specifier));
  if (owner && !owner.by.includes(from))
    return `${file} imports ${specifier}: only ${owner.by.join(', ')} know ${owner.what}`;
  return undefined;
}

describe('imports go downwards only', () => {
  test.each(Object.keys(ARROWS))('%s', (folder) => {
    const objections = filesOf(folder).flatMap(importsOf).map(objection);
    expect(objections.filter((found) => found !== undefined)).toEqual([]);
  });

  test('every folder with sources has its arrows written down', () => {
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !['node_modules', 'test', 'docs', 'scripts'].includes(entry.name))
      .filter((entry) => !entry.name.startsWith('.') && !entry.name.startsWith('dist'))
      .map((entry) => entry.name)
      .filter((folder) => filesOf(folder).length > 0);
    expect(folders.filter((folder) => !(folder in ARROWS))).toEqual([]);
  });

  test.each([
    [{ file: 'model/a.ts', specifier: '../machines/core/index.ts', onlyTypes: true }, 'model must not know machines'],
    [{ file: 'records/a.ts', specifier: '../machines/core/index.ts', onlyTypes: false }, 'only types'],
    [{ file: 'machines/registry/a.ts', specifier: '../core/index.ts', onlyTypes: false }, 'only types'],
    [{ file: 'machines/a.ts', specifier: './registry/rules.ts', onlyTypes: true }, 'machines must not know'],
    [{ file: 'workflows/a.ts', specifier: 'node:fs', onlyTypes: false }, 'built-ins'],
    [{ file: 'web/a.ts', specifier: '@temporalio/client', onlyTypes: false }, 'know Temporal'],
    [{ file: 'client/a.ts', specifier: 'kysely', onlyTypes: true }, 'know SQL'],
  ])('the check refuses %o', (wrong, why) => {
    expect(objection(wrong)).toContain(why);
  });
});

/** Rooms with one door, their `index.ts`: what is behind it is nobody else's. */
const DOORS = ['machines/core', 'demonstration'];

/** What is wrong with an import that goes round a door; whoever stands outside, tests included, uses the door. */
function roundTheDoor({ file, specifier }: Import): string | undefined {
  const target = targetOf({ file, specifier });
  const room = DOORS.find((each) => target?.startsWith(`${each}/`) && !file.startsWith(`${each}/`));
  return room === undefined || target === `${room}/index.ts`
    ? undefined
    : `${file} imports ${specifier}: the one door of ${room} is its index.ts`;
}

describe('core and demonstration have one door each', () => {
  test('nobody outside imports what is behind it', () => {
    const imports = [...Object.keys(ARROWS), 'test', 'scripts'].flatMap(filesOf).flatMap(importsOf);
    expect(imports.map(roundTheDoor).filter((found) => found !== undefined)).toEqual([]);
  });

  test.each([
    { file: 'web/a.ts', specifier: '../machines/core/step.ts', onlyTypes: true },
    { file: 'test/app/a.ts', specifier: '../../demonstration/cast/cast.ts', onlyTypes: false },
  ])('the check refuses %o', (wrong) => {
    expect(roundTheDoor(wrong)).toContain('one door');
  });
});

/**
 * A published version may never change its behaviour, so it must not lean on anything that may: only on types, XState,
 * zod, its own folder, earlier versions of itself, and a kit, which is frozen as it is. The kit leans on the model.
 */
function thaw({ file, specifier, onlyTypes }: Import): string | undefined {
  const here = versionOf(file);
  if (here === undefined || onlyTypes || specifier === 'xstate' || specifier === 'zod') return undefined;
  const target = targetOf({ file, specifier }) ?? specifier;
  const there = versionOf(target);
  const isOwn = there?.name === here.name && there.version <= here.version;
  const isKit = /^machines\/kit\/v\d+\/index\.ts$/.test(target);
  const isModel = here.name === 'kit' && target.startsWith('model/');
  if (isOwn || isKit || isModel) return undefined;
  return `${file} imports ${specifier}, which may change under a published version`;
}

describe('published versions of procedures are frozen', () => {
  test('they import types, XState, zod, their own folder, earlier versions of themselves, and a kit', () => {
    const imports = filesOf('machines').flatMap(importsOf);
    expect(imports.filter(({ file }) => versionOf(file) !== undefined)).not.toEqual([]);
    expect(imports.map(thaw).filter((found) => found !== undefined)).toEqual([]);
  });

  test.each([
    { file: 'machines/cycle/v1/machine.ts', specifier: '../v2/rules.ts', onlyTypes: false },
    { file: 'machines/cycle/v1/a/b.ts', specifier: '../../../deciders.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../core/index.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../cycle/v1/index.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../kit/v1/dates.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../../model/japan-time.ts', onlyTypes: false },
    { file: 'machines/kit/v1/b.ts', specifier: '../../core/index.ts', onlyTypes: false },
    { file: 'machines/cycle/v1/b.ts', specifier: '@noble/hashes', onlyTypes: false },
  ])('the check refuses %o', (wrong) => {
    expect(thaw(wrong)).toContain('may change');
  });

  test.each([
    { file: 'machines/cycle/v2/machine.ts', specifier: '../v1/rules.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../kit/v1/index.ts', onlyTypes: false },
    { file: 'machines/audit/v1/b.ts', specifier: '../../core/index.ts', onlyTypes: true },
  ])('the check lets %o pass', (right) => {
    expect(thaw(right)).toBeUndefined();
  });
});

/** The sources as the tests of the architecture see them: files, and what each imports. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { ROOT } from '../support/pinned.ts';

export interface Import {
  /** Path of the importing file, relative to the root. */
  readonly file: string;
  /** What it imports, as written. */
  readonly specifier: string;
  readonly onlyTypes: boolean;
}

/** Every TypeScript file below a folder of the root, by its path from there. */
export function filesOf(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) return [];
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

const read = new Map<string, readonly Import[]>();

/** Every import, re-export and dynamic import of a file, read by a real parser. (`import('…')` as a type: lint refuses it.) */
export function importsOf(file: string): readonly Import[] {
  const known = read.get(file) ?? parsed(file);
  read.set(file, known);
  return known;
}

function parsed(file: string): readonly Import[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const { module, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} does not parse: ${errors[0]?.message}`);
  const found: Import[] = [];
  for (const { moduleRequest, entries } of module.staticImports)
    found.push({
      file,
      specifier: moduleRequest.value,
      onlyTypes: entries.length > 0 && entries.every((entry) => entry.isType),
    });
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries)
      if (moduleRequest) found.push({ file, specifier: moduleRequest.value, onlyTypes: isType });
  for (const { moduleRequest } of module.dynamicImports) {
    const written = source.slice(moduleRequest.start, moduleRequest.end);
    const literal = /^(['"`])(.*)\1$/.exec(written)?.[2];
    if (literal !== undefined) found.push({ file, specifier: literal, onlyTypes: false });
  }
  return found;
}

/** The file that an import means, from the root; undefined when it means a package. */
export function targetOf({ file, specifier }: Pick<Import, 'file' | 'specifier'>): string | undefined {
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : undefined;
}

/** The published version, of a procedure or of the kit, in whose folder a file stands, if it stands in one. */
export function versionOf(file: string): { folder: string; name: string; version: number } | undefined {
  const [folder, name, version] = /^machines\/([^/]+)\/v(\d+)(?=\/)/.exec(file) ?? [];
  return folder === undefined || name === undefined ? undefined : { folder, name, version: Number(version) };
}

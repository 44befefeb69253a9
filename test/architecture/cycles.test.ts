import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ROOT } from '../support/pinned.ts';
import { filesOf, importsOf, targetOf, versionOf } from './sources.ts';

/** Who imports whom, types included: a circle of types is one too – none of its files can be understood alone. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** The circles of a graph: files each of which is reached from each other one (Tarjan's strongly connected components). */
function circles(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const open: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): number => {
    order.set(file, order.size);
    let low = order.size - 1;
    open.push(file);
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next));
      else if (open.includes(next)) low = Math.min(low, order.get(next) ?? low);
    }
    if (low === order.get(file)) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1 || graph.get(file)?.includes(file)) found.push(circle.sort());
    }
    return low;
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return found;
}

/** Within one version of a procedure its files may name each other's types: it is read, and frozen, as a whole. */
function withinOneVersion(circle: readonly string[]): boolean {
  const [first, ...others] = circle.map(versionOf);
  return first !== undefined && first.name !== 'kit' && others.every((version) => version?.folder === first.folder);
}

const sources = readdirSync(ROOT, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !/^(node_modules|data|dist.*|\..*)$/.test(entry.name))
  .flatMap(({ name }) => filesOf(name));

const graph: Graph = new Map(sources.map((file) => [file, importsOf(file).flatMap((each) => targetOf(each) ?? [])]));

describe('no circles of imports, types included', () => {
  test('but within one version of a procedure', () => {
    expect(sources.length).toBeGreaterThan(500);
    expect(circles(graph).filter((circle) => !withinOneVersion(circle))).toEqual([]);
  });

  test('the check finds a circle, and one that leaves a version and comes back', () => {
    const rule = 'machines/cycle/v1/rule.ts';
    const wrong: Graph = new Map([
      ['a.ts', ['b.ts', 'e.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
      ['e.ts', []],
      [rule, ['machines/deciders.ts']],
      ['machines/deciders.ts', [rule]],
    ]);
    expect(circles(wrong)).toEqual([
      ['a.ts', 'b.ts', 'c.ts'],
      [rule, 'machines/deciders.ts'],
    ]);
    expect(circles(wrong).filter(withinOneVersion)).toEqual([]);
    expect(withinOneVersion([rule, 'machines/cycle/v1/machine.ts'])).toBe(true);
  });
});

describe('places', () => {
  test('no file stands beside a folder of the same name', () => {
    const folders = new Set(
      sources.flatMap((file) => file.split('/').map((_, i, parts) => parts.slice(0, i).join('/'))),
    );
    expect(sources.filter((file) => folders.has(file.replace(/\.tsx?$/, '')))).toEqual([]);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DepartmentNode, departmentTree } from '../../records/registry/scope.ts';

/** Two bureaus with divisions under one top; the old bureau became `north`, its division `old-a` became `north-a`. */
const departments: DepartmentNode[] = [
  { id: 'top', bureau: false },
  { id: 'north', parent: 'top', bureau: true },
  { id: 'north-a', parent: 'north', bureau: false },
  { id: 'north-a-1', parent: 'north-a', bureau: false },
  { id: 'north-b', parent: 'north', bureau: false },
  { id: 'south', parent: 'top', bureau: true },
  { id: 'south-a', parent: 'south', bureau: false },
  { id: 'old', parent: 'top', bureau: true, successors: ['north'] },
  { id: 'old-a', parent: 'old', bureau: false, successors: ['north-a'] },
  { id: 'old-c', parent: 'old', bureau: false },
];
const tree = departmentTree(departments);

/** A forest with bureaus and successors at random; parents and successors point anywhere earlier or later. */
const forests = fc.integer({ min: 1, max: 14 }).chain((count) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      fc.record({
        id: fc.constant(`d${index}`),
        parent: fc.option(
          fc.integer({ min: 0, max: Math.max(0, index - 1) }).map((n) => `d${n}`),
          { nil: undefined },
        ),
        bureau: fc.boolean(),
        separate: fc.boolean(),
        successors: fc.array(
          fc.integer({ min: 0, max: count - 1 }).map((n) => `d${n}`),
          { maxLength: 2 },
        ),
      }),
    ),
  ),
);

describe('the same department (3-15, design: domain.md 2)', () => {
  it('is itself, its ancestors up to the bureau and its descendants', () => {
    expect(tree.scope('south-a')).toEqual(['south-a', 'south']);
    expect(tree.scope('south')).toEqual(['south', 'south-a']);
    expect(tree.scope('north-a')).toEqual(expect.arrayContaining(['north-a', 'north', 'north-a-1']));
  });

  it('stops at the bureau: neither its sister division, nor what stands above, nor another bureau', () => {
    expect(tree.scope('north-a')).not.toContain('north-b');
    expect(tree.scope('north-a')).not.toContain('top');
    expect(tree.scope('north')).not.toContain('south');
    expect(tree.scope('top')).toEqual(['top']);
  });

  it('stops at what is kept separate, such as an audit office: neither above it nor beside it, but below it', () => {
    const kept = departmentTree([
      ...departments,
      { id: 'secretariat', parent: 'top', bureau: true },
      { id: 'general', parent: 'secretariat', bureau: false },
      { id: 'audit-office', parent: 'secretariat', bureau: false, separate: true },
      { id: 'audit-section', parent: 'audit-office', bureau: false },
    ]);
    expect(kept.scope('audit-office')).toEqual(['audit-office', 'audit-section']);
    expect(kept.scope('audit-section')).toEqual(['audit-section', 'audit-office']);
    expect(kept.scope('secretariat')).toEqual(['secretariat', 'general']);
    expect(kept.scope('general')).toEqual(['general', 'secretariat']);
    expect([kept.bureau('audit-section'), kept.above('audit-section')]).toEqual([
      'secretariat',
      ['audit-office', 'secretariat', 'top'],
    ]);
  });

  it('holds across a reorganisation: a predecessor with what belonged to it, and from the predecessor its successor', () => {
    expect(tree.scope('north-a')).toContain('old-a');
    expect(tree.scope('north')).toEqual(expect.arrayContaining(['old', 'old-a', 'old-c']));
    expect(tree.scope('old-c')).toContain('north');
    expect(tree.scope('old-c')).not.toContain('north-b');
    expect(tree.scope('old-a')).toContain('north-a');
  });

  it('names the bureau, and none for what stands above the bureaus', () => {
    expect(tree.bureau('north-a-1')).toBe('north');
    expect(tree.bureau('north')).toBe('north');
    expect(tree.bureau('top')).toBeUndefined();
  });

  it('knows nothing of a department that is not there', () => {
    expect(tree.has('nowhere')).toBe(false);
    expect(tree.scope('nowhere')).toEqual([]);
    expect(tree.scope('__proto__')).toEqual([]);
  });

  it('is reflexive and symmetric in every tree, and ends even where parents run in a circle', () => {
    fc.assert(
      fc.property(forests, (nodes) => {
        const forest = departmentTree(nodes);
        for (const a of nodes) {
          const scope = forest.scope(a.id);
          expect(scope[0]).toBe(a.id);
          expect(new Set(scope).size).toBe(scope.length);
          for (const b of scope) expect(forest.scope(b)).toContain(a.id);
        }
      }),
    );
    const circle = departmentTree([
      { id: 'a', parent: 'b', bureau: false, successors: ['b'] },
      { id: 'b', parent: 'a', bureau: false, successors: ['a'] },
    ]);
    expect(circle.scope('a')).toEqual(['a', 'b']);
  });

  it('contains every chain of parents up to the bureau, in every tree', () => {
    fc.assert(
      fc.property(forests, (nodes) => {
        const forest = departmentTree(nodes);
        const byId = new Map<string, DepartmentNode>(nodes.map((node) => [node.id, node]));
        for (const node of nodes) {
          const scope = forest.scope(node.id);
          const seen = new Set<string>();
          for (let at = byId.get(node.id); at !== undefined && !seen.has(at.id);) {
            seen.add(at.id);
            expect(scope).toContain(at.id);
            if (at.bureau || at.separate === true || at.parent === undefined) break;
            at = byId.get(at.parent);
          }
        }
      }),
    );
  });
});

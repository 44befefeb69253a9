/**
 * Which departments count as the same (domain.md 2): a department, its ancestors and descendants up to the bureau 局・部 or a department that is kept separate (監査室, a division of a 官房),
 * and its predecessors. Junkan's design, serving 3-15: independence from the department inspected.
 *
 * The relation is symmetric – what is not independent of a department, that department is not independent of either – so
 * a predecessor counts its successor as the same too.
 */
import type { DepartmentId, LocalDate } from '../../model/identifiers.ts';

/** What the relation reads of a department. */
export interface DepartmentNode {
  readonly id: DepartmentId;
  readonly parent?: DepartmentId;
  /** True where "same department" stops. */
  readonly bureau: boolean;
  /** 独立した部署: an audit office, a division of a secretariat. It is not the same as what lies above it. */
  readonly separate?: boolean;
  readonly successors?: readonly DepartmentId[];
  /** Its last day, where it has one. */
  readonly to?: LocalDate;
}

/** The departments of one organisation as a tree, asked again and again. */
export interface DepartmentTree {
  has(id: DepartmentId): boolean;
  /** All departments that are the same as this one, itself first, then sorted; empty when there is no such department. */
  scope(id: DepartmentId): readonly DepartmentId[];
  /** The departments that ended before a date and whose work came to this one, also through others in between. */
  succeeds(id: DepartmentId, on: LocalDate): readonly DepartmentId[];
  /** The departments above it, nearest first, to the top. */
  above(id: DepartmentId): readonly DepartmentId[];
  /** Where a department that ended before a date has its work now: its successors, theirs where they ended as well. */
  heirs(id: DepartmentId, on: LocalDate): readonly DepartmentId[];
  /** The bureau it lies in: itself when it is one; absent above or beside the bureaus. */
  bureau(id: DepartmentId): DepartmentId | undefined;
}

/** Reads the rows of one organisation. Unknown parents and successors are passed over; a parent cycle ends the walk. */
export function departmentTree(nodes: readonly DepartmentNode[]): DepartmentTree {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const children = new Map<DepartmentId, DepartmentId[]>();
  const predecessors = new Map<DepartmentId, DepartmentId[]>();
  for (const node of nodes) {
    if (node.parent !== undefined) add(children, node.parent, node.id);
    for (const successor of node.successors ?? []) add(predecessors, successor, node.id);
  }

  /** From the department up to and with its bureau, or what is kept separate, nearest first; else up to the top. */
  function line(id: DepartmentId): DepartmentId[] {
    const found: DepartmentId[] = [];
    for (let node = byId.get(id); node !== undefined && !found.includes(node.id);) {
      found.push(node.id);
      if (isTop(node) || node.parent === undefined) break;
      node = byId.get(node.parent);
    }
    return found;
  }

  /** The department and all below it, going into no bureau and no separate department that lies under it. */
  function below(id: DepartmentId): Set<DepartmentId> {
    const found = new Set<DepartmentId>();
    const waiting = byId.has(id) ? [id] : [];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(...(children.get(next) ?? []).filter((child) => !isTop(byId.get(child))));
    }
    return found;
  }

  function before(id: DepartmentId): Set<DepartmentId> {
    const found = new Set<DepartmentId>();
    const waiting = [...(predecessors.get(id) ?? [])];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(...(predecessors.get(next) ?? []));
    }
    return found;
  }

  /** One direction: line and descendants; with predecessors of itself and of those below, with all that belonged to them. */
  function reaches(id: DepartmentId): Set<DepartmentId> {
    const found = new Set([...line(id), ...below(id)]);
    for (const ancestor of line(id)) for (const earlier of before(ancestor)) found.add(earlier);
    for (const earlier of before(id)) for (const above of line(earlier)) found.add(above);
    for (const descendant of below(id)) {
      for (const earlier of before(descendant)) for (const lower of below(earlier)) found.add(lower);
    }
    return found;
  }

  let symmetric: Map<DepartmentId, Set<DepartmentId>> | undefined;
  function relation(): Map<DepartmentId, Set<DepartmentId>> {
    if (symmetric !== undefined) return symmetric;
    symmetric = new Map(nodes.map((node) => [node.id, new Set<DepartmentId>()]));
    for (const node of nodes) {
      for (const other of reaches(node.id)) {
        symmetric.get(node.id)?.add(other);
        symmetric.get(other)?.add(node.id);
      }
    }
    return symmetric;
  }

  return {
    has: (id) => byId.has(id),
    scope(id) {
      const same = relation().get(id);
      return same === undefined ? [] : [id, ...[...same].filter((other) => other !== id).sort()];
    },
    succeeds(id, on) {
      return [...before(id)].filter((earlier) => isOver(byId.get(earlier), on)).sort();
    },
    above(id) {
      const found: DepartmentId[] = [];
      for (let parent = byId.get(id)?.parent; parent !== undefined && byId.has(parent);) {
        if (parent === id || found.includes(parent)) break;
        found.push(parent);
        parent = byId.get(parent)?.parent;
      }
      return found;
    },
    heirs(id, on) {
      const seen = new Set([id]);
      // A set grows while it is walked: the heirs of one that ended come after it.
      for (const one of seen) {
        const node = byId.get(one);
        if (isOver(node, on)) for (const heir of node?.successors ?? []) if (byId.has(heir)) seen.add(heir);
      }
      return [...seen].filter((one) => one !== id && !isOver(byId.get(one), on)).sort();
    },
    bureau(id) {
      const seen = new Set<DepartmentId>();
      for (let node = byId.get(id); node !== undefined && !seen.has(node.id); node = byId.get(node.parent ?? '')) {
        if (node.bureau) return node.id;
        seen.add(node.id);
      }
      return undefined;
    },
  };
}

/** Where "same department" stops. */
function isTop(node: DepartmentNode | undefined): boolean {
  return node?.bureau === true || node?.separate === true;
}

function isOver(node: DepartmentNode | undefined, on: LocalDate): boolean {
  return node?.to !== undefined && node.to < on;
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

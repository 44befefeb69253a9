import type { Entry, Projection, ShownTask } from '../../machines/core/index.ts';

/** An instance as the read model had it before the batch and has it after. */
export interface InstanceChange {
  /** The last of its new entries. */
  readonly entry: Entry;
  /** All its new entries, in order: what came and went within the batch came and went. */
  readonly entries: readonly Entry[];
  readonly before: Projection | undefined;
  /** What the read model shows of it: nothing is due and nothing to do in an instance that has ended. */
  readonly after: Projection;
  readonly openDue: readonly { readonly id: string; readonly due: number }[];
  readonly dueChanged: boolean;
}

/** What the read model has of an instance. */
export interface ShownBefore {
  readonly at: number | null;
  /** As JSON. */
  readonly projection: string | null;
  readonly openDue: readonly number[];
  readonly openDueIds: readonly string[];
}

/** The new entries of each instance, sorted by instance, with what the read model had before. */
export function changesOf(
  added: readonly Entry[],
  before: ReadonlyMap<string, ShownBefore>,
): readonly InstanceChange[] {
  const entries = new Map<string, Entry[]>();
  for (const entry of added) {
    const own = entries.get(entry.instance);
    if (own === undefined) entries.set(entry.instance, [entry]);
    else own.push(entry);
  }
  return [...entries]
    .flatMap(([instance, all]) => changeOf(all, before.get(instance)) ?? [])
    .sort((a, b) => (a.entry.instance < b.entry.instance ? -1 : 1));
}

function changeOf(entries: readonly Entry[], head: ShownBefore | undefined): InstanceChange | undefined {
  const entry = entries.at(-1);
  if (entry === undefined) return undefined;
  const { projection } = entry;
  const ended = projection.ended !== undefined;
  const openDue = ended ? [] : projection.due.filter((item) => item.met === undefined).sort((a, b) => a.due - b.due);
  const dueChanged =
    head === undefined ||
    openDue.length !== head.openDue.length ||
    openDue.some((item, i) => item.due !== head.openDue[i] || item.id !== head.openDueIds[i]);
  const text = head?.projection ?? null;
  const before: Projection | undefined = text === null ? undefined : JSON.parse(text);
  return { entry, entries, before, after: { ...projection, tasks: tasksShown(projection) }, openDue, dueChanged };
}

/** Nothing is to do in an instance that has ended, but for answering what was entered in one's name. */
export function tasksShown({ ended, tasks }: Projection): readonly ShownTask[] {
  return ended === undefined ? tasks : tasks.filter(({ entry }) => entry !== undefined);
}

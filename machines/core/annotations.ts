/** What an accepted annotation leaves: a note under its own entry, notices, and marks for ever (domain.md 2, 9). */
import { z } from 'zod';
import { confirmDecision, contradictDecision, officesInCharge } from './contradiction.ts';
import { correctedEntry } from './correction.ts';
import { readied } from './readiness.ts';
import type { Procedure } from './definition.ts';
import type { Cause } from './effects.ts';
import type { DecisionEvent } from './events.ts';
import type { Invitation, Projection } from './projection.ts';
import type { Annotation, State } from './state.ts';

/** What one entry can be added, of each kind: who still disagrees says so elsewhere. */
const ANNOTATIONS_OF_AN_ENTRY = 20;

const cited = z.object({ seq: z.number(), document: z.string().optional() });

/** The state with an accepted annotation noted under the seq of its own entry. */
export function annotated(state: State, event: DecisionEvent): State {
  const { seq, document } = cited.parse(event.input);
  const note: Annotation = {
    of: seq,
    entry: state.seq + 1,
    kind: kindOf(event),
    ...(document === undefined ? {} : { document }),
  };
  return { ...state, annotations: [...(state.annotations ?? []), note] };
}

/** Whether the entry that an annotation is about has as many of its kind as an entry may have. Total. */
export function isAnnotatedEnough({ annotations = [] }: State, event: DecisionEvent): boolean {
  const seq = cited.safeParse(event.input).data?.seq;
  const kind = kindOf(event);
  return annotations.filter((note) => note.of === seq && note.kind === kind).length >= ANNOTATIONS_OF_AN_ENTRY;
}

const kinds: Readonly<Record<string, Annotation['kind']>> = {
  [confirmDecision]: 'confirmed',
  [contradictDecision]: 'contradicted',
};

function kindOf({ type }: DecisionEvent): Annotation['kind'] {
  return kinds[type] ?? 'corrected';
}

/** Who is told of an accepted annotation: the CISO, and who decided (a correction) or who enters paper (a contradiction). */
export function toldOf(state: State, event: DecisionEvent): Cause[] {
  const { organisation } = state.snapshot.context;
  if (event.type === confirmDecision) return [];
  if (event.type === contradictDecision) {
    return [{ kind: 'notify', to: { roles: ['ciso', 'promotionOffice'], organisation }, topic: 'entryContradicted' }];
  }
  const decider = correctedEntry(event)?.decider;
  return [
    { kind: 'notify', to: { roles: ['ciso'], organisation }, topic: 'entryCorrected' },
    ...(decider === undefined
      ? []
      : ([{ kind: 'notify', to: { person: decider }, topic: 'yourEntryCorrected' }] as const)),
  ];
}

/** The projection with what its tasks wait for, the core's own marks, the documents that corrections cite, and who is invited. */
export function shown(procedure: Procedure, state: State): Projection {
  const projection = procedure.project(state.snapshot);
  const notes = state.annotations ?? [];
  const marks = new Set([
    ...projection.marks,
    ...(state.decidedAs ?? []),
    ...notes.flatMap(({ kind }) => (kind === 'confirmed' ? [] : kind)),
  ]);
  const documents = new Set([...projection.documents, ...notes.flatMap(({ document }) => document ?? [])]);
  return {
    ...projection,
    tasks: readied(procedure, state, projection.tasks),
    marks: [...marks],
    documents: [...documents],
    invited: invitedTo(procedure, state),
  };
}

/**
 * Whom the instance invites: while it runs those it names and the posts it asks, field by field as its definition declares
 * them; for ever the parties, and those in whose name something was entered – with the office in charge –, who may contradict it.
 */
function invitedTo({ contents }: Procedure, { snapshot, entered = {}, enteredIn = {} }: State): readonly Invitation[] {
  const { context, status } = snapshot;
  const acting = status === 'active' ? (contents?.acting?.(context) ?? []) : [];
  const asked = status === 'active' ? (contents?.asked?.(context) ?? []) : [];
  const parties = contents?.parties?.(context) ?? [];
  const people = new Set([...acting, ...Object.values(entered)]);
  const offices = [...new Set(Object.values(enteredIn).flat())].map((organisation) => ({
    organisation,
    roles: officesInCharge,
  }));
  return [...[...people].map((person) => ({ person })), ...asked, ...parties, ...offices];
}

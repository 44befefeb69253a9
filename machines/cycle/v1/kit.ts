/**
 * What every file of this version builds with: rules typed over all of the cycle's events, and `act`, which makes a
 * transition out of two pure functions – what the step changes, and what it causes. Causes see the context before.
 */
import { assign } from 'xstate';
import { routesOf, rulesOf } from '../../core/index.ts';
import type { Cause, Json, Procedure } from '../../core/index.ts';
import type { InstanceId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import type { CycleEvents } from './events.ts';
import type { CycleContext, Hash, Owed } from './types.ts';

export type EventOf<T extends CycleEvents['type']> = Extract<CycleEvents, { readonly type: T }>;
export type Change = { readonly [K in keyof CycleContext]?: CycleContext[K] };
/** A table of decisions, for `satisfies`. */
export type Decisions = Procedure['decisions'];

export const rule = rulesOf<CycleContext, CycleEvents>();
export const route = routesOf<CycleContext, CycleEvents>();

/** The transition of one event: guard by name, a pure change of the context, and what it causes outside. */
export function act<
  const T extends CycleEvents['type'],
  G extends { readonly type: 'all'; readonly params: readonly string[] } | undefined,
>(
  _of: T,
  guard: G,
  change: (context: CycleContext, event: EventOf<T>) => Change,
  causes: (context: CycleContext, event: EventOf<T>) => readonly Cause[] = () => [],
) {
  return {
    guard,
    actions: [
      {
        type: 'cause' as const,
        params: ({ context, event }: { context: CycleContext; event: EventOf<T> }) => causes(context, event),
      },
      assign<CycleContext, EventOf<T>, undefined, CycleEvents, never>(({ context, event }) => change(context, event)),
    ],
  };
}

/** `marks` with one more, each once. */
export function marked(context: CycleContext, ...marks: readonly string[]): readonly string[] {
  return [...new Set([...context.marks, ...marks])];
}

/** `documents` with more of them, each once. */
export function cited(context: CycleContext, ...documents: readonly (Hash | undefined)[]): readonly Hash[] {
  return [...new Set([...context.documents, ...documents.filter((document) => document !== undefined)])];
}

/** The due items with some met; an item met earlier keeps its instant. */
export function met(context: CycleContext, ...ids: readonly string[]): CycleContext['dueItems'] {
  return context.dueItems.map((item) =>
    ids.includes(item.id) && item.met === undefined ? { ...item, met: context.at } : item,
  );
}

/** A notice to whoever holds one of the roles in the body. */
export function notify(context: CycleContext, topic: string, ...roles: readonly Role[]): Cause {
  return { kind: 'notify', to: { roles, organisation: context.organisation }, topic };
}

export function tell(to: InstanceId, type: string, input: Json): Cause {
  return { kind: 'tell', to, type, input };
}

/** The cycle of the same body in the year after. */
export function nextCycle(context: CycleContext): InstanceId {
  return `cycle/${context.year + 1}/${context.organisation}`;
}

/** What is still owed, of some subject or of any. */
export function owedNow(context: CycleContext, subject?: Owed['subject']): readonly Owed[] {
  return context.owed.filter(
    (item) => item.settled === undefined && (subject === undefined || item.subject === subject),
  );
}

/** The owed items with some settled; amendments that an improvement waits for are told back by `settledTells`. */
export function settled(
  context: CycleContext,
  subject: Owed['subject'],
  refs: readonly string[],
  how: NonNullable<Owed['how']>,
): readonly Owed[] {
  return context.owed.map((item) =>
    item.settled === undefined && item.subject === subject && refs.includes(item.ref)
      ? { ...item, settled: context.at, how }
      : item,
  );
}

/** Tells the improvements that wait for an amendment that it is in force. */
export function amendmentTells(
  context: CycleContext,
  subject: Owed['subject'],
  submission: { readonly settles: readonly string[]; readonly version: string; readonly document: Hash },
): readonly Cause[] {
  return owedNow(context, subject)
    .filter((item) => item.source === 'improvement' && submission.settles.includes(item.ref))
    .map((item) =>
      tell(item.ref, 'amendmentInForce', { ref: item.ref, version: submission.version, document: submission.document }),
    );
}

/** True when every ref names something owed of the subject. */
export function settlesOnlyOwed(context: CycleContext, subject: Owed['subject'], refs: readonly string[]): boolean {
  return refs.every((ref) => owedNow(context, subject).some((item) => item.ref === ref));
}

/** Adds what is owed; the same ref and subject is owed once, again when it was settled before. */
export function owing(context: CycleContext, ...items: readonly Omit<Owed, 'since'>[]): readonly Owed[] {
  const added = items.filter((item) => !owedNow(context, item.subject).some((known) => known.ref === item.ref));
  return [...context.owed, ...added.map((item) => ({ ...item, since: context.at }))];
}

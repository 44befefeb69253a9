/**
 * The one evaluator of named predicates: guards, refusals and "open or closed" all ask here. A predicate that throws, or
 * that nobody defined, does not hold; a branch that can only say "not yet" is never taken.
 */
import { getNextTransitions, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate';
import type { Procedure } from './definition.ts';
import type { Case, Route, Rule } from './predicates.ts';

/** Guard of a branch that is taken when every named predicate holds. */
export const allGuard = 'all';
/** Guard of a branch that only answers, with the sentence of the one rule it names. */
export const notYetGuard = 'notYet';
/** Type of the action through which a machine causes something outside. */
export const causeAction = 'cause';

/** Judges one named predicate; `!name` for a route that must not hold. */
export function holds(procedure: Procedure, name: string, judged: Case): boolean {
  if (!name.startsWith('!')) {
    const predicate = predicateOf(procedure, name);
    return predicate !== undefined && isKept(predicate, judged);
  }
  const route = predicateOf(procedure, name.slice(1));
  return route !== undefined && !isKept(route, judged);
}

function predicateOf(procedure: Procedure, name: string): Rule | Route | undefined {
  if (Object.hasOwn(procedure.rules, name)) return procedure.rules[name];
  return Object.hasOwn(procedure.routes, name) ? procedure.routes[name] : undefined;
}

function isKept(predicate: Rule | Route, judged: Case): boolean {
  try {
    return predicate.test(judged);
  } catch {
    return false;
  }
}

const machines = new WeakMap<Procedure, AnyStateMachine>();

/** A definition's statechart with the evaluator behind its guards. Definitions name predicates; only the core judges them. */
export function machineOf(procedure: Procedure): AnyStateMachine {
  const known = machines.get(procedure);
  if (known !== undefined) return known;
  const machine = procedure.machine.provide({
    guards: {
      [allGuard]: (judged: Case, names: readonly string[]) => names.every((name) => holds(procedure, name, judged)),
      [notYetGuard]: () => false,
    },
    actions: { [causeAction]: () => {} },
  });
  machines.set(procedure, machine);
  return machine;
}

/** What the guard of one transition says. */
export interface Candidate {
  /** Every predicate it names. */
  readonly names: readonly string[];
  /** It never accepts: its rule is the answer, whatever else. */
  readonly isNotYet: boolean;
}

/** The candidate transitions for an event, innermost first. */
export function candidatesFor(snapshot: AnyMachineSnapshot, type: string): readonly Candidate[] {
  return getNextTransitions(snapshot)
    .filter((transition) => transition.eventType === type)
    .map((transition) => candidateOf(transition.guard));
}

/** A transition's guard read back; no names for one that is unguarded. */
export function candidateOf(guard: unknown): Candidate {
  if (typeof guard !== 'object' || guard === null || !('params' in guard) || !Array.isArray(guard.params)) {
    return { names: [], isNotYet: false };
  }
  const names = guard.params.filter((name) => typeof name === 'string');
  return { names, isNotYet: 'type' in guard && guard.type === notYetGuard };
}

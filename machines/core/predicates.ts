import type { z } from 'zod';
import type { BaseContext, Cause, Decision, DecisionEvent, Route, Rule, TimeEvent, Told, ToldEvent } from './types.ts';

/** The decision events of a table of decisions: input and facts typed by their schemas. */
export type DecisionEvents<D extends Readonly<Record<string, Decision>>> = {
  [T in keyof D & string]: DecisionEvent<
    T,
    z.output<D[T]['input']>,
    D[T] extends { readonly facts: infer F extends z.ZodObject } ? z.output<F> : undefined
  >;
}[keyof D & string];

/** The told events of a table of schemas. */
export type ToldEvents<D extends Readonly<Record<string, Told>>> = {
  [T in keyof D & string]: ToldEvent<T, z.output<D[T]['input']>>;
}[keyof D & string];

/** The events time brings. */
export type TimeEvents<D extends Readonly<Record<string, unknown>>> = {
  [T in keyof D & string]: TimeEvent<T>;
}[keyof D & string];

/**
 * A maker of rules for one procedure: `of` narrows the event that `test` reads, so that a misspelt event or
 * field does not compile.
 */
export function rulesOf<C extends BaseContext, E extends { readonly type: string }>() {
  return <const Of extends readonly E['type'][]>(
    rule: Omit<Rule<C, Extract<E, { readonly type: Of[number] }>>, 'of'> & { readonly of: Of },
  ): Rule<C, Extract<E, { readonly type: Of[number] }>> & { readonly of: Of } => rule;
}

/** A maker of routes for one procedure; see `rulesOf`. */
export function routesOf<C extends BaseContext, E extends { readonly type: string }>() {
  return <const Of extends readonly E['type'][]>(
    route: Omit<Route<C, Extract<E, { readonly type: Of[number] }>>, 'of'> & { readonly of: Of },
  ): Route<C, Extract<E, { readonly type: Of[number] }>> & { readonly of: Of } => route;
}

/** A predicate's name, or its negation (`!name`, for routes). */
export type PredicateName<R, O> = (keyof R & string) | (keyof O & string) | `!${keyof O & string}`;

/**
 * The one guard form: every named predicate holds. Serialises with the machine's configuration, so that rule
 * tables, pictures and documents are generated from it.
 */
export function all<const N extends readonly string[]>(...names: N): { type: 'all'; params: N } {
  return { type: 'all', params: names };
}

/** For `setup({ guards: guards(rules, routes) })`: which names there are. The core's evaluator judges them. */
export function guards<R extends Readonly<Record<string, unknown>>, O extends Readonly<Record<string, unknown>>>(
  _rules: R,
  _routes: O,
) {
  return {
    all: (_: unknown, _names: readonly PredicateName<R, O>[]): boolean => false,
  };
}

/** For `setup({ actions })`: what a step causes is data; the core collects it. */
export const actions = {
  cause: (_: unknown, _causes: readonly Cause[]): void => {},
};

/** Joins maps by name; throws on a name that stands twice (a spread would silently keep the last). */
export function join<T>(...maps: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  const joined: Record<string, T> = {};
  for (const map of maps) {
    for (const [name, value] of Object.entries(map)) {
      if (Object.hasOwn(joined, name)) throw new Error(`the name ${name} stands twice`);
      joined[name] = value;
    }
  }
  return joined;
}

/** What `merge` gives: all the maps' names. */
export type Merged<M extends readonly object[]> = M extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & Merged<Rest>
  : object;

/** `join` that keeps each name's own type: for tables of decisions and rules, and for a state's `on`. */
export function merge<const M extends readonly object[]>(...maps: M): Merged<M>;
export function merge(...maps: readonly object[]): object {
  return join<unknown>(...maps.map((map) => Object.fromEntries(Object.entries(map))));
}

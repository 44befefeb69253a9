/**
 * How events are handled: for each event its branches, and for each branch which routes choose it, where it leads, what
 * it changes and what it then causes. The guard is made here, from the rules that stand at the event.
 */
import { assign } from 'xstate';
import type { BaseContext, Cause, RuleAt, Tell } from '../../core/index.ts';
import type { Text } from '../../../model/text.ts';

/** What a step changes of the context. */
export type Change<C> = { readonly [K in keyof C]?: C[K] | undefined };

/** What causes are made from: the context before and after the step, and the event. */
export interface StepContext<C, E> {
  readonly before: C;
  readonly after: C;
  readonly event: E;
}

/** One branch of an event. */
export interface Branch<C, E, Route extends string> {
  /** Routes that choose it, `!route` for one that must not hold; left out where there is one branch. */
  readonly routes?: readonly (Route | `!${Route}`)[];
  /** Where it leads; left out where it stays. */
  readonly target?: string;
  change?(context: C, event: E): Change<C>;
  causes?(moved: StepContext<C, E>): readonly Cause[];
}

/** A branch that only answers; made by `notYet`. */
export interface NotYet<Rule extends string = string> {
  readonly notYet: Rule;
}

/** The branch of a state in which an event is always too early: it answers with this rule's sentence and never accepts. */
export function notYet<const Rule extends string>(rule: Rule): NotYet<Rule> {
  return { notYet: rule };
}

/** One branch, several of which routes choose one, or the answer that it is too early. */
type Handling<C, E, Route extends string, Rule extends string> =
  Branch<C, E, Route> | readonly Branch<C, E, Route>[] | NotYet<Rule>;

/** A guard: every named predicate holds; or never, and the one rule is the answer. Serialises with the machine. */
interface Guard {
  readonly type: 'all' | 'notYet';
  readonly params: readonly string[];
}

/** What a step causes, made by the core, which has the context before the step. */
type CauseMaker<C> = (before: C | undefined) => readonly Cause[];

/** A transition as the statechart takes it. */
interface Transition<
  C extends BaseContext,
  E extends { readonly type: string },
  All extends { readonly type: string },
> {
  readonly guard?: Guard;
  readonly target?: string;
  readonly actions: readonly (CauseAction<C, E> | ReturnType<typeof assign<C, E, undefined, All, never>>)[];
}

interface CauseAction<C, E> {
  readonly type: 'cause';
  readonly params: (a: { readonly context: C; readonly event: E }) => CauseMaker<C>;
}

/** An event's entry in the table where its rules stand; what time brings has a text and no rules. */
type TableEntry = Tell | Text;

/** For `setup({ guards })`: the two forms. The core's one evaluator stands behind them. */
export const guards = {
  all: (_: unknown, _names: readonly string[]): boolean => false,
  notYet: (_: unknown, _names: readonly string[]): boolean => false,
};

/** For `setup({ actions })`: what a step causes is data; the core collects it. */
export const actions = {
  cause: (_: unknown, _causing: CauseMaker<never>): void => {},
};

/**
 * Maker of a state's `on` for one procedure: `C` its context, `E` its events, `N` and `R` the names of its rules and
 * routes. It is given the table in which the events stand with their rules, and how each event is handled.
 */
export function handlersOf<
  C extends BaseContext,
  E extends { readonly type: string },
  N extends string,
  R extends string = never,
>() {
  type Of<K> = Extract<E, { readonly type: K }>;
  function handlers<const T extends E['type']>(
    entries: { readonly [K in NoInfer<T>]: TableEntry },
    handling: { readonly [K in T]: Handling<C, Of<K>, R, N> },
  ): { readonly [K in T]: readonly Transition<C, Of<K>, E>[] };
  function handlers(
    entries: Readonly<Record<string, TableEntry>>,
    handling: Readonly<Record<string, Handling<C, E, R, N>>>,
  ): object {
    return Object.fromEntries(
      Object.entries(handling).map(([event, how]) => {
        const entry = entries[event];
        const rules = entry !== undefined && 'rules' in entry ? (entry.rules ?? []) : [];
        const branches = Array.isArray(how) ? how : [how];
        return [event, branches.map((branch) => transition<C, E>(rules, branch))];
      }),
    );
  }
  return handlers;
}

function transition<C extends BaseContext, E extends { readonly type: string }>(
  rules: readonly RuleAt[],
  branch: Branch<C, E, string> | NotYet,
): Transition<C, E, E> {
  if ('notYet' in branch) return { guard: { type: 'notYet', params: [branch.notYet] }, actions: [] };
  const { routes = [], target } = branch;
  const names = [...rules.filter((at) => isCarried(at, routes)).map(ruleName), ...routes];
  return {
    ...(names.length === 0 ? {} : { guard: { type: 'all', params: names } }),
    ...(target === undefined ? {} : { target }),
    actions: [
      ...(branch.change === undefined
        ? []
        : [assign<C, E, undefined, E, never>(({ context, event }) => branch.change?.(context, event) ?? {})]),
      ...(branch.causes === undefined ? [] : [causing<C, E>((moved) => branch.causes?.(moved) ?? [])]),
    ],
  };
}

/** An action that causes; for what a state causes on entry. */
export function causing<C extends BaseContext, E>(
  causes: (moved: StepContext<C, E>) => readonly Cause[],
): CauseAction<C, E> {
  return {
    type: 'cause',
    params:
      ({ context: after, event }) =>
      (before) =>
        causes({ before: before ?? after, after, event }),
  };
}

/** One thing done in several ways: the first of which the route holds is taken, one without a route where none does. */
export function ways<C, E, Route extends string>(
  done: Pick<Branch<C, E, Route>, 'change' | 'causes'>,
  ...all: readonly { readonly when?: Route; readonly target?: string }[]
): readonly Branch<C, E, Route>[] {
  return all.map(({ when, target }, i) => ({
    ...done,
    ...(target !== undefined && { target }),
    routes: [
      ...all.slice(0, i).flatMap((earlier) => (earlier.when === undefined ? [] : [`!${earlier.when}` as const])),
      ...(when === undefined ? [] : [when]),
    ],
  }));
}

/** A rule is left out only of a branch chosen by the opposite of the route that the rule is only for. */
function isCarried(at: RuleAt, routes: readonly string[]): boolean {
  if (typeof at === 'string') return true;
  return !routes.includes(at.only.startsWith('!') ? at.only.slice(1) : `!${at.only}`);
}

function ruleName(at: RuleAt): string {
  return typeof at === 'string' ? at : at.rule;
}

/** The same transitions leading elsewhere: an event that other states handle alike. */
export function leadingTo<T extends object>(
  target: string,
  transitions: readonly T[],
): readonly (T & { readonly target: string })[] {
  return transitions.map((each) => ({ ...each, target }));
}

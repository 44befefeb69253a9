/**
 * The tables a definition is made of. Each fact stands once: which rules judge an event stands at the event; what a rule
 * may read of an event follows from that.
 */
import type {
  BaseContext,
  Choices,
  Contents,
  Decision,
  DecisionEvent,
  Drafts,
  Json,
  Made,
  HandIns,
  Procedure,
  DueItem,
  ProjectedRows,
  Route,
  Rule,
  ShownList,
  State,
  TimeEvent,
  Tell,
  ToldEvent,
} from '../../core/index.ts';
import type { z } from 'zod';
import type { Text } from '../../../model/text.ts';
import type { Instant } from '../../../model/identifiers.ts';
import type { Profile } from '../../../model/organisations.ts';

/** A table of decisions, for `as const satisfies Decisions`. */
export type Decisions = Procedure['decisions'];
/** A table of told events. */
export type Tells = Procedure['told'];
/** A table of what time brings. */
export type Times = Procedure['times'];

/** The decision events of a table of decisions: input and facts typed by their schemas. */
export type DecisionEvents<D extends Readonly<Record<string, Decision>>> = {
  [T in keyof D & string]: DecisionEvent<
    T,
    z.output<D[T]['input']>,
    D[T] extends { readonly facts: infer F extends z.ZodObject } ? z.output<F> : undefined
  >;
}[keyof D & string];

/** The told events of a table. */
export type ToldEvents<D extends Readonly<Record<string, Tell>>> = {
  [T in keyof D & string]: ToldEvent<T, z.output<D[T]['input']>>;
}[keyof D & string];

/** The events time brings. */
export type TimeEvents<D extends Readonly<Record<string, unknown>>> = {
  [T in keyof D & string]: TimeEvent<T>;
}[keyof D & string];

/** Names of the rules that stand at an entry of a table. */
type RulesAt<X> = X extends { readonly rules: readonly (infer At)[] }
  ? At extends { readonly rule: infer N extends string }
    ? N
    : At & string
  : never;

/** Names of all rules that stand in tables of decisions and told events. */
export type RuleNames<D> = { [T in keyof D]: RulesAt<D[T]> }[keyof D];

/** The types of the events a rule judges: those at which it stands. */
export type EventsOf<D, N> = { [T in keyof D]: N extends RulesAt<D[T]> ? T : never }[keyof D];

/** A rule as it is written: its test sees the events at which it stands, and no others. */
type RuleOf<C extends BaseContext, E extends { readonly type: string }, D, N> = Rule<
  C,
  Extract<E, { readonly type: EventsOf<D, N> }>
>;

/**
 * Maker of tables of rules for one procedure: `C` its context, `E` its events, `D` its tables of decisions and told
 * events. A name that stands at no event does not compile; nor does a test that reads what its events do not have.
 */
export function rulesOf<C extends BaseContext, E extends { readonly type: string }, D>() {
  return <const N extends RuleNames<D>>(table: { readonly [K in N]: RuleOf<C, E, D, K> }): {
    readonly [K in N]: RuleOf<C, E, D, K>;
  } => table;
}

/** Maker of a route, which chooses the branch; `of` names the events whose branches it chooses, and types its test. */
export function routesOf<C extends BaseContext, E extends { readonly type: string }>() {
  return <const Of extends readonly E['type'][]>(
    route: Omit<Route<C, Extract<E, { readonly type: Of[number] }>>, 'of'> & { readonly of: Of },
  ): Route<C, Extract<E, { readonly type: Of[number] }>> & { readonly of: Of } => route;
}

/** What `join` gives: all the tables' names, each with its own type. */
export type Join<M extends readonly object[]> = M extends readonly [
  infer First,
  ...infer Rest extends readonly object[],
]
  ? First & Join<Rest>
  : object;

/** Joins tables by name; throws on a name that stands twice (a spread would silently keep the last). */
export function join<const M extends readonly object[]>(...tables: M): Join<M>;
export function join(...tables: readonly object[]): object {
  const joined: Record<string, unknown> = {};
  for (const table of tables) {
    for (const [name, value] of Object.entries(table)) {
      if (Object.hasOwn(joined, name)) throw new Error(`the name ${name} stands twice`);
      joined[name] = value;
    }
  }
  return joined;
}

/** Lists of what a procedure holds. */
export type ShownLists<C extends BaseContext> = Readonly<Record<string, ShownList<C>>>;

/** A definition written against its own context type; see `Procedure` for each part. */
export interface Definition<C extends BaseContext> extends Omit<
  Procedure,
  'timers' | 'project' | 'dates' | 'profile' | 'subject' | 'contents' | 'choices' | 'drafts' | 'lists' | 'handIns'
> {
  readonly lists?: ShownLists<C>;
  readonly choices?: Choices<C>;
  readonly drafts?: Drafts<C>;
  readonly contents?: Contents<C>;
  readonly handIns?: HandIns<C>;
  timers(context: C): Readonly<Record<string, Instant>>;
  project(snapshot: Snapshot<C>): ProjectedRows;
  dates?(context: C): readonly DueItem[];
  profile?(context: C): Profile | undefined;
  subject?(context: C, event: Json): Text | undefined;
}

/** What `project` is given. */
export interface Snapshot<C extends BaseContext> {
  readonly value: State['snapshot']['value'];
  readonly context: C;
  readonly status: 'active' | 'done';
}

/** Makes a definition the core can carry. The start-up check (`checkProcedure`) is run over every published one. */
export function defineProcedure<C extends BaseContext>(definition: Definition<C>): Procedure {
  return definition;
}

/** Names of context fields for `Contents`; a misspelt field does not compile, so that nothing stays readable by a slip. */
export function slotsOf<C extends BaseContext>(
  ...slots: readonly ((keyof C & string) | `${keyof C & string}.${string}`)[]
): readonly string[] {
  return slots;
}

/** Makes what a form shows from the state and from facts, typed by their shapes. */
export function madeOf<C extends BaseContext>() {
  return <T, F extends z.ZodObject>(
    facts: F,
    from: (context: C, facts: z.output<F>) => T,
    asks?: (context: C) => Readonly<Record<string, Json>>,
  ): Made<T, C> => ({
    facts,
    ...(asks !== undefined && { asks }),
    from: (context: C, found: Json) => from(context, facts.parse(found)),
  });
}

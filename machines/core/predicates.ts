/** Named predicates: rules, which refuse with clause and words, and routes, which only choose the branch. */
import type { Basis, ClauseId } from '../../model/clauses.ts';
import type { InstanceId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { ProcedureEvent } from './events.ts';
import type { BaseContext } from './state.ts';
import type { Thing } from './things.ts';

/** What a refusal is about: *who* decides (403), or the state, the facts, the input (409). */
export type Concern = 'who' | 'state' | 'facts' | 'input';

/** A decision that would mend what a refusal is about; absent `instance`: of the same procedure. */
export interface Remedy {
  readonly decision: string;
  readonly instance?: InstanceId;
}

/** What a predicate may look at. The event's parts are those of whichever event it judges. */
export interface Case<C = BaseContext, E = ProcedureEvent> {
  readonly context: C;
  readonly event: E;
}

/** A named predicate with clause and basis: what the person reads when it fails. */
export interface Rule<C = BaseContext, E = ProcedureEvent> {
  readonly clause: ClauseId;
  readonly basis: Basis;
  readonly concerns: Concern;
  /** What `test` reads; a rule that reads input or facts is, before the act, a condition to come. */
  readonly reads: readonly Concern[];
  readonly ja: string;
  readonly en: string;
  /** The sentence when it is kept, for lists of what is met and what is missing. */
  readonly met: Text;
  /** True when the rule is kept. Total: never throws in any state in which it is a candidate. */
  test(a: Case<C, E>): boolean;
  /** The things it fails for, at least one whenever it fails. */
  about?(a: Case<C, E>): readonly Thing[];
  /** Fields of the input at fault, such as `measures` – or, where rows can be told apart, `measures[2].due`. */
  paths?(a: Case<C, E>): readonly string[];
  /** Decisions that would mend it: of this procedure by name, or of another instance. */
  remedies?(a: Case<C, E>): readonly (string | Remedy)[];
  /** Of a rule that says who decides: people of whom the state alone says that it refuses them, whatever their post. */
  bars?(context: C): readonly PersonId[];
}

/** A named predicate without clause that only chooses the branch. */
export interface Route<C = BaseContext, E = ProcedureEvent> {
  readonly reads: readonly Concern[];
  readonly of: readonly string[];
  test(a: Case<C, E>): boolean;
}

/**
 * A rule where it stands: by its name, at the decision or told event that it judges. Every branch that can accept the
 * event carries it – with `only`, every branch but those chosen by the opposite of that route (`achieved`, `!achieved`).
 */
export type RuleAt = string | { readonly rule: string; readonly only: string };

/** A failed rule as the caller reads it. */
export interface Refusal {
  /** Name of the rule. */
  readonly rule: string;
  readonly clause: ClauseId;
  readonly basis: Basis;
  readonly concerns: Concern;
  readonly ja: string;
  readonly en: string;
  /** Roles that could do it. */
  readonly whoCould: readonly DecidingRole[];
  /** The bodies in which they are held, where that is not the instance's own. */
  readonly where?: readonly OrganisationId[];
  /** The clause of section 3 beside the agency's own that is cited. */
  readonly ministries?: ClauseId;
  /** The things it is about, at most twenty. */
  readonly about?: readonly Thing[];
  /** How many more things it is about. */
  readonly more?: number;
  /** Fields of the input at fault. */
  readonly paths?: readonly string[];
  /** What would mend it, at most five. */
  readonly remedies?: readonly Remedy[];
}

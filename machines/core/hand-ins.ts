/** What a procedure collects from the departments of its body: whose is there, and whose is missing. */
import type { DepartmentId, Instant, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { BaseContext } from './state.ts';

/**
 * How it stands with a department: its officer recorded it, or it was entered with others by who collected them; it is
 * covered by another department's; it is missing; the plan leaves it out; it was judged without.
 */
export const handInStatuses = ['recorded', 'collected', 'covered', 'missing', 'leftOut', 'notInspected'] as const;

/** One department, and what has become of its part. */
export interface HandIn {
  readonly department: DepartmentId;
  readonly status: (typeof handInStatuses)[number];
  readonly by?: PersonId;
  readonly at?: Instant;
  /** The department whose record covers it. */
  readonly through?: DepartmentId;
  /** When it was last sent a reminder 督促. */
  readonly reminded?: Instant;
  /** Why it is left out, or judged without. */
  readonly reason?: string;
}

/** Declared by a procedure whose departments hand something in. */
export interface HandIns<C extends BaseContext = BaseContext> {
  /** The fact that says which departments there are now, and what is asked of it. */
  readonly fact: string;
  asks(context: C): Json;
  list(context: C, fact: Json): readonly HandIn[];
  /** The decision by which what was collected is entered; its rows are the departments'. */
  readonly enteredBy: string;
  /** The set whose criteria each department answers. */
  criteriaSet?(context: C): string | undefined;
}

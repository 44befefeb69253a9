import type { BaseContext, Contents, Procedure, Projection, State } from './types.ts';
import type { ClauseId } from '../../model/clauses.ts';
import type { Instant } from '../../model/identifiers.ts';

/** A definition written against its own context type; see `Procedure` for each part. */
export interface Definition<C extends BaseContext> extends Omit<Procedure, 'timers' | 'project' | 'cite' | 'contents'> {
  readonly contents?: Contents<C>;
  timers(context: C): Readonly<Record<string, Instant>>;
  project(snapshot: {
    readonly value: State['snapshot']['value'];
    readonly context: C;
    readonly status: 'active' | 'done';
  }): Projection;
  cite?(context: C, clause: ClauseId): ClauseId;
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

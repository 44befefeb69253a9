import type { Instant, OrganisationId, OrganisationScope, PersonId } from '../../model/identifiers.ts';
import type { BoardSort } from '../../model/board.ts';
import type { OrganisationKind } from '../../model/organisations.ts';
import type { Role } from '../../model/roles.ts';

export interface BoardFilter {
  readonly year: number;
  readonly kind?: OrganisationKind;
  readonly phase?: string;
  readonly supervisor?: OrganisationId;
  readonly overdueOnly?: boolean;
  readonly search?: string;
  /** Bodies the reader may see; `all` for administrators. */
  readonly visible: OrganisationScope;
  readonly now: Instant;
  /** Default: `body`, ascending. Whatever the order, bodies of the same key stand in that of the board. */
  readonly sort?: BoardSort;
  readonly descending?: boolean;
  /** The phases in their order, for `sort: 'phase'`. */
  readonly phases?: readonly string[];
}

/** Which procedures that lie between bodies are asked for, and who asks. */
export interface BetweenAsked {
  readonly year: number;
  readonly now: Instant;
  /** Of these, how a body's own stand; of all others only what is owed. */
  readonly kinds: readonly string[];
  /** With the posts held now, as far as they count. */
  readonly reader: {
    readonly person: PersonId;
    readonly posts: readonly { readonly organisation: OrganisationId; readonly role: Role }[];
  };
}

/** What the lines of a filter come to. */
export interface BoardTotals {
  readonly bodies: number;
  readonly byPhase: Readonly<Record<string, number>>;
  readonly overdue: number;
  readonly openImprovements: number;
  readonly improvementsByRound: readonly { readonly round: number; readonly count: number }[];
  readonly auditsByPhase: readonly { readonly phase: string; readonly count: number }[];
  readonly notTakenUp: number;
}

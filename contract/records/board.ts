import type { InstanceId, Instant, OrganisationId } from '../../model/identifiers.ts';
import type { OrganisationKind } from '../../model/organisations.ts';

/** A line of the board: one body in one year. */
export interface BoardLine {
  readonly organisation: OrganisationId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly kind: OrganisationKind;
  readonly year: number;
  /** Absent when the year is not opened. */
  readonly instance?: InstanceId;
  /** Phase of the cycle; `notTakenUp` when nobody is appointed (未着手（担当者未登録）). */
  readonly phase: string;
  readonly nextDue?: { readonly id: string; readonly due: Instant };
  readonly overdue: number;
  readonly openImprovements: number;
  readonly openAudits: number;
  /** Posts that a procedure wants to tell something and nobody holds. */
  readonly vacantPosts: number;
  readonly lastMovement?: Instant;
  readonly marks: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface BoardFilter {
  readonly year: number;
  readonly kind?: OrganisationKind;
  readonly phase?: string;
  readonly supervisor?: OrganisationId;
  readonly overdueOnly?: boolean;
  readonly search?: string;
  /** Bodies the reader may see; `all` for administrators. */
  readonly visible: 'all' | readonly OrganisationId[];
  readonly now: Instant;
}

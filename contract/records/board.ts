import type { Instant, OrganisationId, OrganisationScope } from '../../model/identifiers.ts';
import type { OrganisationKind } from '../../model/organisations.ts';

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
}

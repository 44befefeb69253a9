/** Who decides: a person with the posts held at that moment, also in the place of another, or for a decision on paper. */
import type { DepartmentId, LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';

/** A person on a post: a role in an organisation (and department) from–to. Dates are JST, `to` is the last day. */
export interface Appointment {
  readonly id: string;
  readonly person: PersonId;
  readonly role: Role;
  readonly organisation: OrganisationId;
  readonly department?: DepartmentId;
  readonly from: LocalDate;
  readonly to?: LocalDate;
  /** 本務, 併任, 代理・事務取扱. */
  readonly kind: 'regular' | 'concurrent' | 'acting';
  /**
   * The departments that count as the same as `department` (itself, its ancestors up to the bureau, its
   * descendants, its predecessors); computed by the server.
   */
  readonly scope?: readonly DepartmentId[];
  /**
   * The departments that have ended and whose work came to `department`, also through others in between: what was theirs
   * is now this post's. Computed by the server.
   */
  readonly succeeds?: readonly DepartmentId[];
}

/** Who decides, with all appointments around that moment; put on the event by the server, never by the caller. */
export interface Actor {
  readonly person: PersonId;
  readonly appointments: readonly Appointment[];
}

/**
 * Someone decides in place of a barred or vacant decider: the head of the organisation, or a person the head
 * nominated in writing for that matter. `holders` are those who hold the deciding roles, looked up by the server.
 */
export interface StandIn {
  readonly reason: string;
  /** SHA-256 of the head's written nomination; absent when the head decides in person. */
  readonly nomination?: { readonly by: PersonId; readonly document: string };
  readonly holders: readonly Actor[];
}

/** A decision taken on paper and entered by someone else (転記); the event's actor is the decider. */
export interface EnteredFor {
  readonly by: PersonId;
  /** JST date of the decision 決裁日. */
  readonly decidedOn: LocalDate;
  /** 決裁番号. */
  readonly number: string;
  /** SHA-256 of the decision document. */
  readonly document: string;
  /** Whether the organisation's registers allow it; looked up by the server. */
  readonly allowed: boolean;
}

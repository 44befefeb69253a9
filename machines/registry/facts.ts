/** What the rules of the registry read: facts the records have looked up. Ids only. */
import type { OrganisationId, PersonId } from '../../model/identifiers.ts';

/** Kinds of bodies whose administrators administer everything: who runs the installation, and the centre. */
export const administerAll: readonly string[] = ['operator', 'centre'];

interface AppointmentSubject {
  readonly id: string;
  readonly person: PersonId;
  readonly organisation: OrganisationId;
}

/** A row that a change adds or changes. */
export type TouchedRow =
  | {
      readonly kind: 'organisation';
      readonly id: OrganisationId;
      /** It ends the body, or changes its end or who succeeds it: told to its cycles, which cannot be called back. */
      readonly setsOff: boolean;
      /** It changes which ministries supervise a recorded body: they see its board lines and are told when it is late. */
      readonly supervisorsMove: boolean;
    }
  | {
      /** A fact of a common register. */
      readonly kind: 'register';
      readonly id: string;
      /** Every open cycle is told of it. */
      readonly setsOff: boolean;
    }
  | { readonly kind: 'department'; readonly id: string; readonly organisation: OrganisationId }
  | {
      readonly kind: 'person';
      readonly id: PersonId;
      /** The body to which the person belongs, and the one to which they would. */
      readonly bodies: readonly OrganisationId[];
      /** Roles held now or later. */
      readonly roles: readonly string[];
      /** Whether the person was recorded before, under another name or with another mail address or none. */
      readonly identityMoves: boolean;
      /** True of somebody recorded who belongs to no body: an outside person whom none contracted. */
      readonly homeless: boolean;
    }
  | {
      /** A one-time link by which a token of the person is claimed. */
      readonly kind: 'claim';
      readonly id: string;
      readonly person: PersonId;
      readonly bodies: readonly OrganisationId[];
      /** Roles held now or later. */
      readonly roles: readonly string[];
    }
  | {
      /** A provider's account by which the person signs in from then on. */
      readonly kind: 'identity';
      readonly id: string;
      readonly person: PersonId;
      readonly bodies: readonly OrganisationId[];
    }
  | ({
      readonly kind: 'appointment';
      readonly role: string;
      /** It puts the person on the post, and does not only end it. */
      readonly appoints: boolean;
      /** It ends a post in force or to come, or ends it earlier than was recorded. */
      readonly ends: boolean;
      /** It says that the appointment was never one: voided before it begins, or recorded in error. */
      readonly voids: boolean;
      /** The body to which the person belongs; null: none. */
      readonly home: OrganisationId | null;
    } & AppointmentSubject)
  | ({
      readonly kind: 'nomination';
      /** It is recorded, and not only ended. */
      readonly appoints: boolean;
      /** The body to which the person belongs; null: none. */
      readonly home: OrganisationId | null;
    } & AppointmentSubject);

/** What a change means. */
export interface ChangeFacts {
  /** Every body it touches. */
  readonly bodies: readonly OrganisationId[];
  /** Whose appointments, nominations or links it contains, and which. */
  readonly appointed: ReadonlyMap<PersonId, readonly string[]>;
  /** The bodies to which those belong whom it puts on posts of other bodies, or nominates there. */
  readonly homes: readonly OrganisationId[];
  /** Ids of what only an administrator of the whole installation changes. */
  readonly overall: readonly string[];
  readonly onlyNominations: boolean;
}

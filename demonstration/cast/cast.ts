/** The invented people by handle, with the opaque ids by which walkthrough and tests act as them. */
import { sha256Hex } from '../../model/canonical.ts';
import type { Role } from '../../model/roles.ts';
import type { DepartmentId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import {
  bodies,
  type BodyHandle,
  centre,
  departments,
  type DepartmentHandle,
  headquarters,
  unluckyMinistry,
} from './bodies.ts';
import type { AgencyPost, CommonPost, MinistryPost } from './posts.ts';

/** People of a body by their part, its id, and its departments. */
export type BodyCast<Parts extends string> = Readonly<Record<Parts, PersonId>> & {
  readonly organisation: OrganisationId;
  readonly departments: Readonly<Record<DepartmentHandle, DepartmentId>>;
};

/**
 * Parts in the centre with what they hold. Two administrators, so that a guarded appointment waits for the other one as in
 * real life; three of the staff and three who audit for headquarters, so that nobody decides on their own draft.
 */
export const centreRoles = {
  director: ['headOfOrganisation', 'centreHead'],
  firstStaff: ['centreStaff'],
  secondStaff: ['centreStaff'],
  administrator: ['administrator'],
  secondAdministrator: ['administrator'],
  thirdStaff: ['centreStaff'],
  hqAuditLeader: ['hqAuditLeader'],
  firstHqAuditor: ['hqAuditor'],
  secondHqAuditor: ['hqAuditor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
export type CentrePart = keyof typeof centreRoles;

/** Parts in headquarters with what they hold. */
export const headquartersRoles = {
  chair: ['headquarters'],
  member: ['headquarters'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;
type HeadquartersPart = keyof typeof headquartersRoles;

/** An opaque id that is always the same for the same part: it tells nothing, and seeds and tests agree on it. */
export function personId(body: BodyHandle | 'centre' | 'headquarters' | 'unlucky', part: string): PersonId {
  return `p-${sha256Hex(`junkan demonstration ${body} ${part}`).slice(0, 12)}`;
}

const commonParts = (body: BodyHandle | 'unlucky'): Readonly<Record<CommonPost, PersonId>> => ({
  head: personId(body, 'head'),
  ciso: personId(body, 'ciso'),
  deputyCiso: personId(body, 'deputyCiso'),
  adviser: personId(body, 'adviser'),
  headOfOfficers: personId(body, 'headOfOfficers'),
  promotionLead: personId(body, 'promotionLead'),
  promotionMember: personId(body, 'promotionMember'),
  committeeChair: personId(body, 'committeeChair'),
  committeeMember: personId(body, 'committeeMember'),
  officerOfSecretariat: personId(body, 'officerOfSecretariat'),
  officerOfServices: personId(body, 'officerOfServices'),
  officerOfInformation: personId(body, 'officerOfInformation'),
  officerOfAuditOffice: personId(body, 'officerOfAuditOffice'),
  divisionOfficerOfCyber: personId(body, 'divisionOfficerOfCyber'),
  divisionOfficerOfPersonnel: personId(body, 'divisionOfficerOfPersonnel'),
  divisionOfficerOfPlanning: personId(body, 'divisionOfficerOfPlanning'),
  divisionOfficerOfSupport: personId(body, 'divisionOfficerOfSupport'),
  divisionOfficerOfSystems: personId(body, 'divisionOfficerOfSystems'),
  divisionOfficerOfStatistics: personId(body, 'divisionOfficerOfStatistics'),
  systemOfficer: personId(body, 'systemOfficer'),
  auditOfficer: personId(body, 'auditOfficer'),
  firstAuditor: personId(body, 'firstAuditor'),
  secondAuditor: personId(body, 'secondAuditor'),
  thirdAuditor: personId(body, 'thirdAuditor'),
  movedAuditor: personId(body, 'movedAuditor'),
  outsideAuditor: personId(body, 'outsideAuditor'),
  outsideVerifier: personId(body, 'outsideVerifier'),
  csirtHead: personId(body, 'csirtHead'),
  liaison: personId(body, 'liaison'),
  staffOfPlanning: personId(body, 'staffOfPlanning'),
  staffOfSystems: personId(body, 'staffOfSystems'),
});

const agencyParts = (body: 'agency' | 'corporation'): BodyCast<CommonPost | AgencyPost> => ({
  ...commonParts(body),
  firstExecutive: personId(body, 'firstExecutive'),
  secondExecutive: personId(body, 'secondExecutive'),
  statutoryAuditor: personId(body, 'statutoryAuditor'),
  organisation: bodies[body].row.id,
  departments,
});

/** Everyone of the demonstration, e.g. `cast.ministry.ciso`. */
export const cast: {
  readonly ministry: BodyCast<CommonPost | MinistryPost>;
  readonly agency: BodyCast<CommonPost | AgencyPost>;
  readonly corporation: BodyCast<CommonPost | AgencyPost>;
  readonly centre: Readonly<Record<CentrePart, PersonId>> & { readonly organisation: OrganisationId };
  readonly headquarters: Readonly<Record<HeadquartersPart, PersonId>> & { readonly organisation: OrganisationId };
} = {
  ministry: {
    ...commonParts('ministry'),
    manager: personId('ministry', 'manager'),
    supervisingStaff: personId('ministry', 'supervisingStaff'),
    organisation: bodies.ministry.row.id,
    departments,
  },
  agency: agencyParts('agency'),
  corporation: agencyParts('corporation'),
  centre: {
    director: personId('centre', 'director'),
    firstStaff: personId('centre', 'firstStaff'),
    secondStaff: personId('centre', 'secondStaff'),
    administrator: personId('centre', 'administrator'),
    secondAdministrator: personId('centre', 'secondAdministrator'),
    thirdStaff: personId('centre', 'thirdStaff'),
    hqAuditLeader: personId('centre', 'hqAuditLeader'),
    firstHqAuditor: personId('centre', 'firstHqAuditor'),
    secondHqAuditor: personId('centre', 'secondHqAuditor'),
    organisation: centre.id,
  },
  headquarters: {
    chair: personId('headquarters', 'chair'),
    member: personId('headquarters', 'member'),
    organisation: headquarters.id,
  },
};

/** Those of the ministry that only the walkthrough has. */
export const unluckyCast: BodyCast<CommonPost> = {
  ...commonParts('unlucky'),
  organisation: unluckyMinistry.row.id,
  departments,
};

/** The first administrator of a demonstration; an invented person as well. */
export const administratorOfDemonstration: PersonId = cast.centre.administrator;

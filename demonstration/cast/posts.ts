/** Who holds what in an invented body: every post that an honest year needs, with enough people for four eyes. */
import type { Role } from '../../model/roles.ts';
import type { BodyHandle, DepartmentHandle } from './bodies.ts';

/** A person of the demonstration, by handle, with the posts held. */
export interface Post {
  readonly roles: readonly Role[];
  /** Held besides in a ministry. */
  readonly atMinistry?: readonly Role[];
  readonly department?: DepartmentHandle;
  /** 併任 or 代理; regular where absent. */
  readonly kind?: 'concurrent' | 'acting';
  /** From outside the body: a contract and a declaration stand in the registry. */
  readonly outside?: true;
  /** A post held until 30 April of the current fiscal year: not independent of that department for this year. */
  readonly before?: { readonly role: Role; readonly department: DepartmentHandle };
  /** Only in these bodies; in all three where absent. */
  readonly only?: readonly BodyHandle[];
}

export const posts = {
  /** Of a ministry: the minister, who is the competent minister of its agencies as well. */
  head: { roles: ['headOfOrganisation'], atMinistry: ['minister'] },
  ciso: { roles: ['ciso'] },
  deputyCiso: { roles: ['deputyCiso'] },
  adviser: { roles: ['cisoAdviser'], outside: true },
  headOfOfficers: { roles: ['headOfOfficers'], department: 'secretariat' },
  promotionLead: { roles: ['promotionOffice'], department: 'cyber' },
  promotionMember: { roles: ['promotionOffice'], department: 'cyber' },
  committeeChair: { roles: ['committeeMember'] },
  committeeMember: { roles: ['committeeMember'], kind: 'concurrent' },
  officerOfSecretariat: { roles: ['officer'], department: 'secretariat' },
  officerOfServices: { roles: ['officer'], department: 'services' },
  officerOfInformation: { roles: ['officer'], department: 'information' },
  officerOfAuditOffice: { roles: ['officer'], department: 'auditOffice' },
  divisionOfficerOfCyber: { roles: ['divisionOfficer'], department: 'cyber' },
  divisionOfficerOfPersonnel: { roles: ['divisionOfficer'], department: 'personnel' },
  divisionOfficerOfPlanning: { roles: ['divisionOfficer'], department: 'servicesPlanning' },
  divisionOfficerOfSupport: { roles: ['divisionOfficer', 'areaOfficer'], department: 'servicesSupport' },
  divisionOfficerOfSystems: { roles: ['divisionOfficer'], department: 'systems' },
  divisionOfficerOfStatistics: { roles: ['divisionOfficer'], department: 'statistics' },
  systemOfficer: { roles: ['systemOfficer'], department: 'systems' },
  auditOfficer: { roles: ['auditOfficer'], department: 'auditOffice' },
  firstAuditor: { roles: ['auditor'], department: 'auditOffice' },
  secondAuditor: { roles: ['auditor'], department: 'auditOffice' },
  thirdAuditor: { roles: ['auditor'], department: 'auditOffice' },
  /** Came from the division that plans services: not independent of it this year. */
  movedAuditor: {
    roles: ['auditor'],
    department: 'auditOffice',
    before: { role: 'staff', department: 'servicesPlanning' },
  },
  outsideAuditor: { roles: ['auditor'], kind: 'concurrent', outside: true },
  /** Holds no post at all: from outside, for verifying. */
  outsideVerifier: { roles: [], outside: true },
  csirtHead: { roles: ['csirtHead'], department: 'cyber', kind: 'concurrent' },
  liaison: { roles: ['workingLevelLiaison'], department: 'cyber', kind: 'concurrent' },
  staffOfPlanning: { roles: ['staff'], department: 'servicesPlanning' },
  staffOfSystems: { roles: ['staff'], department: 'systems' },
  firstExecutive: { roles: ['executive'], only: ['agency', 'corporation'] },
  secondExecutive: { roles: ['executive'], only: ['agency', 'corporation'] },
  statutoryAuditor: { roles: ['statutoryAuditor'], only: ['agency', 'corporation'] },
  /** The ministry's side of the liaison with its agencies (4-7), and those who look after them (6-5). */
  manager: { roles: ['manager'], department: 'secretariat', only: ['ministry'] },
  supervisingStaff: { roles: ['supervisingStaff'], department: 'secretariat', only: ['ministry'] },
} as const satisfies Record<string, Post>;

/** A person's part in a body. */
export type PostHandle = keyof typeof posts;
export type AgencyPost = 'firstExecutive' | 'secondExecutive' | 'statutoryAuditor';
export type MinistryPost = 'manager' | 'supervisingStaff';
/** Parts that every body of the demonstration has. */
export type CommonPost = Exclude<PostHandle, AgencyPost | MinistryPost>;

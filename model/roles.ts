import type { OrganisationKind } from './organisations.ts';
import type { Text } from './text.ts';

/**
 * Roles an appointment can give. The identifiers are fixed; the terms belong to the edition of the common
 * standards in force and are data of the registry (these are the defaults of the 2016 editions).
 */
export const roles = {
  headOfOrganisation: { ja: '組織の長', en: 'head of the organisation' },
  ciso: { ja: '最高情報セキュリティ責任者', en: 'chief information security officer (CISO)' },
  deputyCiso: { ja: '最高情報セキュリティ副責任者', en: 'deputy CISO' },
  cisoAdviser: { ja: '最高情報セキュリティアドバイザー', en: 'CISO adviser' },
  committeeMember: { ja: '情報セキュリティ委員会', en: 'information security committee' },
  headOfOfficers: { ja: '統括情報セキュリティ責任者', en: 'head of information security officers' },
  officer: { ja: '情報セキュリティ責任者', en: 'information security officer' },
  divisionOfficer: { ja: '課室情報セキュリティ責任者', en: 'division information security officer' },
  areaOfficer: { ja: '区域情報セキュリティ責任者', en: 'area information security officer' },
  systemOfficer: { ja: '情報システムセキュリティ責任者', en: 'information system security officer' },
  promotionOffice: { ja: '情報セキュリティ対策推進体制（事務局）', en: 'promotion office' },
  auditOfficer: { ja: '情報セキュリティ監査責任者', en: 'audit officer' },
  auditor: { ja: '監査実施者', en: 'auditor' },
  csirtHead: { ja: 'CSIRT責任者', en: 'head of the CSIRT' },
  executive: { ja: '役員', en: 'executive' },
  statutoryAuditor: { ja: '監事', en: 'statutory auditor' },
  workingLevelLiaison: { ja: '実務者（情報連絡担当）', en: 'working-level liaison' },
  minister: { ja: '主務大臣', en: 'competent minister' },
  manager: { ja: '管理職（所管府省庁）', en: 'manager at the supervising ministry' },
  supervisingStaff: { ja: '所管担当職員', en: 'supervising staff' },
  centreHead: { ja: '国家サイバー統括室長', en: 'head of the centre' },
  centreStaff: { ja: '国家サイバー統括室職員', en: 'centre staff' },
  hqAuditLeader: { ja: '本部監査チーム長', en: 'leader of a headquarters’ audit team' },
  hqAuditor: { ja: '本部監査担当者', en: 'headquarters’ auditor' },
  headquarters: { ja: 'サイバーセキュリティ戦略本部', en: 'Cybersecurity Strategic Headquarters' },
  staff: { ja: '職員', en: 'member of staff' },
  administrator: { ja: 'システム管理者', en: 'administrator' },
} as const satisfies Record<string, Text>;

/** A role of the registry. */
export type Role = keyof typeof roles;

/**
 * Roles that one kind of body alone has: a ministry towards its agencies (4-3, 4-6, 4-7), the centre and headquarters
 * towards all (2, 5). Every other may be held in any body.
 */
export const onlyAt: Readonly<Partial<Record<Role, OrganisationKind>>> = {
  minister: 'ministry',
  manager: 'ministry',
  supervisingStaff: 'ministry',
  centreHead: 'centre',
  centreStaff: 'centre',
  hqAuditLeader: 'centre',
  hqAuditor: 'centre',
  headquarters: 'headquarters',
};

/**
 * Who a decision may belong to: a role, or anyone who holds any appointment in the body
 * (reporting workability, 6-8, or a recurrence).
 */
export type DecidingRole = Role | 'anyone';

/** True for the identifier of a role. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** True for a role, or `anyone`. */
export function isDecidingRole(text: string): text is DecidingRole {
  return text === 'anyone' || isRole(text);
}

/**
 * Which posts a body has (6-4, 6-23, 6-24, 4-6, 4-7), per profile: those of planning must be filled before a year's structure
 * is confirmed, those of operation and response – CSIRT, liaison – are overdue from 1 April and block nothing. Data,
 * not law: the guideline asks for a structure and names few posts; an edition of the common standards may name others
 * (`requiredRoles` of the register `editions`). These are the defaults where none does.
 */
import type { Profile } from '../../model/organisations.ts';
import { isRole, type Role, roles } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Edition } from '../registers/known.ts';

const ofEveryBody: readonly Role[] = [
  'headOfOrganisation',
  'ciso',
  'cisoAdviser',
  'headOfOfficers',
  'officer',
  'systemOfficer',
  'promotionOffice',
  'auditOfficer',
  'csirtHead',
];

/** Agencies also have both tiers of liaison with their ministry (4-6, 4-7). */
const ofEveryAgency: readonly Role[] = [...ofEveryBody, 'executive', 'workingLevelLiaison'];

const defaults: Readonly<Record<Profile, readonly Role[]>> = {
  ministry: ofEveryBody,
  'incorporated-administrative-agency': ofEveryAgency,
  'designated-corporation': ofEveryAgency,
};

/** The edition that counts on a date: the last one decided by then. */
export function editionOn(editions: readonly Edition[], date: string): Edition | undefined {
  return editions
    .filter((edition) => edition.decidedOn <= date)
    .sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : 1))
    .at(-1);
}

/** The posts a profile requires under an edition. */
export function requiredRoles(profile: Profile, edition?: Edition): readonly Role[] {
  return edition?.requiredRoles?.[profile]?.filter(isRole) ?? defaults[profile];
}

/** What each role is called under an edition: names change from edition to edition. */
export function roleTermsUnder(edition?: Edition): Readonly<Record<Role, Text>> {
  const named = Object.entries(edition?.roleTerms ?? {}).filter(([role]) => isRole(role));
  return { ...roles, ...Object.fromEntries(named) };
}

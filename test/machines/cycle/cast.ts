/** The people, departments and registers of the cycle's tests. All invented. */
import { type CalendarSettings, withOverrides } from '../../../model/calendar/settings.ts';
import { sha256Hex } from '../../../model/canonical.ts';
import type { Profile } from '../../../model/organisations.ts';
import { body, person, type TestPerson } from '../support/people.ts';
import { shipped, world, type World } from '../support/world.ts';

/** The text a named document consists of; its SHA-256 is how decisions cite it. */
export const documentText = (name: string): string => `${name}（架空）\n`;
/** How decisions cite a named document. */
export const doc = (name: string): string => sha256Hex(documentText(name));

const bureau = { department: 'bureau', scope: ['bureau', 'd1', 'd2'] };

/** Who acts in the tests, by the key that scripts use. */
export const cast = {
  head: person('p-head').holds('headOfOrganisation'),
  ciso: person('p-ciso').holds('ciso'),
  deputy: person('p-deputy').holds('deputyCiso'),
  chief: person('p-chief').holds('headOfOfficers'),
  office: person('p-office').holds('promotionOffice', { department: 'bureau' }),
  bureauOfficer: person('p-bureau').holds('officer', bureau),
  officerOfD1: person('p-d1').holds('divisionOfficer', { department: 'd1' }),
  officerOfD2: person('p-d2').holds('divisionOfficer', { department: 'd2' }),
  system: person('p-system').holds('systemOfficer', { department: 'd1' }),
  auditOfficer: person('p-audit').holds('auditOfficer', { department: 'audit' }),
  csirt: person('p-csirt').holds('csirtHead'),
  liaison: person('p-liaison').holds('workingLevelLiaison'),
  executive: person('p-executive').holds('executive'),
  staff: person('p-staff').holds('staff', { department: 'd1' }),
  stranger: person('p-stranger').holds('staff', { organisation: 'demo-other' }),
} as const satisfies Record<string, TestPerson>;
export type CastKey = keyof typeof cast;

/** The posts that the edition asks of every body, beside the liaison of agencies. */
const required = ['ciso', 'headOfOfficers', 'auditOfficer', 'csirtHead', 'promotionOffice', 'officer'] as const;

/** The contacts at the ministry that an agency informs (4-6, 4-7). */
export const ministryContacts: readonly TestPerson[] = [
  person('p-m1').holds('workingLevelLiaison', { organisation: 'demo-ministry' }),
  person('p-m2').holds('manager', { organisation: 'demo-ministry' }),
];

/** The body's own calendar: its inspection begins a fortnight later than the shipped one's. */
export const calendarOf = (profile: Profile): CalendarSettings =>
  withOverrides(shipped[profile], { inspectionDay: { day: '10-15', year: 0 } });

/** What the server would look up at the beginning of a body's first year: nothing in force yet. */
export function bodyOf(profile: Profile, of: Partial<World> = {}): World {
  const agency = profile !== 'ministry';
  return world({
    profile,
    calendar: calendarOf(profile),
    people: [...Object.values(cast), ...(agency ? ministryContacts : [])],
    departments: { bureau: ['bureau', 'd1', 'd2'], d1: ['d1', 'bureau'], d2: ['d2', 'bureau'], audit: ['audit'] },
    above: { d1: ['bureau'], d2: ['bureau'] },
    common: {
      editions: [
        {
          id: 'ed-2016',
          nameJa: '統一基準群（平成28年度版）',
          nameEn: 'edition of 2016',
          decidedOn: '2016-08-31',
          applyBy: '2017-03-31',
          requirements: ['r1', 'r2', 'r3'],
          requiredRoles: { [profile]: [...required, ...(agency ? ['workingLevelLiaison', 'executive'] : [])] },
        },
      ],
      directives: [
        {
          id: 'dir-1',
          decidedOn: '2025-12-01',
          applyBy: '2026-06-30',
          titleJa: '個別の決定',
          titleEn: 'a directive',
        },
      ],
      guidelines: [{ id: 'g-risk', titleJa: '手引', titleEn: 'guideline' }],
      criteriaSets: [{ id: 'cs-1', criteria: ['c1', 'c2'] }],
    },
    ...of,
    registers: { committeeRule: agency, ...of.registers },
  });
}

export { body };

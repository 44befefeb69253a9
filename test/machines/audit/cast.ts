/** People, departments and the stages of an honest audit, for all tests of the audit. */
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import { world, type World } from '../support/world.ts';

export const instance = `audit/2026/${body}/1`;
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const head = person('head').holds('headOfOrganisation');
export const ciso = person('ciso').holds('ciso');
export const leader = person('leader').holds('auditOfficer', { department: 'audit' });
export const anna = person('anna').holds('auditor', { department: 'audit' });
export const ben = person('ben').holds('auditor', { department: 'audit' });
export const outsider = person('outsider').isOutside();
export const tax = person('tax').holds('officer', { department: 'tax' });
export const customs = person('customs').holds('officer', { department: 'customs' });
export const office = person('office').holds('promotionOffice', { department: 'secretariat' });
export const headOfOfficers = person('chief').holds('headOfOfficers');
/** Left the tax department during the period examined. */
export const formerTax = person('former')
  .holds('staff', { department: 'tax', to: '2026-07-31' })
  .holds('staff', { department: 'audit' });
/** Left the tax department in the months before the period examined. */
export const longGone = person('gone')
  .holds('staff', { department: 'tax', to: '2026-03-15' })
  .holds('staff', { department: 'audit' });
/** Owns a measure that is carried out everywhere. */
export const systems = person('systems').holds('systemOfficer', { department: 'systems' });
export const stranger = person('stranger');
export const deputyOfficer = person('deputy').holds('cisoAdviser');

const everyone = [
  head,
  ciso,
  leader,
  anna,
  ben,
  outsider,
  tax,
  customs,
  office,
  headOfOfficers,
  formerTax,
  longGone,
  systems,
  stranger,
  deputyOfficer,
];

export const here: World = world({
  people: everyone,
  departments: {
    audit: ['audit'],
    tax: ['tax', 'tax-division'],
    'tax-division': ['tax-division', 'tax'],
    customs: ['customs'],
    secretariat: ['secretariat'],
    systems: ['systems'],
  },
  above: { 'tax-division': ['tax'] },
  registers: {
    criteriaSet: 'common-2026',
    plan: {
      year: 2026,
      version: '1',
      document: 'p',
      measures: [{ id: 'm1', kind: 'technical', owner: { role: 'systemOfficer' } }],
    },
  },
  common: { criteriaSets: [{ id: 'common-2026', criteria: ['1'] }] },
});

/** The world with some people replaced (by id) or added. */
export function among(...changed: readonly ReturnType<typeof person>[]): World {
  const ids = changed.map((one) => one.person);
  return { ...here, people: [...here.people.filter((one) => !ids.includes(one.person)), ...changed] };
}

export const opening = {
  cycle: `cycle/2026/${body}`,
  planned: true,
  title: 'audit of the tax department',
  coolingOffDays: 0,
  yearExamined: 2026,
};

export const plan = {
  departments: ['tax'],
  period: { from: '2026-04-01', to: '2026-09-30' },
  yearExamined: 2026,
  criteriaSet: 'common-2026',
  reportBy: '2027-01-29',
};

/** What the finding is called. */
export const title = 'shared accounts';

export const finding = {
  title,
  grade: 'nonconformity',
  criterion: '1',
  department: 'tax',
  statement: 'accounts are shared',
  evidence: [hash(1)],
} as const;

export const report = { result: 'findings', document: hash(9) } as const;
export const noFinding = { result: 'noFinding', document: hash(9) } as const;

/** Opened on 2026-11-02. */
export function opened(input: Partial<typeof opening> & { profile?: string } = {}, of: World = here): Driver {
  const at = startOfDate('2026-11-02') + 10 * 3_600_000;
  return drive(auditV1, { instance, organisation: body, year: 2026, input: { ...opening, ...input }, at, world: of });
}

export function planned(of: World = here, input: Partial<typeof opening> = {}): Driver {
  return opened(input, of).decide('planAudit', leader, plan);
}

export function assigned(of: World = here): Driver {
  return planned(of).decide('assign', leader, { auditors: ['anna'] });
}

export function inFieldwork(of: World = here): Driver {
  return assigned(of).decide('startFieldwork', leader);
}

export function withFinding(of: World = here): Driver {
  return inFieldwork(of).decide('recordFinding', anna, finding);
}

export function commenting(of: World = here): Driver {
  return withFinding(of).decide('requestComments', leader, { commentDate: '2026-11-20' });
}

export function commented(of: World = here): Driver {
  return commenting(of).decide('comment', tax, { department: 'tax', comment: 'agreed' });
}

/** Anna was replaced by Ben; her finding waits for Ben. */
export function replaced(of: World = here): Driver {
  return withFinding(of).decide('replaceAuditor', leader, {
    outgoing: 'anna',
    incoming: 'ben',
    reason: 'moved to tax',
  });
}

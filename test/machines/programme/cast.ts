/** People, bodies and the stages of an honest year of headquarters, for all tests of it. */
import { programmeV1 } from '../../../machines/programme/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, person } from '../support/people.ts';
import { world, type World } from '../support/world.ts';

export const instance = `programme/2026/${body}`;
export const hash = (n: number): string => n.toString(16).padStart(64, '0');

export const hq = 'demo-hq';
export const member = person('member').holds('headquarters', { organisation: hq });
export const staff = person('staff').holds('centreStaff');
export const second = person('second').holds('centreStaff');
export const head = person('head').holds('centreHead');
/** Holds both posts: proposes and could adopt. */
export const both = person('both').holds('centreStaff').holds('centreHead');
export const stranger = person('stranger');

export const here: World = world({
  people: [member, staff, second, head, both, stranger],
  bodies: [
    { id: body, kind: 'centre' },
    { id: hq, kind: 'headquarters' },
    { id: 'demo-m1', kind: 'ministry' },
    { id: 'demo-m2', kind: 'ministry' },
    { id: 'demo-a1', kind: 'incorporated-administrative-agency' },
  ],
});

/** The same with bodies that were not audited for years. */
export const neglected: World = { ...here, unauditedBodies: ['demo-m2'] };

export const policy = { document: hash(1) };
export const audits = [
  { subject: 'demo-m1', kinds: ['management'] },
  { subject: 'demo-a1', kinds: ['penetration'] },
];
export const plan = { document: hash(2), audits, leftOut: [], restReason: '' };
export const order = { subject: 'demo-m2', kinds: ['followUp'], reason: '事案のため' };
export const inspection = {
  period: { from: '2025-10-01', to: '2026-03-31' },
  bodies: ['demo-m1', 'demo-m2'],
  document: hash(3),
};
export const issues = { document: hash(4), cutOff: '2027-02-28', noMinistries: '', noAgencies: '' };
export const direction = { issues: issues.document, document: hash(5) };
export const outline = {
  publication: { on: '2027-03-20', place: '官報', document: hash(6), extractReason: '概要' },
  named: [],
};

export const ministryReport = {
  audit: `hqaudit/2026/${body}/1`,
  subject: 'demo-m1',
  stream: 'ministries',
  issuedOn: '2026-12-01',
  document: hash(7),
};
export const agencyReport = {
  ...ministryReport,
  audit: `hqaudit/2026/${body}/2`,
  subject: 'demo-a1',
  stream: 'agencies',
  document: hash(8),
};

/** Opened on 2026-04-01, or another day. */
export function opened(of: World = here, on = '2026-04-01'): Driver {
  const at = startOfDate(on) + 10 * 3_600_000;
  return drive(programmeV1, { instance, organisation: body, year: 2026, input: {}, at, world: of });
}

export const withPolicy = (of: World = here): Driver => opened(of).decide('recordAuditPolicy', member, policy);
export const proposed = (of: World = here): Driver => withPolicy(of).decide('proposePlan', staff, plan);
export const adopted = (): Driver => proposed().decide('adoptPlan', head);

export const reported = (): Driver =>
  adopted()
    .told('hqauditOpened', { ref: 'plan/1/1', audit: ministryReport.audit }, ministryReport.audit)
    .told('hqauditOpened', { ref: 'plan/1/2', audit: agencyReport.audit }, agencyReport.audit)
    .passTo('2026-12-02')
    .told('hqauditReported', ministryReport, ministryReport.audit)
    .told('hqauditReported', agencyReport, agencyReport.audit);

export const compiled = (): Driver => reported().passTo('2027-03-01').decide('compileIssues', staff, issues);
export const decided = (): Driver => compiled().passTo('2027-03-15').decide('decideDirection', member, direction);
/** The direction entered from paper by one of the staff, on the day before the outline. */
export const entered = (): Driver =>
  compiled()
    .passTo('2027-03-21')
    .decide('decideDirection', member, direction, undefined, {
      enteredFor: { by: 'staff', decidedOn: '2027-03-15', number: '一', document: hash(9), allowed: true },
    });
export const published = (): Driver => decided().passTo('2027-03-21').decide('publishOutline', staff, outline);

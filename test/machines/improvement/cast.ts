import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import { drive, type Driver } from '../support/drive.ts';
import { person, type TestPerson } from '../support/people.ts';
import { world, type World } from '../support/world.ts';

/** Who acts in a test. */
export type Person = TestPerson;

/** A document's hash for tests. */
export const sha = (c: string): string => c.repeat(64).slice(0, 64);

export const head = person('head').holds('headOfOfficers');
export const ciso = person('ciso').holds('ciso');
export const owner = person('owner').holds('systemOfficer', { department: 'sys' });
export const implementer = person('implementer').holds('staff', { department: 'sys' });
/** An officer of another department: the usual verifier. */
export const verifier = person('verifier').holds('divisionOfficer', { department: 'general' });
export const auditOfficer = person('audit-officer').holds('auditOfficer');
export const adviser = person('adviser').holds('cisoAdviser');
export const office = person('office').holds('promotionOffice');
export const clerk = person('clerk').holds('staff', { department: 'general' });
/** Was in the owning department when the finding was made, and is an officer elsewhere now. */
export const moved = person('moved')
  .holds('staff', { department: 'sys-team', scope: ['sys', 'sys-team'], to: '2026-05-15' })
  .holds('divisionOfficer', { department: 'general', from: '2026-05-16' });
export const outsider = person('outsider').isOutside();
export const undeclared = person('undeclared').isOutside({ declaration: '' });
export const supervisor = person('supervisor').holds('supervisingStaff', { organisation: 'demo-ministry' });
export const successorsCiso = person('successors-ciso').holds('ciso', { organisation: 'demo-successor' });

export const people = [
  head,
  ciso,
  owner,
  implementer,
  verifier,
  auditOfficer,
  adviser,
  office,
  clerk,
  moved,
  outsider,
  undeclared,
  supervisor,
  successorsCiso,
];

export const cycle = 'cycle/2026/demo-body';
export const instance = 'improvement/2026/demo-body/1';
export const other = 'improvement/2026/demo-body/2';
export const audit = 'audit/2026/demo-body/3';
const line = { counts: {}, marks: [] };

/** Everybody, two departments, another improvement that runs and one that has ended, an audit reported and one not. */
export const usual: World = world({
  people,
  departments: { sys: ['sys', 'sys-team'], 'sys-team': ['sys-team', 'sys'], general: ['general'] },
  above: { 'sys-team': ['sys'] },
  instances: [
    { instance: other, procedure: 'improvement', phase: 'planning', ...line },
    {
      instance: 'improvement/2026/demo-body/9',
      procedure: 'improvement',
      phase: 'verified',
      ended: 'verified',
      ...line,
    },
    { instance: audit, procedure: 'audit', phase: 'reported', ended: 'reported', ...line },
    { instance: 'audit/2026/demo-body/4', procedure: 'audit', phase: 'fieldwork', ...line },
  ],
});

/** An agency's world: a supervising ministry it may ask. */
export const agencys: World = {
  ...usual,
  profile: 'incorporated-administrative-agency',
};

export const finding = { ref: `${audit}#1`, source: 'audit', clause: '3-15', department: 'sys' };
export const insufficiency = { ref: `${cycle}#effect`, source: 'judgement', clause: '3-16' };
export const title = 'unpatched servers';
export const opening = {
  cycle,
  title: { ja: title, en: title },
  covers: [finding],
  source: 'audit',
  openedBy: 'ciso',
  needsAudit: false,
  minimumObservationDays: 30,
  maximumExtensions: 2,
  longestTermDays: 1095,
  longestExceptionDays: 730,
};
export const noAudit = {
  ...opening,
  covers: [{ ref: `${cycle}#audit`, source: 'noAudit', clause: '3-15' }],
  source: 'noAudit',
  needsAudit: true,
};

/** Which improvement gets an owner. */
export const named = { number: 1, title };
export const ownerPost = { role: 'systemOfficer', department: 'sys' };
export const plan = {
  cause: 'Nobody was told of the patch',
  recurrencePrevention: 'A weekly list that two people sign',
  actions: [{ kind: 'awareness', what: 'Tell everybody' }],
  implementer: 'implementer',
  dueDate: '2026-07-31',
  verifier: 'verifier',
  criterion: 'No server unpatched for 14 days',
  method: 'Scan all servers',
  observationDays: 30,
};
export const done = { doneOn: '2026-05-01', summary: 'Told', evidence: [sha('d')] };
export const achieved = { achieved: true, result: 'None unpatched', evidence: [sha('e')] };
export const failed = { achieved: false, result: 'Three unpatched', evidence: [sha('f')] };
export const gone = {
  abolishedOn: '2026-05-01',
  abolition: 'The system was switched off',
  noSuccessor: 'The register shows nothing in its place',
  evidence: [sha('a')],
};

/** How far a path is walked; what differs from the usual. */
export interface Usual {
  readonly opening?: object;
  readonly plan?: object;
  readonly world?: World;
}

/** An improvement that has just begun. */
export function begun(of: Usual = {}): Driver {
  return drive(improvementV1, {
    instance,
    organisation: 'demo-body',
    year: 2026,
    input: { ...opening, ...of.opening },
    world: of.world ?? usual,
  });
}

export function planning(of: Usual = {}): Driver {
  return begun(of).decide('assignOwner', head, { ...named, ...ownerPost, planBy: '2026-05-31' });
}

export function submitted(of: Usual = {}): Driver {
  return planning(of).decide('plan', owner, { ...plan, ...of.plan });
}

export function carryingOut(of: Usual = {}): Driver {
  return submitted(of).decide('approve', head);
}

export function observing(of: Usual = {}): Driver {
  return carryingOut(of).decide('reportDone', implementer, done);
}

export function verifying(of: Usual = {}): Driver {
  return observing(of).passDays(31);
}

export const permission = {
  confirmer: 'office',
  reason: 'Everybody eligible belongs to an owning department',
  tried: 'Two firms declined',
};

/** The CISO lets somebody confirm who is not independent. */
export function permitted(of: Usual = {}): Driver {
  return verifying(of).decide('permitConfirmation', ciso, permission);
}

/** A withdrawal proposed by the promotion office. */
export function proposed(of: Usual = {}): Driver {
  return planning(of).decide('proposeWithdrawal', office, withdrawal);
}

export const withdrawal = { reason: 'The log shows it was patched', evidence: [sha('9')] };
export const attest = { confirmed: true, statement: 'I checked the log' };

export function attested(of: Usual = {}): Driver {
  return proposed(of).decide('attestWithdrawal', verifier, attest);
}

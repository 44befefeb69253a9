/**
 * The registry's rules, each with what it refuses and what it lets pass, and where it stands: data that both vitest and
 * `npm run mutate` read.
 */
import type { ChangeFacts, TouchedRow } from '../../../machines/registry/facts.ts';
import type { RegistryRule } from '../../../machines/registry/rule.ts';
import { registryRules } from '../../../machines/registry/rules.ts';
import {
  type ChangeDecider,
  refusedAsSecond,
  rulesOfSecond,
  type ChangeStatus,
} from '../../../machines/registry/second-administrator.ts';
import { type ChangeActor, refusedAsking, rulesOfAsking } from '../../../machines/registry/who-may-change.ts';
import { withRule } from '../support/mutate.ts';

export const change: ChangeFacts = {
  bodies: ['demo-a'],
  appointed: new Map(),
  homes: [],
  overall: [],
  onlyNominations: false,
};
export const acting: ChangeActor = {
  person: 'p-1',
  administers: ['demo-a'],
  nominatesFor: [],
  change,
  recordedByOthers: [],
};
export const deciding: ChangeDecider = {
  ...acting,
  askedBy: 'p-2',
  askedIssuers: [],
  issuers: [],
  askedAlone: [],
  alone: [],
};
const standing: ChangeStatus = { status: 'pending', expires: 10, at: 9, decidedBy: null };
export const own: ChangeFacts = { ...change, appointed: new Map([['p-1', ['a-1', 'a-2']]]) };
const overall: ChangeFacts = { ...change, overall: ['a-administrator'] };
const nominations = { ...change, onlyNominations: true };
export const appointment = (
  role: string,
  person = 'p-3',
  id = `a-${role}`,
  other: {
    readonly home?: string | null;
    readonly appoints?: boolean;
    readonly ends?: boolean;
    readonly voids?: boolean;
  } = {},
): TouchedRow => ({
  kind: 'appointment',
  id,
  person,
  organisation: 'demo-a',
  role,
  appoints: true,
  ends: false,
  voids: false,
  home: 'demo-a',
  ...other,
});
export const person = (identityMoves: boolean, ...roles: string[]): TouchedRow => ({
  kind: 'person',
  id: 'p-3',
  bodies: ['demo-a'],
  roles,
  identityMoves,
  homeless: false,
});
export const link = (...roles: string[]): TouchedRow => ({
  kind: 'claim',
  id: 'l-1',
  person: 'p-3',
  bodies: ['demo-a'],
  roles,
});
/** Of anybody, whatever the post. */
const account = (of = 'p-3'): TouchedRow => ({ kind: 'identity', id: 'i-1', person: of, bodies: ['demo-a'] });
const head = { person: 'p-1', role: 'headOfOrganisation', organisation: 'demo-a', from: '2026-04-01', to: null };
const nominating = { head: 'p-1', organisation: 'demo-a', date: '2026-04-01', posts: [head] };
const ending = appointment('administrator', 'p-3', 'a-3', { appoints: false, ends: true });
const objecting = { status: 'done', until: 10, at: 9, decidedBy: null };
const bundle = { appointed: new Map([['p-1', ['a-ciso']]]), barred: ['p-1'] };

/** What each rule reads. */
type FactsOf = { readonly [Name in keyof typeof registryRules]: Parameters<(typeof registryRules)[Name]['test']>[0] };
export const rules: { readonly [Name in keyof FactsOf]: RegistryRule<FactsOf[Name]> } = registryRules;
type Cases<Facts> = { readonly refuses: readonly Facts[]; readonly passes: readonly Facts[] };

/** A rule without its cases does not compile. */
const cases: { readonly [Name in keyof FactsOf]: Cases<FactsOf[Name]> } = {
  isAdministrator: {
    refuses: [
      { ...acting, administers: undefined },
      { ...acting, administers: undefined, nominatesFor: ['demo-a'] },
      { ...acting, administers: undefined, change: nominations, nominatesFor: ['demo-b'] },
      { ...acting, administers: undefined, change: { ...nominations, bodies: [] }, nominatesFor: ['demo-a'] },
    ],
    passes: [
      acting,
      { ...acting, administers: 'all' },
      { ...acting, administers: undefined, change: nominations, nominatesFor: ['demo-a'] },
    ],
  },
  administersBody: {
    refuses: [
      { ...acting, administers: ['demo-b'] },
      { ...acting, recordedByOthers: ['p-3'] },
    ],
    passes: [
      acting,
      { ...acting, administers: 'all', recordedByOthers: ['p-3'] },
      { ...acting, administers: undefined, change: nominations, nominatesFor: ['demo-a'] },
    ],
  },
  administersHome: {
    refuses: [
      { ...acting, change: { ...change, homes: ['demo-a', 'demo-b'] } },
      { ...acting, administers: undefined, nominatesFor: ['demo-a'], change: { ...nominations, homes: ['demo-b'] } },
    ],
    passes: [
      { ...acting, administers: undefined, nominatesFor: ['demo-a'], change: { ...nominations, homes: ['demo-a'] } },
      { ...acting, change: { ...change, homes: ['demo-a'] } },
      { ...acting, administers: 'all', change: { ...change, homes: ['demo-b'] } },
    ],
  },
  isOverallAdministrator: {
    refuses: [
      { ...acting, change: overall },
      { ...acting, administers: undefined, change: overall },
    ],
    passes: [acting, { ...acting, administers: 'all', change: overall }],
  },
  notOwnAppointments: {
    refuses: [
      { ...acting, change: own },
      { ...acting, administers: 'all', change: own },
    ],
    passes: [acting, { ...acting, person: 'p-2', change: own }],
  },
  approvedBySecond: {
    refuses: [
      ...['ciso', 'deputyCiso', 'auditOfficer', 'administrator'].map((role) => appointment(role)),
      ...['headOfOrganisation', 'headOfOfficers', 'promotionOffice'].map((role) => appointment(role)),
      appointment('officer', 'p-3', 'a-3', { appoints: false, voids: true }),
      person(true, 'staff', 'ciso'),
      link('staff', 'ciso'),
      account(),
      { kind: 'organisation', id: 'demo-a', setsOff: true, supervisorsMove: false },
      { kind: 'organisation', id: 'demo-a', setsOff: false, supervisorsMove: true },
      { kind: 'register', id: 'common/editions/ed-1', setsOff: true },
    ],
    passes: [
      appointment('auditor'),
      appointment('officer'),
      person(false, 'ciso'),
      person(true, 'staff'),
      link('staff'),
      { kind: 'organisation', id: 'demo-a', setsOff: false, supervisorsMove: false },
      { kind: 'register', id: 'common/guidelines/g-1', setsOff: false },
      { kind: 'department', id: 'demo-a/d-1', organisation: 'demo-a' },
      { kind: 'nomination', id: 'n-1', person: 'p-3', organisation: 'demo-a', appoints: true, home: 'demo-a' },
    ],
  },
  separatelyFromOwn: {
    refuses: [
      { ...bundle, guarded: [appointment('administrator', 'p-1'), appointment('ciso', 'p-4')] },
      { ...bundle, guarded: [person(true, 'ciso')] },
      { ...bundle, guarded: [account()] },
    ],
    passes: [
      { ...bundle, guarded: [appointment('administrator', 'p-1')] },
      { ...bundle, guarded: [account('p-1')] },
      { ...bundle, guarded: [appointment('ciso', 'p-4')], barred: [] },
    ],
  },
  secondPerson: { refuses: [{ ...deciding, askedBy: 'p-1' }], passes: [deciding] },
  independentToken: {
    refuses: [
      { ...deciding, issuers: ['p-2'] },
      { ...deciding, issuers: ['p-3', 'p-2'] },
      { ...deciding, askedIssuers: ['p-1'] },
      { ...deciding, askedIssuers: ['p-3', 'p-1'] },
    ],
    passes: [deciding, { ...deciding, issuers: ['p-3'], askedIssuers: ['p-4'] }],
  },
  heldByTwo: {
    refuses: [
      { ...deciding, askedAlone: ['p-3'], alone: ['p-4', 'p-3'] },
      { ...deciding, askedIssuers: ['p-3'], issuers: ['p-3'], askedAlone: ['p-3'], alone: ['p-3'] },
    ],
    passes: [
      deciding,
      { ...deciding, askedAlone: ['p-3'], alone: ['p-4'] },
      { ...deciding, askedIssuers: ['p-3'], issuers: ['p-3'], askedAlone: ['p-3'] },
      { ...deciding, askedIssuers: ['p-3'], issuers: ['p-3'], alone: ['p-3'] },
    ],
  },
  tokenCarriesPost: { refuses: [{ withheld: ['ciso'] }], passes: [{ withheld: [] }] },
  withdrawnByAuthor: { refuses: [deciding], passes: [{ ...deciding, askedBy: 'p-1' }] },
  stillPending: {
    refuses: [
      { ...standing, at: 10 },
      { ...standing, status: 'done', decidedBy: 'p-2' },
      { ...standing, status: 'rejected' },
      { ...standing, status: 'withdrawn' },
      { ...standing, status: 'expired' },
    ],
    passes: [standing],
  },
  stillValid: {
    refuses: [{ since: ['person p-3'] }, { since: { ja: '重なる', en: 'overlaps' } }],
    passes: [{ since: [] }],
  },
  reasonGiven: { refuses: [{ reason: '' }, { reason: ' 　\n' }], passes: [{ reason: '別の人を予定' }] },
  endedAlone: {
    refuses: [{ guarded: [ending, appointment('ciso')] }, { guarded: [appointment('administrator'), ending] }],
    passes: [
      { guarded: [ending, ending] },
      { guarded: [appointment('ciso'), appointment('ciso', 'p-4', 'a-4', { ends: true })] },
    ],
  },
  administratorVoidedBySecond: {
    refuses: [{ guarded: [appointment('administrator', 'p-3', 'a-3', { appoints: false, voids: true })] }],
    passes: [{ guarded: [ending] }, { guarded: [appointment('ciso', 'p-3', 'a-3', { appoints: false, voids: true })] }],
  },
  endingSettled: { refuses: [{ endings: [{ change: 'c-1' }] }], passes: [{ endings: [] }] },
  mayObject: {
    refuses: [
      { person: 'p-1', objectors: [] },
      { person: 'p-1', objectors: ['p-2'] },
    ],
    passes: [{ person: 'p-1', objectors: ['p-2', 'p-1'] }],
  },
  objectionOpen: {
    refuses: [
      { ...objecting, at: 10 },
      { ...objecting, until: undefined },
      { ...objecting, status: 'objected', decidedBy: 'p-2' },
      { ...objecting, status: 'pending' },
    ],
    passes: [objecting],
  },
  homeNamed: {
    refuses: [{ home: null, outside: false }],
    passes: [
      { home: 'demo-a', outside: false },
      { home: null, outside: true },
      { home: 'demo-a', outside: true },
    ],
  },
  kindStays: {
    refuses: [{ kind: 'ministry', recorded: 'designated-corporation' }],
    passes: [
      { kind: 'ministry', recorded: 'ministry' },
      { kind: 'ministry', recorded: undefined },
    ],
  },
  endInTime: {
    refuses: [
      { recorded: null, to: '2025-11-23', today: '2026-11-23' },
      { recorded: '2026-11-30', to: '2026-10-23', today: '2026-11-23' },
    ],
    passes: [
      { recorded: null, to: '2026-10-24', today: '2026-11-23' },
      { recorded: '2025-03-31', to: '2025-03-31', today: '2026-11-23' },
      { recorded: '2026-11-30', to: null, today: '2026-11-23' },
    ],
  },
  endStands: {
    refuses: [
      { recorded: '2026-11-22', to: null, today: '2026-11-23' },
      { recorded: '2026-11-22', to: '2027-11-22', today: '2026-11-23' },
    ],
    passes: [
      { recorded: '2026-11-23', to: null, today: '2026-11-23' },
      { recorded: '2026-11-22', to: '2026-11-22', today: '2026-11-23' },
      { recorded: null, to: '2026-11-22', today: '2026-11-23' },
    ],
  },
  supervisorIsMinistry: {
    refuses: [{ id: 'demo-a', kind: 'designated-corporation' }],
    passes: [{ id: 'demo-a', kind: 'ministry' }],
  },
  roleFitsBody: {
    refuses: [
      { role: 'minister', kind: 'incorporated-administrative-agency' },
      { role: 'centreHead', kind: 'ministry' },
      { role: 'headquarters', kind: 'centre' },
    ],
    passes: [
      { role: 'minister', kind: 'ministry' },
      { role: 'hqAuditor', kind: 'centre' },
      { role: 'headquarters', kind: 'headquarters' },
      { role: 'ciso', kind: 'designated-corporation' },
    ],
  },
  appointmentStands: {
    refuses: ['person', 'role', 'organisation', 'department', 'from', 'kind'].map((field) => ({ field })),
    passes: ['to', 'instrument.order', 'instrument.date'].map((field) => ({ field })),
  },
  voidStays: {
    refuses: [{ id: 'a-1', voided: new Set(['a-1']) }],
    passes: [{ id: 'a-1', voided: new Set(['a-2']) }],
  },
  nominationStands: {
    refuses: ['organisation', 'head', 'person', 'instance', 'decision', 'document', 'date'].map((field) => ({ field })),
    passes: [{ field: 'to' }],
  },
  nominationKept: {
    refuses: [{ document: 'a', readable: new Set(['b']) }],
    passes: [{ document: 'a', readable: new Set(['a']) }],
  },
  headNominates: {
    refuses: [
      { ...nominating, posts: [] },
      { ...nominating, posts: [{ ...head, person: 'p-2' }] },
      { ...nominating, posts: [{ ...head, role: 'ciso' }] },
      { ...nominating, posts: [{ ...head, organisation: 'demo-b' }] },
      { ...nominating, date: '2026-03-31' },
      { ...nominating, date: '2027-04-01', posts: [{ ...head, to: '2027-03-31' }] },
    ],
    passes: [nominating, { ...nominating, date: '2027-03-31', posts: [{ ...head, to: '2027-03-31' }] }],
  },
};

export const registryRuleNames = Object.keys(rules).filter((name): name is keyof FactsOf => Object.hasOwn(rules, name));

/** What is wrong with a rule's cases, each problem naming rule and clause; empty when they hold. */
export function problemsOfRegistryRule<Name extends keyof FactsOf>(name: Name): string[] {
  const { refuses, passes } = cases[name];
  const { test, clause } = rules[name];
  const wrong = (facts: readonly FactsOf[Name][], expected: boolean, how: string): string[] =>
    facts.length > 0 && facts.every((one) => test(one) === expected) ? [] : [`registry ${name} (${clause}): ${how}`];
  return [...wrong(refuses, false, 'did not refuse'), ...wrong(passes, true, 'did not let pass')];
}

/** Every rule made always true and always false: how many mutants, and those that nobody noticed. */
export function mutatedRules(): { readonly total: number; readonly survived: readonly string[] } {
  const mutants = registryRuleNames.flatMap((name) => [true, false].map((always) => ({ name, always })));
  const survived = mutants.flatMap(({ name, always }) => {
    const sound = problemsOfRegistryRule(name);
    const noticed = withRule(rules[name], always, () => problemsOfRegistryRule(name));
    const isNoticed = sound.length === 0 && noticed.some((problem) => problem.includes(rules[name].clause));
    return isNoticed ? [] : [`registry ${name} always ${String(always)}: not noticed`];
  });
  return { total: mutants.length, survived };
}

/** A list of rules that one act asks together, how it asks them, and acts that were refused. */
interface Asked {
  readonly act: string;
  readonly stages: readonly Record<string, unknown>[];
  refusedFor(rule: string): boolean;
}

/** Every place where several rules are asked together: losing one of them must let something pass that it refused. */
const asked: readonly Asked[] = [
  {
    act: 'ask',
    stages: rulesOfAsking,
    refusedFor: (rule) =>
      actsOf(rule).some((facts) => refusedAsking(actOf(acting, facts)).some((one) => one.rule === rule)),
  },
  {
    act: 'approve or reject',
    stages: rulesOfSecond,
    refusedFor: (rule) =>
      actsOf(rule).some((facts) => refusedAsSecond(actOf(deciding, facts)).some((one) => one.rule === rule)),
  },
];

/** What a rule reads of an act. */
type PartOf<Act extends ChangeActor> = Partial<Omit<Act, 'change'>> & { readonly change: Partial<ChangeFacts> };

function actOf<Act extends ChangeActor>(act: Act, part: PartOf<Act>): Act {
  return { ...act, ...part, change: { ...act.change, ...part.change } };
}

function actsOf(rule: string): readonly PartOf<ChangeDecider>[] {
  switch (rule) {
    case 'isAdministrator':
    case 'administersBody':
    case 'administersHome':
    case 'isOverallAdministrator':
    case 'notOwnAppointments':
    case 'secondPerson':
    case 'independentToken':
    case 'heldByTwo':
      return cases[rule].refuses;
    default:
      return [];
  }
}

/** Every use of a rule among others taken away in turn: how many, and those whose loss nobody noticed. */
export function lostUses(): { readonly total: number; readonly survived: readonly string[] } {
  const uses = asked.flatMap(({ act, stages, refusedFor }) =>
    stages.flatMap((stage) => Object.keys(stage).map((rule) => ({ act, stage, rule, refusedFor }))),
  );
  const survived = uses.flatMap(({ act, stage, rule, refusedFor }) => {
    const before = refusedFor(rule);
    const entries = Object.entries(stage);
    delete stage[rule];
    const after = refusedFor(rule);
    for (const [name] of entries) delete stage[name];
    Object.assign(stage, Object.fromEntries(entries));
    return before && !after ? [] : [`registry ${act} without ${rule}: not noticed`];
  });
  return { total: uses.length, survived };
}

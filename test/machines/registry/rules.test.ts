/** The registry's rules (domain.md 2, design serving 6-4): each refuses once and lets pass once. */
import { describe, expect, it } from 'vitest';
import type { Administers, ChangeFacts, TouchedRow } from '../../../machines/registry/facts.ts';
import { failing, type RegistryRule } from '../../../machines/registry/rule.ts';
import { registryRules } from '../../../machines/registry/rules.ts';
import {
  approversOf,
  type ChangeDecider,
  refusedAsSecond,
  type Standing,
} from '../../../machines/registry/second-administrator.ts';
import { weigh } from '../../../machines/registry/weigh.ts';
import { type ChangeActor, refusedAsking } from '../../../machines/registry/who-may-change.ts';

const change: ChangeFacts = { bodies: ['demo-a'], appointed: new Map(), overall: [], onlyNominations: false };
const acting: ChangeActor = {
  person: 'p-1',
  administers: ['demo-a'],
  nominatesFor: [],
  change,
  recordedByOthers: [],
};
const deciding: ChangeDecider = { ...acting, askedBy: 'p-2' };
const standing: Standing = { status: 'pending', expires: 10, at: 9, decidedBy: null };
const own: ChangeFacts = { ...change, appointed: new Map([['p-1', ['a-1', 'a-2']]]) };
const overall: ChangeFacts = { ...change, overall: ['a-administrator'] };
const nominations = { ...change, onlyNominations: true };
const appointment = (role: string, person = 'p-3', id = `a-${role}`): TouchedRow => ({
  kind: 'appointment',
  id,
  person,
  organisation: 'demo-a',
  role,
});
const person = (mailMoves: boolean, ...roles: string[]): TouchedRow => ({
  kind: 'person',
  id: 'p-3',
  bodies: ['demo-a'],
  roles,
  mailMoves,
});
const head = { person: 'p-1', role: 'headOfOrganisation', organisation: 'demo-a', from: '2026-04-01', to: null };
const nominating = { head: 'p-1', organisation: 'demo-a', date: '2026-04-01', posts: [head] };
const bundle = { appointed: new Map([['p-1', ['a-ciso']]]), barred: ['p-1'] };

/** What each rule reads. */
type FactsOf = { readonly [Name in keyof typeof registryRules]: Parameters<(typeof registryRules)[Name]['test']>[0] };
const rules: { readonly [Name in keyof FactsOf]: RegistryRule<FactsOf[Name]> } = registryRules;
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
  isOverallAdministrator: {
    refuses: [{ ...acting, change: overall }],
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
      person(true, 'staff', 'ciso'),
    ],
    passes: [
      appointment('auditor'),
      appointment('headOfOrganisation'),
      person(false, 'ciso'),
      person(true, 'staff'),
      { kind: 'organisation', id: 'demo-a' },
      { kind: 'department', id: 'demo-a/d-1', organisation: 'demo-a' },
      { kind: 'nomination', id: 'n-1', person: 'p-3', organisation: 'demo-a' },
    ],
  },
  separatelyFromOwn: {
    refuses: [
      { ...bundle, guarded: [appointment('administrator', 'p-1'), appointment('ciso', 'p-4')] },
      { ...bundle, guarded: [person(true, 'ciso')] },
    ],
    passes: [
      { ...bundle, guarded: [appointment('administrator', 'p-1')] },
      { ...bundle, guarded: [appointment('ciso', 'p-4')], barred: [] },
    ],
  },
  secondPerson: { refuses: [{ ...deciding, askedBy: 'p-1' }], passes: [deciding] },
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
  kindStays: {
    refuses: [{ kind: 'ministry', recorded: 'designated-corporation' }],
    passes: [
      { kind: 'ministry', recorded: 'ministry' },
      { kind: 'ministry', recorded: undefined },
    ],
  },
  supervisorIsMinistry: {
    refuses: [{ id: 'demo-a', kind: 'designated-corporation' }],
    passes: [{ id: 'demo-a', kind: 'ministry' }],
  },
  appointmentStands: {
    refuses: ['person', 'role', 'organisation', 'department', 'from', 'kind'].map((field) => ({ field })),
    passes: ['to', 'instrument.order', 'instrument.date'].map((field) => ({ field })),
  },
  nominationStands: {
    refuses: ['organisation', 'head', 'person', 'instance', 'decision', 'document', 'date'].map((field) => ({ field })),
    passes: [{ field: 'to' }],
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

/** The rule's answers over its cases. */
function tried<Name extends keyof FactsOf>(name: Name): { refused: boolean[]; passed: boolean[] } {
  const { refuses, passes } = cases[name];
  const { test } = rules[name];
  return { refused: refuses.map((facts) => test(facts)), passed: passes.map((facts) => test(facts)) };
}

const names = Object.keys(rules).filter((name): name is keyof FactsOf => Object.hasOwn(rules, name));

describe('the registry (design, serving 6-4)', () => {
  it.each(names.map((name) => [name, rules[name].clause, rules[name].basis] as const))(
    '%s (%s, %s) refuses and lets pass',
    (name) => {
      const { refused, passed } = tried(name);
      expect(refused.length * passed.length).toBeGreaterThan(0);
      expect(new Set(refused)).toEqual(new Set([false]));
      expect(new Set(passed)).toEqual(new Set([true]));
    },
  );

  it('says what it is about: at most ten ids, each once, then how many more', () => {
    const bodies = Array.from({ length: 12 }, (_, i) => `demo-${i}`);
    const [first] = failing(
      { administersBody: rules.administersBody },
      { ...acting, change: { ...change, bodies: [...bodies, ...bodies] } },
    );
    expect(first).toMatchObject({ rule: 'administersBody', clause: '6-4', basis: 'design', about: 'who' });
    expect(first?.ja).toContain('demo-0、demo-1、');
    expect(first?.en).toContain('demo-9 … +2)');
  });

  it('says nothing but that to whoever may not change it at all', () => {
    const stranger = { ...deciding, administers: undefined, change: { ...own, overall: ['demo-a'] } };
    expect(refusedAsking(stranger).map(({ rule }) => rule)).toEqual(['isAdministrator']);
    expect(refusedAsSecond(stranger).map(({ rule }) => rule)).toEqual(['isAdministrator']);
  });

  it('tells everything else together', () => {
    const administers = ['demo-b'];
    const all = { ...own, overall: ['demo-a'] };
    const rules = ['administersBody', 'isOverallAdministrator', 'notOwnAppointments'];
    expect(refusedAsking({ ...acting, administers, change: all }).map(({ rule }) => rule)).toEqual(rules);
    const second = refusedAsSecond({ ...deciding, askedBy: 'p-1', administers, change: all });
    expect(second.map(({ rule }) => rule).sort()).toEqual([...rules, 'secondPerson']);
  });

  it('weighs a change: its bodies, whom it appoints, what is guarded, what is for the whole installation', () => {
    const rows: TouchedRow[] = [
      { kind: 'organisation', id: 'demo-c' },
      { kind: 'department', id: 'demo-b/d-1', organisation: 'demo-b' },
      person(true, 'ciso'),
      appointment('staff'),
      appointment('administrator'),
      { kind: 'nomination', id: 'n-1', person: 'p-4', organisation: 'demo-a' },
    ];
    const { guarded, ...facts } = weigh(rows);
    expect(facts).toEqual({
      bodies: ['demo-a', 'demo-b', 'demo-c'],
      appointed: new Map([
        ['p-3', ['a-staff', 'a-administrator']],
        ['p-4', ['n-1']],
      ]),
      overall: ['demo-c', 'a-administrator'],
      onlyNominations: false,
    });
    expect(guarded.map(({ id }) => id)).toEqual(['p-3', 'a-administrator']);
    expect(weigh(rows.slice(-1)).onlyNominations).toBe(true);
  });

  it('finds who could approve, and who could not only because it is about them', () => {
    const administrators = new Map<string, Administers>([
      ['p-author', 'all'],
      ['p-1', 'all'],
      ['p-2', ['demo-a']],
      ['p-3', ['demo-b']],
      ['p-4', 'all'],
    ]);
    expect(approversOf(own, 'p-author', administrators)).toEqual({ able: ['p-2', 'p-4'], barred: ['p-1'] });
    expect(approversOf({ ...own, overall: ['demo-a'] }, 'p-author', administrators)).toEqual({
      able: ['p-4'],
      barred: ['p-1'],
    });
  });
});

/** The registry's rules (domain.md 2, design serving 6-4): each refuses once and lets pass once. */
import type { OrganisationScope } from '../../../model/identifiers.ts';
import { describe, expect, it } from 'vitest';
import type { TouchedRow } from '../../../machines/registry/facts.ts';
import { failing } from '../../../machines/registry/rule.ts';
import { approversOf, refusedAsSecond } from '../../../machines/registry/second-administrator.ts';
import { weigh } from '../../../machines/registry/weigh.ts';
import { refusedAsking } from '../../../machines/registry/who-may-change.ts';
import {
  acting,
  appointment,
  change,
  deciding,
  lostUses,
  mutatedRules,
  own,
  person,
  problemsOfRegistryRule,
  registryRuleNames,
  rules,
} from './rule-cases.ts';

describe('the registry (design, serving 6-4)', () => {
  it.each(registryRuleNames.map((name) => [name, rules[name].clause, rules[name].basis] as const))(
    '%s (%s, %s) refuses and lets pass',
    (name) => {
      expect(problemsOfRegistryRule(name)).toEqual([]);
    },
  );

  it('misses every rule that always answers the same, and every rule lost from a list', () => {
    const [mutated, lost] = [mutatedRules(), lostUses()];
    expect(mutated.total).toBe(2 * registryRuleNames.length);
    expect(lost.total).toBeGreaterThan(0);
    expect([...mutated.survived, ...lost.survived]).toEqual([]);
  });

  it('says what it is about: at most ten ids, each once, then how many more', () => {
    const bodies = Array.from({ length: 12 }, (_, i) => `demo-${i}`);
    const [first] = failing(
      { administersBody: rules.administersBody },
      { ...acting, change: { ...change, bodies: [...bodies, ...bodies] } },
    );
    expect(first).toMatchObject({ rule: 'administersBody', clause: '6-4', basis: 'design', concerns: 'who' });
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
    const all = { ...own, homes: ['demo-c'], overall: ['demo-a'] };
    const rules = ['administersBody', 'administersHome', 'isOverallAdministrator', 'notOwnAppointments'];
    expect(refusedAsking({ ...acting, administers, change: all }).map(({ rule }) => rule)).toEqual(rules);
    const second = refusedAsSecond({ ...deciding, askedBy: 'p-1', issuers: ['p-1'], administers, change: all });
    expect(second.map(({ rule }) => rule).sort()).toEqual([...rules, 'independentToken', 'secondPerson'].sort());
  });

  it('weighs a change: its bodies, whom it appoints, what is guarded, what is for the whole installation', () => {
    const rows: TouchedRow[] = [
      { kind: 'organisation', id: 'demo-c', setsOff: false, supervisorsMove: false },
      { kind: 'department', id: 'demo-b/d-1', organisation: 'demo-b' },
      person(true, 'ciso'),
      appointment('staff'),
      appointment('administrator'),
      appointment('officer', 'p-3', 'a-officer', { home: 'demo-d' }),
      appointment('manager', 'p-3', 'a-manager', { home: 'demo-e', appoints: false }),
      appointment('auditor', 'p-3', 'a-auditor', { home: null }),
      { kind: 'person', id: 'p-nowhere', bodies: [], roles: [], identityMoves: false, homeless: true },
      { kind: 'nomination', id: 'n-1', person: 'p-4', organisation: 'demo-a', appoints: true, home: 'demo-f' },
    ];
    const { guarded, ...facts } = weigh(rows);
    expect(facts).toEqual({
      bodies: ['demo-a', 'demo-b', 'demo-c'],
      appointed: new Map([
        ['p-3', ['a-staff', 'a-administrator', 'a-officer', 'a-manager', 'a-auditor']],
        ['p-4', ['n-1']],
      ]),
      homes: ['demo-d', 'demo-f'],
      overall: ['demo-c', 'a-administrator', 'a-auditor', 'p-nowhere'],
      onlyNominations: false,
    });
    expect(guarded.map(({ id }) => id)).toEqual(['p-3', 'a-administrator']);
    expect(weigh(rows.slice(-1)).onlyNominations).toBe(true);
  });

  it('finds who could approve, and who could not only because it is about them', () => {
    const administrators = new Map<string, OrganisationScope>([
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

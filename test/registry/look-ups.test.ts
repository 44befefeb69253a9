import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import type { Actor, Json } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { withStartFacts } from '../../records/look-ups/start-facts.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { withOverrides } from '../../model/calendar/settings.ts';
import { escalationsOf } from '../../model/calendar/year.ts';
import { dueFor } from '../../model/calendar/due-date.ts';
import { shippedCalendars } from '../../records/calendar-file.ts';
import { makeCalendars } from '../../records/calendars.ts';
import type { InstanceRow } from '../../contract/records/instances.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import { makeLookUps } from '../../records/look-ups/look-ups.ts';
import { applyRegisterEffect } from '../../records/registers/apply.ts';
import { makeRegisters } from '../../records/registers/registers.ts';
import { makeRegistry } from '../../records/registry/registry.ts';
import { bodiesFact } from '../../machines/kit/v1/index.ts';
import { startOfDate } from '../../model/japan-time.ts';
import type { OrganisationRow } from '../../contract/records/registry.ts';
import { ministry, now, onEachDatabase, world } from './support.ts';

const DAY = 24 * 60 * 60 * 1000;
const nobody: Actor = { person: 'p-0', appointments: [] };

/** Fact scope of a body; the instance is its cycle of 2026. */
function scope(ask?: Json, at = now, organisation = 'demo-m'): FactScope {
  return { organisation, instance: `cycle/2026/${organisation}`, at, actor: nobody, ask };
}

const evaluated: InstanceRow = {
  instance: 'cycle/2025/demo-m',
  procedure: 'cycle',
  version: 1,
  year: 2025,
  organisation: 'demo-m',
  seq: 12,
  at: now,
  projection: {
    phase: 'evaluated',
    due: [],
    tasks: [],
    counts: { openImprovements: 2 },
    marks: ['noAudit'],
    documents: ['d'],
    invited: [],
  },
};
const shipped = shippedCalendars(now);
const instances = {
  async get(instance: string) {
    if (instance === evaluated.instance) return evaluated;
    return instance === 'cycle/2024/demo-m' ? { ...evaluated, instance, seq: 0 } : undefined;
  },
};

onEachDatabase('look-ups answer for the instant they are given', (database) => {
  const journal = { page: async () => [] };
  const lookUps = () => makeLookUps(database(), { instances, calendars: makeCalendars(database(), shipped), journal });

  beforeAll(async () => {
    const registry = makeRegistry(database());
    await registry.change(world, 'p-1', now);
    await registry.change(
      {
        departments: [
          {
            id: 'west',
            organisation: 'demo-m',
            nameJa: '西',
            nameEn: 'West',
            bureau: true,
            to: '2026-03-31',
            successors: ['south'],
          },
        ],
        people: [
          {
            id: 'p-4',
            nameJa: '外部（架空）',
            nameEn: 'Outside (fictional)',
            outside: {
              firm: '監査社',
              contract: '第1号',
              from: '2026-04-01',
              to: '2027-03-31',
              declaration: '申告第1号',
            },
          },
          { id: 'p-5', nameJa: '連絡（架空）', nameEn: 'Liaison (fictional)' },
        ],
        appointments: [
          {
            id: 'a-4',
            person: 'p-2',
            role: 'officer',
            organisation: 'demo-m',
            department: 'west',
            from: '2025-04-01',
            to: '2026-03-31',
            kind: 'concurrent',
          },
          { id: 'a-5', person: 'p-5', role: 'manager', organisation: 'demo-m', from: '2026-04-01', kind: 'regular' },
          {
            id: 'a-6',
            person: 'p-5',
            role: 'ciso',
            organisation: 'demo-a',
            from: '2026-04-01',
            to: '2026-11-23',
            kind: 'acting',
          },
        ],
        nominations: [
          {
            id: 'n-1',
            organisation: 'demo-m',
            head: 'p-1',
            person: 'p-3',
            instance: 'cycle/2026/demo-m',
            decision: 'judge',
            document: 'a'.repeat(64),
            date: '2026-11-20',
            to: '2026-11-30',
          },
        ],
      },
      'p-1',
      now,
    );
    const registers = makeRegisters(database());
    await registers.set('demo-m', 'minimumObservationDays', '', 0, now, 'p-2');
    await registers.set(
      'common',
      'guidelines',
      'g-1',
      { id: 'g-1', titleJa: '指針', titleEn: 'Guideline' },
      now,
      'p-1',
    );
    await registers.set(
      'common',
      'editions',
      'e-1',
      {
        id: 'e-1',
        nameJa: '版',
        nameEn: 'Edition',
        decidedOn: '2026-11-01',
        applyBy: '2027-03-31',
        requirements: [],
        requiredRoles: { ministry: ['ciso', 'auditOfficer'] },
      },
      now + DAY,
      'p-1',
    );
  });

  it('actor: the appointments around that moment with their scope, none of another time', async () => {
    expect(await lookUps().actor('p-3', now)).toEqual({
      person: 'p-3',
      appointments: [
        {
          id: 'a-3',
          person: 'p-3',
          role: 'officer',
          organisation: 'demo-m',
          department: 'north-a',
          from: '2025-04-01',
          kind: 'regular',
          scope: ['north-a', 'north'],
        },
      ],
    });
    expect((await lookUps().actor('p-2', now)).appointments.map((held) => held.id)).toEqual(['a-2']);
    expect((await lookUps().actor('p-2', Date.UTC(2026, 2, 31))).appointments.map((held) => held.id)).toEqual([
      'a-2',
      'a-4',
    ]);
    expect(await lookUps().actor('p-404', now)).toEqual({ person: 'p-404', appointments: [] });
  });

  it('holders: everyone who holds one of the roles that day, with all appointments', async () => {
    const ciso = await lookUps().holders('demo-a', ['ciso'], now);
    expect(ciso.map((held) => held.person)).toEqual(['p-5']);
    expect(ciso[0]?.appointments.map((held) => held.id).sort()).toEqual(['a-5', 'a-6']);
    expect(await lookUps().holders('demo-a', ['ciso'], now + DAY)).toEqual([]);
    expect((await lookUps().holders('demo-m', ['anyone'], now)).map((held) => held.person)).toEqual([
      'p-1',
      'p-2',
      'p-3',
      'p-5',
    ]);
  });

  it('nomination: for that decision of that instance, as long as it lasts', async () => {
    const by = { by: 'p-1', document: 'a'.repeat(64) };
    const matter = (instance: string, decision: string) => ({ instance, decision, bodies: ['demo-m'] });
    expect(await lookUps().nomination('p-3', matter('cycle/2026/demo-m', 'judge'), now)).toEqual(by);
    expect(await lookUps().nomination('p-3', matter('cycle/2026/demo-m', 'close'), now)).toBeUndefined();
    expect(await lookUps().nomination('p-2', matter('cycle/2026/demo-m', 'judge'), now)).toBeUndefined();
    expect(await lookUps().nomination('p-3', matter('cycle/2025/demo-m', 'judge'), now)).toBeUndefined();
    expect(await lookUps().nomination('p-3', matter('cycle/2026/demo-m', 'judge'), now + 8 * DAY)).toBeUndefined();
    expect(await lookUps().nomination('p-3', matter('cycle/2026/demo-m', 'judge'), now - 4 * DAY)).toBeUndefined();
    const elsewhere = { ...matter('cycle/2026/demo-m', 'judge'), bodies: ['demo-a'] };
    expect(await lookUps().nomination('p-3', elsewhere, now), 'the head of a body that decides').toBeUndefined();
  });

  it('structure: required roles, holders, and the contacts at the supervising ministry (6-4, 4-6, 4-7)', async () => {
    expect(await lookUps().fact('structure', scope(undefined, now, 'demo-a'))).toMatchObject({
      profile: 'incorporated-administrative-agency',
      requiredRoles: expect.arrayContaining(['ciso', 'auditOfficer', 'executive', 'workingLevelLiaison']),
      holders: [{ role: 'ciso', person: 'p-5', kind: 'acting' }],
      supervisors: ['demo-m'],
      ministryContacts: [{ role: 'manager', organisation: 'demo-m', person: 'p-5' }],
    });
    const ministry = await lookUps().fact('structure', scope());
    expect(ministry).toMatchObject({ profile: 'ministry', supervisors: [], ministryContacts: [] });
    expect(ministry).toMatchObject({
      holders: expect.arrayContaining([{ role: 'officer', person: 'p-3', department: 'north-a', kind: 'regular' }]),
    });
  });

  it('structure: the edition in force may name other required roles', async () => {
    expect(await lookUps().fact('structure', scope(undefined, now + DAY))).toMatchObject({
      requiredRoles: ['ciso', 'auditOfficer'],
    });
  });

  it('registers: what is recorded, and the defaults of what is not', async () => {
    expect(await lookUps().fact('registers', scope())).toEqual({
      committeeRule: false,
      exceptionDecider: 'ciso',
      escalateToSupervisors: false,
      minimumObservationDays: 0,
      coolingOffDays: 0,
      maximumExtensions: 2,
      longestTermDays: 1095,
      longestExceptionDays: 730,
      auditIntervalYears: 3,
    });
    expect(await lookUps().fact('registers', scope(undefined, now - 1))).toMatchObject({ minimumObservationDays: 30 });
  });

  it('inspection: those with an officer now, what lies above, and of one that ended who has its work (3-12)', async () => {
    const one = { exists: true, officer: false, above: [], succeeds: [], successors: [] };
    const fact = await lookUps().fact('inspection', scope({ departments: ['west'], withOfficers: true }));
    expect(fact).toEqual([
      { ...one, id: 'north-a', officer: true, above: ['north'] },
      { ...one, id: 'south', succeeds: ['west'] },
      { ...one, id: 'west', exists: false, successors: ['south'] },
    ]);
    expect(await lookUps().fact('inspection', scope({ departments: ['nowhere'] }))).toEqual([
      { ...one, id: 'nowhere', exists: false },
    ]);
  });

  it('auditInterval: whom no audit examined for the years set, counted from the body’s first year here (3-15)', async () => {
    const db = database();
    const ofYear = (year: number) => lookUps().fact('auditInterval', scope({ year }));
    expect(await ofYear(2026)).toEqual({ years: 3, unaudited: [] });
    await db
      .insertInto('instances')
      .values({
        instance: 'cycle/2023/demo-m',
        procedure: 'cycle',
        version: 1,
        year: 2023,
        organisation: 'demo-m',
        seq: 1,
        head_hash: '',
        at: 0,
        projection: '{}',
        open_due: [],
        open_due_ids: [],
        marks: [],
        counts: '{}',
        started: true,
      })
      .execute();
    const never = { department: 'north-a', scope: ['north-a', 'north'] };
    expect(await ofYear(2025)).toEqual({ years: 3, unaudited: [] });
    expect(await ofYear(2026)).toEqual({ years: 3, unaudited: [never] });
    const reported = (instance: string, year: number, departments: string[]) =>
      db
        .transaction()
        .execute((trx) =>
          applyRegisterEffect(
            trx,
            { instance, seq: 9, at: now },
            { kind: 'register', id: '9.0', register: 'auditedDepartments', value: { year, departments } },
          ),
        );
    // An audit of the bureau is one of its division; one of another bureau is not.
    await reported('audit/2024/demo-m/1', 2024, ['north']);
    await reported('audit/2026/demo-m/1', 2026, ['south']);
    expect(await ofYear(2026)).toEqual({ years: 3, unaudited: [] });
    expect(await ofYear(2028)).toEqual({ years: 3, unaudited: [{ ...never, last: 2024 }] });
    await makeRegisters(db).set('demo-m', 'auditIntervalYears', '', 1, now, 'p-2');
    expect(await ofYear(2026)).toEqual({ years: 1, unaudited: [{ ...never, last: 2024 }] });
  });

  it('common: what is in force for all bodies', async () => {
    expect(await lookUps().fact('common', scope())).toEqual({
      editions: [],
      directives: [],
      guidelines: [{ id: 'g-1', titleJa: '指針', titleEn: 'Guideline' }],
      criteriaSets: [],
    });
    expect(await lookUps().fact('common', scope(undefined, now + DAY))).toMatchObject({ editions: [{ id: 'e-1' }] });
  });

  it('people: appointments of the period or of today, the contract of one from outside, and never a name (3-15)', async () => {
    const ask = { people: ['p-2', 'p-4', 'p-404', '\u0000'], from: '2025-10-01', to: '2026-03-31' };
    const fact = await lookUps().fact('people', scope(ask));
    expect(fact).toEqual([
      {
        person: 'p-2',
        appointments: [
          expect.objectContaining({ id: 'a-2' }),
          expect.objectContaining({ id: 'a-4', department: 'west', scope: ['west', 'south'] }),
        ],
      },
      {
        person: 'p-4',
        appointments: [],
        outside: { firm: '監査社', contract: '第1号', from: '2026-04-01', to: '2027-03-31', declaration: '申告第1号' },
      },
    ]);
    expect(JSON.stringify(fact)).not.toContain('架空');
    expect(await lookUps().fact('people', scope({ people: ['p-2'], from: '2020-01-01', to: '2020-12-31' }))).toEqual([
      { person: 'p-2', appointments: [expect.objectContaining({ id: 'a-2' })] },
    ]);
  });

  it('departments: whether it exists that day, and which count as the same', async () => {
    expect(await lookUps().fact('departments', scope({ departments: ['north-a', 'west', 'nowhere'] }))).toEqual([
      { id: 'north-a', exists: true, scope: ['north-a', 'north'], bureau: 'north' },
      { id: 'west', exists: false, scope: ['west', 'south'], bureau: 'west' },
      { id: 'nowhere', exists: false, scope: [] },
    ]);
    expect(await lookUps().fact('departments', scope({ departments: [] }, Date.UTC(2026, 2, 1)))).toEqual(
      ['north', 'north-a', 'south', 'west'].map((id) => expect.objectContaining({ id, exists: true })),
    );
  });

  it('due: instants and reminders of dates that exist', async () => {
    const items = [
      { id: 'x', date: '2026-12-31' },
      { id: 'y', date: '2026-02-30' },
    ];
    const found = await lookUps().fact('due', scope({ items }));
    expect(found).toEqual([{ id: 'x', ...dueFor('2026-12-31', now, shipped.ministry) }]);
    const moved = [{ from: '2026-12-31', to: '2027-01-04', reason: 'closedDay' }];
    expect(found).toMatchObject([
      { due: Date.UTC(2027, 0, 4, 15), basis: { kind: 'given', own: '2026-12-31', moved } },
    ]);
  });

  it('due: so many days after today, where nobody names a date', async () => {
    const found = await lookUps().fact('due', scope({ items: [{ id: 'owner', inDays: 14 }] }));
    expect(found).toEqual([{ id: 'owner', ...dueFor('2026-12-07', now, shipped.ministry) }]);
    expect(improvementV1.startAsks?.({ input: {}, year: 2026 })).toEqual({
      due: { items: [{ id: 'owner', inDays: 14 }] },
    });
    const begun = await withStartFacts({ lookUps: lookUps() }, improvementV1, {
      instance: 'improvement/2026/demo-m/1',
      input: { cycle: 'c' },
      at: Date.now(),
    });
    expect(begun).toMatchObject({ cycle: 'c', facts: { due: [{ id: 'owner', basis: { kind: 'given' } }] } });
  });

  it('calendar: the dates in force that lie ahead, escalations counted from the first date', async () => {
    const original = Date.UTC(2027, 2, 31, 15);
    const ask = {
      year: 2026,
      openedAt: Date.UTC(2026, 1, 1),
      dueItems: ['direction', 'evaluation', 'exception'].map((id) => ({ id, original })),
    };
    const settings = withOverrides(shipped.ministry, { dueDays: { evaluation: { day: '04-30', year: 1 } } });
    const calendars = { ...makeCalendars(database(), shipped), of: async () => settings };
    const found = await makeLookUps(database(), { instances, calendars, journal }).fact('calendar', scope(ask));
    expect(found).toMatchObject({
      // The direction was due in March 2026: it is not dated into the past anew.
      items: [{ id: 'evaluation', date: '2027-04-30', due: Date.UTC(2027, 3, 30, 15) }],
      inspectionBegins: Date.UTC(2026, 8, 30, 15),
    });
    expect(JSON.stringify(found)).toContain(JSON.stringify(escalationsOf('evaluation', '2027-03-31', settings)));
  });

  it('bodies: those of the kinds asked for that exist then, invented ones for an invented body (2-3)', async () => {
    const ids = async (ask?: Json, at = now) => {
      const found = await lookUps().fact('bodies', scope(ask, at));
      return bodiesFact.parse(found);
    };
    const db = database();
    const founded = { ...ministry, id: 'demo-n', from: '2026-12-01', to: '2027-03-31', abolitionBasis: '法（架空）' };
    await makeRegistry(db).change({ organisations: [founded] }, 'p-1', now);
    await db
      .insertInto('organisations')
      .values({
        id: 'real-m',
        kind: 'ministry',
        name_ja: '実在省',
        name_en: 'Real',
        former_names: '[]',
        supervisors: [],
        successors: [],
        fictional: false,
      })
      .execute();
    expect(await ids({ kinds: ['ministry'] })).toEqual([
      { id: 'demo-m', kind: 'ministry', nameJa: ministry.nameJa, nameEn: ministry.nameEn },
    ]);
    const later = Date.parse('2026-12-01T00:00:00+09:00');
    expect((await ids({ kinds: ['ministry'] }, later)).map(({ id }) => id)).toEqual(['demo-m', 'demo-n']);
    expect((await ids({ kinds: ['ministry'] }, Date.parse('2027-04-01T00:00:00+09:00'))).map(({ id }) => id)).toEqual([
      'demo-m',
    ]);
    expect((await ids()).map(({ kind }) => kind)).toContain('incorporated-administrative-agency');
  });

  it('common: an edition that a procedure brings into force is every body’s, once, and nothing that is none (2-2)', async () => {
    const db = database();
    const brought = (value: Json) =>
      db
        .transaction()
        .execute(async (trx) =>
          applyRegisterEffect(
            trx,
            { instance: 'standards/2026/demo-c/1', seq: 7, at: now },
            { kind: 'register', id: '7.0', register: 'editions', value },
          ),
        );
    const edition = {
      id: 'e-brought',
      nameJa: '版',
      nameEn: 'edition',
      decidedOn: '2026-11-20',
      applyBy: '2027-03-31',
      requirements: [],
    };
    await brought(edition);
    await brought(edition);
    const { editions } = z
      .object({ editions: z.array(z.looseObject({ id: z.string() })) })
      .parse(await lookUps().fact('common', scope(undefined, now + 1)));
    expect(editions.filter(({ id }) => id === 'e-brought')).toEqual([edition]);
    await expect(brought({ ...edition, applyBy: '2026-01-01' })).rejects.toThrow(/applyBy|適用期限/);
  });

  it('competent: the ministries of a body, its own where none is named; of one that is not there it is an error', async () => {
    const medium = { kind: 'incorporated-administrative-agency', class: 'medium-term-objectives' };
    const ofAgency = { ...medium, ministries: ['demo-m'], successors: [] };
    expect(await lookUps().fact('competent', scope({ organisation: 'demo-a' }))).toEqual(ofAgency);
    expect(await lookUps().fact('competent', scope({}, now, 'demo-a'))).toEqual(ofAgency);
    expect(await lookUps().fact('competent', scope())).toMatchObject({ kind: 'ministry', ministries: [] });
    await expect(lookUps().fact('competent', scope({ organisation: 'nobody' }))).rejects.toThrow(/nobody/);
  });

  it('competent: for a ministry that has ended those stand that it was merged into, on the day after its last', async () => {
    const of = <const K extends 'ministry' | 'incorporated-administrative-agency'>(
      id: string,
      kind: K,
      more: Partial<OrganisationRow> = {},
    ) => ({
      nameJa: `${id}（架空）`,
      nameEn: `${id} (fictional)`,
      supervisors: [],
      fictional: true,
      ...more,
      id,
      kind,
    });
    const merged = { to: '2026-06-30', abolitionBasis: '省庁再編法（架空）' };
    await makeRegistry(database()).change(
      {
        organisations: [
          of('demo-into', 'ministry'),
          of('demo-between', 'ministry', { ...merged, successors: ['demo-into'] }),
          of('demo-merged', 'ministry', { ...merged, successors: ['demo-between', 'demo-m'] }),
          of('demo-of-merged', 'incorporated-administrative-agency', { supervisors: ['demo-merged', 'demo-m'] }),
        ],
      },
      'p-admin',
      now,
    );
    const on = async (day: string) =>
      lookUps().fact('competent', scope({ organisation: 'demo-of-merged' }, startOfDate(day)));
    expect(await on('2026-06-30')).toMatchObject({ ministries: ['demo-merged', 'demo-m'] });
    expect(await on('2026-07-01')).toMatchObject({ ministries: ['demo-into', 'demo-m'] });
  });

  it('cited: instances that have an entry', async () => {
    const ask = { instances: ['cycle/2025/demo-m', 'cycle/2024/demo-m', 'cycle/2023/demo-m'] };
    expect(await lookUps().fact('cited', scope(ask))).toEqual([
      {
        instance: 'cycle/2025/demo-m',
        procedure: 'cycle',
        phase: 'evaluated',
        counts: { openImprovements: 2 },
        marks: ['noAudit'],
      },
    ]);
  });

  it('provides every fact that a definition asks for', () => {
    const asked = published.flatMap(({ decisions }) =>
      Object.values(decisions).flatMap((decision) => Object.keys(decision.facts?.shape ?? {})),
    );
    expect(asked.length).toBeGreaterThan(10);
    expect(asked.filter((name) => !lookUps().names.includes(name))).toEqual([]);
  });

  it('a fact that nobody provides is an error, and the names are known', async () => {
    expect([...lookUps().names].sort()).toEqual([
      'asked',
      'auditInterval',
      'bodies',
      'calendar',
      'cited',
      'common',
      'competent',
      'departments',
      'due',
      'entry',
      'headquartersInterval',
      'inspection',
      'objectives',
      'people',
      'registers',
      'structure',
    ]);
    await expect(lookUps().fact('constructor', scope())).rejects.toThrow(/constructor/);
  });
});

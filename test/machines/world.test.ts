/**
 * The tests of procedures look facts up in a world without a database. Here the same questions are asked of it and of the
 * real look-ups, over a real database with the same bodies, people, posts, departments, registers, calendar and instances.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { stateAfter, type Entry, type Json, type Procedure } from '../../machines/core/index.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import * as kit from '../../machines/kit/v1/index.ts';
import { published } from '../../machines/procedures.ts';
import { asObject } from '../../model/json.ts';
import type { Instant } from '../../model/identifiers.ts';
import { profiles, type Profile } from '../../model/organisations.ts';
import type { DepartmentRow, OrganisationRow } from '../../contract/records/registry.ts';
import { calendarRegister, makeCalendars } from '../../records/calendars.ts';
import type { Database } from '../../records/database.ts';
import { makeInstances } from '../../records/instances.ts';
import { makeLookUps } from '../../records/look-ups/look-ups.ts';
import { applyRegisterEffect } from '../../records/registers/apply.ts';
import { putInForce } from '../../records/registers/in-force.ts';
import { makeRegistry } from '../../records/registry/registry.ts';
import { onDatabase } from '../registry/support.ts';
import * as audit from './audit/cast.ts';
import { bodyOf } from './cycle/cast.ts';
import { honestYear, open, walk } from './cycle/honest-year.ts';
import { changedCalendar } from './cycle/rules-calendar.ts';
import * as improvement from './improvement/cast.ts';
import type { Driver } from './support/drive.ts';
import { body } from './support/people.ts';
import { factIn, questions, shipped, supervisorsIn, worldFacts, type World } from './support/world.ts';

/** Every fact the kit has a shape for. */
const shapes: Readonly<Record<(typeof worldFacts)[number], { parse(value: unknown): unknown }>> = {
  structure: kit.structureFact,
  registers: kit.registersFact,
  common: kit.commonFact,
  bodies: kit.bodiesFact,
  competent: kit.competentFact,
  objectives: kit.objectivesFact,
  people: kit.peopleFact,
  departments: kit.departmentsFact,
  inspection: kit.inspectionFact,
  auditInterval: kit.auditIntervalFact,
  headquartersInterval: kit.headquartersIntervalFact,
  due: kit.dueFact,
  calendar: kit.calendarFact,
  asked: kit.askedFact,
  cited: kit.citedFact,
};

/** A world of the tests, the departments it means, and paths walked in it. */
interface Case {
  readonly world: World;
  readonly departments: readonly (Pick<DepartmentRow, 'id'> & Partial<DepartmentRow>)[];
  readonly paths: readonly (readonly [Procedure, () => Driver])[];
}

const bureaus = (...ids: readonly string[]) => ids.map((id) => ({ id, bureau: true }));
const cycleDepartments = [
  ...bureaus('bureau', 'audit'),
  { id: 'd1', parent: 'bureau' },
  { id: 'd2', parent: 'bureau' },
];
const ofCycle = (profile: Profile): Case => ({
  world: bodyOf(profile),
  departments: cycleDepartments,
  paths: [[cycleV1, () => walk(open(profile), honestYear).driver]],
});
const ofImprovement = (world: World, ...paths: readonly (() => Driver)[]): Case => ({
  // The registry records nobody from outside without a declaration; the rule is for what may come all the same.
  world: { ...world, people: world.people.filter((one) => one !== improvement.undeclared) },
  departments: [...bureaus('sys', 'general'), { id: 'sys-team', parent: 'sys' }],
  paths: paths.map((path) => [improvementV1, path]),
});

const cases: Readonly<Record<string, Case>> = {
  ...Object.fromEntries(profiles.map((profile) => [`cycle of a ${profile}`, ofCycle(profile)])),
  'cycle under a changed calendar': {
    world: bodyOf('ministry', { calendar: changedCalendar, supervisors: [], people: [] }),
    departments: cycleDepartments,
    paths: [],
  },
  audit: {
    world: audit.here,
    departments: [
      ...bureaus('audit', 'tax', 'customs', 'secretariat', 'systems'),
      { id: 'tax-division', parent: 'tax' },
    ],
    paths: [
      [auditV1, audit.commented],
      [auditV1, audit.replaced],
    ],
  },
  improvement: ofImprovement(
    improvement.usual,
    () => improvement.verifying().decide('verify', improvement.verifier, improvement.achieved),
    improvement.attested,
  ),
  'improvement of an agency': ofImprovement(improvement.agencys, () =>
    improvement.verifying({ world: improvement.agencys }).decide('verify', improvement.verifier, improvement.achieved),
  ),
};

/** Puts a world into the database, in the place of the one before. */
async function record(db: Database, { world, departments }: Case): Promise<void> {
  const tables = ['appointments', 'registers', 'instances', 'people', 'departments', 'organisations'] as const;
  for (const table of tables) await db.deleteFrom(table).execute();
  const { organisation: id, profile, people, calendar = shipped[profile] } = world;
  const supervisors = supervisorsIn(world);
  const appointments = people.flatMap((one) => one.appointments);
  const elsewhere = appointments.map(({ organisation }) => organisation).filter((other) => other !== id);
  const organisation = (one: string, of: Partial<OrganisationRow> = {}): OrganisationRow => ({
    id: one,
    kind: 'ministry',
    nameJa: `${one}（架空）`,
    nameEn: `${one} (fictional)`,
    supervisors: [],
    fictional: true,
    ...of,
  });
  await makeRegistry(db).change(
    {
      organisations: [
        ...[...new Set([...supervisors, ...elsewhere])].map((one) => organisation(one)),
        organisation(id, {
          kind: profile,
          supervisors,
          ...(profile === 'incorporated-administrative-agency' && { class: 'medium-term-objectives' }),
        }),
      ],
      departments: departments.map((row) => ({
        bureau: false,
        ...row,
        organisation: id,
        nameJa: `${row.id}（架空）`,
        nameEn: `${row.id} (fictional)`,
      })),
      people: people.map(({ person, outside }) => ({
        id: person,
        nameJa: `${person}（架空）`,
        nameEn: `${person} (fictional)`,
        ...(outside && { outside }),
      })),
      appointments: appointments.map(({ scope: _scope, succeeds: _succeeds, ...row }) => row),
    },
    'p-1',
    0,
  );
  const facts = [
    ...Object.entries(world.registers).map(([register, value]) => ({ organisation: id, register, value })),
    { organisation: id, register: calendarRegister, value: calendar },
    ...Object.entries(world.common).flatMap(([register, values]) =>
      (Array.isArray(values) ? values : []).map((value: unknown) => ({ organisation: 'common', register, value })),
    ),
  ];
  await db.transaction().execute(async (trx) => {
    for (const { organisation: owner, register, value } of facts) {
      const plain: Json = JSON.parse(JSON.stringify(value));
      const { year, id: item } = asObject(plain);
      const key = owner === 'common' ? String(item) : typeof year === 'number' ? String(year) : '';
      await putInForce(trx, { organisation: owner, register, key, value: plain, from: 0 });
    }
    for (const { instance, procedure, ...projection } of world.instances) {
      const row = { due: [], tasks: [], documents: [], invited: [], ...projection };
      await trx
        .insertInto('instances')
        .values({
          instance,
          procedure,
          version: 1,
          year: 2026,
          organisation: id,
          seq: 1,
          head_hash: '',
          at: 0,
          projection: JSON.stringify(row),
          open_due: [],
          open_due_ids: [],
          marks: [],
          counts: '{}',
          started: true,
        })
        .execute();
    }
  });
}

/** What an entry brings into force is there for the next one's questions. */
async function bringIntoForce(db: Database, entry: Entry): Promise<void> {
  const effects = entry.effects.flatMap((effect) => (effect.kind === 'register' ? [effect] : []));
  if (effects.length === 0) return;
  await db.transaction().execute(async (trx) => {
    for (const effect of effects) await applyRegisterEffect(trx, entry, effect);
  });
}

const scope = (ask: Json | undefined, at: Instant) => ({
  organisation: body,
  instance: `cycle/2026/${body}`,
  at,
  actor: { person: 'p-0', appointments: [] },
  ask,
});

/** Instants at which answers change: the turn of the year, a person's last day and the day after, an ordinary morning. */
const instants = [
  '2026-03-31T23:59:59+09:00',
  '2026-04-01T00:00:00+09:00',
  '2026-05-15T23:59:59+09:00',
  '2026-05-16T00:00:00+09:00',
  '2026-11-02T10:00:00+09:00',
].map((text) => Date.parse(text));

/** Every kind of question, also in odd forms: in another order, twice, about what nobody knows. */
function oddQuestions(world: World): readonly (readonly [string, Json | undefined])[] {
  const { people, departments, instances } = world;
  const oddly = (ids: readonly string[]): string[] => [...ids].reverse().concat(ids.slice(0, 2), 'nobody-knows');
  const everyone = oddly(people.map(({ person }) => person));
  const original = Date.parse('2027-04-01T00:00:00+09:00');
  const dueItems = ['evaluation', 'plan', 'direction', 'exception'].map((id) => ({ id, original }));
  return [
    ['structure', undefined],
    ['registers', undefined],
    ['common', undefined],
    ['people', { people: everyone, from: '2026-04-01', to: '2026-09-30' }],
    ['people', { people: everyone, from: '2020-01-01', to: '2020-04-01' }],
    ['people', { people: everyone, from: '2026-05-15', to: '2026-05-15' }],
    ['people', { people: [], from: '2026-04-01', to: '2026-09-30' }],
    ['bodies', undefined],
    ['bodies', { kinds: ['ministry', 'headquarters'] }],
    ['headquartersInterval', {}],
    ['departments', undefined],
    ['departments', { departments: [] }],
    ['departments', { departments: oddly(Object.keys(departments)) }],
    ['competent', undefined],
    ...supervisorsIn(world).map((ministry) => ['competent', { organisation: ministry }] as const),
    ['objectives', undefined],
    ['auditInterval', { year: 2026 }],
    ['inspection', undefined],
    ['inspection', { departments: [], withOfficers: true }],
    ['inspection', { departments: oddly(Object.keys(departments)) }],
    [
      'due',
      {
        items: [
          { id: 'b', date: '2026-12-31' },
          { id: 'a', date: '2026-02-30' },
          { id: 'c', date: '2026-07-31' },
          { id: 'd', date: '1951-12-31' },
          { id: 'b', inDays: 14 },
          { term: 'opinion' },
          { term: 'opinion', from: '2026-05-01' },
          { term: 'planOpenedLate' },
          { day: 'cutOff', year: 2027 },
          { day: 'objective', year: 2026 },
          { day: 'evaluation', year: 2026 },
        ],
      },
    ],
    ['calendar', { year: 2026, openedAt: Date.parse('2026-02-01T09:00:00+09:00'), dueItems }],
    ['calendar', { year: 2026, openedAt: Date.parse('2026-11-02T09:00:00+09:00'), dueItems: [] }],
    // A year that is reopened: dated as one opened now.
    ['calendar', { year: 2026, openedAt: null, dueItems }],
    ['asked', undefined],
    ['asked', { sources: ['edition'] }],
    ['asked', { sources: [] }],
    ['cited', { instances: oddly(instances.map(({ instance }) => instance)) }],
    ['cited', { instances: [] }],
  ];
}

/** What a decision asked, its shape of the answer, and the facts on which it was taken in the world of the tests. */
function questionsOf(procedure: Procedure, before: readonly Entry[], { event, at }: Entry) {
  const { type, actor, facts, input } = asObject(event);
  const { person } = asObject(actor);
  const state = stateAfter(procedure, before);
  if (state === undefined || typeof type !== 'string' || typeof person !== 'string' || input === undefined) return [];
  const shape = procedure.decisions[type]?.facts?.shape ?? {};
  return [...questions(procedure, state, { type, input, actor: person, at })].map(([name, ask]) => ({
    name,
    ask,
    found: asObject(facts)[name],
    shape: z.object(shape).shape[name] ?? z.never(),
  }));
}

describe('the world of the tests answers as the records do', () => {
  onDatabase('PGlite', (database) => {
    const lookUps = () => {
      const db = database();
      const journal = { page: async () => [] };
      return makeLookUps(db, { instances: makeInstances(db), calendars: makeCalendars(db, shipped), journal });
    };
    it('they know the same facts, and the kit has a shape for each', () => {
      const asked = published.flatMap(({ decisions }) =>
        Object.values(decisions).flatMap(({ facts }) => Object.keys(facts?.shape ?? {})),
      );
      expect(new Set(asked)).toEqual(new Set(worldFacts));
      // The entry that somebody corrects is no procedure's matter but the core's.
      expect(new Set(lookUps().names)).toEqual(new Set([...worldFacts, 'entry']));
      const ofKit = Object.keys(kit).filter((name) => name.endsWith('Fact'));
      expect(new Set(ofKit)).toEqual(new Set(worldFacts.map((name) => `${name}Fact`)));
    });

    describe.each(Object.entries(cases))('%s', (_name, one) => {
      const { world } = one;
      beforeAll(() => record(database(), one));

      it.each(worldFacts)('%s, asked in every form', async (fact) => {
        const asked = oddQuestions(world).filter(([name]) => name === fact);
        expect(asked.length).toBeGreaterThan(0);
        for (const [name, ask] of asked) {
          for (const at of instants) {
            const real = shapes[fact].parse(await lookUps().fact(name, scope(ask, at)));
            expect(shapes[fact].parse(factIn(world, name, ask, at)), `${JSON.stringify(ask)} at ${at}`).toEqual(real);
          }
        }
      });

      it.each(one.paths)('what a path of the $id asks', async (procedure, walked) => {
        const { entries } = walked();
        let asked = 0;
        for (const [n, entry] of entries.entries()) {
          for (const { name, ask, shape, found } of questionsOf(procedure, entries.slice(0, n), entry)) {
            const real = await lookUps().fact(name, scope(ask, entry.at));
            expect(found, `${entry.seq}: ${name}`).toEqual(shape.parse(real));
            asked += 1;
          }
          await bringIntoForce(database(), entry);
        }
        expect(asked).toBeGreaterThan(0);
      });
    });
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, seedDemonstration } from '../../demonstration/index.ts';
import type { Json } from '../../machines/core/index.ts';
import { isHeldAt } from '../../machines/core/index.ts';
import { isObject } from '../../model/json.ts';
import { profiles } from '../../model/organisations.ts';
import type { Records } from '../../contract/records/records.ts';
import { type Database, openDatabase } from '../../records/database.ts';
import { openRecords } from '../../records/open.ts';
import { now } from './support.ts';
import { testKeys } from '../support/keys.ts';

const invented = [cast.ministry, cast.agency, cast.corporation];
let directory: string;
let records: Records;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'junkan-demonstration-'));
  records = await openRecords({
    keys: testKeys,
    dataDirectory: directory,
    create: { kind: 'demonstration' },
    clock: () => now,
  });
  await seedDemonstration(records, now);
});
afterAll(async () => {
  await records.close();
  await rm(directory, { recursive: true, force: true });
});

/** Every person of the cast. */
function everyone(): string[] {
  return [...invented, cast.centre, cast.headquarters]
    .flatMap((body) => Object.values(body))
    .filter((value) => typeof value === 'string' && value.startsWith('p-'))
    .map(String);
}

describe('the demonstration', () => {
  it('has the real registry with all bodies that run a year, beside three invented ones, an invented centre and invented headquarters', async () => {
    const bodies = await records.registry.organisations();
    const real = bodies.filter((body) => !body.fictional);
    expect(real).toHaveLength(123);
    expect(real.filter((body) => profiles.some((profile) => profile === body.kind))).toHaveLength(121);
    expect(
      bodies.filter((body) => body.fictional).map(({ id, kind, supervisors }) => ({ id, kind, supervisors })),
    ).toEqual([
      { id: 'demo-agency', kind: 'incorporated-administrative-agency', supervisors: ['demo-ministry'] },
      { id: 'demo-centre', kind: 'centre', supervisors: [] },
      { id: 'demo-corporation', kind: 'designated-corporation', supervisors: ['demo-ministry'] },
      { id: 'demo-headquarters', kind: 'headquarters', supervisors: [] },
      { id: 'demo-ministry', kind: 'ministry', supervisors: [] },
    ]);
  });

  it('attaches nothing invented to a real body: no appointment, person, register, document, instance', async () => {
    const bodies = await records.registry.organisations();
    const real = bodies.filter((body) => !body.fictional);
    expect(real.length).toBeGreaterThan(100);
    for (const { id, supervisors, successors = [] } of real) {
      expect(await records.registry.appointments(id)).toEqual([]);
      expect(await records.registry.people(id)).toEqual([]);
      expect(await records.registry.departments(id)).toEqual([]);
      expect(await records.registry.nominations(id)).toEqual([]);
      expect([...supervisors, ...successors].filter((other) => other.startsWith('demo-'))).toEqual([]);
    }
    expect([...(await records.registry.takenUp(now))].filter((id) => !id.startsWith('demo-'))).toEqual([]);
  });

  it('leaves every table of the database without a row that ties a real body to anything invented', async () => {
    await records.close();
    const opened = await openDatabase({ keys: testKeys, dataDirectory: directory });
    try {
      expect(await rowsOfRealBodies(opened.db)).toEqual([]);
    } finally {
      await opened.close();
      records = await openRecords({ keys: testKeys, dataDirectory: directory, clock: () => now });
    }
  });

  it('says of everything invented that it is: ids, both names, mail addresses', async () => {
    for (const body of await records.registry.organisations()) {
      expect(body.nameJa.endsWith('（架空）')).toBe(body.fictional);
      expect(body.nameEn.endsWith('(fictional)')).toBe(body.fictional);
      expect(body.id.startsWith('demo-')).toBe(body.fictional);
    }
    const names = new Set<string>();
    for (const id of everyone()) {
      const person = await records.registry.person(id);
      if (person === undefined) throw new Error(`not seeded: ${id}`);
      expect(person.nameJa).toMatch(/（架空）$/);
      expect(person.nameEn).toMatch(/ \(fictional\)$/);
      expect(person.mail).toMatch(/^[a-z.]+@[a-z-]+\.example$/);
      names.add(person.nameJa).add(person.nameEn);
    }
    expect(everyone().length).toBeGreaterThan(100);
    expect(new Set(everyone()).size).toBe(everyone().length);
    expect(names.size).toBe(everyone().length * 2);
  });

  it.each(['ministry', 'agency', 'corporation'] as const)(
    'fills every post that the %s must have, with distinct people',
    async (handle) => {
      const { organisation } = cast[handle];
      const actor = { person: cast[handle].ciso, appointments: [] };
      const fact = await records.lookUps.fact('structure', {
        organisation,
        instance: `cycle/2026/${organisation}`,
        at: now,
        actor,
        ask: undefined,
      });
      if (!isObject(fact) || !Array.isArray(fact['requiredRoles']) || !Array.isArray(fact['holders']))
        throw new Error('no fact');
      const holders: readonly Json[] = fact['holders'];
      const holding = (role: Json): Json[] =>
        holders.flatMap((each) => (isObject(each) && each['role'] === role ? [each['person'] ?? null] : []));
      const required: readonly Json[] = fact['requiredRoles'];
      expect(required.length).toBeGreaterThan(5);
      expect(required.filter((role) => holding(role).length === 0)).toEqual([]);
      expect(holding('auditOfficer')).not.toEqual(holding('headOfOfficers'));
      expect(holding('promotionOffice').length).toBeGreaterThanOrEqual(2);
      expect(holding('auditor').length).toBeGreaterThanOrEqual(4);
      expect(holding('divisionOfficer').length).toBeGreaterThanOrEqual(4);
      expect(holding('committeeMember').length).toBeGreaterThanOrEqual(1);
    },
  );

  it.each(['agency', 'corporation'] as const)(
    'gives the %s two liaison tiers of different people, and its ministry both contacts (4-6, 4-7)',
    async (handle) => {
      const { organisation } = cast[handle];
      const held = await records.registry.appointments(organisation, now);
      const holding = (role: string): string[] => held.filter((each) => each.role === role).map((each) => each.person);
      expect(holding('executive')).toHaveLength(2);
      expect(holding('workingLevelLiaison')).toHaveLength(1);
      expect(holding('executive').filter((person) => holding('workingLevelLiaison').includes(person))).toEqual([]);
      expect(holding('statutoryAuditor')).toEqual([cast[handle].statutoryAuditor]);
      const actor = { person: cast[handle].ciso, appointments: [] };
      const scope = { organisation, instance: `cycle/2026/${organisation}`, at: now, actor, ask: undefined };
      expect(await records.lookUps.fact('structure', scope)).toMatchObject({
        ministryContacts: [
          { role: 'workingLevelLiaison', organisation: 'demo-ministry', person: cast.ministry.liaison },
          { role: 'manager', organisation: 'demo-ministry', person: cast.ministry.manager },
        ],
      });
    },
  );

  it('fills the posts that decide for other bodies: headquarters, the centre with its auditors, the minister', async () => {
    const { centre, headquarters, ministry } = cast;
    const held = async (organisation: string, role: string) =>
      (await records.registry.appointments(organisation, now))
        .filter((one) => one.role === role)
        .map((one) => one.person);
    expect(await held(headquarters.organisation, 'headquarters')).toEqual(
      expect.arrayContaining([headquarters.chair, headquarters.member]),
    );
    expect(await held(centre.organisation, 'centreHead')).toEqual([centre.director]);
    expect(await held(centre.organisation, 'centreStaff')).toHaveLength(3);
    expect(await held(centre.organisation, 'hqAuditLeader')).toEqual([centre.hqAuditLeader]);
    expect(await held(centre.organisation, 'hqAuditor')).toHaveLength(2);
    expect(await held(ministry.organisation, 'minister')).toEqual([ministry.head]);
    expect(await held(ministry.organisation, 'manager')).toEqual([ministry.manager]);
    expect(await held(ministry.organisation, 'supervisingStaff')).toEqual([ministry.supervisingStaff]);
  });

  it('has auditors who are independent of every department but their own, one who is not this year, and one from outside (3-15)', async () => {
    for (const body of invented) {
      const everyDepartment = (await records.registry.departments(body.organisation)).map(
        (department) => department.id,
      );
      expect(everyDepartment).toHaveLength(10);
      for (const person of [body.firstAuditor, body.secondAuditor, body.thirdAuditor]) {
        const held = (await records.registry.appointments(body.organisation)).filter((each) => each.person === person);
        expect(held.flatMap((each) => each.scope ?? [])).toEqual(['audit-office']);
      }
      const moved = (await records.registry.appointments(body.organisation)).filter(
        (each) => each.person === body.movedAuditor,
      );
      expect(moved.map((each) => each.department)).toEqual(['services-planning', 'audit-office']);
      expect(moved.filter((each) => isHeldAt(each, now)).map((each) => each.role)).toEqual(['auditor']);
      const outside = (await records.registry.person(body.outsideAuditor))?.outside;
      expect(outside?.from.localeCompare('2026-04-01')).toBeLessThanOrEqual(0);
      expect(outside?.to.localeCompare('2027-03-31')).toBeGreaterThanOrEqual(0);
    }
  });

  it('has the registers of an honest year: edition, directive, guideline, two criteria sets, committee rule, observation, visibility', async () => {
    const [edition] = await records.registers.common('editions', now);
    expect(edition).toMatchObject({ id: 'demo-edition-1', requirements: expect.objectContaining({ length: 12 }) });
    expect(await records.registers.common('directives', now)).toHaveLength(1);
    expect(await records.registers.common('guidelines', now)).toHaveLength(1);
    expect(await records.registers.common('criteriaSets', now)).toMatchObject([
      { id: 'demo-criteria-1' },
      { id: 'demo-criteria-2', predecessor: 'demo-criteria-1' },
    ]);
    expect(await records.registers.inForce('demo-ministry', 'committeeRule', now)).toBe(true);
    expect((await records.registers.across('minimumObservationDays', now)).map(({ value }) => value)).toEqual([
      0, 0, 0,
    ]);
    expect((await records.registers.across('visibility', now)).map(({ organisation }) => organisation)).toEqual([
      'demo-agency',
      'demo-corporation',
      'demo-ministry',
    ]);
  });

  it('changes nothing when it is seeded again, also in a later year, and keeps what was changed since', async () => {
    await records.registers.set('demo-ministry', 'minimumObservationDays', '', 14, now, cast.ministry.ciso);
    const before = await Promise.all(invented.map((body) => records.registry.appointments(body.organisation)));
    await seedDemonstration(records, now + 400 * 24 * 60 * 60 * 1000);
    expect(await Promise.all(invented.map((body) => records.registry.appointments(body.organisation)))).toEqual(before);
    expect(await records.registers.inForce('demo-ministry', 'minimumObservationDays', now)).toBe(14);
  });
});

/** Rows of real bodies in every table that names bodies – also in tables that come later. */
async function rowsOfRealBodies(db: Database): Promise<string[]> {
  const tables = (await db.introspection.getTables()).filter((table) =>
    table.columns.some(({ name }) => name === 'organisation'),
  );
  if (tables.length < 7) throw new Error('the tables were not found');
  const found: string[] = [];
  for (const { name } of tables) {
    // The board's copy of the registry has a row for every body, with names and relations only.
    if (name === 'board_bodies' || name === 'board_lines') continue;
    const table = sql.table(name);
    // People belong to no body, and their lines of the registry's journal name none.
    // The registry's journal says of every real body that it was imported: names and relations only.
    const imported = name === 'registry_journal_rows' ? sql`where kind <> 'organisation'` : sql``;
    const { rows } = await sql<{
      organisation: string | null;
    }>`select distinct organisation from ${table} ${imported}`.execute(db);
    for (const { organisation } of rows) {
      if (organisation !== null && organisation !== 'common' && !organisation.startsWith('demo-'))
        found.push(`${name}: ${organisation}`);
    }
  }
  return found;
}

import { expect, it } from 'vitest';
import { makeRegistry } from '../../records/registry/registry.ts';
import { agency, errorsOf, ministry, notOnce, now, onEachDatabase, world } from './support.ts';

const DAY = 24 * 60 * 60 * 1000;

onEachDatabase('the registry (domain.md 2)', (database) => {
  it('takes a change as a whole, and the same change twice changes nothing', async () => {
    const registry = makeRegistry(database());
    expect(await registry.change(world, 'p-1', now)).toEqual({ added: 11, changed: 0, unchanged: 0 });
    expect(await registry.change(world, 'p-1', now + DAY)).toEqual({ added: 0, changed: 0, unchanged: 11 });
    const lines = await database().selectFrom('registry_journal').selectAll().execute();
    expect(lines).toHaveLength(1);
    expect(await registry.verifyChain()).toBeUndefined();
  });

  it('hands back what it was given', async () => {
    const registry = makeRegistry(database());
    expect(await registry.organisation('demo-a')).toEqual(agency);
    expect(await registry.organisation('nowhere')).toBeUndefined();
    expect(await registry.organisations({ kind: 'ministry' })).toEqual([ministry]);
    expect(await registry.departments('demo-m')).toEqual(world.departments);
    expect(await registry.person('p-1')).toEqual(world.people?.[0]);
    expect((await registry.people('demo-m')).map((person) => person.id)).toEqual(['p-1', 'p-2', 'p-3']);
    expect(await registry.people('demo-a')).toEqual([]);
  });

  it('puts on every appointment the departments that count as the same (3-15)', async () => {
    const registry = makeRegistry(database());
    const held = await registry.appointments('demo-m', now);
    expect(held.find((each) => each.id === 'a-3')).toEqual({
      id: 'a-3',
      person: 'p-3',
      role: 'officer',
      organisation: 'demo-m',
      department: 'north-a',
      from: '2025-04-01',
      kind: 'regular',
      scope: ['north-a', 'north'],
    });
  });

  it('knows which bodies have somebody appointed at an instant', async () => {
    const registry = makeRegistry(database());
    expect([...(await registry.takenUp(now))]).toEqual(['demo-m']);
    expect((await registry.takenUp(Date.UTC(2024, 2, 31, 14, 59))).size).toBe(0);
    expect((await registry.takenUp(Date.UTC(2024, 2, 31, 15))).size).toBe(1);
  });

  it('ends an appointment and says when that was recorded; an end is never taken back, nothing else changes', async () => {
    const registry = makeRegistry(database());
    const [, , officer] = world.appointments ?? [];
    if (officer === undefined) throw new Error('the world has an officer');
    const ended = { ...officer, to: '2026-10-31' };
    expect(await registry.change({ appointments: [ended] }, 'p-1', now)).toMatchObject({ changed: 1 });
    const row = await database()
      .selectFrom('appointments')
      .selectAll()
      .where('id', '=', 'a-3')
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ to_date: '2026-10-31', end_recorded_at: now, recorded_at: now, recorded_by: 'p-1' });
    expect(await registry.change({ appointments: [officer] }, 'p-1', now)).toMatchObject({ unchanged: 1 });
    expect((await registry.appointments('demo-m', now)).map((each) => each.id)).toEqual(['a-1', 'a-2']);
    expect((await registry.appointments('demo-m')).map((each) => each.id)).toContain('a-3');
    expect(
      await errorsOf(registry.change({ appointments: [{ ...ended, person: 'p-2', from: '2025-05-01' }] }, 'p-1', now)),
    ).toEqual([
      expect.stringMatching(/^appointments\[0\]\.person: an appointment once recorded does not change/),
      expect.stringMatching(/^appointments\[0\]\.from: an appointment once recorded does not change/),
    ]);
  });

  it('records a written nomination by the head, and by nobody else', async () => {
    const registry = makeRegistry(database());
    const nomination = {
      id: 'n-1',
      organisation: 'demo-m',
      head: 'p-1',
      person: 'p-3',
      instance: 'cycle/2026/demo-m',
      decision: 'judge',
      document: 'a'.repeat(64),
      date: '2026-11-20',
    };
    expect(await registry.change({ nominations: [nomination] }, 'p-1', now)).toMatchObject({ added: 1 });
    expect(await registry.nominations('demo-m')).toEqual([nomination]);
    expect(
      await errorsOf(
        registry.change(
          { nominations: [{ ...nomination, id: 'n-2', head: 'p-2', instance: 'cycle/2026/demo-a', document: 'A' }] },
          'p-1',
          now,
        ),
      ),
    ).toEqual([
      expect.stringContaining('nominations[0].instance: "cycle/2026/demo-a" is not a procedure of this body'),
      expect.stringContaining('nominations[0].document: a document is cited by its SHA-256'),
      expect.stringContaining('nominations[0].head: this person was not the head'),
    ]);
  });

  it('says everything that is wrong at once, and then writes nothing', async () => {
    const registry = makeRegistry(database());
    const before = await database().selectFrom('registry_journal').selectAll().execute();
    const errors = await errorsOf(
      registry.change(
        {
          organisations: [
            {
              ...agency,
              id: 'demo-b',
              nameJa: '片方（架空）',
              nameEn: 'One Only',
              supervisors: ['demo-a', 'gone', 'demo-b'],
            },
            { ...agency, kind: 'designated-corporation', class: undefined },
            { ...ministry, id: 'Bad Id', fictional: false, corporateNumber: '1234567890123' },
          ],
          departments: [
            { id: 'one', organisation: 'demo-m', nameJa: '甲', nameEn: 'One', parent: 'two', bureau: false },
            { id: 'two', organisation: 'demo-m', nameJa: '乙\u202e', nameEn: 'Two', parent: 'one', bureau: false },
            { id: 'lost', organisation: 'gone', nameJa: '丙', nameEn: 'Lost', bureau: true },
          ],
          people: [
            { id: 'p-9', nameJa: '零\u0000（架空）', nameEn: '\ud800 (fictional)', mail: 'nine@real.go.jp' },
            { id: 'p-9', nameJa: '長'.repeat(201), nameEn: ' x' },
          ],
          appointments: [
            {
              id: 'a-8',
              person: 'p-404',
              role: 'ciso',
              organisation: 'demo-m',
              department: 'west',
              from: '2026-02-30',
              kind: 'regular',
            },
            {
              id: 'a-9',
              person: 'p-2',
              role: 'ciso',
              organisation: 'demo-m',
              from: '2026-04-01',
              to: '2026-03-31',
              kind: 'acting',
            },
            { id: 'a-10', person: 'p-2', role: 'ciso', organisation: 'demo-m', from: '2026-04-01', kind: 'concurrent' },
            {
              id: 'a-11',
              person: 'p-2',
              role: 'minister',
              organisation: 'demo-a',
              from: '2026-04-01',
              kind: 'regular',
            },
            {
              id: 'a-12',
              person: 'p-2',
              role: 'minister',
              organisation: 'demo-m',
              from: '2026-04-01',
              kind: 'regular',
            },
          ],
        },
        'p-1',
        now,
      ),
    );
    expect(
      notOnce(errors, [
        'organisations[0].supervisors: "demo-a" is not a ministry',
        'organisations[0].supervisors: there is no organisation "gone"',
        'organisations[0].supervisors: a body cannot name itself',
        'organisations[0].fictional: an invented body',
        'organisations[1].kind: the kind of a body does not change',
        'organisations[2].id: the id "Bad Id" cannot be used',
        'organisations[2].corporateNumber: "1234567890123" is not a corporate number',
        'organisations[2].fictional: an invented body',
        'departments[0].parent: following the parents leads back',
        'departments[1].nameJa: it contains an invisible character that changes the direction',
        'departments[2].organisation: there is no organisation "gone"',
        'people[1].id: "p-9" is there twice (first at people[0])',
        'people[1].nameJa: it is too long (201 characters; at most 200)',
        'people[1].nameEn: it begins or ends with a space',
        'appointments[0].person: there is no person "p-404"',
        'appointments[0].department: there is no department "west"',
        'appointments[0].from: "2026-02-30" is not a date that exists',
        'appointments[1].to: the last day 2026-03-31 is before the first',
        'appointments[2].from: it overlaps with the appointment "a-2"',
        'appointments[3].role: only this kind of body has the role: ministry',
      ]),
    ).toEqual([]);
    expect(await database().selectFrom('registry_journal').selectAll().execute()).toEqual(before);
    expect(await registry.organisation('demo-b')).toBeUndefined();
  });

  it('refuses text that would break or deceive (U+0000, half characters, bidi marks) and keeps IVS kanji and half-width kana', async () => {
    const registry = makeRegistry(database());
    const person = { id: 'p-7', nameJa: '葛\u{e0100}城ｶﾅ（架空）', nameEn: '"><script> constructor (fictional)' };
    expect(await registry.change({ people: [person] }, 'p-1', now)).toMatchObject({ added: 1 });
    expect(await registry.person('p-7')).toEqual(person);
    for (const bad of ['\u0000', '\ud83d', '\u2066', '\u200b', '\n', '\ufffd']) {
      expect(
        await errorsOf(registry.change({ people: [{ ...person, nameJa: `甲${bad}乙（架空）` }] }, 'p-1', now)),
      ).toHaveLength(1);
    }
  });

  it('never attaches anything invented to a real body', async () => {
    const registry = makeRegistry(database());
    const real = {
      id: 'real',
      kind: 'ministry',
      nameJa: '実在省',
      nameEn: 'Real',
      supervisors: [],
      fictional: false,
    } as const;
    await registry.change({ organisations: [real] }, 'p-1', now);
    const attach = {
      id: 'a-77',
      person: 'p-1',
      role: 'ciso',
      organisation: 'real',
      from: '2026-04-01',
      kind: 'regular',
    } as const;
    expect(await errorsOf(registry.change({ appointments: [attach] }, 'p-1', now))).toEqual([
      'appointments[0].person: an invented person cannot be attached to a real body',
    ]);
    expect(
      await errorsOf(registry.change({ organisations: [{ ...agency, supervisors: ['real'] }] }, 'p-1', now)),
    ).toHaveLength(1);
    expect(
      await errorsOf(registry.change({ people: [{ id: 'p-1', nameJa: '実在', nameEn: 'Real' }] }, 'p-1', now)),
    ).toHaveLength(1);
  });

  it('keeps the chain whole when a name is erased, and notices a changed line', async () => {
    const registry = makeRegistry(database());
    expect(await registry.verifyChain()).toBeUndefined();
    await database().updateTable('registry_journal_rows').set({ payload: null }).where('row_id', '=', 'p-7').execute();
    expect(await registry.verifyChain()).toBeUndefined();
    const line = await database()
      .selectFrom('registry_journal')
      .selectAll()
      .where('seq', '=', 2)
      .executeTakeFirstOrThrow();
    await database().updateTable('registry_journal').set({ by_person: 'p-666' }).where('seq', '=', 2).execute();
    expect(await registry.verifyChain()).toBe(2);
    await database().updateTable('registry_journal').set({ by_person: line.by_person }).where('seq', '=', 2).execute();
    await database().deleteFrom('registry_journal_rows').where('seq', '=', 3).execute();
    expect(await registry.verifyChain()).toBe(3);
    await database().updateTable('registry_journal_rows').set({ payload: '{}' }).where('row_id', '=', 'a-1').execute();
    expect(await registry.verifyChain()).toBe(1);
  });

  it('lets changes at once take turns: every line has its place', async () => {
    const registry = makeRegistry(database());
    const before = await database().selectFrom('registry_journal').selectAll().execute();
    await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        registry.change(
          { people: [{ id: `p-many-${index}`, nameJa: `多（架空）`, nameEn: 'Many (fictional)' }] },
          'p-1',
          now,
        ),
      ),
    );
    const lines = await database().selectFrom('registry_journal').select('seq').orderBy('seq').execute();
    expect(lines.map((line) => line.seq)).toEqual(Array.from({ length: before.length + 8 }, (_, index) => index + 1));
  });
});

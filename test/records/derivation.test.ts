/** What lists, board and look-ups read is what the journals say, row for row; what is not is named, and put right. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Effect } from '../../machines/core/index.ts';
import type { Derived, DerivedSums, Difference } from '../../contract/records/derivation.ts';
import { canonicalText } from '../../model/canonical.ts';
import { entriesOf, readGolden } from '../golden/record.ts';
import { grouped, randomFrom } from '../support/grouped.ts';
import { openRecords } from '../../records/open.ts';
import { testKeys } from '../support/keys.ts';
import { bodies, dueItem, entryOf, noon, onBothDatabases, post, projectionOf } from '../support/records.ts';

type Found = { readonly [K in Derived['told']]: Extract<Derived, { told: K }> };

const kinds = ['cycle', 'improvement', 'audit', 'standards', 'programme', 'hqaudit', 'supervision'];
const tables = [
  'instances',
  'tasks',
  'invitations',
  'document_citations',
  'reliances',
  'board_years',
  'board_bodies',
  'board_lines',
  'registers',
];

// Everything is compared many times over.
describe('the read model beside the journals', { timeout: 240_000 }, () => {
  onBothDatabases((here) => {
    async function compare(mend = false): Promise<{
      sums: DerivedSums;
      named: string[];
      differences: Difference[];
      skipped: Found['skipped'][];
    }> {
      const told: Derived[] = [];
      for await (const one of here().records.derivation.compare({ mend })) told.push(one);
      const end = told.at(-1);
      if (end?.told !== 'end') throw new Error('it did not come to an end');
      const differences = told.flatMap((one) => (one.told === 'difference' ? [one.difference] : []));
      const skipped = told.flatMap((one) => (one.told === 'skipped' ? [one] : []));
      const named = differences.map(({ table, key, kind, columns }) =>
        [table, Object.values(key).join(' '), kind, ...columns.map(({ name }) => name)].join(' '),
      );
      return { sums: end.sums, named, differences, skipped };
    }
    const run = (text: string) => sql.raw(text).execute(here().db);

    /** Everything in the tables that are compared; of JSON kept as text what it says. */
    async function rows(): Promise<string[]> {
      const found: string[] = [];
      for (const table of tables) {
        const { rows: some } = await sql<{ row: Record<string, unknown> }>`
          select to_jsonb(t) - 'id' as row from ${sql.table(table)} as t`.execute(here().db);
        found.push(...some.map(({ row }) => `${table} ${canonicalText(Object.entries(row).map(read))}`));
      }
      return found.toSorted();
    }
    const read = ([name, value]: [string, unknown]): unknown[] =>
      typeof value === 'string' && value.startsWith('{"') ? [name, JSON.parse(value)] : [name, value];

    beforeAll(async () => {
      const { records } = here();
      const random = randomFrom(12);
      for (const kind of kinds) {
        const entries = entriesOf(readGolden(new URL(`../golden/${kind}-1.json.gz`, import.meta.url).pathname));
        for (const group of grouped(entries, random)) await records.journal.append(group.map((entry) => ({ entry })));
      }
      await records.registry.change(bodies('demo-a', 'demo-b'), 'p-1', noon);
      await records.registry.change(post('demo-a', 'p-1', 'ciso'), 'p-1', noon);
      // One that is claimed and has not begun, and one that follows a claim.
      const start = { instance: 'audit/2026/demo-a/1', procedure: 'audit', version: 1, input: {}, seen: [] };
      await records.instances.claim(start, 'cycle/2026/demo-a');
      const cycle = { ...start, instance: 'cycle/2026/demo-a', procedure: 'cycle' };
      await records.instances.claim(cycle, 'opening');
      await records.journal.append(
        [1, 2, 3].map((seq) => ({
          entry: entryOf('cycle/2026/demo-a', seq, {
            reliedOn: ['a-1'],
            projection: projectionOf({
              tasks: [
                { decision: `d${seq}`, roles: ['ciso'] },
                { decision: 'kept', roles: ['ciso'], waitsFor: [] },
              ],
              documents: [`${seq}`.repeat(64)],
              invited: [{ person: 'p-9' }],
              marks: ['adopted'],
              counts: { openImprovements: 2 },
            }),
          }),
        })),
      );
    });

    it('is the same, row for row, of real instances, however they were grouped', async () => {
      const before = await rows();
      const { sums, named, skipped } = await compare();
      expect([named, skipped]).toEqual([[], []]);
      expect(sums).toMatchObject({ differences: 0, skipped: 0, mended: false });
      expect(Object.keys(sums.rows).toSorted()).toEqual(tables.toSorted());
      for (const [table, count] of Object.entries(sums.rows)) expect([table, count > 0]).toEqual([table, true]);
      expect(sums.entries).toBeGreaterThan(100);
      expect(await rows()).toEqual(before);
    });

    const cycle = 'cycle/2026/demo-a';
    const other = 'cycle/2026/demo-ministry';
    /** What somebody does at the database, and what is said of it. */
    type Attack = readonly [done: string, ...said: string[]];
    const task = (instance: string, position: string, person: string) =>
      `insert into tasks select ${instance}, ${position}, organisation, procedure, version, decision, roles, department,
        ${person}, due_item, entry, waits_for, barred, since from tasks where instance = '${cycle}' and position = 1`;
    const attacks: readonly Attack[] = [
      [`update instances set phase = 'x' where instance = '${other}'`, `instances ${other} altered phase`],
      [
        `update instances set projection = replace(projection, '"running"', '"ended"'), at = at + 1, marks = '{}',
          open_due = '{1}', counts = '{"openImprovements":0}', ended = 'x', version = 2, number = 3,
          procedure = 'audit', started = false where instance = '${cycle}'`,
        `instances ${cycle} altered at ended marks counts number started version open_due procedure projection`,
      ],
      [`update instances set open_due = '{1}' where seq = 0`, 'instances audit/2026/demo-a/1 altered open_due'],
      [
        `insert into instances select made.* from instances as t, json_populate_record(t,
          '{"instance":"audit/2026/demo-a/9","start_input":null}') as made where t.seq = 0`,
        'instances audit/2026/demo-a/9 added',
      ],
      [task(`'${cycle}'`, '7', `'p-7'`), `tasks ${cycle} 7 added`],
      [task(`'cycle/2030/demo-z'`, '0', 'person'), 'tasks cycle/2030/demo-z 0 added'],
      [
        `update tasks set since = since + 60000 where instance = '${cycle}' and position = 1`,
        `tasks ${cycle} 1 altered since`,
      ],
      [`delete from tasks where instance = '${cycle}' and position = 0`, `tasks ${cycle} 0 missing`],
      [
        `update invitations set person = 'p-7' where instance = '${cycle}'`,
        `invitations ${cycle} p-7 added`,
        `invitations ${cycle} p-9 missing`,
      ],
      [
        `update document_citations set hash = repeat('f', 64) where instance = '${cycle}' and hash = repeat('1', 64)`,
        `document_citations ${cycle} ${'f'.repeat(64)} added`,
        `document_citations ${cycle} ${'1'.repeat(64)} missing`,
      ],
      [`delete from reliances where instance = '${cycle}' and seq = 2`, `reliances ${cycle} 2 a-1 missing`],
      [
        `update reliances set person = 'x' where instance = '${cycle}' and seq = 3`,
        `reliances ${cycle} 3 a-1 altered person`,
      ],
      [`insert into reliances values ('a-9', '${cycle}', 1, 1, 'p-1')`, `reliances ${cycle} 1 a-9 added`],
      [
        `update board_lines set all_due = '{1}', phase = 'closed', open_improvements = 0, rounds = '{4}', audits = '{x}',
          last_movement = 1, taken_up = '{}' where year = 2026 and organisation = 'demo-a'`,
        'board_lines demo-a 2026 altered phase audits rounds all_due taken_up last_movement open_improvements',
      ],
      [
        `update board_lines set organisation = 'demo-z', place = null where year = 2026 and organisation = 'demo-b'`,
        'board_lines demo-b 2026 missing',
        'board_lines demo-z 2026 added',
      ],
      [
        `update board_bodies set name_ja = 'x', supervisors = '{demo-b}' where organisation = 'demo-a'`,
        'board_bodies demo-a altered name_ja supervisors',
      ],
      [
        `update registers set value = '{"x":1}' where instance = '${other}' and register = 'policy'`,
        'registers demo-ministry policy altered value',
      ],
      [
        // Brought by the centre's procedure for all bodies.
        `delete from registers where organisation = 'common' and instance like 'standards/%'`,
        'registers common editions missing',
      ],
      [
        `delete from registers where instance = '${other}' and register = 'standards'`,
        'registers demo-ministry standards missing',
      ],
    ];
    /** Of two bodies that have changed places, neither is where it was. */
    const places: readonly Attack[] = [
      [`update board_lines set place = null where organisation = 'demo-a'`],
      [`update board_lines set place = '0/demo-a' where organisation = 'demo-b'`],
      [`update board_bodies set place = 'x' where organisation = 'demo-a'`],
      [`update board_bodies set place = '0/demo-a' where organisation = 'demo-b'`, 'board_bodies demo-b altered place'],
      [`update board_bodies set place = '0/demo-b' where organisation = 'demo-a'`, 'board_bodies demo-a altered place'],
    ];
    const years: readonly Attack[] = [
      [`insert into board_years values (2050)`, 'board_years 2050 added'],
      [`delete from board_years where year = 2026`, 'board_years 2026 missing'],
    ];
    it.each([
      ['rows altered, put in and taken away', attacks],
      ['places on the board', places],
      ['years', years],
    ])('names them and puts them right: %s', async (_, all) => {
      const before = await rows();
      for (const [done] of all) await run(done);
      const { named, sums } = await compare();
      const lines = (name: string) =>
        named.filter((one) => /^board_lines \S+ \d+ altered place$/.test(one) === (name === 'places'));
      const said = all.flatMap(([, ...texts]) => texts);
      const short = lines('').map((one) => one.replace(/^(registers \S+ \S+) .* (altered|missing)/, '$1 $2'));
      expect(short.map((one) => one.replaceAll(/ +/g, ' ')).toSorted()).toEqual(said.toSorted());
      expect(lines('places')).toHaveLength(all === places ? 2 * Number(sums.rows['board_years']) : 0);
      expect(sums).toMatchObject({ differences: named.length, mended: false });
      expect((await compare(true)).sums).toMatchObject({ differences: named.length, mended: true });
      expect(await rows()).toEqual(before);
      expect((await compare()).sums.differences).toBe(0);
    });

    it('says what stands there and what the journal says', async () => {
      await run(
        `update instances set projection = replace(projection, '"running"', '"ended"') where instance = '${cycle}'`,
      );
      const { differences } = await compare(true);
      const { rows: lines } = await sql<{ act: string; payload: string }>`
        select act, payload from registry_journal_rows where kind = 'derived' order by seq desc limit 1`.execute(
        here().db,
      );
      expect(lines[0]?.act, 'that rows were put right is recorded').toBe('mended');
      expect(lines[0]?.payload).toContain('"instances":1');
      const [column] = differences[0]?.columns ?? [];
      expect(column?.name).toBe('projection');
      expect(column?.there).toMatch(/^….*"phase":"ended","tasks".*…$/);
      expect(column?.said).toMatch(/^….*"phase":"running","tasks".*…$/);
    });

    it('derives nothing from a damaged journal or an erased entry, says so, and compares the others', async () => {
      await run(
        `update journal set payload = replace(payload, '"kept"', '"gone"') where instance = '${cycle}' and seq = 2`,
      );
      await run(`update tasks set since = 1 where instance = '${cycle}'`);
      await run(`update instances set phase = 'x' where instance = '${other}'`);
      const damaged = await compare(true);
      expect(damaged.skipped).toEqual([{ told: 'skipped', instance: cycle, why: 'damaged', seq: 2 }]);
      expect(damaged.sums).toMatchObject({ skipped: 1, mended: true });
      expect(new Set(damaged.differences.map(({ key }) => key['instance'])).has(cycle)).toBe(false);
      expect(damaged.sums.differences).toBeGreaterThan(0);
      const line = () =>
        here().db.selectFrom('journal').select('payload').where('instance', '=', cycle).where('seq', '=', 2);
      await run(
        `update journal set payload = replace(payload, '"gone"', '"kept"') where instance = '${cycle}' and seq = 2`,
      );
      const { payload } = await line().executeTakeFirstOrThrow();
      const set = (text: string | null) =>
        here()
          .db.updateTable('journal')
          .set({ payload: text })
          .where('instance', '=', cycle)
          .where('seq', '=', 2)
          .execute();
      await set(null);
      expect((await compare(true)).skipped).toEqual([{ told: 'skipped', instance: cycle, why: 'erased', seq: 2 }]);
      await set(payload);
      expect((await compare(true)).sums).toMatchObject({ skipped: 0, mended: true });
    });

    it('names a hundred differences and counts the others', async () => {
      await run(`update reliances set person = 'p-x'`);
      await run(`update document_citations set hash = reverse(hash)`);
      const { sums, named } = await compare(true);
      expect(named).toHaveLength(100);
      expect(sums.differences).toBeGreaterThan(100);
      expect((await compare()).sums.differences).toBe(0);
    });

    it('finds nothing while everybody goes on writing, also where something is being put right', async () => {
      const { records, db, databaseUrl } = here();
      const elsewhere =
        databaseUrl === undefined
          ? records
          : await openRecords({ keys: testKeys, databaseUrl, dataDirectory: '/nowhere' });
      const writing = { stop: false };
      const until = async (write: (turn: number) => Promise<unknown>, atMost = 10_000): Promise<number> => {
        let turn = 0;
        for (; !writing.stop && turn < atMost; turn += 1) await write(turn);
        return turn;
      };
      const fact = (seq: number): Effect => ({
        id: `${seq}.0`,
        kind: 'register',
        register: 'structure',
        value: { seq },
      });
      const entry = (instance: string, seq: number, at: number) =>
        entryOf(instance, seq, {
          at,
          reliedOn: ['a-demo-b-p-2-ciso'],
          effects: instance.startsWith('cycle') ? [fact(seq)] : [],
          projection: projectionOf({
            phase: `p${seq % 3}`,
            due: [dueItem(`due${seq % 4}`, noon + seq)],
            tasks: [{ decision: `d${seq % 5}`, roles: ['ciso'] }],
            documents: [String(seq).padStart(64, 'd')],
            counts: { rounds: seq % 7, openImprovements: seq % 3 },
          }),
        });
      const writers = [
        ...['cycle/2026/demo-b', 'improvement/2026/demo-b/1', 'audit/2026/demo-b/1', 'cycle/2026/demo-c'].map(
          (instance) =>
            until(
              (turn) =>
                records.journal.append(
                  [1, 2, 3].map((n) => ({ entry: entry(instance, turn * 3 + n, noon + turn * 3_000 + n) })),
                ),
              80,
            ),
        ),
        until(
          (turn) => records.journal.append([{ entry: entryOf(`improvement/${2030 + turn}/demo-b/${turn + 1}`, 1) }]),
          10,
        ),
        until((turn) => records.registry.change(post('demo-b', `p-${turn}`, 'ciso'), 'p-1', noon + turn), 100),
        until((turn) => records.registry.change(bodies(`demo-new-${turn}`), 'p-1', noon + turn), 20),
      ];
      const rounds = async (): Promise<void> => {
        for (const round of [1, 2]) {
          const mend = round % 2 === 0;
          // Of an instance that is not written to: it is to be found, and nothing else.
          if (mend) await sql`update instances set phase = 'x' where instance = ${other}`.execute(db);
          const found: string[] = [];
          for await (const one of elsewhere.derivation.compare({ mend })) {
            if (one.told === 'difference') found.push(one.difference.table);
            if (one.told === 'skipped') found.push(`skipped ${one.instance}`);
          }
          expect(found).toEqual(mend ? ['instances'] : []);
        }
      };
      await rounds().finally(() => (writing.stop = true));
      for (const turns of await Promise.all(writers)) expect(turns).toBeGreaterThan(0);
      if (elsewhere !== records) await elsewhere.close();
      expect((await compare()).named).toEqual([]);
    });
  });
});

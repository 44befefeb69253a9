/** What is derived from entries is the same, however they were grouped into transactions. */
import { beforeAll, describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import type { Effect, Entry, Projection } from '../../machines/core/index.ts';
import { entriesOf, readGolden } from '../golden/record.ts';
import { grouped, randomFrom } from '../support/grouped.ts';
import { bodies, DAY, dueItem, entryOf, noon, onBothDatabases, post, projectionOf } from '../support/records.ts';

const asked = (decision: string) => ({ decision, roles: ['ciso' as const] });
const vacant = (id: string): Effect => ({
  id,
  kind: 'notify',
  to: { roles: ['auditOfficer'], organisation: 'demo-a' },
  topic: 'assign',
});
const reminder = (id: string, at: number): Effect => ({
  id,
  kind: 'notify',
  to: { person: 'p-1' },
  topic: 'reminder',
  dueItem: 'plan',
  reminder: { rung: at, stage: 'before', due: noon + 9 * DAY, missed: 0 },
});

/** A story in which things come, go, and come again. */
function story(): Entry[] {
  const steps: (Partial<Projection> & { after?: number; effects?: Effect[]; reliedOn?: string[] })[] = [
    { tasks: [asked('a')], documents: ['d1'], due: [dueItem('plan', noon + 9 * DAY)] },
    { tasks: [asked('b'), asked('a')], effects: [vacant('2.0')], reliedOn: ['a-1', 'a-2'] },
    { tasks: [asked('b'), asked('c')], documents: ['d2'], invited: [{ person: 'p-9' }], effects: [vacant('3.0')] },
    { tasks: [asked('a'), { ...asked('c'), waitsFor: [] }], effects: [reminder('4.0', noon)] },
    { tasks: [asked('c'), asked('a')], phase: 'checked', after: DAY, effects: [reminder('5.0', noon), vacant('5.1')] },
    { tasks: [asked('a')], documents: ['d1', 'd3'], after: -DAY / 2, due: [dueItem('plan', noon)] },
    { tasks: [], phase: 'closed', ended: 'closed', effects: [vacant('7.0'), vacant('7.1')], after: 40 * DAY },
  ];
  return steps.map(({ after = 0, effects = [], reliedOn = [], ...projection }, i) =>
    entryOf('cycle/2026/demo-a', i + 1, {
      at: noon + (i + 1) * 60_000 + after,
      effects,
      reliedOn,
      projection: projectionOf(projection),
    }),
  );
}

/** What is derived, with what says nothing of the entries – numbers and ids the database gave, moments of writing – left out. */
const derived: Readonly<Record<string, string>> = {
  journal: '',
  instances: '',
  tasks: '',
  invitations: '',
  document_citations: '',
  reliances: '',
  rested_on: '',
  board_years: '',
  board_lines: '',
  registers: 'id',
  vacant_posts: '',
  notices: 'id written next_at',
  notice_items: 'id notice',
  webhook_events: 'id body',
  webhook_deliveries: 'event',
};

describe('what is derived from entries', () => {
  onBothDatabases((here) => {
    beforeAll(async () => {
      const { registry, webhooks } = here().records;
      for (const change of [
        bodies('demo-a'),
        post('demo-a', 'p-administrator', 'administrator'),
        // Between the third entry and the fifth somebody holds the post that is found vacant.
        post('demo-a', 'p-auditor', 'auditOfficer', { from: '2026-05-20', to: '2026-05-25' }),
      ]) {
        await registry.change(change, 'p-x', noon);
      }
      await webhooks.add(
        { url: 'https://example.invalid/', purpose: 'x', types: [], organisations: [] },
        { by: 'p-x', at: noon },
      );
    });

    /** Everything derived from entries written in these groups, where nothing was before. */
    async function rowsOf(groups: readonly (readonly Entry[])[]): Promise<Record<string, string[]>> {
      const { records, db } = here();
      for (const table of Object.keys(derived)) await sql`delete from ${sql.table(table)}`.execute(db);
      for (const group of groups) await records.journal.append(group.map((entry) => ({ entry })));
      const rows: Record<string, string[]> = {};
      for (const [table, without] of Object.entries(derived)) {
        const found = await sql<{ row: string }>`
          select (to_jsonb(t) - ${without.split(' ')}::text[])::text as row from ${sql.table(table)} as t
          order by 1`.execute(db);
        rows[table] = found.rows.map(({ row }) => row);
      }
      return rows;
    }

    it('is the same as if they had come one by one: a story in which things come, go and come again', async () => {
      const entries = story();
      const singly = await rowsOf(entries.map((entry) => [entry]));
      expect(singly['tasks']).toEqual([]);
      expect(await rowsOf([entries])).toEqual(singly);
      for (const seed of [1, 2, 3, 4]) expect(await rowsOf(grouped(entries, randomFrom(seed)))).toEqual(singly);
    });

    it('is the same at every place of the story', async () => {
      for (let length = 2; length < story().length; length += 1) {
        const entries = story().slice(0, length);
        expect(await rowsOf([entries])).toEqual(await rowsOf(entries.map((entry) => [entry])));
      }
    });

    it('is the same of real instances', async () => {
      const entries = ['cycle', 'improvement', 'audit'].flatMap((kind) =>
        entriesOf(readGolden(new URL(`../golden/${kind}-1.json.gz`, import.meta.url).pathname)),
      );
      const singly = await rowsOf(entries.map((entry) => [entry]));
      expect(singly['journal']?.length).toBe(entries.length);
      for (const seed of [5, 6]) expect(await rowsOf(grouped(entries, randomFrom(seed)))).toEqual(singly);
      expect(await rowsOf([entries])).toEqual(singly);
    });
  });
});

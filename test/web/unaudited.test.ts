/** Departments that no audit examined for `auditIntervalYears` (3-15), as it is set and seen over HTTP. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { administratorOfDemonstration, planTheYear, Teller } from '../../demonstration/index.ts';
import { fiscalYearOf } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { today } from '../people/support.ts';

const people = cast.corporation;
const { organisation, departments } = people;
const year = fiscalYearOf(today());
const cycle = `cycle/${year}/${organisation}`;

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(year, [organisation]);
  // A year that is kept here and in which nobody was audited.
  await stack.openYear(year - 1, [organisation]);
  const { secret } = await stack.records.tokens.issue({
    person: administratorOfDemonstration,
    issuedBy: administratorOfDemonstration,
    at: Date.now(),
    expires: Date.now() + 86_400_000,
    purpose: 'test',
  });
  const set = await (await stack.as(people.ciso)).put(`/registers/${organisation}/auditIntervalYears`, { value: 1 });
  if (set.status !== 200) throw new Error(set.text);
  const teller = new Teller({ address: stack.address, administrator: secret, language: 'en', write: () => {} });
  await planTheYear({ teller, people, year, today: today(), committee: false });
});
afterAll(() => stack?.close());

describe('departments not audited for as many years as set', () => {
  it('stand in the year’s state by name, are told to CISO and audit officer, and are counted on the board', async () => {
    const { body } = await (await stack.as(people.ciso)).show(cycle);
    const list = body.lists.find(({ id }: { id: string }) => id === 'unaudited');
    expect(list.rows.map(({ id }: { id: string }) => id)).toContain(departments.services);
    expect(list.rows).toContainEqual(
      expect.objectContaining({
        department: { id: departments.services, ja: expect.stringContaining('給付部'), en: 'Benefits Department' },
        status: { ja: '監査の記録なし', en: 'no audit is recorded' },
      }),
    );
    expect(body.counts.unaudited).toBe(list.rows.length);
    for (const person of [people.ciso, people.auditOfficer])
      await eventually(async () => {
        const notices = await (await stack.as(person)).get('/notices?limit=100');
        const topics = notices.body.items.map(({ topic }: { topic: { id: string } | string }) =>
          typeof topic === 'string' ? topic : topic.id,
        );
        return topics.includes('departmentsUnaudited') ? true : undefined;
      });
    const board = await (await stack.as(people.ciso)).get(`/board?year=${year}`);
    const line = board.body.items.find((one: { organisation: string }) => one.organisation === organisation);
    expect(line.unaudited).toBe(list.rows.length);
  });
});

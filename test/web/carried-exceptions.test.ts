/** Exceptions that outlive the year they were granted in, as the next year shows them (6-8). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '../../model/japan-time.ts';
import { today } from '../people/support.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';

const { ministry } = cast;
const cycle = 'cycle/2026/demo-ministry';
const lastYear = 'cycle/2025/demo-ministry';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
});
afterAll(() => stack?.close());

interface Row {
  readonly id: string;
  readonly due: string;
  readonly status: { readonly ja: string };
}

/** What last year tells at its close. */
const carries = (number: number, until: string): Promise<void> =>
  stack.engine.tell({
    id: `${lastYear}:${90 + number}.0`,
    from: lastYear,
    to: cycle,
    type: 'exceptionCarried',
    input: {
      ref: `${lastYear}#exception-${number}`,
      requirement: '1.1.1',
      applicant: ministry.staffOfPlanning,
      until,
      rungs: [],
      escalations: [],
    },
  });

describe('an exception carried over from last year', () => {
  it('runs on to its end; one that has ended meanwhile is overdue from its birth, and is settled', async () => {
    const [later, before] = [addDays(today(), 90), addDays(today(), -2)];
    await carries(1, later);
    await carries(2, before);
    const ciso = await stack.as(ministry.ciso);
    const seen = async () => {
      const { body } = await ciso.show(cycle);
      const list = body.lists.find(({ id }: { id: string }) => id === 'exceptions');
      const rows: Row[] = list?.rows ?? [];
      return { rows: rows.map(({ due, status }) => [due, status.ja]), due: body.due };
    };
    const { rows, due } = await eventually(async () => {
      const found = await seen();
      return found.rows.some(([, status]) => status === '期限到来') ? found : undefined;
    });
    expect(rows).toEqual([
      [later, '許可'],
      [before, '期限到来'],
    ]);
    expect(due).toContainEqual(expect.objectContaining({ id: 'exception', overdue: true }));
    const head = await stack.as(ministry.headOfOfficers);
    const { body } = await head.get(`/procedures/${cycle}/decisions/settleException/draft`);
    expect(body.draft).toMatchObject({ exception: 2 });
    const tasks = (await head.get('/tasks?limit=500')).body.items;
    expect(tasks.map(({ decision }: { decision: string }) => decision)).toContain('settleException');
  });
});

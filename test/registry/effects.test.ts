/**
 * What a change of the registry does to running procedures, before it is made: the same as people's task lists say after it
 * (6-4). Over HTTP on real records.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../model/json.ts';
import { entryOf, projectionOf } from '../support/records.ts';
import { makeWeb, morning, type TestWeb } from '../web/support/web.ts';
import { named, overHttp, post } from './over-http.ts';

const cycle = 'cycle/2026/demo-ministry';
const improvement = 'improvement/2026/demo-ministry/1';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
  await web.records.registry.change(
    {
      people: ['p-next', 'p-second', 'p-body-admin', 'p-above'].map((id) =>
        named(id, id === 'p-second' ? 'demo-centre' : id === 'p-body-admin' ? 'demo-agency' : 'demo-ministry'),
      ),
      departments: [
        {
          id: 'd-section',
          organisation: 'demo-ministry',
          parent: 'd-policy',
          bureau: false,
          nameJa: '課',
          nameEn: 'section',
        },
      ],
      appointments: [
        post('a-second', 'p-second', 'administrator', 'demo-centre'),
        post('a-body-admin', 'p-body-admin', 'administrator', 'demo-agency'),
      ],
    },
    'p-admin',
    morning,
  );
  await web.records.journal.append([
    {
      entry: entryOf(cycle, 1, {
        projection: projectionOf({
          tasks: [
            { decision: 'setDirection', roles: ['ciso'] },
            { decision: 'submitPolicy', roles: ['promotionOffice'] },
            { decision: 'reportMeasure', roles: ['officer'], department: 'd-policy' },
          ],
        }),
      }),
    },
    {
      entry: entryOf(improvement, 1, {
        projection: projectionOf({
          title: { ja: '秘密の題名（架空）', en: 'a secret title (fictional)' },
          tasks: [{ decision: 'approve', roles: ['ciso', 'headOfOfficers'], barred: ['p-officer'] }],
        }),
      }),
    },
  ]);
});
afterAll(() => web?.close());

const { send, change, decide } = overHttp(() => web);

interface Moved {
  readonly decision: string;
  readonly loses: readonly { readonly person: string }[];
  readonly gains: readonly { readonly person: string }[];
  readonly others: number;
  readonly nobody: boolean;
}
const people = (named: readonly { readonly person: string }[]): string[] => named.map(({ person }) => person);

/** The effects of a change that is only looked at, day by day. */
async function effectsOf(asked: object, person = 'p-admin') {
  const { status, body, text } = await send(person, 'POST', '/registry/changes?check=1', asked);
  expect([status, text]).toEqual([200, expect.any(String)]);
  const days: Record<string, Record<string, Json>> = {};
  for (const { day, tasks } of body.effects?.days ?? []) {
    days[day] = Object.fromEntries(
      tasks.map((task: Moved): [string, Json] => [
        task.decision,
        [people(task.loses), people(task.gains), task.nobody ? 'nobody' : task.others],
      ]),
    );
  }
  return { days, body };
}
const tasksOf = async (person: string): Promise<string[]> =>
  (await send(person, 'GET', '/tasks')).body.items.map(({ decision }: { decision: string }) => decision);

const successor = (from: string, to: string) => ({
  ends: [{ appointment: 'a-p-ciso', to }],
  appointments: [post('a-next', 'p-next', 'ciso', 'demo-ministry', { from })],
});

describe('the effect of a change that is only looked at', () => {
  it('says from which day whose tasks become whose, and records nothing', async () => {
    const { days, body } = await effectsOf(successor('2026-12-01', '2026-11-30'));
    expect(days).toEqual({
      '2026-12-01': {
        setDirection: [['p-ciso'], ['p-next'], 0],
        approve: [['p-ciso'], ['p-next'], 0],
      },
    });
    expect(body.status).toBe('wouldWait');
    expect(body.effects.days[0].tasks[0]).toMatchObject({
      instance: cycle,
      organisation: { id: 'demo-ministry', ja: 'demo-ministry（架空）' },
      loses: [{ person: 'p-ciso', ja: 'p-ciso（架空）' }],
    });
    expect([await tasksOf('p-ciso'), await tasksOf('p-next')]).toEqual([['setDirection', 'approve'], []]);
    expect((await send('p-admin', 'GET', '/registry/changes?status=pending')).body.items).toEqual([]);
  });

  it('says from when to when nobody has them', async () => {
    const { days } = await effectsOf(successor('2026-12-03', '2026-11-30'));
    expect(days).toEqual({
      '2026-12-01': { setDirection: [['p-ciso'], [], 'nobody'], approve: [['p-ciso'], [], 'nobody'] },
      '2026-12-03': { setDirection: [['p-ciso'], ['p-next'], 0], approve: [['p-ciso'], ['p-next'], 0] },
    });
  });

  it('counts a past day as today, says nothing of an appointment that is over, and of one that changes nothing', async () => {
    const over = { appointments: [{ ...post('a-over', 'p-next', 'ciso', 'demo-ministry'), to: '2026-05-31' }] };
    expect((await effectsOf(over)).days).toEqual({});
    const since = { appointments: [post('a-since', 'p-next', 'ciso', 'demo-ministry')] };
    expect(Object.keys((await effectsOf(since)).days)).toEqual(['2026-11-23']);
    expect((await effectsOf({ ends: [{ appointment: 'a-p-staff', to: '2026-12-31' }] })).days).toEqual({});
  });

  it('follows departments: work of one that ends goes to whom its tasks go then', async () => {
    const ended = {
      id: 'd-policy',
      organisation: 'demo-ministry',
      nameJa: 'd-policy（架空）',
      nameEn: 'd-policy (fictional)',
      bureau: true,
    };
    const above = {
      appointments: [{ ...post('a-above', 'p-above', 'officer', 'demo-ministry'), department: 'd-systems' }],
    };
    const { days } = await effectsOf({
      ...above,
      departments: [{ ...ended, to: '2026-12-31', successors: ['d-systems'] }],
      ends: [{ appointment: 'a-p-officer', to: '2026-12-31' }],
    });
    expect(days).toEqual({ '2027-01-01': { reportMeasure: [['p-officer'], ['p-above'], 0] } });
  });

  it('says from what somebody is barred whom it puts on a post (3-14)', async () => {
    const { body } = await effectsOf({ appointments: [post('a-officer-ciso', 'p-officer', 'ciso', 'demo-ministry')] });
    expect(body.effects.barred).toMatchObject([
      { instance: improvement, decision: 'approve', person: { person: 'p-officer', ja: 'p-officer（架空）' } },
    ]);
    // Who administers the registry does not read what a procedure is about.
    expect(JSON.stringify(body)).not.toContain('秘密の題名');
  });

  it('is what happens: after the approval, tasks are those that it said', async () => {
    const asked = successor('2026-11-23', '2026-11-22');
    const { days } = await effectsOf(asked);
    const { body } = await change('p-admin', asked);
    // Whoever approves is shown the same, and so is who asked; nobody else.
    for (const person of ['p-second', 'p-admin']) {
      const preview = await send(person, 'GET', `/registry/changes/${body.id}/preview`);
      expect(preview.body.effects.days[0].tasks.map(({ decision }: Moved) => decision)).toEqual(
        Object.keys(days['2026-11-23'] ?? {}),
      );
      expect(preview.body.stale).toBeUndefined();
    }
    expect((await send('p-ciso', 'GET', `/registry/changes/${body.id}/preview`)).status).toBe(404);
    expect((await decide('p-second', body.id, 'approve')).status).toBe(200);
    const gained = Object.entries(days['2026-11-23'] ?? {}).map(([decision]) => decision);
    expect([await tasksOf('p-next'), await tasksOf('p-ciso')]).toEqual([gained, []]);
    // What no longer waits has no preview.
    expect((await send('p-admin', 'GET', `/registry/changes/${body.id}/preview`)).status).toBe(404);
  });

  it('says why what waits can no longer be approved', async () => {
    const appointed = {
      appointments: [{ ...post('a-late', 'p-next', 'auditOfficer', 'demo-ministry'), to: '2027-03-31' }],
    };
    const { body } = await change('p-admin', appointed);
    // The same appointment, recorded meanwhile by the installation itself.
    await web.records.registry.change(
      { appointments: [{ ...post('a-late', 'p-next', 'auditOfficer', 'demo-ministry') }] },
      'p-admin',
      morning,
    );
    const { body: preview } = await send('p-second', 'GET', `/registry/changes/${body.id}/preview`);
    expect(preview.stale.ja).toContain('a-late');
  });

  it('of a person’s tasks in another body tells its administrators, and nobody else, which they are', async () => {
    await web.records.registry.change(
      {
        people: [named('p-ministry-admin', 'demo-ministry')],
        appointments: [post('a-ministry-admin', 'p-ministry-admin', 'administrator', 'demo-ministry')],
      },
      'p-admin',
      morning,
    );
    const tasks = [{ decision: 'evaluate', roles: ['manager' as const], person: 'p-manager' }];
    await web.records.journal.append([
      { entry: entryOf('cycle/2026/demo-agency', 1, { projection: projectionOf({ tasks }) }) },
    ]);
    const ended = { ends: [{ appointment: 'a-p-manager', to: '2026-12-31' }] };
    expect((await effectsOf(ended)).days).toEqual({ '2027-01-01': { evaluate: [['p-manager'], [], 'nobody'] } });
    const { body } = await effectsOf(ended, 'p-ministry-admin');
    expect(body.effects.days).toEqual([{ day: '2027-01-01', tasks: [], more: 1 }]);
    expect(JSON.stringify(body)).not.toContain('demo-agency');
  });

  it('is for who may make the change, and noted with the body of which it tells', async () => {
    const asked = { appointments: [post('a-x', 'p-staff', 'officer', 'demo-ministry')] };
    for (const person of ['p-ciso', 'p-body-admin']) {
      expect((await send(person, 'POST', '/registry/changes?check=1', asked)).status).toBe(403);
    }
    await effectsOf(asked);
    const { body } = await send('p-audit', 'GET', '/reads?organisation=demo-ministry');
    expect(JSON.stringify(body)).toContain('registry change preview');
  });
});

describe('posts that end soon', () => {
  it('are listed for administrators, with whether somebody comes after', async () => {
    await web.records.registry.change(
      {
        appointments: [
          { ...post('a-ends', 'p-staff', 'officer', 'demo-agency'), to: '2026-12-31' },
          { ...post('a-follows', 'p-above', 'officer', 'demo-agency', { from: '2027-01-01' }) },
          { ...post('a-vacates', 'p-staff', 'auditor', 'demo-agency'), to: '2026-12-01' },
        ],
      },
      'p-admin',
      morning,
    );
    const shown = async (person: string, query = '') =>
      (await send(person, 'GET', `/ending-posts${query}`)).body.items.map(
        ({ id, succeeded }: { id: string; succeeded: boolean }) => [id, succeeded],
      );
    expect(await shown('p-admin')).toEqual([
      ['a-vacates', false],
      ['a-ends', true],
    ]);
    expect(await shown('p-body-admin')).toEqual([
      ['a-vacates', false],
      ['a-ends', true],
    ]);
    expect(await shown('p-admin', '?days=10')).toEqual([['a-vacates', false]]);
    const first = await send('p-admin', 'GET', '/ending-posts?limit=1');
    expect(await shown('p-admin', `?limit=1&cursor=${first.body.next}`)).toEqual([['a-ends', true]]);
    expect((await send('p-ciso', 'GET', '/ending-posts')).status).toBe(403);
  });
});

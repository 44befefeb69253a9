/** The inbox over HTTP: what a person was told, what became of its mail, and what administrators see of it all. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Effect } from '../../machines/core/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { dueItem, entryOf, projectionOf } from '../support/records.ts';
import { ask, makeWeb, morning, type TestWeb } from './support/web.ts';

describe.each([
  { mail: true, status: 'queued' },
  { mail: false, status: 'off' },
])('notices with mail $mail', ({ mail, status }) => {
  let web: TestWeb;
  const get = async (person: string, path: string) =>
    ask(web.app, 'GET', `/api/v1${path}`, { token: await web.token(person) });

  beforeAll(async () => {
    web = await makeWeb({ mail });
    const effect = (id: string, role: 'ciso' | 'csirtHead', due: string): Effect => ({
      id,
      kind: 'notify',
      to: { roles: [role], organisation: 'demo-ministry' },
      topic: 'overdue',
      dueItem: due,
      reminder: { rung: morning, stage: 'overdue', due: morning, missed: 2 },
    });
    const effects = [
      effect('1.0', 'ciso', 'plan'),
      effect('1.1', 'ciso', 'structure'),
      effect('1.2', 'csirtHead', 'plan'),
    ];
    const basis = { kind: 'fixed' as const, own: '2026-11-22' };
    const projection = projectionOf({ due: [{ ...dueItem('plan', morning), basis }] });
    const entry = entryOf('cycle/2026/demo-ministry', 1, { at: morning, effects, projection });
    await web.records.journal.append([{ entry }]);
  });
  afterAll(() => web?.close());

  it('show the due items of one morning as one, with dates, what they rest on, and the state of the mail', async () => {
    const { body } = await get('p-ciso', '/notices');
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      organisation: 'demo-ministry',
      status,
      items: [
        {
          topic: 'overdue',
          ja: cycleV1.notices['overdue']?.ja,
          dueItem: { id: 'plan', ...cycleV1.dueItems['plan'] },
          due: morning,
          stage: 'overdue',
          missed: 2,
          basis: { kind: 'fixed', own: '2026-11-22' },
          instance: 'cycle/2026/demo-ministry',
        },
        { dueItem: { id: 'structure' } },
      ],
    });
    expect((await get('p-unrelated', '/notices')).body.items).toEqual([]);
  });

  it('look up what is expected only where one of them is about a procedure', async () => {
    const tasks = vi.spyOn(web.records.readModel, 'tasks');
    try {
      expect((await get('p-ciso', '/notices')).body.items).toHaveLength(1);
      expect(tasks).toHaveBeenCalledTimes(1);
      expect((await get('p-staff', '/notices')).status).toBe(200);
      expect(tasks).toHaveBeenCalledTimes(1);
    } finally {
      tasks.mockRestore();
    }
  });

  it('are read also while the engine is away: a reason stands where it says', async () => {
    const instance = 'cycle/2027/demo-ministry';
    const actor = { person: 'p-ciso', appointments: [] };
    const event = { type: 'returnPlan', at: morning, actor, input: { reason: '人手の見積りがない' }, facts: {} };
    const to = { roles: ['promotionOffice' as const], organisation: 'demo-ministry' };
    const effects: Effect[] = [{ id: '1.0', kind: 'notify', to, topic: 'planReturned', reasoned: true }];
    await web.records.journal.append([{ entry: entryOf(instance, 1, { at: morning, event, effects }) }]);
    const { status: code, body, text } = await get('p-office', '/notices');
    expect([code, body.items[0].items[0].reason]).toMatchObject([
      200,
      { withheld: { ja: expect.stringContaining('記録1番') } },
    ]);
    expect(text).not.toContain('人手の見積り');
  });

  it('are figures, and no texts, for the administrator of the installation; nothing for others', async () => {
    const { status: code, text, body } = await get('p-admin', '/notices/mail');
    expect(code).toBe(200);
    expect(body).toMatchObject({ on: mail, failed: 0, noAddress: 0, reasons: [] });
    expect(body.queued).toBeGreaterThanOrEqual(1);
    expect(text).not.toMatch(/p-ciso|demo-ministry/);
    for (const person of ['p-ciso', 'p-staff']) expect((await get(person, '/notices/mail')).status).toBe(404);
  });

  it('list a vacant post to administrators, CISO and promotion office, and to nobody else', async () => {
    for (const person of ['p-admin', 'p-ciso', 'p-office']) {
      expect((await get(person, '/vacant-posts')).body.items).toMatchObject([
        { organisation: 'demo-ministry', roles: [{ id: 'csirtHead', ja: 'CSIRT責任者' }], times: 1 },
      ]);
    }
    for (const person of ['p-staff', 'p-unrelated', 'p-agency-ciso']) {
      expect((await get(person, '/vacant-posts')).body.items).toEqual([]);
    }
    // The ministry has no administrator of its own: the installation's is told.
    const told = (await get('p-admin', '/notices')).body.items;
    expect(told[0]).toMatchObject({ topic: 'postVacant', items: [{ about: 'csirtHead', next: expect.anything() }] });
  });
});

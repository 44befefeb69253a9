/** Appointments that never were (発令取消・誤登録; domain.md 2, design serving 6-4 and 3-15), over HTTP on real records. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { entryOf } from '../support/records.ts';
import { nothing, verified } from '../support/integrity.ts';
import { makeWeb, morning, type Reply, type TestWeb } from '../web/support/web.ts';
import { named, overHttp, post, rulesOf } from './over-http.ts';

let web: TestWeb;

function onOwnInstallation(second: boolean): void {
  beforeAll(async () => {
    web = await makeWeb();
    await web.records.registry.change(
      {
        people: [named('p-second', 'demo-centre'), named('p-local', 'demo-ministry')],
        appointments: [
          post('a-local', 'p-local', 'administrator', 'demo-ministry'),
          ...(second ? [post('a-second', 'p-second', 'administrator', 'demo-centre')] : []),
          { ...post('a-wrong', 'p-audit', 'officer', 'demo-ministry'), department: 'd-systems' },
          post('a-other-body', 'p-staff', 'staff', 'demo-agency'),
          post('a-coming', 'p-staff', 'manager', 'demo-ministry', { from: '2027-04-01' }),
        ],
      },
      'p-admin',
      morning,
    );
  });
  afterEach(async () => {
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
    expect(await verified(web.records)).toMatchObject(nothing);
  });
  afterAll(() => web.close());
}

const { send, change, decide } = overHttp(() => web);
const approve = (person: string, id: string): Promise<Reply> => decide(person, id, 'approve');
const voiding = (appointment: string, reason = '別人の辞令を登録した') => ({ voids: [{ appointment, reason }] });
const listed = async (id: string, at?: number) => {
  const query = `organisation=demo-ministry&limit=500${at === undefined ? '' : `&at=${at}`}`;
  const { body } = await send('p-ciso', 'GET', `/appointments?${query}`);
  return body.items.find((item: { id: string }) => item.id === id);
};

describe('an appointment that never was', () => {
  onOwnInstallation(true);

  it('is voided before it begins: with a reason, by two, and both see it (6-4)', async () => {
    expect((await change('p-local', voiding('a-coming', ''))).status).toBe(400);
    expect((await change('p-local', voiding('a-nothing'))).status).toBe(400);
    const asked = await change('p-local', voiding('a-coming'));
    expect(asked.body).toMatchObject({ status: 'pending', guarded: ['a-coming'] });
    expect(rulesOf(await approve('p-local', asked.body.id))).toEqual(['403 secondPerson']);
    expect((await approve('p-second', asked.body.id)).body).toMatchObject({ status: 'done' });
    expect(await listed('a-coming')).toMatchObject({
      voided: { by: 'p-local', reason: '別人の辞令を登録した', begun: false },
    });
    expect(await listed('a-coming', Date.parse('2027-05-01T00:00:00Z'))).toBeUndefined();
    const { body } = await send('p-admin', 'GET', '/registry/journal?limit=200');
    expect(body.items.at(-1).rows.map(({ act }: { act: string }) => act)).toEqual(['approved', 'voided']);
    // Whose it was, and the CISO of the body, are told why.
    for (const person of ['p-staff', 'p-ciso']) {
      const told = await send(person, 'GET', '/notices');
      const items: { topic: string; reason?: object }[] = told.body.items.flatMap(
        (one: { items: object[] }) => one.items,
      );
      const { reason } = items.find(({ topic }) => topic === 'appointmentChanged') ?? {};
      expect([person, reason]).toEqual([person, { ja: '理由', en: 'reason', said: '別人の辞令を登録した' }]);
    }
  });

  it('recorded in error bars nobody and opens nothing from then on, and decisions by it say so (3-15)', async () => {
    const instance = 'cycle/2026/demo-ministry';
    const event = {
      type: 'decideIt',
      at: morning,
      actor: { person: 'p-audit', appointments: [] },
      input: {},
      facts: {},
    };
    await web.records.journal.append([
      { entry: entryOf(instance, 1, { at: morning }) },
      { entry: entryOf(instance, 2, { at: morning, event, reliedOn: ['a-wrong'] }) },
    ]);
    const holds = async () => (await web.records.lookUps.actor('p-audit', morning)).appointments.map(({ id }) => id);
    expect(await holds()).toContain('a-wrong');
    const asked = await change('p-local', voiding('a-wrong'));
    await approve('p-second', asked.body.id);
    expect(await holds()).toEqual(['a-p-audit']);
    const [fact] = await web.records.lookUps.holders('demo-ministry', ['officer'], morning);
    expect([fact?.person, fact?.appointments.map(({ id }) => id)]).toEqual(['p-officer', ['a-p-officer']]);
    expect(await listed('a-wrong')).toMatchObject({ department: 'd-systems', voided: { begun: true, by: 'p-local' } });
    const marked = [{ seq: 2, appointment: 'a-wrong', why: 'recordedInError' }];
    expect(await web.records.governance.restedOn(instance)).toMatchObject(marked);
    expect((await send('p-audit', 'GET', '/notices')).text).toContain('backdatedAppointment');
    // An entry that comes to the journal only now says so as well.
    await web.records.journal.append([{ entry: entryOf(instance, 3, { at: morning, event, reliedOn: ['a-wrong'] }) }]);
    expect(await web.records.governance.restedOn(instance)).toMatchObject([
      ...marked,
      { seq: 3, why: 'recordedInError' },
    ]);
  });

  it('opens no body any more to whom it let in by mistake', async () => {
    expect((await send('p-staff', 'GET', '/appointments?organisation=demo-agency')).status).toBe(200);
    const asked = await change('p-admin', voiding('a-other-body'));
    await approve('p-second', asked.body.id);
    expect((await send('p-staff', 'GET', '/appointments?organisation=demo-agency')).status).toBe(404);
  });

  it('does not come back under its id, neither by a change nor by an old file; the right one takes its place', async () => {
    const again = {
      appointments: [{ ...post('a-wrong', 'p-audit', 'officer', 'demo-ministry'), department: 'd-systems' }],
    };
    const { status, body } = await change('p-local', again);
    expect([status, body.errors[0].path]).toEqual([400, 'appointments[0].id']);
    expect((await send('p-local', 'POST', '/registry/import', again)).status).toBe(400);
    expect((await change('p-local', voiding('a-wrong'))).status).toBe(400);
    const right = {
      appointments: [{ ...post('a-right', 'p-audit', 'officer', 'demo-ministry'), department: 'd-systems' }],
    };
    expect((await change('p-local', right)).body).toMatchObject({ status: 'done', added: 1 });
    const both = { ...voiding('a-right'), ends: [{ appointment: 'a-right', to: '2026-12-31' }] };
    expect((await change('p-local', both)).status).toBe(400);
  });

  it('is nobody’s own to void, nor another body’s', async () => {
    expect(rulesOf(await change('p-second', voiding('a-second')))).toEqual(['403 notOwnAppointments']);
    expect(rulesOf(await change('p-local', voiding('a-p-agency-ciso')))).toEqual(['403 administersBody']);
    expect(rulesOf(await change('p-local', voiding('a-p-admin')))).toEqual(['403 administersBody']);
  });
});

describe('without a second administrator', () => {
  onOwnInstallation(false);

  it('passes, marked, but for an administrator’s post, which is ended with time to object (6-4)', async () => {
    expect(rulesOf(await change('p-admin', voiding('a-local')))).toEqual(['409 administratorVoidedBySecond']);
    const made = await change('p-admin', voiding('a-other-body'));
    expect(made.body).toMatchObject({ status: 'done', soleAdministrator: true });
  });
});

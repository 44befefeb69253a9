import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const get = async (person: string, path: string) =>
  ask(web.app, 'GET', `/api/v1${path}`, { token: await web.token(person) });

describe('the calendar over HTTP (configuration, never law)', () => {
  it('shows the dates of a profile with what each rests on, its reminders and escalations', async () => {
    const { status, body } = await get('p-staff', '/calendar/2026?profile=ministry');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      year: 2026,
      profile: 'ministry',
      planningDay: '2026-02-01',
      inspectionBegins: '2026-10-01',
    });
    expect(body.note.en).toContain('sets no day');
    const judgement = body.items.find(({ id }: { id: string }) => id === 'judgement');
    expect(judgement).toMatchObject({
      date: '2027-03-01',
      basis: {
        kind: 'fixed',
        own: '2027-02-28',
        moved: [{ from: '2027-02-28', to: '2027-03-01', reason: 'closedDay' }],
      },
    });
    expect(judgement.basis.en).toContain('not by law');
    expect(judgement.basis.ja).toContain('法令の定めではない');
    const dates = body.items.map(({ date }: { date: string }) => date);
    expect(dates).toEqual([...dates].sort());
    const risk = body.items.find(({ id }: { id: string }) => id === 'riskAssessment');
    expect(risk.reminders[0]).toEqual({ at: Date.parse('2026-03-05T00:00:00Z'), stage: 'before' });
    expect(risk.escalations).toContainEqual({ at: Date.parse('2026-03-31T00:00:00Z'), to: 'ciso' });
  });

  it('a body’s own calendar: checked where it is set, shown to those who see the body', async () => {
    const token = await web.token('p-agency-ciso');
    const put = (value: unknown) =>
      ask(web.app, 'PUT', '/api/v1/registers/demo-agency/calendarOverrides', { token, body: { value } });
    const refused = await put({ dueDays: { evaluation: { day: '02-15', year: 1 }, plann: { day: '03-31', year: 0 } } });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('dueDays.plann');
    expect((await put({ dueDays: { evaluation: { day: '02-15', year: 1 } } })).text).toContain('dueDays.evaluation');
    expect((await put({ dueDays: { training: { after: 'plan', businessDays: 120 } } })).status).toBe(200);
    const own = await get('p-agency-ciso', '/calendar/2026');
    const training = own.body.items.find(({ id }: { id: string }) => id === 'training');
    expect(own.body.organisation).toBe('demo-agency');
    expect(training.basis).toMatchObject({ kind: 'after', own: training.date });
    expect(training.basis.en).toContain('120 business days after "approval of the plan"');
    expect((await get('p-manager', '/calendar/2026?organisation=demo-agency')).body.items).toEqual(own.body.items);
    expect((await get('p-unrelated', '/calendar/2026?organisation=demo-agency')).status).toBe(404);
    expect((await get('p-staff', '/calendar/2026?organisation=nowhere')).status).toBe(404);
  });

  it('asks whoever belongs to no body to name one', async () => {
    const { status, body } = await get('p-admin', '/calendar/2026');
    expect([status, body.errors[0].path]).toEqual([400, 'query.organisation']);
    expect((await get('p-admin', '/calendar/2026?profile=ministry')).status).toBe(200);
  });

  it('knows no year whose holidays nobody knows', async () => {
    expect((await get('p-staff', '/calendar/2300?profile=ministry')).status).toBe(404);
  });
});

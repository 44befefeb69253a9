/** Guarded posts and the end of the only other administrator (domain.md 2, design serving 6-4), over HTTP on real records. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nothing, verified } from '../support/integrity.ts';
import { ask, makeWeb, morning, type TestWeb } from '../web/support/web.ts';
import { named, overHttp, post, rulesOf } from './over-http.ts';

const DAY = 24 * 60 * 60 * 1000;
let web: TestWeb;

/** Each block has an installation of its own; two administrators of everything, a head and a CISO of their body. */
function onOwnInstallation(days?: number): void {
  beforeAll(async () => {
    web = await makeWeb({}, days === undefined ? {} : { objectionDays: days });
    const people = ['p-second', 'p-centre-head', 'p-centre-ciso', 'p-centre-deputy', 'p-new'];
    const headquarters = {
      id: 'demo-headquarters',
      kind: 'headquarters' as const,
      nameJa: '本部（架空）',
      nameEn: 'Headquarters (fictional)',
      supervisors: [],
      fictional: true,
    };
    await web.records.registry.change(
      {
        organisations: [headquarters],
        people: people.map((id) => named(id, 'demo-centre')),
        appointments: [
          post('a-second', 'p-second', 'administrator', 'demo-centre'),
          post('a-head', 'p-centre-head', 'headOfOrganisation', 'demo-centre'),
          post('a-ciso', 'p-centre-ciso', 'ciso', 'demo-centre', { kind: 'acting' }),
          post('a-deputy', 'p-centre-deputy', 'deputyCiso', 'demo-centre'),
        ],
      },
      'p-admin',
      morning,
    );
  });
  afterEach(async () => {
    web.now = morning;
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
    expect(await verified(web.records)).toMatchObject(nothing);
  });
  afterAll(() => web.close());
}

const { send, change, decide } = overHttp(() => web);
const endOf = (appointment: string, to = '2026-11-23') => ({ ends: [{ appointment, to }] });
const told = async (person: string): Promise<string> =>
  JSON.stringify((await send(person, 'GET', '/notices')).body.items);
const lastDayOf = async (id: string, organisation = 'demo-centre'): Promise<string | undefined> =>
  (await web.records.registry.appointments(organisation)).find((each) => each.id === id)?.to;

describe('a guarded post', () => {
  onOwnInstallation();

  it.each([
    ['headOfOrganisation', 'demo-ministry'],
    ['headOfOfficers', 'demo-ministry'],
    ['promotionOffice', 'demo-ministry'],
    ['ciso', 'demo-ministry'],
    ['deputyCiso', 'demo-ministry'],
    ['auditOfficer', 'demo-ministry'],
    ['minister', 'demo-ministry'],
    ['centreHead', 'demo-centre'],
    ['headquarters', 'demo-headquarters'],
    ['administrator', 'demo-ministry'],
  ])('%s waits for the second administrator, acting as well (6-4)', async (role, body) => {
    for (const kind of ['regular', 'acting'] as const) {
      const id = `a-${role.toLowerCase()}-${kind}`;
      const asked = await change('p-admin', { appointments: [post(id, 'p-new', role, body, { kind })] });
      expect(asked.body).toMatchObject({ status: 'pending', guarded: [id] });
    }
  });

  it('guards the name and the address of whoever holds it, an acting one too, and nobody else’s (6-4)', async () => {
    for (const [person, home] of [
      ['p-head', 'demo-ministry'],
      ['p-office', 'demo-ministry'],
      ['p-centre-ciso', 'demo-centre'],
    ] as const) {
      for (const moved of [
        { mail: `other-${person}@demo.example` },
        { nameJa: '別の名（架空）' },
        { nameEn: 'Other (fictional)' },
      ]) {
        const asked = await change('p-admin', { people: [named(person, home, moved)] });
        expect(asked.body).toMatchObject({ status: 'pending', guarded: [person] });
      }
    }
    expect(
      (await change('p-admin', { people: [named('p-staff', 'demo-ministry', { nameJa: '別（架空）' })] })).body,
    ).toMatchObject({ status: 'done' });
  });

  it('guards them from the day the appointment waits: nobody moves the address between asking and approving', async () => {
    const person = named('p-coming', 'demo-ministry', { mail: 'coming@demo.example' });
    expect((await change('p-admin', { people: [person] })).body).toMatchObject({ status: 'done' });
    const appointments = [post('a-coming', 'p-coming', 'auditOfficer', 'demo-ministry')];
    expect((await change('p-admin', { appointments })).body).toMatchObject({ status: 'pending' });
    const moved = await change('p-admin', { people: [{ ...person, mail: 'mine@demo.example' }] });
    expect(moved.body).toMatchObject({ status: 'pending', guarded: ['p-coming'] });
  });
});

describe('the end of the only other administrator', () => {
  onOwnInstallation();

  it('takes effect after seven days, and is told to those who may object (6-4)', async () => {
    const asked = await change('p-admin', endOf('a-second'));
    expect(asked.body).toMatchObject({ status: 'done', soleAdministrator: true, lastDay: '2026-11-30' });
    expect(asked.body.objectionUntil).toBe(Date.parse('2026-12-01T00:00:00+09:00'));
    expect(await lastDayOf('a-second')).toBe('2026-11-30');
    for (const person of ['p-second', 'p-centre-head', 'p-centre-ciso']) {
      expect(await told(person)).toContain('administratorEnding');
      const shown = await send(person, 'GET', `/registry/changes/${asked.body.id}`);
      expect(shown.body).toMatchObject({ status: 'done', objectionUntil: asked.body.objectionUntil });
    }
    // Still an administrator, who approves nothing of their body meanwhile; nor does anybody.
    const other = await change('p-second', { appointments: [post('a-x', 'p-new', 'auditOfficer', 'demo-centre')] });
    expect(other.body).toMatchObject({ status: 'pending' });
    expect(rulesOf(await decide('p-admin', other.body.id, 'approve'))).toEqual(['409 endingSettled']);
    expect((await decide('p-second', other.body.id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
    // The same again is the same, and not a second end; the other one cannot end theirs in return.
    expect((await change('p-admin', endOf('a-second'))).body).toMatchObject({
      id: asked.body.id,
      lastDay: '2026-11-30',
    });
    expect(rulesOf(await change('p-second', endOf('a-p-admin')))).toEqual(['409 endingSettled']);
    expect((await change('p-admin', endOf('a-second', '2026-11-25'))).status).toBe(409);
    // No way round it: a link for them, a new post of theirs.
    const link = await send('p-admin', 'POST', '/claims', { person: 'p-second', days: 5, purpose: 'first token' });
    expect(rulesOf(link)).toEqual(['409 endingSettled']);
    const more = { appointments: [post('a-y', 'p-second', 'deputyCiso', 'demo-ministry')] };
    expect(rulesOf(await change('p-admin', more))).toEqual(['409 endingSettled']);
  });

  it('is not objected to by others, nor without a reason', async () => {
    const { body } = await send('p-admin', 'GET', '/registry/changes?status=done');
    const { id } = body.items.find((one: { objectionUntil?: number }) => one.objectionUntil !== undefined);
    const reason = { reason: '心当たりがない' };
    for (const who of ['p-centre-deputy', 'p-ciso', 'p-centre', 'p-staff'])
      expect((await decide(who, id, 'object', reason)).status).toBe(404);
    expect(rulesOf(await decide('p-admin', id, 'object', reason))).toEqual(['403 mayObject']);
    expect(rulesOf(await decide('p-second', id, 'object'))).toEqual(['409 reasonGiven']);
    const objected = await decide('p-second', id, 'object', reason);
    expect(objected.body).toMatchObject({ status: 'objected', decidedBy: 'p-second', reason: '心当たりがない' });
    expect(await lastDayOf('a-second')).toBeUndefined();
    expect(await told('p-admin')).toContain('endingObjected');
    const { body: journal } = await send('p-admin', 'GET', '/registry/journal?limit=200');
    const line = journal.items.at(-1);
    expect(line).toMatchObject({ by: 'p-second' });
    expect(line.rows.map((row: { kind: string; act: string }) => `${row.kind} ${row.act}`)).toEqual([
      'change objected',
      'appointment changed',
    ]);
    expect(rulesOf(await decide('p-centre-head', id, 'object', reason))).toEqual(['409 objectionOpen']);
    web.now = morning + 30 * DAY - 1;
    expect((await send('p-second', 'GET', '/me')).status).toBe(200);
    expect(await web.records.governance.administers('p-second', morning + 60 * DAY)).toBe('all');
  });

  it.each(['p-centre-head', 'p-centre-ciso'])('is objected to by %s of the operating body as well', async (who) => {
    const { body } = await change('p-admin', endOf('a-second', who === 'p-centre-head' ? '2026-11-24' : '2027-03-31'));
    expect(body).toMatchObject({ status: 'done', soleAdministrator: true });
    expect((await decide(who, body.id, 'object', { reason: '本人に確認中' })).body).toMatchObject({
      status: 'objected',
    });
    expect(await lastDayOf('a-second')).toBeUndefined();
  });

  it('asked for again after their own objection, is for head and CISO to object to: nobody keeps a post for ever out of spite', async () => {
    // Their objection above was the last of their own; it counts for thirty days.
    const { body } = await change('p-admin', endOf('a-second', '2026-12-01'));
    expect(body).toMatchObject({ status: 'done', soleAdministrator: true });
    const again = await decide('p-second', body.id, 'object', { reason: '続けたい' });
    expect(rulesOf(again)).toEqual(['403 mayObject']);
    expect(again.body.refusals[0].ja).toContain('組織の長か最高情報セキュリティ責任者に依頼');
    for (const person of ['p-second', 'p-centre-head', 'p-centre-ciso'])
      expect(await told(person)).toContain('endingAskedAgain');
    const kept = await decide('p-centre-head', body.id, 'object', { reason: '在任を続けさせる' });
    expect(kept.body).toMatchObject({ status: 'objected' });
    expect(await lastDayOf('a-second')).toBeUndefined();
    // A month later it is a new matter.
    web.now = morning + 31 * DAY;
    const later = async (person: string, path: string, body: object) => {
      const grant = { person, issuedBy: person, at: web.now, expires: web.now + DAY, purpose: 'later' };
      const { secret: token } = await web.records.tokens.issue(grant);
      return ask(web.app, 'POST', `/api/v1/registry/changes${path}`, { token, body });
    };
    const { id } = (await later('p-admin', '', endOf('a-second', '2027-01-31'))).body;
    const objected = await later('p-second', `/${id}/object`, { reason: '心当たりがない' });
    expect(objected.body).toMatchObject({ status: 'objected' });
  });

  it('stands once the seven days are over, by date alone; later days are kept as asked', async () => {
    const { body } = await change('p-admin', endOf('a-second', '2026-12-24'));
    expect(body).toMatchObject({ lastDay: '2026-12-24', objectionUntil: Date.parse('2026-12-01T00:00:00+09:00') });
    web.now = body.objectionUntil;
    expect(rulesOf(await decide('p-second', body.id, 'object', { reason: '遅い' }))).toEqual(['409 objectionOpen']);
    expect(await web.records.governance.administers('p-second', Date.parse('2026-12-24T23:59:59+09:00'))).toBe('all');
    expect(await web.records.governance.administers('p-second', Date.parse('2026-12-25T00:00:00+09:00'))).toEqual([]);
  });
});

describe('the end of the only administrator of a body, where there is nobody to approve it', () => {
  onOwnInstallation();
  beforeAll(async () => {
    await web.records.registry.change(
      {
        people: [named('p-local', 'demo-ministry')],
        appointments: [
          { ...post('a-second', 'p-second', 'administrator', 'demo-centre'), to: '2026-11-01' },
          post('a-local', 'p-local', 'administrator', 'demo-ministry'),
        ],
      },
      'p-admin',
      morning,
    );
  });

  it('stands alone, waits seven days, and is objected to by the head or CISO of that body (6-4)', async () => {
    const friend = [post('a-friend', 'p-new', 'ciso', 'demo-ministry')];
    expect(rulesOf(await change('p-admin', { ...endOf('a-local'), appointments: friend }))).toEqual(['409 endedAlone']);
    const { body } = await change('p-admin', endOf('a-local'));
    expect(body).toMatchObject({ status: 'done', soleAdministrator: true, lastDay: '2026-11-30' });
    expect(rulesOf(await change('p-admin', { appointments: friend }))).toEqual(['409 endingSettled']);
    // Of other bodies the sole administrator passes, marked, as ever.
    const elsewhere = { appointments: [post('a-elsewhere', 'p-new', 'ciso', 'demo-agency')] };
    expect((await change('p-admin', elsewhere)).body).toMatchObject({ status: 'done', soleAdministrator: true });
    expect((await decide('p-centre-head', body.id, 'object', { reason: '別の機関' })).status).toBe(404);
    expect((await decide('p-ciso', body.id, 'object', { reason: '在任中' })).body).toMatchObject({
      status: 'objected',
    });
    expect(await lastDayOf('a-local', 'demo-ministry')).toBeUndefined();
    // What has ended already is not prolonged by ending it earlier.
    expect((await change('p-admin', endOf('a-second', '2026-10-31'))).body).toMatchObject({ status: 'done' });
    expect(await lastDayOf('a-second')).toBe('2026-10-31');
  });
});

describe('the days of objection', () => {
  onOwnInstallation(14);
  it('are configured', async () => {
    expect((await change('p-admin', endOf('a-second'))).body).toMatchObject({ lastDay: '2026-12-07' });
  });
});

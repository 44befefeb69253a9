/** Governance of the registry (domain.md 2), over HTTP on real records: who changes what, and what waits for a second. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { published } from '../../machines/procedures.ts';
import { nothing, verified } from '../support/integrity.ts';
import { ask, makeWeb, morning, type TestWeb } from '../web/support/web.ts';
import { overHttp } from './over-http.ts';

const DAY = 24 * 60 * 60 * 1000;
let web: TestWeb;

/** Each block has an installation of its own: with others already there, making one takes seconds on a busy machine. */
function onOwnInstallation(): void {
  beforeAll(async () => {
    web = await makeWeb();
  });
  /** Whatever a scenario did: the registry's chain is whole. */
  afterEach(async () => {
    expect(await web.records.governance.verify()).toMatchObject({ whole: true });
    expect(await verified(web.records)).toMatchObject(nothing);
  });
  afterAll(() => web.close());
}

const { send, change, decide } = overHttp(() => web);

const appointment = (id: string, person: string, role: string, organisation = 'demo-ministry', other: object = {}) => ({
  id,
  person,
  role,
  organisation,
  from: '2026-12-01',
  kind: 'regular',
  ...other,
});
const person = (id: string, other: object = {}) => ({
  id,
  nameJa: `${id}（架空）`,
  nameEn: `${id} (fictional)`,
  home: 'demo-ministry',
  ...other,
});

/** As the installation itself: puts a second administrator of everything, and one of the ministry, there. */
async function moreAdministrators(): Promise<void> {
  await web.records.registry.change(
    {
      people: ['p-second', 'p-local', 'p-agency-local'].map((id) => person(id)),
      appointments: [
        { ...post('a-second', 'p-second', 'demo-centre') },
        { ...post('a-local', 'p-local', 'demo-ministry') },
        { ...post('a-agency-local', 'p-agency-local', 'demo-agency') },
      ],
    },
    'p-admin',
    morning,
  );
}
const post = (id: string, who: string, organisation: string) =>
  ({ id, person: who, role: 'administrator', organisation, from: '2026-04-01', kind: 'regular' }) as const;

/** The refused rules by id, each with clause, basis and both languages. */
function rulesOf(answer: { status: number; body: { refusals?: Record<string, string>[] } }): string[] {
  for (const rule of answer.body.refusals ?? []) {
    expect(rule).toMatchObject({ clause: '6-4', basis: 'design' });
    expect(rule['ja']).toMatch(/[ぁ-ん]/);
    expect(rule['en']).toMatch(/[a-z]/);
    expect(`${rule['ja']}${rule['en']}`).not.toContain('{what}');
  }
  return (answer.body.refusals ?? []).map(({ id }) => `${answer.status} ${id}`);
}

describe('a change of the registry', () => {
  onOwnInstallation();
  it('is made as a whole, and its line stands in the journal (6-4)', async () => {
    const made = await change('p-admin', {
      people: [person('p-new')],
      appointments: [appointment('a-new', 'p-new', 'officer', 'demo-ministry', { department: 'd-systems' })],
      ends: [{ appointment: 'a-p-staff', to: '2026-11-30' }],
    });
    expect(made.body).toMatchObject({ status: 'done', added: 2, changed: 1 });
    const { body } = await send('p-admin', 'GET', '/registry/journal?verify=1');
    expect(body.verified).toMatchObject({ whole: true, lines: body.items.length });
    const line = body.items.at(-1);
    expect(line).toMatchObject({ seq: made.body.seq, by: 'p-admin' });
    expect(line.rows.map((row: Record<string, string>) => `${row['kind']} ${row['id']} ${row['act']}`).sort()).toEqual([
      'appointment a-new added',
      'appointment a-p-staff changed',
      `change ${made.body.id} made`,
      'person p-new added',
    ]);
    const listed = await send('p-admin', 'GET', '/registry/changes?status=done');
    expect(listed.body.items[0]).toMatchObject({ id: made.body.id, seq: made.body.seq, bodies: ['demo-ministry'] });
  });

  it('says everything that is wrong, each at its path, and writes nothing', async () => {
    const { status, body } = await change('p-admin', {
      people: [person('p-x', { mail: 'not an address' })],
      appointments: [appointment('a-x', 'p-nobody', 'officer', 'demo-ministry', { from: '2026-02-30' })],
      ends: [{ appointment: 'a-none', to: '2026-11-30' }],
    });
    expect(status).toBe(400);
    const paths = new Set(body.errors.map(({ path }: { path: string }) => path));
    expect([...paths].sort()).toEqual([
      'appointments[0].from',
      'appointments[0].person',
      'ends[0].appointment',
      'people[0].mail',
    ]);
    expect((await send('p-admin', 'GET', '/people/p-x')).status).toBe(404);
  });

  it('is not asked for by people without the post, who learn nothing of what is recorded', async () => {
    for (const who of ['p-ciso', 'p-office', 'p-staff', 'p-agency-ciso']) {
      const refused = await change(who, { people: [person('p-ciso', { mail: 'broken' })] });
      expect([who, ...rulesOf(refused)]).toEqual([who, '403 isAdministrator']);
      expect(refused.text).not.toContain('people[0]');
    }
  });

  it('the same key gives the same answer, and the same change again changes nothing', async () => {
    const body = { people: [person('p-key')] };
    const first = await change('p-admin', body, { key: 'k1' });
    expect((await change('p-admin', body, { key: 'k1' })).body).toEqual(first.body);
    expect((await change('p-admin', body)).body).toEqual({ status: 'done', added: 0, changed: 0, unchanged: 1 });
    expect((await change('p-admin', { people: [] }, { key: 'k1' })).status).toBe(422);
  });
});

describe('an administrator', () => {
  onOwnInstallation();
  beforeAll(moreAdministrators);

  it('changes nothing about themselves, alone or among others', async () => {
    const own = await change('p-admin', { appointments: [appointment('a-own', 'p-admin', 'ciso')] });
    expect(rulesOf(own)).toEqual(['403 notOwnAppointments']);
    const end = await change('p-second', {
      people: [person('p-along')],
      ends: [{ appointment: 'a-second', to: '2026-12-31' }],
    });
    expect(rulesOf(end)).toEqual(['403 notOwnAppointments']);
    expect((await send('p-admin', 'GET', '/people/p-along')).status).toBe(404);
  });

  it('of a body changes its departments, people and appointments, and nothing of other bodies', async () => {
    const made = await change('p-local', {
      departments: [
        {
          id: 'd-new',
          organisation: 'demo-ministry',
          nameJa: '新課（架空）',
          nameEn: 'New (fictional)',
          bureau: false,
        },
      ],
      people: [person('p-new'), person('p-staff', { mail: 'staff@ministry.example' })],
      appointments: [appointment('a-new', 'p-new', 'staff', 'demo-ministry', { department: 'd-new' })],
    });
    expect(made.body).toMatchObject({ status: 'done', added: 3, changed: 1 });
    const foreign = await change('p-local', { appointments: [appointment('a-f', 'p-new', 'staff', 'demo-agency')] });
    expect(rulesOf(foreign)).toEqual(['403 administersBody']);
    const strangersMail = await change('p-local', {
      people: [person('p-agency-staff', { mail: 'mine@ministry.example' })],
    });
    expect(rulesOf(strangersMail)).toEqual(['403 administersBody']);
  });

  it('of a body neither changes bodies nor appoints administrators, and does not touch a person both bodies share', async () => {
    const administrator = await change('p-local', { appointments: [appointment('a-2', 'p-staff', 'administrator')] });
    expect(rulesOf(administrator)).toEqual(['403 isOverallAdministrator']);
    const body = await web.records.registry.organisation('demo-ministry');
    const renamed = await change('p-local', {
      organisations: [{ ...body, nameJa: '別の省（架空）', renamedOn: 'correction' }],
    });
    expect(rulesOf(renamed)).toEqual(['403 isOverallAdministrator']);
    await change('p-admin', { appointments: [appointment('a-shared', 'p-agency-ciso', 'staff')] });
    const shared = await change('p-local', { people: [person('p-agency-ciso', { mail: 'mine@ministry.example' })] });
    expect(rulesOf(shared)).toEqual(['403 administersBody']);
  });

  it('decides nothing: no decision of any procedure names administrators', () => {
    const named = published.flatMap(({ id, decisions }) =>
      Object.entries(decisions)
        .filter(([, { by }]) => by.includes('administrator'))
        .map(([name]) => `${id} ${name}`),
    );
    expect(named).toEqual([]);
  });

  it('reads of other bodies only what a stranger reads', async () => {
    expect((await send('p-local', 'GET', '/appointments?organisation=demo-agency')).status).toBe(404);
    expect((await send('p-local', 'GET', '/people/p-agency-ciso')).status).toBe(404);
    expect((await send('p-local', 'GET', '/appointments?organisation=demo-ministry')).status).toBe(200);
    const { body } = await send('p-local', 'GET', '/registry/journal');
    const seen = new Set(
      body.items.flatMap((line: { rows: { organisation: string }[] }) => line.rows.map((row) => row.organisation)),
    );
    expect([...seen]).toEqual(['demo-ministry']);
    const ciso = await send('p-ciso', 'GET', '/registry/journal');
    expect(ciso.text).not.toContain('"row"');
    expect((await send('p-staff', 'GET', '/registry/journal')).status).toBe(404);
  });
});

describe('an appointment of a CISO, deputy, audit officer or administrator', () => {
  onOwnInstallation();
  beforeAll(moreAdministrators);
  let trial = 0;
  let guarded: { people: object[]; appointments: object[] };
  beforeEach(() => {
    trial += 1;
    const who = `p-new-${trial}`;
    guarded = { people: [person(who)], appointments: [appointment(`a-ciso-${trial}`, who, 'deputyCiso')] };
  });

  it('waits as a whole until a second administrator approves it', async () => {
    const asked = await change('p-admin', guarded);
    expect(asked.body).toMatchObject({ status: 'pending', guarded: ['a-ciso-1'], expires: morning + 30 * DAY });
    expect((await send('p-admin', 'GET', '/people/p-new-1')).status).toBe(404);
    expect((await change('p-admin', guarded)).body).toEqual(asked.body);
    expect(rulesOf(await decide('p-admin', asked.body.id, 'approve'))).toEqual(['403 secondPerson']);
    expect((await decide('p-agency-local', asked.body.id, 'approve')).status).toBe(404);
    expect((await decide('p-staff', asked.body.id, 'approve')).status).toBe(404);
    const listed = await send('p-second', 'GET', '/registry/changes?status=pending');
    expect(listed.body.items[0].given.people[0].row.name_ja).toBe('p-new-1（架空）');
    const approved = await decide('p-local', asked.body.id, 'approve');
    expect(approved.body).toMatchObject({ status: 'done', by: 'p-admin', decidedBy: 'p-local' });
    expect(approved.text).not.toContain('（架空）');
    const held = await web.records.registry.appointments('demo-ministry');
    expect(held.find(({ id }) => id === 'a-ciso-1')).toMatchObject({ person: 'p-new-1', role: 'deputyCiso' });
    const { body } = await send('p-admin', 'GET', '/registry/journal');
    const acts = body.items
      .slice(-2)
      .map((line: { by: string; rows: { act: string }[] }) => [line.by, line.rows[0]?.act]);
    expect(acts).toEqual([
      ['p-admin', 'proposed'],
      ['p-local', 'approved'],
    ]);
    expect(body.items.at(-1).rows[0].row).toMatchObject({ askedBy: 'p-admin', approvedBy: 'p-local' });
    expect(rulesOf(await decide('p-second', asked.body.id, 'approve'))).toEqual(['409 stillPending']);
  });

  it('is rejected with a reason, or withdrawn by whoever asked, and nothing of it is kept but ids', async () => {
    const first = await change('p-admin', guarded);
    expect(rulesOf(await decide('p-second', first.body.id, 'reject'))).toEqual(['409 reasonGiven']);
    expect(rulesOf(await decide('p-second', first.body.id, 'withdraw'))).toEqual(['403 withdrawnByAuthor']);
    const rejected = await decide('p-second', first.body.id, 'reject', { reason: '別の人を予定' });
    expect(rejected.body).toMatchObject({ status: 'rejected', reason: '別の人を予定', decidedBy: 'p-second' });
    expect(rejected.body.given).toBeUndefined();
    const told = (await send('p-admin', 'GET', '/notices')).body.items[0].items[0];
    expect(told).toMatchObject({ topic: 'changeRejected', reason: { ja: '理由', said: '別の人を予定' } });
    const second = await change('p-admin', guarded);
    expect(second.body.id).not.toBe(first.body.id);
    expect((await decide('p-admin', second.body.id, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
    expect((await send('p-admin', 'GET', `/people/p-new-${trial}`)).status).toBe(404);
  });

  it('expires after 30 days, and says so', async () => {
    const { body } = await change('p-admin', guarded);
    const before = await web.records.governance.change(body.id, morning + 30 * DAY - 1);
    expect(before).toMatchObject({ status: 'pending' });
    expect(await web.records.governance.change(body.id, morning + 30 * DAY)).toMatchObject({ status: 'expired' });
    await expect(
      web.records.governance.decide(body.id, 'approve', 'p-second', morning + 30 * DAY),
    ).rejects.toMatchObject({ refusals: [{ rule: 'stillPending' }] });
    await web.records.governance.ask({ people: [person('p-other')] }, 'p-admin', morning + 31 * DAY);
    const lines = await web.records.governance.lines(0, 500);
    expect(lines.flatMap(({ rows }) => rows.map(({ act }) => act))).toContain('expired');
  });

  it('is refused at approval when the registry moved under it, naming what changed', async () => {
    const { body } = await change('p-admin', {
      people: [person('p-officer', { mail: 'new@ministry.example' })],
      appointments: [appointment('a-moved', 'p-officer', 'deputyCiso')],
    });
    await change('p-local', { people: [person('p-officer', { mail: 'other@ministry.example' })] });
    const refused = await decide('p-second', body.id, 'approve');
    expect(rulesOf(refused)).toEqual(['409 stillValid']);
    expect(refused.body.refusals[0].en).toContain('person p-officer');
  });

  it('is refused at approval when it has become invalid, saying why', async () => {
    const { body } = await change('p-admin', { appointments: [appointment('a-invalid', 'p-staff', 'deputyCiso')] });
    await web.records.registry.change(
      { appointments: [{ ...appointment('a-same', 'p-staff', 'deputyCiso'), role: 'deputyCiso', kind: 'regular' }] },
      'p-admin',
      morning,
    );
    const refused = await decide('p-second', body.id, 'approve');
    expect(rulesOf(refused)).toEqual(['409 stillValid']);
    expect(refused.body.refusals[0].en).toContain('overlaps');
  });

  it('is approved by nobody whom it appoints, and does not carry their own post along', async () => {
    const about = {
      appointments: [appointment('a-l', 'p-local', 'staff'), appointment('a-c', 'p-audit', 'deputyCiso')],
    };
    const { body } = await change('p-admin', about);
    expect(body).toMatchObject({ status: 'pending' });
    expect(rulesOf(await decide('p-local', body.id, 'approve'))).toEqual(['403 notOwnAppointments']);
    const both = await change('p-admin', {
      appointments: [
        appointment('a-s', 'p-second', 'staff'),
        appointment('a-l2', 'p-local', 'auditor'),
        appointment('a-c2', 'p-office', 'deputyCiso'),
      ],
    });
    expect(rulesOf(both)).toEqual(['409 separatelyFromOwn']);
  });

  it('a new mail address of such a holder needs the second administrator too: links to claim tokens go there', async () => {
    const moved = await change('p-admin', { people: [person('p-ciso', { mail: 'elsewhere@ministry.example' })] });
    expect(moved.body).toMatchObject({ status: 'pending', guarded: ['p-ciso'] });
  });

  it('makes a file wait as a whole, with the same answer when it is sent again', async () => {
    const raw = JSON.stringify(guarded);
    const headers = { 'content-type': 'application/json' };
    const first = await send('p-admin', 'POST', '/registry/import', undefined, { raw, headers });
    expect(first.body).toMatchObject({ status: 'pending' });
    expect((await send('p-admin', 'POST', '/registry/import', undefined, { raw, headers })).body).toEqual(first.body);
    await decide('p-second', first.body.id, 'approve');
    const again = await send('p-admin', 'POST', '/registry/import', undefined, { raw, headers });
    expect(again.body).toEqual({ status: 'done', added: 0, changed: 0, unchanged: 2 });
  });
});

describe('a sole administrator', () => {
  onOwnInstallation();
  it('may still appoint, marked for ever, and only while there is no second', async () => {
    const first = await change('p-admin', {
      people: [person('p-second')],
      appointments: [appointment('a-2', 'p-second', 'administrator', 'demo-centre', { from: '2026-11-23' })],
    });
    expect(first.body).toMatchObject({ status: 'done', soleAdministrator: true });
    const { body } = await send('p-admin', 'GET', '/registry/journal');
    expect(body.items.at(-1).rows[0]).toMatchObject({ kind: 'change', act: 'soleAdministrator' });
    expect(await web.records.governance.verify()).toMatchObject({ soleChanges: 1 });
    const next = await change('p-admin', { appointments: [appointment('a-3', 'p-staff', 'auditOfficer')] });
    expect(next.body).toMatchObject({ status: 'pending' });
  });

  it('ends the post of the only other one who could approve, marked, and nothing else with it', async () => {
    // `p-second` is there since the scenario before.
    const ends = [{ appointment: 'a-2', to: '2026-11-30' }];
    const more = await change('p-admin', { ends, appointments: [appointment('a-4', 'p-staff', 'auditOfficer')] });
    expect(rulesOf(more)).toEqual(['409 separatelyFromOwn']);
    expect((await change('p-admin', { ends })).body).toMatchObject({ status: 'done', soleAdministrator: true });
  });
});

describe('a written nomination', () => {
  onOwnInstallation();
  let document: string;
  beforeAll(async () => {
    for (const who of ['p-office', 'p-head']) {
      const sent = await ask(web.app, 'POST', '/api/v1/documents?name=nomination&organisation=demo-ministry', {
        token: await web.token(who),
        raw: 'I nominate (fictional)',
        headers: { 'content-type': 'text/plain' },
      });
      document = sent.body.hash;
    }
  });
  const nomination = (who: string) => ({
    nominations: [
      {
        id: 'n-1',
        organisation: 'demo-ministry',
        head: 'p-head',
        person: who,
        instance: 'cycle/2026/demo-ministry',
        document,
        date: '2026-11-23',
      },
    ],
  });

  it('is recorded by the promotion office, the head or an administrator, never by the nominated', async () => {
    expect((await change('p-office', nomination('p-officer'))).body).toMatchObject({ status: 'done', added: 1 });
    expect((await change('p-head', nomination('p-officer'))).body).toMatchObject({ status: 'done', unchanged: 1 });
    expect(rulesOf(await change('p-staff', nomination('p-officer')))).toEqual(['403 isAdministrator']);
    const own = nomination('p-office').nominations.map((row) => ({ ...row, id: 'n-2' }));
    expect(rulesOf(await change('p-office', { nominations: own }))).toEqual(['403 notOwnAppointments']);
  });
});

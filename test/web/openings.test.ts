/** A person opens a procedure by its first decision, over HTTP and by its page; who else knows of it reads their part. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateInJapan, fiscalYearOf } from '../../model/japan-time.ts';
import { post } from '../support/records.ts';
import { signIn, type SignedIn } from '../support/signed-in.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { standardsDraft } from './support/standards-draft.ts';

const { centre, headquarters, ministry } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const of = `standards/${year}/${centre.organisation}`;
let stack: Stack;
let browser: SignedIn;
beforeAll(async () => {
  stack = await startStack();
  browser = await signIn(stack.address, stack.records, centre.firstStaff, Date.now());
});
afterAll(() => stack?.close());

/** A draft with an inspection; `change` takes something away. */
async function draft(change: object = {}, by = centre.firstStaff): Promise<Record<string, unknown>> {
  const staff = await stack.as(by);
  return { ...(await standardsDraft(staff, year)), ...change };
}

/** Instances of the kind that there are. */
async function opened(): Promise<string[]> {
  const rows = await stack.records.instances.list({ year }, undefined, 100);
  return rows.map(({ instance }) => instance).filter((instance) => instance.startsWith('standards/'));
}

describe('opening over HTTP', () => {
  it('2-4: what is refused begins nothing, and its number stays free', async () => {
    const staff = await stack.as(centre.firstStaff);
    const { status, body } = await staff.decide(of, 'submitDraft', await draft({ inspection: undefined }));
    expect([status, body.refusals[0]]).toMatchObject([409, { id: 'inspectionCited', clause: '2-4' }]);
    const later = await staff.decide(of, 'recordCouncil', {
      draft: await staff.document('the draft'),
      heldOn: today,
      outcome: 'passed',
      document: await staff.document('the draft'),
    });
    expect([later.status, later.body.refusals[0]]).toMatchObject([409, { id: 'notNow' }]);
    expect(await opened()).toEqual([]);
  });

  it('6-1: to who is not of the centre it is as if it did not exist; within it the post decides', async () => {
    const outside = await stack.as(ministry.ciso);
    for (const reply of [
      await outside.decide(of, 'submitDraft', await draft()),
      await outside.post(`/procedures/${of}/decisions?check=1`, { type: 'submitDraft', ...(await draft()) }),
      await outside.get(`/procedures/${of}/decisions/submitDraft/draft`),
    ])
      expect(reply.status).toBe(404);
    const inside = await stack.as(centre.hqAuditLeader);
    const refused = await inside.decide(of, 'submitDraft', await draft({}, centre.hqAuditLeader));
    expect([refused.status, refused.body.refusals[0]]).toMatchObject([403, { id: 'notYourRole', clause: '2-2' }]);
    expect((await inside.get(`/procedures/${of}/decisions/submitDraft/draft`)).status).toBe(403);
    // A ministry has no such procedure, and no year but the present one is opened.
    expect((await outside.decide(`standards/${year}/${ministry.organisation}`, 'submitDraft', {})).status).toBe(404);
    const staff = await stack.as(centre.firstStaff);
    for (const other of [year - 1, year + 1]) {
      const there = `standards/${other}/${centre.organisation}`;
      expect((await staff.decide(there, 'submitDraft', await draft())).status).toBe(404);
      expect((await staff.get(`/procedures/${there}/decisions/submitDraft/draft`)).status).toBe(404);
    }
    expect(await opened()).toEqual([]);
  });

  it('6-1: check=1 says what would come of it, and the form is there, before anything is begun', async () => {
    const staff = await stack.as(centre.firstStaff);
    const sent = { type: 'submitDraft', ...(await draft()) };
    const { status, body } = await staff.post(`/procedures/${of}/decisions?check=1`, sent);
    expect([status, body]).toMatchObject([200, { wouldBeTaken: true, phaseAfter: { id: 'drafted' } }]);
    const form = await staff.get(`/procedures/${of}/decisions/submitDraft/draft`);
    expect([form.status, form.body]).toMatchObject([200, { decision: 'submitDraft', status: 'open' }]);
    expect(await opened()).toEqual([]);
  });

  it('6-1: with an ETag of something that moved on it is stale', async () => {
    const staff = await stack.as(centre.firstStaff);
    const headers = { 'if-match': '"7"' };
    expect((await staff.decide(of, 'submitDraft', await draft(), { headers })).status).toBe(412);
    expect(await opened()).toEqual([]);
  });

  it('6-1: a double click opens one, and the same key answers with the same number', async () => {
    const staff = await stack.as(centre.firstStaff);
    const key = randomUUID();
    const input = await draft();
    const replies = await Promise.all([1, 2, 3].map(() => staff.decide(of, 'submitDraft', input, { key })));
    const taken = replies.filter(({ status }) => status === 200);
    expect(taken.length).toBeGreaterThan(0);
    expect(new Set(taken.map(({ body }) => body.instance))).toEqual(new Set([`${of}/1`]));
    const again = await staff.decide(of, 'submitDraft', input, { key });
    expect([again.status, again.body]).toMatchObject([200, { instance: `${of}/1`, seq: 2 }]);
    expect((await staff.decide(of, 'submitDraft', { ...input, threats: 'other' }, { key })).status).toBe(422);
    expect(await opened()).toEqual([`${of}/1`]);
    const another = await staff.decide(of, 'submitDraft', input);
    expect(another.body).toMatchObject({ instance: `${of}/2`, seq: 2 });
  });
});

describe('several at once', () => {
  it('6-1: two people at the same moment open two, each under a number of its own', async () => {
    const before = (await opened()).length;
    const people = [centre.firstStaff, centre.secondStaff, centre.firstStaff, centre.secondStaff];
    const replies = await Promise.all(
      people.map(async (person) => (await stack.as(person)).decide(of, 'submitDraft', await draft({}, person))),
    );
    expect(replies.map(({ status }) => status)).toEqual(people.map(() => 200));
    const numbers = replies.map(({ body }) => Number(body.instance.split('/').at(-1))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(people.map((_, i) => before + 1 + i));
    for (const [i, { body }] of replies.entries()) {
      const [, first] = await stack.records.journal.all(body.instance);
      expect(first?.event).toMatchObject({ type: 'submitDraft', actor: { person: people[i] } });
    }
  });
});

describe('a post that ends between the page and the sending', () => {
  it('2-2: the page was there, what is sent from it opens nothing; by the API as by the form', async () => {
    const person = 'p-leaves';
    const held = post(centre.organisation, person, 'centreStaff');
    // The other post stays.
    const other = { appointments: post(centre.organisation, person, 'hqAuditor').appointments ?? [] };
    for (const change of [held, other]) await stack.records.registry.change(change, 'p-admin', Date.now());
    const leaving = await signIn(stack.address, stack.records, person, Date.now());
    const page = await leaving.get(`/${of}/decide/submitDraft`);
    expect([page.status, page.html.includes('name="title"')]).toEqual([200, true]);
    const token = await leaving.token();
    const sent = await draft({}, person);
    const before = await opened();
    // The day before yesterday was the last one.
    const to = addDays(today, -2);
    const ended = { appointments: (held.appointments ?? []).map((row) => ({ ...row, to })) };
    await stack.records.registry.change(ended, 'p-admin', Date.now());
    const { inspectionPeriod: _period, covers: _covers, inspectedBodies: _bodies, ...words } = sent;
    const fields = {
      ...Object.fromEntries(Object.entries(words).map(([name, value]) => [name, String(value)])),
      covers: 'standards',
      'inspectionPeriod.from': `${year - 1}-04-01`,
      'inspectionPeriod.to': `${year - 1}-09-30`,
      inspectedBodies: ministry.organisation,
      _do: 'confirm',
    };
    const byForm = await leaving.post(`/${of}/decide/submitDraft`, fields, { token });
    const byApi = await (await stack.as(person)).decide(of, 'submitDraft', sent);
    expect([byForm.status, byApi.status]).toEqual([403, 403]);
    expect(byApi.body.refusals).toMatchObject([{ id: 'notYourRole', clause: '2-2' }]);
    expect(await opened()).toEqual(before);
  });
});

describe('opening by pages', () => {
  it('2-2: the form stands at the address without a number, and leads to what was opened', async () => {
    const staff = await stack.as(centre.firstStaff);
    const page = await browser.get(`/${of}/decide/submitDraft`);
    expect(page.status).toBe(200);
    expect(page.html).toContain('name="title"');
    const before = await opened();
    const fields = {
      title: '頁から',
      document: await staff.document('the draft'),
      covers: 'standards',
      threats: 'supply chains',
      inspection: await staff.document('the inspection'),
      'inspectionPeriod.from': `${year - 1}-04-01`,
      'inspectionPeriod.to': `${year - 1}-09-30`,
      inspectedBodies: ministry.organisation,
      comprehensive: 'c',
      conformable: 'c',
      international: 'c',
      _do: 'confirm',
    };
    const done = await browser.post(`/${of}/decide/submitDraft`, fields);
    expect([done.status, done.to, done.html.slice(0, done.status === 303 ? 0 : 4000)]).toEqual([
      303,
      `/${of}/${before.length + 1}/entries/2`,
      '',
    ]);
    expect((await browser.get(done.to ?? '')).status).toBe(200);
    expect((await browser.get(`/${of}/${before.length + 1}`)).status).toBe(200);
  });
});

describe('where to begin', () => {
  it('2-2: who may open something finds it by the API, on the first page and on the page of the year', async () => {
    const staff = await stack.as(centre.firstStaff);
    const { status, body } = await staff.get('/openings');
    const same = { of, organisation: { id: centre.organisation }, procedure: { id: 'standards' }, year };
    expect([status, body.items]).toMatchObject([
      200,
      [
        { ...same, decision: 'submitDraft', ja: '統一規範・統一基準・指針の原案を提出する' },
        { ...same, decision: 'submitGuidebook' },
      ],
    ]);
    for (const person of [ministry.ciso, centre.director, centre.hqAuditLeader, headquarters.chair])
      expect((await (await stack.as(person)).get('/openings')).body.items).toEqual([]);
    for (const address of ['/', `/${centre.organisation}/${year}`]) {
      const page = await browser.get(address);
      expect([page.status, page.html.includes(`href="/${of}/decide/submitDraft"`)]).toEqual([200, true]);
    }
  });

  it('6-1: the pages of bodies without a cycle are there for their people, and for nobody else', async () => {
    const chair = await signIn(stack.address, stack.records, headquarters.chair, Date.now());
    const stranger = await signIn(stack.address, stack.records, ministry.ciso, Date.now());
    const auditor = await signIn(stack.address, stack.records, centre.hqAuditLeader, Date.now());
    for (const one of [browser, chair, auditor])
      for (const address of [
        '/',
        '/board',
        '/notices',
        '/calendar',
        '/guideline/2-2',
        '/documents',
        '/help',
        '/settings',
      ])
        expect([address, (await one.get(address)).status]).toEqual([address, 200]);
    expect((await chair.get(`/${headquarters.organisation}/${year}`)).status).toBe(200);
    expect((await stranger.get(`/${centre.organisation}/${year}`)).status).toBe(404);
    // The address without a number leads to the list of what was opened.
    const led = await browser.get(`/${of}`);
    expect([led.status, led.to]).toEqual([303, `/${centre.organisation}/${year}`]);
    expect((await browser.get(`/${centre.organisation}/${year}`)).html).toContain(`href="/${of}/1"`);
  });
});

describe('who knows of it', () => {
  it('2-2, 2-3: headquarters and ministries read what is put to them, each its own, and nobody before', async () => {
    const [staff, chair, office, manager, agency] = await Promise.all(
      [centre.firstStaff, headquarters.chair, ministry.promotionLead, ministry.manager, cast.agency.ciso].map(
        (person) => stack.as(person),
      ),
    );
    if (!staff || !chair || !office || !manager || !agency) throw new Error('somebody is missing');
    const sent = await draft();
    const { body: begun } = await staff.decide(of, 'submitDraft', sent);
    const { instance } = begun;
    const hashes = { draft: await staff.document('the draft'), guide: await staff.document('the guidance') };
    const { title } = sent;
    const guide = { ...basis(sent), title, document: hashes.guide, examples: 'e', thinking: 't' };
    expect((await staff.decide(instance, 'submitGuidebook', guide)).status).toBe(200);
    for (const one of [chair, office, manager, agency]) {
      expect((await one.show(instance)).status).toBe(404);
      expect((await one.get(`/procedures/${instance}/journal`)).status).toBe(404);
    }
    const council = {
      draft: hashes.draft,
      heldOn: today,
      outcome: 'passed',
      document: await staff.document('minutes'),
    };
    expect((await staff.decide(instance, 'recordCouncil', council)).status).toBe(200);
    const consult = { draft: hashes.guide, ministries: [ministry.organisation] };
    expect((await staff.decide(instance, 'consult', consult)).status).toBe(200);

    const seen = await chair.show(instance);
    expect([seen.status, seen.text.includes(hashes.draft), seen.text.includes(hashes.guide)]).toEqual([
      200,
      true,
      false,
    ]);
    const asked = await office.show(instance);
    expect([asked.status, asked.text.includes(hashes.draft), asked.text.includes(hashes.guide)]).toEqual([
      200,
      false,
      true,
    ]);
    // Other posts of the ministry, and other bodies, know nothing of it.
    expect([(await manager.show(instance)).status, (await agency.show(instance)).status]).toEqual([404, 404]);
    // What is put to them they may fetch.
    expect((await chair.get(`/documents/${hashes.draft}`)).status).toBe(200);
    expect((await office.get(`/documents/${hashes.guide}`)).status).toBe(200);
    expect((await chair.get(`/documents/${hashes.guide}`)).status).toBe(404);

    const tasks = async (who: typeof chair) =>
      (await who.get('/tasks?limit=200')).body.items
        .filter((task: { instance: string }) => task.instance === instance)
        .map(({ decision }: { decision: string }) => decision);
    expect(await tasks(chair)).toEqual(['decide']);
    expect(await tasks(office)).toEqual(['giveOpinion']);
    const opinion = { ministry: ministry.organisation, kind: 'comment', opinion: 'words of the ministry alone' };
    const form = await office.get(`/procedures/${instance}/decisions/giveOpinion/draft`);
    expect([form.status, form.body.draft]).toMatchObject([200, { ministry: ministry.organisation }]);
    expect((await office.decide(instance, 'giveOpinion', opinion)).status).toBe(200);
    for (const [who, reads] of [
      [staff, true],
      [office, true],
      [chair, false],
    ] as const) {
      const journal = await who.get(`/procedures/${instance}/journal?limit=100`);
      expect([journal.status, journal.text.includes(opinion.opinion)]).toEqual([200, reads]);
      expect((await who.show(instance)).text.includes(opinion.opinion)).toBe(reads);
    }
    expect((await chair.decide(instance, 'decide', { draft: hashes.draft })).status).toBe(200);
    expect(await tasks(chair)).toEqual([]);
  });
});

/** What a draft rests on, of an input. */
function basis({ threats, inspection, inspectionPeriod, inspectedBodies }: Readonly<Record<string, unknown>>): object {
  return { threats, inspection, inspectionPeriod, inspectedBodies };
}

/** What the registry sets off and cannot call back waits for a second administrator (domain.md 2, design serving 6-4), over HTTP on real records. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTellCycles } from '../../activities/tell-cycles.ts';
import { nothing, verified } from '../support/integrity.ts';
import { makeWeb, morning, type TestWeb } from '../web/support/web.ts';
import { overHttp, rulesOf } from './over-http.ts';

const DAY = 24 * 60 * 60 * 1000;
let web: TestWeb;

function onOwnInstallation(): void {
  beforeAll(async () => {
    web = await makeWeb();
    await web.records.registry.change(
      {
        people: [{ id: 'p-second', home: 'demo-centre', nameJa: '二人目（架空）', nameEn: 'Second (fictional)' }],
        appointments: [
          {
            id: 'a-second',
            person: 'p-second',
            role: 'administrator',
            organisation: 'demo-centre',
            from: '2026-04-01',
            kind: 'regular',
          },
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
const recorded = async (id: string) => {
  const row = await web.records.registry.organisation(id);
  if (row === undefined) throw new Error(id);
  return row;
};
const endingOf = async (id: string, to: string, other: object = {}) => ({
  organisations: [{ ...(await recorded(id)), to, abolitionBasis: '廃止法附則第1条', ...other }],
});
/** Whose ends the daily round would tell then: the activity itself, that finds no cycle to tell. */
async function toldAt(at: number): Promise<readonly string[]> {
  const asked: string[] = [];
  const { registry, registers, journal, calendars } = web.records;
  const registryTells = {
    ...web.records.registryTells,
    untoldEndings: async (bodies: readonly string[]) => {
      asked.push(...bodies);
      return [];
    },
  };
  const activities = makeTellCycles({
    records: { registry, registers, journal, calendars, registryTells },
    engine: { tell: async () => {} },
    putInInbox: async () => ({ result: 'waiting' }),
  });
  await activities.tellEndings(at);
  return asked;
}

describe('the end of a body', () => {
  onOwnInstallation();

  it('waits for the second administrator, by a change and by an import, and is carried out on its day (6-4)', async () => {
    const asked = await change(
      'p-admin',
      await endingOf('demo-agency', '2027-03-31', { successors: ['demo-ministry'] }),
    );
    expect(asked.body).toMatchObject({ status: 'pending', guarded: ['demo-agency'] });
    expect((await recorded('demo-agency')).to).toBeUndefined();
    const row = { ...(await recorded('demo-unrelated')), to: '2027-03-31', abolitionBasis: '廃止法' };
    const imported = await send('p-admin', 'POST', '/registry/import', { organisations: [row] });
    expect(imported.body).toMatchObject({ status: 'pending', guarded: ['demo-unrelated'] });
    expect((await decide('p-second', asked.body.id, 'approve')).body).toMatchObject({ status: 'done' });
    expect((await recorded('demo-agency')).to).toBe('2027-03-31');
    expect(await toldAt(Date.parse('2027-03-31T23:59:00+09:00'))).toEqual([]);
    expect(await toldAt(Date.parse('2027-04-01T00:10:00+09:00'))).toEqual(['demo-agency']);
  });

  it('is not recorded for a day long past, neither when asked for nor when approved (6-4)', async () => {
    const slip = await change('p-admin', await endingOf('demo-ministry', '2025-11-30'));
    expect([slip.status, slip.body.errors?.map(({ path }: { path: string }) => path)]).toEqual([
      400,
      ['organisations[0].to'],
    ]);
    const row = { ...(await recorded('demo-ministry')), to: '2025-11-30', abolitionBasis: '廃止法' };
    expect((await send('p-admin', 'POST', '/registry/import', { organisations: [row] })).status).toBe(400);
    // Asked for while it was a few days past, approved when it is more than thirty.
    const late = await change('p-admin', await endingOf('demo-ministry', '2026-10-30'));
    expect(late.body).toMatchObject({ status: 'pending' });
    web.now = morning + 20 * DAY;
    expect(rulesOf(await decide('p-second', late.body.id, 'approve'))).toEqual(['409 stillValid']);
    expect((await recorded('demo-ministry')).to).toBeUndefined();
  });

  it('is taken back until its last day by any administrator of everything, and by nobody after it', async () => {
    const asked = await change(
      'p-second',
      await endingOf('demo-unrelated', '2026-11-24', { successors: ['demo-ministry'] }),
    );
    await decide('p-admin', asked.body.id, 'approve');
    expect(await recorded('demo-unrelated')).toMatchObject({ to: '2026-11-24', successors: ['demo-ministry'] });
    const keeps = { keeps: [{ organisation: 'demo-unrelated' }] };
    expect(rulesOf(await change('p-unrelated', keeps))).toEqual(['403 isAdministrator']);
    web.now = Date.parse('2026-11-24T23:00:00+09:00');
    expect((await change('p-admin', keeps)).body).toMatchObject({ status: 'done', changed: 1 });
    const { to, successors, abolitionBasis } = await recorded('demo-unrelated');
    expect([to, successors, abolitionBasis]).toEqual([undefined, undefined, undefined]);
    expect(await toldAt(morning + 30 * DAY)).not.toContain('demo-unrelated');
    web.now = morning;
    const again = await change('p-admin', await endingOf('demo-unrelated', '2026-11-24'));
    await decide('p-second', again.body.id, 'approve');
    web.now = Date.parse('2026-11-25T00:00:00+09:00');
    expect((await change('p-admin', keeps)).status).toBe(400);
    expect((await change('p-admin', await endingOf('demo-unrelated', '2027-11-24'))).status).toBe(400);
    expect((await recorded('demo-unrelated')).to).toBe('2026-11-24');
    expect((await change('p-admin', { keeps: [{ organisation: 'demo-nowhere' }] })).status).toBe(400);
  });

  it('guards who succeeds a body as well, and nothing that can be changed back', async () => {
    const body = await recorded('demo-ministry');
    const succeeded = await change('p-admin', { organisations: [{ ...body, successors: ['demo-centre'] }] });
    expect(succeeded.body).toMatchObject({ status: 'pending', guarded: ['demo-ministry'] });
    const renamed = await change('p-admin', {
      organisations: [{ ...body, nameJa: '改称（架空）', renamedOn: '2026-10-01' }],
    });
    expect(renamed.body).toMatchObject({ status: 'done' });
  });
});

describe('who supervises a body, and so sees where it stands', () => {
  onOwnInstallation();

  it('changes with a second administrator, by a change and by an import, and is changed back the same way (6-4)', async () => {
    const body = await recorded('demo-agency');
    const added = { organisations: [{ ...body, supervisors: ['demo-unrelated', 'demo-ministry'] }] };
    const asked = await change('p-admin', added);
    expect(asked.body).toMatchObject({ status: 'pending', guarded: ['demo-agency'] });
    const replaced = { organisations: [{ ...body, supervisors: ['demo-unrelated'] }] };
    const imported = await send('p-admin', 'POST', '/registry/import', replaced);
    expect(imported.body).toMatchObject({ status: 'pending', guarded: ['demo-agency'] });
    expect(await recorded('demo-agency')).toEqual(body);
    expect((await decide('p-second', asked.body.id, 'approve')).body).toMatchObject({ status: 'done' });
    expect((await recorded('demo-agency')).supervisors).toEqual(['demo-unrelated', 'demo-ministry']);
    // Which is the main one counts as well.
    const turned = { organisations: [{ ...body, supervisors: ['demo-ministry', 'demo-unrelated'] }] };
    expect((await change('p-second', turned)).body).toMatchObject({ status: 'pending' });
    const back = await change('p-second', { organisations: [body] });
    expect(back.body).toMatchObject({ status: 'pending', guarded: ['demo-agency'] });
    expect((await decide('p-admin', back.body.id, 'approve')).body).toMatchObject({ status: 'done' });
    expect(await recorded('demo-agency')).toEqual(body);
  });

  it('is recorded at once with a new body, of which there is nothing to see yet', async () => {
    const founded = { ...(await recorded('demo-agency')), id: 'demo-founded' };
    expect((await change('p-admin', { organisations: [founded] })).body).toMatchObject({ status: 'done', added: 1 });
  });
});

describe('an edition or a directive, that every open cycle is told', () => {
  onOwnInstallation();
  const directive = (id: string) => ({
    id,
    decidedOn: '2026-11-01',
    applyBy: '2027-01-31',
    titleJa: '通達',
    titleEn: 'directive',
  });
  const put = (person: string, register: string, id: string, value: object | null) =>
    send(person, 'PUT', `/registers/common/${register}`, { key: id, value });
  const kept = async (register: 'editions' | 'directives') => web.records.registers.common(register, morning);

  it.each(['p-centre', 'p-admin'])('waits for a second person when %s registers it (3-6, 6-4)', async (who) => {
    const id = `dir-${who.slice(2)}`;
    const asked = await put(who, 'directives', id, directive(id));
    expect(asked.body).toMatchObject({ status: 'pending', register: 'directives', key: id });
    expect(JSON.stringify(await kept('directives'))).not.toContain(id);
    expect((await put(who, 'directives', id, directive(id))).body.change).toBe(asked.body.change);
    const { change: waiting } = asked.body;
    expect(rulesOf(await decide(who, waiting, 'approve')).length).toBeGreaterThan(0);
    expect((await decide('p-second', waiting, 'approve')).body).toMatchObject({ status: 'done' });
    expect(JSON.stringify(await kept('directives'))).toContain(id);
    expect((await put(who, 'directives', id, directive(id))).body).toMatchObject({ status: 'done' });
  });

  it('is judged when it is asked for, is rejected or withdrawn, and moves under nobody’s approval', async () => {
    expect((await put('p-centre', 'editions', 'ed-1', { id: 'other' })).status).toBe(400);
    const edition = {
      id: 'ed-1',
      nameJa: '版',
      nameEn: 'edition',
      decidedOn: '2026-11-01',
      applyBy: '2027-03-31',
      requirements: [],
    };
    const first = await put('p-centre', 'editions', 'ed-1', edition);
    const second = await put('p-admin', 'editions', 'ed-1', { ...edition, nameJa: '別の版' });
    expect([first.body.status, second.body.status]).toEqual(['pending', 'pending']);
    await decide('p-second', first.body.change, 'approve');
    expect(rulesOf(await decide('p-second', second.body.change, 'approve'))).toEqual(['409 stillValid']);
    expect((await decide('p-second', second.body.change, 'reject', { reason: '別版' })).body).toMatchObject({
      status: 'rejected',
    });
    const third = await put('p-centre', 'directives', 'dir-3', directive('dir-3'));
    expect((await decide('p-centre', third.body.change, 'withdraw')).body).toMatchObject({ status: 'withdrawn' });
  });

  it('what is told nobody is written at once: guidelines, and the end of a fact', async () => {
    const guideline = { id: 'g-1', titleJa: '指針', titleEn: 'guideline' };
    expect((await put('p-centre', 'guidelines', 'g-1', guideline)).body).toMatchObject({ status: 'done' });
    expect((await put('p-centre', 'directives', 'dir-admin', null)).body).toMatchObject({ status: 'done' });
  });
});

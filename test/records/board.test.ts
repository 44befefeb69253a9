import { beforeAll, describe, expect, it } from 'vitest';
import type { BoardFilter } from '../../contract/records/board.ts';
import { bodies, DAY, dueItem, entryOf, noon, onBothDatabases, post, projectionOf } from '../support/records.ts';

const filter = (other: Partial<BoardFilter> = {}): BoardFilter => ({ year: 2026, visible: 'all', now: noon, ...other });

describe('the board', () => {
  onBothDatabases((here) => {
    const board = (other: Partial<BoardFilter> = {}, after?: string, limit = 100) =>
      here().records.readModel.board(filter(other), after, limit);
    const line = async (organisation: string, other: Partial<BoardFilter> = {}) =>
      (await board(other)).lines.find((each) => each.organisation === organisation);

    beforeAll(async () => {
      const { registry, journal } = here().records;
      const agency = (id: string, supervisor: string) => ({
        id,
        kind: 'incorporated-administrative-agency' as const,
        nameJa: `独立行政法人${id}（架空）`,
        nameEn: `Agency ${id} (fictional)`,
        supervisors: [supervisor],
        fictional: true,
      });
      const centre = {
        id: 'demo-centre',
        kind: 'centre' as const,
        nameJa: '室（架空）',
        nameEn: 'Centre (fictional)',
        supervisors: [],
        fictional: true,
      };
      await registry.change(bodies('demo-a', 'demo-b', 'demo-c', 'demo-d'), 'p-1', noon);
      await registry.change(
        { organisations: [agency('demo-x', 'demo-a'), agency('demo-y', 'demo-b'), centre] },
        'p-1',
        noon,
      );
      for (const id of ['demo-a', 'demo-b', 'demo-x']) await registry.change(post(id, 'p-1', 'ciso'), 'p-1', noon);
      // Appointed until yesterday only: nobody has taken it up today.
      await registry.change(post('demo-d', 'p-1', 'ciso', { to: '2026-04-30' }), 'p-1', noon);
      const cycle = (id: string, ...due: ReturnType<typeof dueItem>[]) => ({
        entry: entryOf(`cycle/2026/${id}`, 1, {
          projection: projectionOf({
            phase: 'planning',
            due,
            counts: { openImprovements: 2, openAudits: 1 },
            marks: ['adopted'],
          }),
        }),
      });
      await journal.append([
        cycle('demo-a', dueItem('plan', noon - DAY), dueItem('later', noon + 9 * DAY), dueItem('next', noon + DAY)),
        cycle('demo-x', { ...dueItem('plan', noon - DAY), met: noon - 2 * DAY } as ReturnType<typeof dueItem>),
        cycle('demo-c', dueItem('plan', noon - DAY)),
        cycle('demo-d', dueItem('plan', noon - DAY)),
      ]);
    });

    it('shows every body that runs a year: opened, not opened, and not taken up, which is never overdue', async () => {
      const { lines, totals, next } = await board();
      expect(next).toBeUndefined();
      expect(lines.map((each) => [each.organisation, each.phase, each.overdue])).toEqual([
        ['demo-a', 'planning', 1],
        ['demo-b', 'notOpened', 0],
        ['demo-c', 'notTakenUp', 0],
        ['demo-d', 'notTakenUp', 0],
        ['demo-x', 'planning', 0],
        ['demo-y', 'notTakenUp', 0],
      ]);
      expect(totals).toEqual({
        bodies: 6,
        byPhase: { planning: 2, notOpened: 1, notTakenUp: 3 },
        overdue: 1,
        openImprovements: 8,
        improvementsByRound: [],
        auditsByPhase: [],
        notTakenUp: 3,
      });
    });

    it('shows what a line is made of', async () => {
      expect(await line('demo-a')).toEqual({
        organisation: 'demo-a',
        nameJa: 'demo-a省（架空）',
        nameEn: 'Ministry demo-a (fictional)',
        kind: 'ministry',
        year: 2026,
        instance: 'cycle/2026/demo-a',
        phase: 'planning',
        nextDue: { id: 'next', due: noon + DAY },
        overdue: 1,
        daysOverdue: 2,
        openImprovements: 2,
        unaudited: 0,
        openAudits: 1,
        improvementsByRound: [],
        auditsByPhase: [],
        vacantPosts: 0,
        lastMovement: noon + 1,
        marks: ['adopted'],
        counts: { openImprovements: 2, openAudits: 1 },
      });
      expect(await line('demo-b')).toMatchObject({ openImprovements: 0, marks: [], counts: {} });
      expect((await line('demo-b'))?.instance).toBeUndefined();
    });

    it("counts what is overdue at the reader's instant: a due item is met until its instant, overdue from it on", async () => {
      const overdueAt = async (now: number) => (await line('demo-a', { now }))?.overdue;
      expect(await overdueAt(noon + DAY - 1)).toBe(1);
      expect(await overdueAt(noon + DAY)).toBe(2);
      expect(await overdueAt(noon + 30 * DAY)).toBe(3);
      expect((await line('demo-a', { now: noon + 30 * DAY }))?.nextDue).toBeUndefined();
    });

    it("counts the due items of the body's improvements and audits of that year, until they end", async () => {
      const { journal } = here().records;
      const name = 'improvement/2026/demo-x/1';
      const open = projectionOf({ due: [dueItem('done', noon - DAY)] });
      await journal.append([{ entry: entryOf(name, 1, { projection: open }) }]);
      await journal.append([{ entry: entryOf('improvement/2025/demo-x/1', 1, { projection: open }) }]);
      expect(await line('demo-x')).toMatchObject({ overdue: 1, phase: 'planning', lastMovement: noon + 1 });
      await journal.append([{ entry: entryOf(name, 2, { projection: { ...open, ended: 'verified' } }) }]);
      expect(await line('demo-x')).toMatchObject({ overdue: 0, lastMovement: noon + 2 });
    });

    it('counts open improvements by their round, and audits by their phase, in lines and totals, until they end', async () => {
      const { journal } = here().records;
      const write = (name: string, seq: number, projection: Parameters<typeof projectionOf>[0]) =>
        journal.append([{ entry: entryOf(name, seq, { projection: projectionOf(projection) }) }]);
      await write('improvement/2026/demo-a/1', 1, { counts: { rounds: 1 } });
      await write('improvement/2026/demo-a/2', 1, { counts: { rounds: 1 } });
      await write('improvement/2026/demo-c/1', 1, { counts: { rounds: 3 } });
      await write('improvement/2025/demo-a/1', 1, { counts: { rounds: 1 } });
      await write('audit/2026/demo-a/1', 1, { phase: 'planned' });
      await write('audit/2026/demo-a/2', 1, { phase: 'planned' });
      expect(await line('demo-a')).toMatchObject({
        improvementsByRound: [{ round: 1, count: 2 }],
        auditsByPhase: [{ phase: 'planned', count: 2 }],
      });
      await write('improvement/2026/demo-a/2', 2, { counts: { rounds: 2 } });
      await write('audit/2026/demo-a/2', 2, { phase: 'reported', ended: 'reported' });
      expect((await board()).totals).toMatchObject({
        improvementsByRound: [
          { round: 1, count: 1 },
          { round: 2, count: 1 },
          { round: 3, count: 1 },
        ],
        auditsByPhase: [
          { phase: 'planned', count: 1 },
          { phase: 'reported', count: 1 },
        ],
      });
      await write('improvement/2026/demo-a/2', 3, { counts: { rounds: 2 }, ended: 'verified' });
      expect(await line('demo-a')).toMatchObject({ improvementsByRound: [{ round: 1, count: 1 }] });
      expect((await board({ visible: ['demo-c'] })).totals.improvementsByRound).toEqual([{ round: 3, count: 1 }]);
    });

    it('gives pages by a cursor, with the totals of all pages on each', async () => {
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await board({}, cursor, 4);
        expect(page.totals.bodies).toBe(6);
        seen.push(...page.lines.map((each) => each.organisation));
        cursor = page.next;
      } while (cursor !== undefined);
      expect(seen).toEqual(['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y']);
      expect((await board({}, 'AAAA_not a cursor', 4)).totals.bodies).toBe(6);
    });

    const phases = ['notTakenUp', 'notOpened', 'planning'];
    it.each<[string, Partial<BoardFilter>, string[]]>([
      ['body', {}, ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y']],
      ['body downwards', { descending: true }, ['demo-y', 'demo-x', 'demo-d', 'demo-c', 'demo-b', 'demo-a']],
      [
        'days overdue',
        { sort: 'overdue', descending: true, now: noon + 2 * DAY },
        ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y'],
      ],
      [
        'days overdue upwards',
        { sort: 'overdue', now: noon + 2 * DAY },
        ['demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y', 'demo-a'],
      ],
      [
        'next due, without one last',
        { sort: 'due', now: noon + 2 * DAY },
        ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y'],
      ],
      [
        'next due downwards, without one last',
        { sort: 'due', descending: true },
        ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y'],
      ],
      ['name', { sort: 'name' }, ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y']],
      ['phase', { sort: 'phase', phases }, ['demo-c', 'demo-d', 'demo-y', 'demo-b', 'demo-a', 'demo-x']],
      [
        'phase downwards',
        { sort: 'phase', phases, descending: true },
        ['demo-a', 'demo-x', 'demo-b', 'demo-c', 'demo-d', 'demo-y'],
      ],
    ])('stands in the order of %s, on pages of any size', async (_, asked, expected) => {
      for (const limit of [1, 2, 4, 100]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await board(asked, cursor, limit);
          seen.push(...page.lines.map((each) => each.organisation));
          cursor = page.next;
        } while (cursor !== undefined);
        expect(seen).toEqual(expected);
      }
    });

    it('repeats and hides nothing where something falls due between two pages', async () => {
      const asked = { sort: 'overdue', descending: true } as const;
      const first = await board({ ...asked, now: noon }, undefined, 1);
      expect(first.lines.map((each) => [each.organisation, each.daysOverdue])).toEqual([['demo-a', 2]]);
      // Meanwhile something of demo-x has fallen due, which would now stand first.
      const { journal } = here().records;
      const due = [dueItem('plan', noon + 1000)];
      await journal.append([{ entry: entryOf('improvement/2026/demo-x/9', 1, { projection: projectionOf({ due }) }) }]);
      const second = await board({ ...asked, now: noon + 3 * 3_600_000 }, first.next, 100);
      expect(second.lines.map((each) => each.organisation)).toEqual(['demo-b', 'demo-c', 'demo-d', 'demo-x', 'demo-y']);
      const anew = await board({ ...asked, now: noon + 3 * 3_600_000 }, undefined, 2);
      expect(anew.lines.map((each) => [each.organisation, each.daysOverdue])).toEqual([
        ['demo-a', 2],
        ['demo-x', 1],
      ]);
      await journal.append([
        { entry: entryOf('improvement/2026/demo-x/9', 2, { projection: projectionOf({ ended: 'verified' }) }) },
      ]);
    });

    it('says of a year’s result whether it was asked for and given', async () => {
      const { journal } = here().records;
      const resultAfter = async (seq: number, counts: Record<string, number>) => {
        await journal.append([{ entry: entryOf('cycle/2035/demo-b', seq, { projection: projectionOf({ counts }) }) }]);
        return (await line('demo-b', { year: 2035 }))?.result;
      };
      expect(await resultAfter(1, {})).toBeUndefined();
      expect(await resultAfter(2, { resultsAsked: 1 })).toBe('asked');
      expect(await resultAfter(3, { resultsGiven: 1 })).toBe('given');
      expect(await resultAfter(4, { resultsAsked: 1, resultsGiven: 1 })).toBe('asked');
    });

    it('begins anew with a cursor of another order', async () => {
      const { next } = await board({ sort: 'name' }, undefined, 2);
      expect((await board({ sort: 'overdue' }, next)).lines).toHaveLength(6);
    });

    it('says beside a line what is late and why, whom the body waits for, and who is its promotion office', async () => {
      const { journal, registry, readModel } = here().records;
      await registry.change(post('demo-b', 'p-office', 'promotionOffice'), 'p-1', noon);
      await registry.change(post('demo-b', 'p-was', 'promotionOffice', { to: '2026-04-30' }), 'p-1', noon);
      const explained = { by: 'p-1', at: noon, reason: '人手不足（架空）', expectedOn: '2026-06-01' };
      const due = [
        { ...dueItem('plan', noon - DAY), explained },
        { ...dueItem('direction', noon - 3 * DAY), met: noon - 4 * DAY },
        dueItem('evaluation', noon + DAY),
      ];
      const tasks = [
        { decision: 'submitPolicy', roles: ['promotionOffice' as const] },
        { decision: 'approvePlan', roles: ['ciso' as const], dueItem: 'plan' },
        // Something else comes first: nobody is waited for yet.
        { decision: 'submitPlan', roles: ['promotionOffice' as const], waitsFor: [] },
      ];
      await journal.append([{ entry: entryOf('cycle/2034/demo-b', 1, { projection: projectionOf({ due, tasks }) }) }]);
      const details = await readModel.boardDetails(['demo-b', 'demo-c'], 2034, noon);
      expect(details.get('demo-b')).toEqual({
        late: [
          {
            instance: 'cycle/2034/demo-b',
            id: 'plan',
            due: noon - DAY,
            original: noon - DAY,
            explained: { reason: explained.reason, expectedOn: explained.expectedOn },
          },
        ],
        waitsFor: [
          { instance: 'cycle/2034/demo-b', decision: 'approvePlan', roles: ['ciso'], due: noon - DAY },
          { instance: 'cycle/2034/demo-b', decision: 'submitPolicy', roles: ['promotionOffice'] },
        ],
        contacts: [{ person: 'p-office', ja: 'p-office（架空）', en: 'p-office (fictional)' }],
      });
      expect(details.get('demo-c')).toEqual({ late: [], waitsFor: [], contacts: [] });
      expect(await readModel.boardDetails([], 2034, noon)).toEqual(new Map());
    });

    it.each<[string, Partial<BoardFilter>, string[]]>([
      ['kind', { kind: 'incorporated-administrative-agency' }, ['demo-x', 'demo-y']],
      ['phase', { phase: 'notOpened' }, ['demo-b']],
      ['supervisor', { supervisor: 'demo-a' }, ['demo-x']],
      ['overdue', { overdueOnly: true }, ['demo-a']],
      ['name, whatever its width and case', { search: 'ＡＧＥＮＣＹ　ｄｅｍｏ-y' }, ['demo-y']],
      ['a text that is no pattern', { search: '%' }, []],
      ['what the reader may see', { visible: ['demo-c', 'demo-y', 'demo-none'] }, ['demo-c', 'demo-y']],
      ['nothing the reader may see', { visible: [] }, []],
    ])('filters by %s, totals included', async (_, chosen, expected) => {
      const { lines, totals } = await board(chosen);
      expect(lines.map((each) => each.organisation)).toEqual(expected);
      expect(totals.bodies).toBe(expected.length);
    });

    it('shows another year as it is: nothing opened, nothing overdue', async () => {
      const { lines, totals } = await board({ year: 2031 });
      expect(lines).toHaveLength(6);
      expect(totals).toMatchObject({ overdue: 0, openImprovements: 0, byPhase: { notOpened: 3, notTakenUp: 3 } });
    });

    it('follows the registry in the same transaction: a new name, a first appointment, an abolition', async () => {
      const { registry } = here().records;
      await registry.change(post('demo-c', 'p-2', 'ciso'), 'p-1', noon);
      expect(await line('demo-c')).toMatchObject({ phase: 'planning', overdue: 1 });
      const [old] = (await registry.organisations()).filter((each) => each.id === 'demo-y');
      const ended = { ...old!, nameJa: '新名称（架空）', to: '2027-03-31', abolitionBasis: 'Act 1' };
      await registry.change({ organisations: [ended] }, 'p-1', noon);
      expect(await line('demo-y')).toMatchObject({ nameJa: '新名称（架空）' });
      const byName = (await board({ sort: 'name' })).lines.map((each) => each.organisation);
      expect(byName.slice(-2)).toEqual(['demo-y', 'demo-x']);
      expect(await line('demo-y', { year: 2027 })).toBeUndefined();
    });

    it('shows every body of a year that begins while bodies come and go', async () => {
      const { registry, journal } = here().records;
      const began = (year: number, id: string) =>
        journal.append([
          { entry: entryOf(`cycle/${year}/${id}`, 1, { projection: projectionOf({ phase: 'planning' }) }) },
        ]);
      const shown = async (year: number) => (await board({ year })).lines.map((each) => each.organisation);
      await Promise.all([
        began(2028, 'demo-a'),
        registry.change(bodies('demo-late-1'), 'p-1', noon),
        began(2029, 'demo-b'),
        registry.change(bodies('demo-late-2'), 'p-1', noon),
        began(2028, 'demo-b'),
      ]);
      const all = ['demo-a', 'demo-b', 'demo-c', 'demo-d', 'demo-late-1', 'demo-late-2', 'demo-x'];
      expect([await shown(2028), await shown(2029)]).toEqual([all, all]);
      const [late] = (await registry.organisations()).filter((each) => each.id === 'demo-late-1');
      await registry.change({ organisations: [{ ...late!, to: '2029-03-31', abolitionBasis: 'Act 2' }] }, 'p-1', noon);
      expect(await shown(2028)).toEqual(all);
      expect(await shown(2029)).toEqual(all.filter((id) => id !== 'demo-late-1'));
      await registry.change({ organisations: [{ ...late!, to: '2029-04-01', abolitionBasis: 'Act 2' }] }, 'p-1', noon);
      expect(await shown(2029)).toEqual(all);
    });
  });
});

describe('tasks', () => {
  onBothDatabases((here) => {
    const tasksOf = async (person: string, now = noon) =>
      (await here().records.readModel.tasks(person, now)).map(({ task }) => task.decision);

    beforeAll(async () => {
      const { registry, journal } = here().records;
      const departments = ['d-1', 'd-2'].map((id) => ({
        organisation: 'demo-a',
        id,
        nameJa: '局（架空）',
        nameEn: 'Bureau (fictional)',
        bureau: true,
      }));
      // Staff of the supervising ministry may verify; people of any other body are not waited for.
      const organisations = bodies('demo-a', 'demo-b').organisations?.map((body) =>
        body.id === 'demo-a'
          ? { ...body, kind: 'incorporated-administrative-agency' as const, supervisors: ['demo-b'] }
          : body,
      );
      await registry.change({ ...(organisations && { organisations }), departments }, 'p-1', noon);
      const posts = [
        post('demo-a', 'p-ciso', 'ciso'),
        post('demo-a', 'p-deputy', 'deputyCiso'),
        post('demo-a', 'p-officer-1', 'officer', { department: 'd-1' }),
        post('demo-a', 'p-officer-2', 'officer', { department: 'd-2' }),
        post('demo-a', 'p-left', 'ciso', { to: '2026-04-30' }),
        post('demo-b', 'p-elsewhere', 'ciso'),
      ];
      for (const change of posts) await registry.change(change, 'p-1', noon);
      const tasks = [
        { decision: 'approvePlan', roles: ['ciso' as const], dueItem: 'plan' },
        { decision: 'setDirection', roles: ['ciso' as const], dueItem: 'direction' },
        { decision: 'recordSelfInspection', roles: ['officer' as const], department: 'd-1' },
        { decision: 'verify', roles: ['auditor' as const], person: 'p-elsewhere' },
        {
          decision: 'submitStandards',
          roles: ['officer' as const],
          department: 'd-2',
          waitsFor: [{ rule: 'directed', clause: '3-7' as const, remedies: [{ decision: 'setDirection' }] }],
        },
        { decision: 'approveStandards', roles: ['ciso' as const], barred: ['p-ciso', 'p-deputy', 'p-left'] },
      ];
      const due = [dueItem('plan', noon + 2 * DAY), dueItem('direction', noon + DAY)];
      await journal.append([{ entry: entryOf('cycle/2026/demo-a', 1, { projection: projectionOf({ tasks, due }) }) }]);
    });

    it('are those of the posts a person holds now, the most pressing first; a deputy sees the CISO’s', async () => {
      expect(await tasksOf('p-ciso')).toEqual(['setDirection', 'approvePlan']);
      expect(await tasksOf('p-deputy')).toEqual(['setDirection', 'approvePlan']);
      expect(await tasksOf('p-left')).toEqual([]);
      expect(await tasksOf('p-left', noon - 2 * DAY)).toEqual(['setDirection', 'approvePlan']);
      const [first] = await here().records.readModel.tasks('p-ciso', noon);
      expect(first).toMatchObject({
        instance: 'cycle/2026/demo-a',
        procedure: 'cycle',
        version: 1,
        due: { id: 'direction' },
      });
    });

    it('that wait for a decision of one’s own are told, with those who wait, and never asked of whom a rule bars', async () => {
      const { readModel } = here().records;
      expect(await tasksOf('p-officer-2')).toEqual(['submitStandards']);
      const [own] = await readModel.tasks('p-officer-2', noon);
      expect(own?.task.waitsFor).toMatchObject([{ rule: 'directed', remedies: [{ decision: 'setDirection' }] }]);
      expect(await readModel.waitingFor('p-ciso', noon)).toMatchObject([
        {
          instance: 'cycle/2026/demo-a',
          task: { decision: 'submitStandards', department: 'd-2' },
          mine: ['setDirection'],
        },
      ]);
      expect(await readModel.waitingFor('p-officer-2', noon)).toEqual([]);
    });

    it('are expected since they came up, whatever place they move to', async () => {
      const { readModel, journal } = here().records;
      const instance = 'cycle/2026/demo-b';
      const ofCiso = (decision: string) => ({ decision, roles: ['ciso' as const] });
      const shows = (seq: number, at: number, ...decisions: string[]) =>
        journal.append([
          { entry: entryOf(instance, seq, { at, projection: projectionOf({ tasks: decisions.map(ofCiso) }) }) },
        ]);
      await shows(1, noon + 1, 'approvePlan', 'setDirection');
      await shows(2, noon + 2, 'judge', 'setDirection');
      const found = await readModel.tasks('p-elsewhere', noon);
      const since = found.filter((one) => one.instance === instance).map(({ task, since: at }) => [task.decision, at]);
      expect(since).toEqual([
        ['judge', noon + 2],
        ['setDirection', noon + 1],
      ]);
    });

    it('are those of the person’s department, and those that name the person, in whichever body', async () => {
      expect(await tasksOf('p-officer-1')).toEqual(['recordSelfInspection']);
      expect(await tasksOf('p-officer-2')).toEqual(['submitStandards']);
      expect(await tasksOf('p-elsewhere')).toContain('verify');
    });

    it('of a department in which nobody holds the post are those of the nearest one above, up to the bureau: whoever is reminded', async () => {
      const { registry, journal } = here().records;
      const below = (id: string, parent: string, other: object = {}) => ({
        organisation: 'demo-b',
        id,
        nameJa: '課（架空）',
        nameEn: 'Division (fictional)',
        bureau: false,
        parent,
        ...other,
      });
      const { parent: _, ...bureau } = below('b-1', '', { bureau: true });
      await registry.change(
        {
          departments: [
            bureau,
            below('division', 'b-1'),
            below('office', 'division'),
            below('gone', 'b-1', { to: '2026-04-15', successors: ['division'] }),
            below('held', 'b-1'),
            below('other-bureau', 'b-1', { bureau: true }),
          ],
        },
        'p-1',
        noon,
      );
      await registry.change(post('demo-b', 'p-bureau', 'officer', { department: 'b-1' }), 'p-1', noon);
      await registry.change(post('demo-b', 'p-held', 'divisionOfficer', { department: 'held' }), 'p-1', noon);
      const of = (decision: string, department: string) => {
        const roles = ['officer' as const, 'divisionOfficer' as const];
        return { decision, roles, department };
      };
      const tasks = [
        of('of-office', 'office'),
        of('of-gone', 'gone'),
        of('of-held', 'held'),
        of('else', 'other-bureau'),
      ];
      const instance = 'cycle/2027/demo-b';
      await journal.append([{ entry: entryOf(instance, 1, { projection: projectionOf({ tasks }) }) }]);
      expect([...(await tasksOf('p-bureau'))].sort()).toEqual(['of-gone', 'of-office']);
      expect(await tasksOf('p-held')).toEqual(['of-held']);
      await registry.change(post('demo-b', 'p-division', 'divisionOfficer', { department: 'division' }), 'p-1', noon);
      expect(await tasksOf('p-bureau')).toEqual([]);
      expect([...(await tasksOf('p-division'))].sort()).toEqual(['of-gone', 'of-office']);
    });

    it('are gone when done, and all of them when the instance has ended', async () => {
      const { journal } = here().records;
      const one = [{ decision: 'approvePlan', roles: ['ciso' as const] }];
      await journal.append([{ entry: entryOf('cycle/2026/demo-a', 2, { projection: projectionOf({ tasks: one }) }) }]);
      expect(await tasksOf('p-ciso')).toEqual(['approvePlan']);
      expect(await tasksOf('p-elsewhere')).not.toContain('verify');
      const ended = projectionOf({ tasks: one, ended: 'closed' });
      await journal.append([{ entry: entryOf('cycle/2026/demo-a', 3, { projection: ended }) }]);
      expect(await tasksOf('p-ciso')).toEqual([]);
    });
  });
});

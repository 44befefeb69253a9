/**
 * Headquarters' year and its audits, both running, over HTTP on the real server (domain-2.md 3, 4): what is reported too late
 * for a year – after its cut-off, or after it has ended – counts in the next one, and both say so.
 */
import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { makeOpenYearly } from '../../activities/open-yearly.ts';
import { published } from '../../machines/procedures.ts';
import { addDays, dateInJapan, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Caller, type Reply, type Stack } from '../support/stack.ts';

const { centre, headquarters, ministry, agency } = cast;
const today = dateInJapan(Date.now());
const year = fiscalYearOf(today);
const programme = (of: number): string => `programme/${of}/${centre.organisation}`;
const audit = (of: number, number: number): string => `hqaudit/${of}/${centre.organisation}/${number}`;

let stack: Stack;
let staff: Caller;
let director: Caller;
let leader: Caller;
let chair: Caller;
let member: Caller;
beforeAll(async () => {
  stack = await startStack();
  [staff, director, leader, chair, member] = await Promise.all([
    stack.as(centre.firstStaff),
    stack.as(centre.director),
    stack.as(centre.hqAuditLeader),
    stack.as(headquarters.chair),
    stack.as(headquarters.member),
  ]);
  await stack.openYear(year, [agency.organisation]);
  await opens(year);
}, 120_000);
afterAll(() => stack?.close());

/** The calendar opens headquarters' year on its first day: by the activity of that day's round, with the engine that runs. */
async function opens(of: number): Promise<void> {
  const at = of === year ? Date.now() : startOfDate(`${of}-04-01`) + 60_000;
  const openYearly = makeOpenYearly({ records: stack.records, engine: stack.engine, procedures: published });
  await new MockActivityEnvironment().run(openYearly, at);
  expect(await stack.records.journal.waitFor(programme(of), 1, 20_000)).toBe(true);
}

function taken({ status, body, text }: Reply): { instance: string; seq: number } {
  expect([status, status === 200 ? '' : text]).toEqual([200, '']);
  return body;
}

/** How an instance is projected, once that is as wanted. */
async function projected(instance: string, isSo: (of: NonNullable<Awaited<ReturnType<typeof row>>>) => boolean) {
  return eventually(async () => {
    const found = await row(instance);
    return found !== undefined && isSo(found) && found;
  });
}
const row = async (instance: string) => (await stack.records.instances.get(instance))?.projection;

async function planned(of: number): Promise<void> {
  const instance = programme(of);
  taken(await chair.decide(instance, 'recordAuditPolicy', { document: await chair.document(`policy ${of}`) }));
  const audits = [ministry, agency].map(({ organisation: subject }) => ({ subject, kinds: ['management'] }));
  const plan = { document: await staff.document(`plan ${of}`), audits, restReason: 'r' };
  taken(await staff.decide(instance, 'proposePlan', plan));
}

/** The report of an audit that could not be carried out: with its limits. */
async function reports(instance: string): Promise<void> {
  const document = await leader.document(`report of ${instance}`);
  taken(await leader.decide(instance, 'report', { document, results: 'r', limits: 'no access' }));
}

/** What nobody has taken yet of what ended instances were told, or some that have not begun. */
async function waiting() {
  const all = await stack.records.instances.inbox(centre.organisation);
  return all.filter(({ takenBy }) => takenBy === undefined);
}

const Memory = z.object({
  reports: z.array(z.object({ audit: z.string(), carriedFrom: z.int().optional() })),
  audits: z.array(z.object({ ref: z.string(), instance: z.string().optional() })),
});

/** What a year of headquarters remembers. */
async function remembered(of: number): Promise<z.output<typeof Memory>> {
  return Memory.parse((await stack.engine.view(programme(of))).state.snapshot.context);
}

/** The reports it knows, each with the year from which it was carried. */
async function known(of: number): Promise<unknown[]> {
  const { reports: all } = await remembered(of);
  return all.map(({ audit: one, carriedFrom }) => [one, carriedFrom]).toSorted();
}

describe.sequential('reports that come too late for a year', () => {
  test('issued after the cut-off: listed as later, and passed on where the next year has not begun yet', async () => {
    await planned(year);
    taken(await director.decide(programme(year), 'adoptPlan'));
    for (const number of [1, 2]) expect(await stack.records.journal.waitFor(audit(year, number), 1, 20_000)).toBe(true);
    await reports(audit(year, 1));
    await projected(programme(year), ({ counts }) => counts['reports'] === 1);
    const issues = await staff.document('issues');
    const none = { noMinistries: 'later', noAgencies: 'later' };
    taken(
      await staff.decide(programme(year), 'compileIssues', { document: issues, cutOff: addDays(today, -1), ...none }),
    );
    const direction = await chair.document('direction');
    taken(await chair.decide(programme(year), 'decideDirection', { issues, document: direction }));
    const document = await staff.document('outline');
    const publication = { on: today, place: 'p', document, extractReason: 'r' };
    taken(await staff.decide(programme(year), 'publishOutline', { publication, named: [] }));
    const { marks } = await projected(programme(year), ({ ended }) => ended === 'published');
    expect(marks).toEqual(expect.arrayContaining(['countsNextYear', 'reportsToCome']));
    const waits = await eventually(async () => {
      const all = await waiting();
      return all.length === 1 && all;
    });
    expect(waits).toMatchObject([{ to: programme(year + 1), reason: 'notStarted', type: 'hqauditReported' }]);
  });

  test('after the year has ended: it waits for the next of its kind, and no cycle is told', async () => {
    await reports(audit(year, 2));
    const waits = await eventually(async () => {
      const all = await waiting();
      return all.length === 2 && all;
    });
    expect(waits[1]).toMatchObject({ to: programme(year), reason: 'ended', type: 'hqauditReported' });
  });

  test('of an agency its ministry owes the receipt: the supervision of the year has the date, and receives it (5-4)', async () => {
    const office = await stack.as(agency.ciso);
    const document = await office.document('report to the ministry');
    const to = { ministries: [ministry.organisation], document };
    taken(await office.decide(audit(year, 2), 'reportToSupervisor', to));
    const supervision = `supervision/${year}/${agency.organisation}`;
    const id = `receipt:${audit(year, 2)}:${ministry.organisation}`;
    const owed = await projected(supervision, ({ due }) => due.some((item) => item.id === id));
    expect(owed.due.find((item) => item.id === id)).toMatchObject({
      organisation: ministry.organisation,
      roles: ['supervisingStaff'],
      due: expect.any(Number),
    });
    const receipt = { ministries: [ministry.organisation], audit: audit(year, 2) };
    taken(await (await stack.as(ministry.supervisingStaff)).decide(supervision, 'receiveAuditResult', receipt));
    await projected(supervision, ({ due }) => due.every((item) => item.id !== id || item.met !== undefined));
  });

  test('the next year begins with both, each once, and says of which year they are', async () => {
    await opens(year + 1);
    const { marks } = await projected(programme(year + 1), ({ counts }) => counts['reports'] === 2);
    expect(marks).toEqual(['carriedReport']);
    expect(await known(year + 1)).toEqual([
      [audit(year, 1), year],
      [audit(year, 2), year],
    ]);
    expect(await waiting()).toEqual([]);
    // Of headquarters' year that is over the list says where they count.
    const shown = await staff.get(`/procedures/${programme(year)}`);
    expect(shown.text).toContain('翌年度に数える');
  });
});

describe.sequential('a year closed while its audits run', () => {
  test('a plan and two orders at once: every audit begins, each under a number of its own', async () => {
    await planned(year + 1);
    const order = (subject: string) => ({ subject, kinds: ['followUp'], reason: 'r' });
    const replies = await Promise.all([
      director.decide(programme(year + 1), 'adoptPlan'),
      chair.decide(programme(year + 1), 'orderAudit', order(ministry.organisation)),
      member.decide(programme(year + 1), 'orderAudit', order(agency.organisation)),
    ]);
    replies.map(taken);
    for (const number of [1, 2, 3, 4])
      expect(await stack.records.journal.waitFor(audit(year + 1, number), 1, 20_000)).toBe(true);
    expect(await stack.records.journal.head(audit(year + 1, 5))).toBe(0);
    const audits = await eventually(async () => {
      const { audits: all } = await remembered(year + 1);
      return all.every(({ instance }) => instance !== undefined) && all;
    });
    expect(audits.map(({ instance }) => instance).toSorted()).toEqual([1, 2, 3, 4].map((n) => audit(year + 1, n)));
    expect(audits.map(({ ref }) => ref).toSorted()).toEqual(['order/1', 'order/2', 'plan/1/1', 'plan/1/2']);
  });

  test('its audits go on to their end, and their reports wait for the year after it', async () => {
    const reason = { reason: '重大な事案への対応のため' };
    taken(await chair.decide(programme(year + 1), 'closeWithout', reason));
    const { marks } = await projected(programme(year + 1), ({ ended }) => ended === 'withoutDirection');
    expect(marks).toEqual(expect.arrayContaining(['reportsToCome', 'countsNextYear', 'withoutDirection']));
    await reports(audit(year + 1, 1));
    taken(await leader.decide(audit(year + 1, 1), 'endAudit'));
    await projected(audit(year + 1, 1), ({ ended }) => ended === 'ended');
    // The two that the year had and could not count, and the one that came after it.
    await eventually(async () => (await waiting()).length === 3);
    await opens(year + 2);
    await projected(programme(year + 2), ({ counts }) => counts['reports'] === 3);
    expect(await known(year + 2)).toEqual([
      [audit(year, 1), year],
      [audit(year, 2), year],
      [audit(year + 1, 1), year + 1],
    ]);
    // An order of the year that ended is refused; it is the next one's.
    const late = { subject: ministry.organisation, kinds: ['followUp'], reason: 'r' };
    expect((await chair.decide(programme(year + 1), 'orderAudit', late)).status).toBe(409);
  });
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  agency,
  CalendarTeller,
  corporation,
  type Days,
  ministry,
  type People,
  type Scene,
} from '../../demonstration/index.ts';
import { makeFastForward, type FastForward } from '../../client/fast-forward.ts';
import { asObject } from '../../model/json.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import { eventually } from '../support/eventually.ts';
import { cast, startStack, type Stack } from '../support/stack.ts';
import { refoldedWhole } from './refolded.ts';

let stack: Stack;
let time: FastForward;
/** How far the year is ahead of us. */
let ahead = 0;
const clock = (): number => Date.now() + ahead;
/** A year none of whose dates has passed, whenever this runs. */
const year = new Date().getFullYear() + 1;

beforeAll(async () => {
  stack = await startStack({ clock });
  time = makeFastForward(stack.temporal);
}, 120_000);
afterAll(async () => {
  await time?.close();
  await stack?.close();
});

/** When an official would act; whatever comes later in a story than its day here is done when it comes. */
const days: Days = {
  before: {
    setDirection: `${year}-02-08`,
    submitPlan: `${year}-03-01`,
    approvePlan: `${year}-03-20`,
    recordFinding: `${year}-12-10`,
    proposeJudgement: `${year + 1}-02-12`,
    judge: `${year + 1}-02-20`,
    close: `${year + 1}-03-30`,
  },
  after: { approvePlan: `${year}-05-12`, reportMeasure: `${year}-11-10` },
};

/** Audits and improvements that run, once the cycle and they agree on it. */
async function childrenOf(cycle: string): Promise<string[]> {
  return eventually(async () => {
    const organisation = cycle.split('/')[2] ?? '';
    const rows = await stack.records.instances.list({ year, organisation }, undefined, 100);
    const counts = rows.find(({ instance }) => instance === cycle)?.projection.counts;
    // What the calendar opens beside an agency's cycle is no child of it, and goes on into the next year.
    const running = rows.filter(
      ({ instance, procedure, projection }) =>
        instance !== cycle && procedure !== 'supervision' && projection.ended === undefined,
    );
    const known = (counts?.['openImprovements'] ?? 0) + (counts?.['openAudits'] ?? 0);
    return known === running.length && running.map(({ instance }) => instance);
  });
}

const profiles: readonly (readonly [string, People, boolean, (scene: Scene) => Promise<void>])[] = [
  ['ministry', cast.ministry, true, (scene) => ministry(scene, cast.ministry.officerOfInformation)],
  ['agency', cast.agency, false, (scene) => agency(scene, cast.agency.statutoryAuditor)],
  [
    'designated corporation',
    cast.corporation,
    false,
    (scene) => corporation(scene, cast.corporation.officerOfInformation),
  ],
];

test.each(profiles)(
  'a whole year of a %s, from the planning day to its close, timers firing on their days',
  async (_, people, committee, story) => {
    ahead = 0;
    const { organisation } = people;
    const cycle = `cycle/${year}/${organisation}`;
    await stack.openYear(year, [organisation]);
    const clocks = new Map<string, number>([[cycle, 0]]);
    const pass = async (milliseconds: number): Promise<void> => {
      const arrives = clock() + milliseconds;
      // The server steps nobody on who has a child running: the cycle catches up when its audit or improvement has ended.
      const children = await childrenOf(cycle);
      for (const instance of children.length > 0 ? children : [cycle]) {
        // A child inherits the clock of its cycle, which has stood still since.
        const own = Date.now() + (clocks.get(instance) ?? clocks.get(cycle) ?? 0);
        if (arrives > own) await time.by(instance, arrives - own);
        clocks.set(instance, arrives - Date.now());
      }
      ahead = arrives - Date.now();
    };
    const { address, records } = stack;
    const tokensUntil = clock() + 5 * 366 * 24 * 60 * 60 * 1000;
    const teller = new CalendarTeller({ address, records, clock, pass, tokensUntil, purpose: 'test' }, days);
    await story({
      teller,
      // Next year it is long ago that the moved auditor held a post there; who is there still is barred as well.
      people: { ...people, movedAuditor: people.staffOfPlanning },
      year,
      committee,
      observationDays: 30,
      get today() {
        return dateInJapan(clock());
      },
    });

    const all = await stack.records.instances.list({ year, organisation }, undefined, 100);
    const rows = all.filter(({ procedure }) => procedure !== 'supervision');
    expect(rows.map(({ projection }) => projection.ended)).not.toContain(undefined);
    expect(rows.find(({ instance }) => instance === cycle)?.projection.ended).toBe('closed');
    const fired = new Map<string, number[]>();
    for (const { instance } of rows) {
      const entries = await refoldedWhole(stack.records, instance);
      for (const { event, at } of entries) {
        const { type, due } = asObject(event);
        if (typeof due === 'number') fired.set(String(type), [...(fired.get(String(type)) ?? []), at - due]);
      }
      // Time stood still for nobody: entries of every instance are in order, and none is before the opening.
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted((a, b) => a - b));
    }
    expect([...fired.keys()]).toEqual(
      expect.arrayContaining(['rung', 'yearBegins', 'inspectionBegins', 'observationEnds']),
    );
    for (const late of [...fired.values()].flat()) expect(late).toBeGreaterThanOrEqual(0);
    const [yearBegins] = (await stack.records.journal.all(cycle)).filter(
      ({ event }) => asObject(event)['type'] === 'yearBegins',
    );
    expect(yearBegins?.at).toBeGreaterThanOrEqual(startOfDate(`${year}-04-01`));
    expect(yearBegins?.at).toBeLessThan(startOfDate(`${year}-04-02`));
  },
  600_000,
);

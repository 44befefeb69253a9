/**
 * `npm run year-alone`: one invented body through a fiscal year on the real server, with nobody acting. The Schedule
 * opens the year for its planning day, the calendar reminds and escalates, and the CISO changes on 1 July. One line per
 * opening, reminder and escalation; ends non-zero when anything differs from the calendar's own list for that year, or
 * when the administrator, the CISO and the supervising ministry do not see the same dates.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFastForward } from '../../client/fast-forward.ts';
import { openYearSchedule } from '../../client/schedules.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { planningDay } from '../../model/calendar/year.ts';
import type { Instant } from '../../model/identifiers.ts';
import { dateInJapan, endOfDate, fiscalYearName, fiscalYearOf, startOfDate } from '../../model/japan-time.ts';
import { languageOf } from '../../app/cli/context.ts';
import { minuteInJapan } from '../../app/cli/output.ts';
import { readConfiguration } from '../../app/configuration.ts';
import { cast, demonstration } from '../index.ts';
import { startSystem, type System } from '../../app/system.ts';
import { UserError } from '../../app/user-error.ts';
import { differences } from './compare.ts';
import { expectedDates, expectedReminders } from './expected.ts';
import { remindersIn, type SentReminder } from './happened.ts';
import { postsOf } from './posts.ts';
import { rotateCiso } from './rotation.ts';
import { makeStepping, type InstanceClock } from './stepping.ts';
import { differingViews } from './views.ts';
import { readerFor } from './readers.ts';
import { needsOthers, stageNames } from './texts.ts';

const language = languageOf(process.env);
const write = (line: string): void => void process.stdout.write(`${line}\n`);
const directory = mkdtempSync(join(tmpdir(), 'junkan-year-alone-'));
const year = fiscalYearOf(dateInJapan(Date.now())) + 1;
const body = cast.agency;
const cycle = `cycle/${year}/${body.organisation}`;

let stepping: InstanceClock | undefined;
let system: System | undefined;
try {
  system = await startSystem(
    { ...readConfiguration({ ...process.env, JUNKAN_DATA: directory, JUNKAN_PORT: '0' }) },
    {
      parts: ['engine', 'worker', 'web'],
      create: { kind: 'demonstration', opensYear: false },
      demonstration,
      rehearsal: { clock: () => stepping?.now() ?? Date.now() },
      say: (text) => write(text[language]),
    },
  );
  const found = await live(system);
  for (const line of found) write(`✗ ${line}`);
  if (found.length > 0) process.exitCode = 1;
  else {
    write(
      language === 'ja'
        ? '暦の一覧と違いはありません。三者の表示も同じ日付です。'
        : "Nothing differs from the calendar's own list; the three views show the same dates.",
    );
    write(needsOthers(language));
  }
} catch (error) {
  process.exitCode = 1;
  if (error instanceof UserError) write(`✗ ${error.text[language]}`);
  else write(`✗ ${error instanceof Error ? error.message : String(error)}`);
} finally {
  await system?.stop();
  if (process.exitCode === undefined) rmSync(directory, { recursive: true, force: true });
  else write(language === 'ja' ? `データ：${directory}` : `Its data lie in ${directory}`);
}

/** Lives through the year and answers every difference. */
async function live({ records, temporal, address = '', engine }: System): Promise<readonly string[]> {
  const successor = await rotateCiso(records, body, `${year}-07-01`);
  await records.registers.set(body.organisation, 'escalateToSupervisors', '', true, Date.now(), body.ciso);
  const views = {
    administrator: await readerFor(records, address, cast.centre.administrator),
    supervisor: await readerFor(records, address, cast.ministry.supervisingStaff),
  };
  const cisos = {
    before: await readerFor(records, address, body.ciso),
    after: await readerFor(records, address, successor),
  };
  const settings = await records.calendars.of(body.organisation, Date.now());
  const planned = planningDay(records.calendars.ofProfile['incorporated-administrative-agency'], year);
  const time = makeFastForward(temporal);
  try {
    await engine.ready();
    await time.backfill(openYearSchedule, planned);
    if (!(await records.journal.waitFor(cycle, 1, 120_000))) return [`${cycle} was not opened by the Schedule`];
    const openedAt = (await records.journal.all(cycle))[0]?.at ?? 0;
    const name = fiscalYearName(year)[language];
    write(
      language === 'ja'
        ? `${minuteInJapan(openedAt)}  開始  ${name}（計画開始日 ${dateInJapan(planned)} の分として Schedule が開いた）`
        : `${minuteInJapan(openedAt)}  opened  ${name} (by the Schedule, for its planning day ${dateInJapan(planned)})`,
    );
    const posts = await postsOf(records, body.organisation, cast.ministry.organisation);
    const people = [...new Set(posts.appointments.map(({ person }) => person))];
    const clock = makeStepping(time, () => cycle);
    stepping = clock;
    const told = new Set<string>();
    const found: string[] = [];
    let happened: readonly SentReminder[] = [];
    for (const until of monthEnds()) {
      await clock.to(until);
      const { state } = await engine.view(cycle);
      await records.journal.waitFor(cycle, state.seq, 60_000);
      happened = await remindersIn(records, cycle, people);
      await tell(happened, told, records);
      const ciso = dateInJapan(until) < `${year}-07-01` ? cisos.before : cisos.after;
      const dates = expectedDates(settings, year, openedAt, clock.now());
      const differing = await differingViews(dates, { year, organisation: body.organisation }, { ...views, ciso });
      found.push(...differing.map((line) => `${minuteInJapan(until)} ${line}`));
    }
    return [...found, ...differences(expectedReminders(settings, year, openedAt, clock.now(), posts), happened)];
  } finally {
    await time.close();
  }
}

/** Noon of the last day of each month, up to two months after the fiscal year: nothing is due at noon. */
function monthEnds(): readonly Instant[] {
  const first = Number(dateInJapan(Date.now()).slice(0, 4)) * 12 + Number(dateInJapan(Date.now()).slice(5, 7));
  const last = (year + 1) * 12 + 6;
  return Array.from({ length: last - first }, (_, i) => {
    const month = first + i;
    const next = `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
    return startOfDate(next) - 12 * 60 * 60 * 1000;
  }).filter((at) => at > Date.now() && at < endOfDate(`${year + 1}-05-31`));
}

/** One line per reminder or escalation that was not told yet, with its recipients of that day. */
async function tell(
  happened: readonly SentReminder[],
  told: Set<string>,
  { registry }: Pick<System['records'], 'registry'>,
): Promise<void> {
  const groups = new Map<string, SentReminder[]>();
  for (const one of happened) {
    const key = `${one.at} ${one.stage} ${one.item}`;
    if (!told.has(key)) groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [key, group] of groups) {
    told.add(key);
    const [first] = group;
    if (first === undefined) continue;
    const names = await Promise.all(
      group.map(async ({ person }) => {
        const row = await registry.person(person);
        return (language === 'ja' ? row?.nameJa : row?.nameEn) ?? person;
      }),
    );
    const item = cycleV1.dueItems[first.item]?.[language] ?? first.item;
    write(`${minuteInJapan(first.at)}  ${stageNames[first.stage][language]}  ${item} → ${names.join('、')}`);
  }
}

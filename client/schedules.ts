/** The Schedules by which the year opens and the daily round is made: ensured at every start (docs/decisions/0013). */
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  type CalendarSpec,
  type CalendarSpecDescription,
  type Client,
  type ScheduleDescription,
  type ScheduleOptions,
} from '@temporalio/client';
import type { Schedules } from '../contract/engine.ts';
import { lookAgainSignal, planningDayWorkflow, roundWorkflow, taskQueue } from '../contract/messages.ts';
import type { DayOfYear } from '../model/calendar/settings.ts';
import { isObject } from '../model/json.ts';
import type { Call } from './errors.ts';

/** Schedule that opens a fiscal year on the planning day of each profile, 00:00 in Japan. */
export const openYearSchedule = 'open-year';
/** Schedule of the round of every day, 00:10 in Japan. */
export const dailyRoundSchedule = 'daily-round';

const DAY = 24 * 60 * 60 * 1000;
const everyDay: CalendarSpec = {
  month: { start: 'JANUARY', end: 'DECEMBER' },
  dayOfMonth: { start: 1, end: 31 },
  hour: 0,
  minute: 10,
};
const months = [
  'JANUARY',
  'FEBRUARY',
  'MARCH',
  'APRIL',
  'MAY',
  'JUNE',
  'JULY',
  'AUGUST',
  'SEPTEMBER',
  'OCTOBER',
  'NOVEMBER',
  'DECEMBER',
] as const;

/** Makes them on a client; `call` gives the engine's deadlines and errors. */
export function makeSchedules(client: Client, call: Call): Schedules {
  return {
    async ensureSchedules(planningDays) {
      for (const wanted of wantedSchedules(planningDays)) await call(wanted.scheduleId, () => ensure(client, wanted));
    },
    lookAround: () =>
      call(roundWorkflow, async () => {
        await client.workflow.signalWithStart(roundWorkflow, {
          workflowId: roundWorkflow,
          taskQueue,
          signal: lookAgainSignal,
          workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        });
      }),
    async nextActions() {
      const found = await Promise.all(
        [openYearSchedule, dailyRoundSchedule].map((id) => call(id, () => describe(client, id))),
      );
      return found.flatMap((schedule) =>
        schedule === undefined
          ? []
          : [
              {
                schedule: schedule.scheduleId,
                paused: schedule.state.paused,
                at: schedule.info.nextActionTimes.map((time) => time.getTime()),
              },
            ],
      );
    },
  };
}

/** As they should be. Neither carries arguments: nothing lies readable – or unreadable after a new key – for years. */
function wantedSchedules(days: readonly DayOfYear[]): readonly ScheduleOptions[] {
  return [
    schedule(openYearSchedule, planningDayWorkflow, calendarsOf(days), {
      // Each planning day missed within a year is made up for, one after the other.
      catchupWindow: 365 * DAY,
      overlap: ScheduleOverlapPolicy.BUFFER_ALL,
    }),
    schedule(dailyRoundSchedule, roundWorkflow, [everyDay], {
      // The round looks at everything there is: after an outage the last one is enough.
      catchupWindow: DAY,
      overlap: ScheduleOverlapPolicy.SKIP,
    }),
  ];
}

function schedule(
  scheduleId: string,
  workflowType: string,
  calendars: CalendarSpec[],
  policies: { catchupWindow: number; overlap: ScheduleOverlapPolicy },
): ScheduleOptions {
  return {
    scheduleId,
    spec: { calendars, timezone: 'Asia/Tokyo' },
    action: { type: 'startWorkflow', workflowType, workflowId: scheduleId, taskQueue },
    policies,
  };
}

/** Each planning day once. The last day of a month is looked for from the 28th on: opening again is harmless. */
function calendarsOf(days: readonly DayOfYear[]): CalendarSpec[] {
  return [...new Set(days.map(({ day }) => day))].sort().map((day) => ({
    month: months[Number(day.slice(0, 2)) - 1] ?? 'FEBRUARY',
    dayOfMonth: day.endsWith('-last') ? { start: 28, end: 31 } : Number(day.slice(3)),
    hour: 0,
    minute: 0,
  }));
}

async function describe(client: Client, id: string): Promise<ScheduleDescription | undefined> {
  try {
    return await client.schedule.getHandle(id).describe();
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return undefined;
    throw error;
  }
}

/**
 * Only a difference is written: an update makes the server forget which actions were missed while it was down (the daily
 * round would find their bodies, a day later).
 */
async function ensure(client: Client, wanted: ScheduleOptions): Promise<void> {
  const found = await describe(client, wanted.scheduleId);
  if (found === undefined) {
    try {
      await client.schedule.create(wanted);
    } catch (error) {
      // Another process was quicker; it made the same.
      if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    }
    return;
  }
  if (isSame(found, wanted)) return;
  const { spec, action, policies } = wanted;
  await client.schedule.getHandle(wanted.scheduleId).update(({ state }) => ({
    spec,
    action,
    ...(policies === undefined ? {} : { policies }),
    state,
  }));
}

function isSame(found: ScheduleDescription, wanted: ScheduleOptions): boolean {
  const { spec, action, policies } = found;
  const sameTimes =
    spec.timezone === wanted.spec.timezone &&
    (spec.intervals ?? []).length === 0 &&
    timesOf(spec.calendars ?? []) === timesOf(wanted.spec.calendars ?? []);
  return (
    sameTimes &&
    action.workflowType === wanted.action.workflowType &&
    action.taskQueue === wanted.action.taskQueue &&
    policies.overlap === wanted.policies?.overlap &&
    policies.catchupWindow === wanted.policies?.catchupWindow
  );
}

/** Calendars in one form, whichever of the two they come in. */
function timesOf(calendars: readonly (CalendarSpec | CalendarSpecDescription)[]): string {
  return calendars
    .map(({ month, dayOfMonth, hour, minute }) => [month, dayOfMonth, hour, minute].map(rangeOf).join(' '))
    .sort()
    .join();
}

/** A field as `start-end`: the server gives back ranges for what was said as one value. */
function rangeOf(field: unknown): string {
  const range: unknown = Array.isArray(field) && field.length === 1 ? field[0] : field;
  if (!isObject(range)) return `${JSON.stringify(range)}-${JSON.stringify(range)}`;
  return `${JSON.stringify(range['start'])}-${JSON.stringify(range['end'])}`;
}

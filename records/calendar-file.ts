/** The calendar file on disk: the shipped default, or one an installation names in its place. */
import { readFileSync } from 'node:fs';
import type { CalendarProblem } from '../model/calendar/check.ts';
import { readCalendars, type ReadResult } from '../model/calendar/read.ts';
import type { Calendars } from '../model/calendar/settings.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { shippedFile } from './shipped.ts';

/** Reads and checks a calendar file for the present fiscal year and all later ones. What is wrong is in the answer. */
export function readCalendarFile(file: string, now: number): ReadResult<Calendars> {
  const content = contentOf(file);
  return content.ok ? readCalendars(content.value, fiscalYearOf(dateInJapan(now))) : content;
}

/** Where the shipped default stands. Throws when the installation is incomplete. */
export function shippedCalendarFile(): string {
  return shippedFile('calendar.json');
}

let shipped: Calendars | undefined;

/** The shipped default, read once. Throws when it is wrong, which a test keeps from happening. */
export function shippedCalendars(now: number): Calendars {
  if (shipped !== undefined) return shipped;
  const read = readCalendarFile(shippedCalendarFile(), now);
  if (!read.ok) throw new Error(read.problems.map(({ path, text }) => `${path}: ${text.en}`).join('\n'));
  shipped = read.value;
  return shipped;
}

function contentOf(file: string): ReadResult<unknown> {
  try {
    return { ok: true, value: JSON.parse(readFileSync(file, 'utf8')) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const problem: CalendarProblem = {
      path: file,
      text: { ja: `JSON として読めません（${why}）。`, en: `It cannot be read as JSON (${why}).` },
    };
    return { ok: false, problems: [problem] };
  }
}

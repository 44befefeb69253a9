/** The calendars of this installation, checked before anything starts: a mistake is found now and not in March. */
import type { CalendarProblem } from '../model/calendar/check.ts';
import type { Calendars } from '../model/calendar/settings.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import { readCalendarFile, shippedCalendarFile } from '../records/calendar-file.ts';
import type { Records } from '../contract/records/records.ts';
import type { Configuration } from './configuration.ts';
import { UserError } from './user-error.ts';

/** Reads the calendars. Throws UserError listing everything wrong with the file, each at its path. */
export function calendarsFor({ calendarFile }: Pick<Configuration, 'calendarFile'>, now: Instant): Calendars {
  const file = calendarFile ?? shippedCalendarFile();
  const read = readCalendarFile(file, now);
  if (read.ok) return read.value;
  throw new UserError({
    ja: `日程の設定（${file}）に誤りがあるため、起動しません。\n${problemLines(read.problems).ja}\n直してから junkan calendar check ${file} で確かめてください。`,
    en: `The calendar (${file}) is wrong, so junkan does not start.\n${problemLines(read.problems).en}\nCorrect it and check it with: junkan calendar check ${file}`,
  });
}

/** Throws UserError when what a body has set for itself makes no calendar under the configured one. */
export async function checkOverrides({ calendars }: Pick<Records, 'calendars'>, now: Instant): Promise<void> {
  const problems = await calendars.problems(now);
  if (problems.length === 0) return;
  throw new UserError({
    ja: `この日程の設定は、機関の独自設定（calendarOverrides）と合わないため、起動しません。\n${problemLines(problems).ja}`,
    en: `Under this calendar the overrides of some bodies (calendarOverrides) make no calendar, so junkan does not start.\n${problemLines(problems).en}`,
  });
}

/** One line per problem, with its path. */
export function problemLines(problems: readonly CalendarProblem[]): Text {
  return {
    ja: problems.map(({ path, text: { ja } }) => `  ${path}：${ja}`).join('\n'),
    en: problems.map(({ path, text: { en } }) => `  ${path}: ${en}`).join('\n'),
  };
}

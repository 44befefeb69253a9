/** What a body was called when. */
import type { LocalDate } from './identifiers.ts';
import { fiscalYearDates } from './japan-time.ts';
import type { Text } from './text.ts';

/** A name that a body no longer has, and the last day on which it had it. */
export interface FormerName {
  readonly nameJa: string;
  readonly nameEn: string;
  readonly to: LocalDate;
}

/** A body's names: that of now, and those before, the oldest first. */
export interface NamedBody {
  readonly nameJa: string;
  readonly nameEn: string;
  readonly formerNames?: readonly FormerName[];
}

/** Its name on a day. */
export function nameOn({ nameJa, nameEn, formerNames = [] }: NamedBody, day: LocalDate): Text {
  const then = formerNames.find(({ to }) => day <= to);
  return then === undefined ? { ja: nameJa, en: nameEn } : { ja: then.nameJa, en: then.nameEn };
}

/** Its name in a fiscal year: that of the year's last day, until then that of today. */
export function nameInYear(body: NamedBody, year: number, today: LocalDate): Text {
  const { last } = fiscalYearDates(year);
  return nameOn(body, today < last ? today : last);
}

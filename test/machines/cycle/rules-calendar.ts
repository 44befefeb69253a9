/** Rule cases of a changed calendar for a running year. */
import type { Json } from '../../../machines/core/index.ts';
import type { Instant } from '../../../model/identifiers.ts';
import { endOfDate, startOfDate } from '../../../model/japan-time.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { bodyOf, cast } from './cast.ts';
import { open } from './honest-year.ts';
import { before } from './trials.ts';

/** What the calendar look-up answers where the plan falls due on another date: rungs only that are still to come. */
export function changedCalendar(date: string, at: Instant = 0): Json {
  const escalations = [{ at: endOfDate('2026-04-14') - 54_000_000, to: 'ciso' }];
  const rungs = [startOfDate(date) + 32_400_000].filter((rung) => rung > at);
  const item = { id: 'plan', date, due: endOfDate(date), rungs, escalations };
  return { items: [item], inspectionBegins: startOfDate('2026-10-15') };
}
export const recalendar = { reason: '組織改編のため（架空）' };

const opened = (calendar?: Json): Trial => {
  const world = bodyOf('ministry', calendar === undefined ? {} : { calendar });
  return open('ministry', {}, '2026-02-01', world).driver.trial('recalendar', cast.ciso, recalendar);
};
const pass = (): Trial => opened(changedCalendar('2026-04-30'));

export const calendarRules: RuleCases = {
  yearStillRuns: { refuse: () => before('close').driver.trial('recalendar', cast.ciso, recalendar), pass },
  calendarDiffers: {
    refuse: () => opened({ items: [], inspectionBegins: startOfDate('2026-10-15') }),
    pass,
  },
};

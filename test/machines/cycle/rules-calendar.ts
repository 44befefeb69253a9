/** Rule cases of a changed calendar for a running year. */
import { withOverrides } from '../../../model/calendar/settings.ts';
import type { RuleCases, Trial } from '../support/rule-case.ts';
import { bodyOf, calendarOf, cast } from './cast.ts';
import { open } from './honest-year.ts';
import { before } from './trials.ts';

/** The body's calendar after a change: the plan falls due a month later, on Thursday 30 April. */
export const changedCalendar = withOverrides(calendarOf('ministry'), { dueDays: { plan: { day: '04-30', year: 0 } } });
export const recalendar = { reason: '組織改編のため（架空）' };

const opened = (calendar = calendarOf('ministry')): Trial => {
  const { driver } = open();
  return driver.in(bodyOf('ministry', { calendar })).trial('recalendar', cast.ciso, recalendar);
};
const pass = (): Trial => opened(changedCalendar);

export const calendarRules: RuleCases = {
  yearStillRuns: { refuse: () => before('close').driver.trial('recalendar', cast.ciso, recalendar), pass },
  calendarDiffers: { refuse: () => opened(), pass },
};

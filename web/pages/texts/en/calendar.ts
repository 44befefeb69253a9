import type { Texts } from '../japanese.ts';

const months = 'January February March April May June July August September October November December'.split(' ');

export const calendar: Texts['calendar'] = {
  title: 'Calendar',
  lead: 'What falls due of the posts held now, the notices that come if it is not done by then, and the dates of the years. Dates are customary settings.',
  months: 'Other months',
  before: (month) => `Previous month (${month})`,
  next: (month) => `Next month (${month})`,
  thisMonth: 'This month',
  month: (year, month) => `${months[month - 1] ?? ''} ${year}`,
  caption: (month) =>
    `${month}. Closed days (Saturdays, Sundays, national holidays, the turn of the year) are shown in grey.`,
  closed: 'closed',
  today: 'today',
  count: (count) => `${count}`,
  list: 'Day by day',
  none: 'Nothing falls due, no notice is to come and no year begins in this month.',
  more: 'There are more; only some are shown.',
  unknown:
    'The national holidays of this year are not known yet. Only weekends and the turn of the year count as closed days.',
  kinds: {
    due: 'Due',
    before: 'Reminder',
    today: 'Reminder on the day',
    overdue: 'Reminder when late',
    escalated: 'Told further up',
    planningDay: 'Year',
    yearBegins: 'Year',
    inspectionBegins: 'Year',
  },
  original: (date) => `first ${date}`,
  feed: {
    title: 'In a calendar application (iCalendar)',
    what: 'A link shows what falls due in a calendar application (Outlook, Google Calendar, an iPhone). It names the body and what falls due: no contents, no names of people.',
    how: [
      'Choose “Make a link” and copy the link that is shown.',
      'In the calendar application choose “add from the internet”, “add by URL” or “add a subscription”, and paste the link.',
      'The application reads it anew about every hour. When a post changes, so does what it shows at the next reading.',
    ],
    care: 'Whoever knows the link can read it without signing in. Share it with nobody, and follow the rules of the body on calendars outside of it.',
    make: 'Make a link',
    makeAgain: 'Make a new link (the one before stops working at once)',
    withdraw: 'Withdraw the link',
    active: (when) => `The link made at ${when} works. The link itself is shown only once, when it is made.`,
    inactive: 'There is no link.',
    made: 'The link is made',
    madeNext:
      'It is not shown again: copy it before this page is closed. The link before it, if there was one, works no more.',
    shown: 'This link was shown once already',
    shownNext: 'If it was not copied, make another: the one before stops working.',
    withdrawn: 'The link is withdrawn',
    withdrawnNext: 'Remove the subscribed calendar from the calendar application, too.',
  },
};

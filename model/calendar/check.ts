/** What is wrong with a calendar, found when it is loaded and not in March. */
import type { LocalDate } from '../identifiers.ts';
import { addDays } from '../japan-time.ts';
import type { Text } from '../text.ts';
import { businessDayFrom, holidaysKnownFor, holidayYears } from './business-days.ts';
import { cycleDueItemIds, cycleDueItems, type CycleDueItemId } from './items.ts';
import { dateIn, type CalendarSettings, type DayOfYear } from './settings.ts';
import { datesOf } from './year.ts';

/** One thing that is wrong, and where. */
export interface CalendarProblem {
  /** Path within the calendar, e.g. `dueDays.plan.day`. */
  readonly path: string;
  readonly text: Text;
}

/** What comes before what in a year; on the same day is in order too. */
const order: readonly (readonly [CycleDueItemId, CycleDueItemId])[] = [
  ['direction', 'plan'],
  ['structure', 'plan'],
  ['policy', 'standards'],
  ['standards', 'plan'],
  ['riskAssessment', 'plan'],
  ['plan', 'training'],
  ['plan', 'selfInspection'],
  ['plan', 'audit'],
  ['training', 'evaluation'],
  ['selfInspection', 'judgement'],
  ['audit', 'judgement'],
  ['judgement', 'evaluation'],
  ['evaluation', 'close'],
];

/**
 * Everything wrong with a calendar over all fiscal years from one on whose holidays are known: days that do not exist,
 * circles, the order of the year, dates outside of it, ladders. Empty when nothing is.
 */
export function problemsOf(settings: CalendarSettings, fromYear: number): readonly CalendarProblem[] {
  const problems = [...ladderProblems(settings), ...circles(settings), ...yearsWithout(settings, fromYear)];
  if (!holidaysKnownFor(fromYear)) problems.push(noHolidays(fromYear));
  // Dates can only be compared where there are some.
  return problems.length > 0 ? problems : orderProblems(settings, fromYear);
}

function ladderProblems({ ladder }: CalendarSettings): CalendarProblem[] {
  const sorted = ladder.before.every((days, i) => i === 0 || days < (ladder.before[i - 1] ?? days));
  if (sorted) return [];
  return [
    {
      path: 'ladder.before',
      text: {
        ja: '期限前の日数は、重複なく大きい順に並べてください（例：30, 7, 0）。',
        en: 'The days before must stand in descending order, each once (for example 30, 7, 0).',
      },
    },
  ];
}

/** Items that follow each other round in a circle. */
function circles({ dueDays }: CalendarSettings): CalendarProblem[] {
  return cycleDueItemIds.flatMap((id) => {
    const seen: CycleDueItemId[] = [];
    for (let item: CycleDueItemId | undefined = id; item !== undefined;) {
      if (seen.includes(item)) {
        if (item !== id) return [];
        const way = [...seen, id].map((each) => cycleDueItems[each]);
        const [ja, en] = [way.map((one) => one.ja).join(' → '), way.map((one) => one.en).join(' → ')];
        return [
          {
            path: `dueDays.${id}.after`,
            text: { ja: `互いに後を追っています（${ja}）。`, en: `These follow each other in a circle (${en}).` },
          },
        ];
      }
      seen.push(item);
      const day: CalendarSettings['dueDays'][CycleDueItemId] = dueDays[item];
      item = 'after' in day ? day.after : undefined;
    }
    return [];
  });
}

/** Days that some year does not have. */
function yearsWithout(settings: CalendarSettings, fromYear: number): CalendarProblem[] {
  const days: [string, DayOfYear][] = [
    ['planningDay', settings.planningDay],
    ['inspectionDay', settings.inspectionDay],
    ...cycleDueItemIds.flatMap((id): [string, DayOfYear][] => {
      const day = settings.dueDays[id];
      return 'after' in day ? [] : [[`dueDays.${id}`, day]];
    }),
  ];
  return days.flatMap(([path, day]) => {
    const year = years(fromYear).find((each) => dateIn(each, day) === undefined);
    if (year === undefined) return [];
    const last = `${day.day.slice(0, 2)}-last`;
    return [
      {
        path: `${path}.day`,
        text: {
          ja: `${day.day} は${year + day.year}年にありません。月末なら ${last} と書いてください。`,
          en: `There is no ${day.day} in ${year + day.year}. Write ${last} for the last day of the month.`,
        },
      },
    ];
  });
}

function orderProblems(settings: CalendarSettings, fromYear: number): CalendarProblem[] {
  const found = new Map<string, CalendarProblem>();
  const add = (path: string, text: Text): void => {
    if (!found.has(path)) found.set(path, { path, text });
  };
  for (const year of years(fromYear)) {
    const dates = new Map(datesOf(settings, year).map(({ id, date }) => [id, date]));
    const at = (id: CycleDueItemId): LocalDate => dates.get(id) ?? '';
    for (const [first, then] of order) {
      if (at(first) <= at(then)) continue;
      const [later, earlier] = [cycleDueItems[then], cycleDueItems[first]];
      add(`dueDays.${then}`, {
        ja: `${year}年度の「${later.ja}」（${at(then)}）が「${earlier.ja}」（${at(first)}）より前になります。`,
        en: `In fiscal year ${year} “${later.en}” (${at(then)}) comes before “${earlier.en}” (${at(first)}).`,
      });
    }
    withinYear(settings, year, at, add);
  }
  return [...found.values()];
}

function withinYear(
  settings: CalendarSettings,
  year: number,
  at: (id: CycleDueItemId) => LocalDate,
  add: (path: string, text: Text) => void,
): void {
  const planning = dateIn(year, settings.planningDay) ?? '';
  const inspection = dateIn(year, settings.inspectionDay) ?? '';
  if (planning > `${year}-04-01`) {
    add('planningDay', {
      ja: `計画開始日（${planning}）が年度の開始（4月1日）より後です。`,
      en: `The planning day (${planning}) is later than the beginning of the year (1 April).`,
    });
  }
  if (inspection < `${year}-04-01` || inspection > `${year + 1}-03-31`) {
    add('inspectionDay', {
      ja: `点検開始日（${inspection}）が${year}年度の中にありません。`,
      en: `The day the inspection begins (${inspection}) is not within fiscal year ${year}.`,
    });
  }
  const end = `${year + 1}-12-31`;
  const earliest = businessDayFrom(addDays(planning, settings.lateOpening.days));
  for (const id of cycleDueItemIds) {
    const date = at(id);
    const { ja, en } = cycleDueItems[id];
    if (date < planning || date > end) {
      add(`dueDays.${id}`, {
        ja: `${year}年度の「${ja}」（${date}）が計画開始日（${planning}）から${end}までの間にありません。`,
        en: `In fiscal year ${year} “${en}” (${date}) does not lie between the planning day (${planning}) and ${end}.`,
      });
    } else if (date < earliest) {
      add('planningDay', {
        ja: `計画開始日（${planning}）に開始しても「${ja}」（${date}）まで ${settings.lateOpening.days}日（開始の遅れとみなす日数）なく、毎年「開始の遅れ」になります。`,
        en: `Even a year opened on its planning day (${planning}) has fewer than ${settings.lateOpening.days} days (what a late opening is judged by) until “${en}” (${date}): every year would count as opened late.`,
      });
    }
  }
}

function years(fromYear: number): number[] {
  const last = holidayYears.last - 1;
  return Array.from({ length: Math.max(last - fromYear + 1, 0) }, (_, i) => fromYear + i);
}

function noHolidays(year: number): CalendarProblem {
  const { first, last } = holidayYears;
  return {
    path: 'holidays',
    text: {
      ja: `${year}年度の祝日が分かりません（祝日データは${first}年から${last}年まで）。junkan を更新してください。`,
      en: `The holidays of fiscal year ${year} are not known (the data reaches from ${first} to ${last}). Update junkan.`,
    },
  };
}

/** A month as a table and as a list: what falls due, what will be told, when years begin; and the link to subscribe to. */
import type { Api } from '../../api/routes.ts';
import type { CalendarDate } from '../../api/dates.ts';
import { Banner, Chip, type ChipKind, distanceTo, pageOf, Token } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { dateShown, minuteShown, say, sayFirst, weekdays, yearShown, type View } from '../kit/view.ts';

type Month = Awaited<ReturnType<Api['dates']['ask']>>['body'];
type Feed = Awaited<ReturnType<Api['calendarFeed']['status']['ask']>>['body'];
type Day = Month['days'][number];

/** What was just done with the link. */
export type LinkTold =
  { readonly what: 'made'; readonly link: string } | { readonly what: 'shown' } | { readonly what: 'withdrawn' };

interface CalendarProps {
  readonly view: View;
  readonly month: Month;
  readonly feed: Feed;
  readonly told: LinkTold | undefined;
}

export function CalendarPage({ view, month, feed, told }: CalendarProps) {
  const words = view.texts.calendar;
  const title = monthShown(view, month.month);
  return (
    <Frame view={view} title={`${words.title} ${title}`} place="calendar">
      {told !== undefined && <LinkBanner view={view} told={told} />}
      <div class="head">
        <div>
          <h1>
            {words.title}
            {view.language === 'ja' ? '　' : ': '}
            {title}
          </h1>
          <p>{words.lead}</p>
        </div>
      </div>
      <Months view={view} month={month} />
      {!month.holidaysKnown && <p class="notice">{words.unknown}</p>}
      <Table view={view} month={month} />
      <section class="section" aria-labelledby="h-list">
        <h2 id="h-list">{words.list}</h2>
        {month.items.length === 0 && <p>{words.none}</p>}
        {month.more === true && <p class="quiet">{words.more}</p>}
        <ul class={month.items.length === 0 ? '' : 'tasks'}>
          {month.days
            .map((day) => ({ day, items: month.items.filter(({ date }) => date === day.date) }))
            .filter(({ items }) => items.length > 0)
            .map(({ day, items }) => (
              <DayListed view={view} day={day} items={items} />
            ))}
        </ul>
      </section>
      <Subscribe view={view} feed={feed} />
    </Frame>
  );
}

function monthShown({ texts }: View, month: string): string {
  return texts.calendar.month(Number(month.slice(0, 4)), Number(month.slice(5)));
}

/** The month so many months away. */
function monthFrom(month: string, by: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

function Months({ view, month: { month, today } }: { view: View; month: Month }) {
  const words = view.texts.calendar;
  const [before, next] = [monthFrom(month, -1), monthFrom(month, 1)];
  return (
    <nav class="months" aria-label={words.months}>
      <a rel="prev" href={`/calendar?month=${before}`}>
        {words.before(monthShown(view, before))}
      </a>
      {month !== today.slice(0, 7) && <a href="/calendar">{words.thisMonth}</a>}
      <a rel="next" href={`/calendar?month=${next}`}>
        {words.next(monthShown(view, next))}
      </a>
    </nav>
  );
}

/** The days by weeks, each beginning with a Sunday, as calendars of offices do. */
function weeksOf(days: readonly Day[]): (Day | undefined)[][] {
  const first = new Date(days[0]?.date ?? '').getUTCDay();
  const cells = [...Array.from({ length: first }, () => undefined), ...days];
  const weeks: (Day | undefined)[][] = [];
  for (let i = 0; i < cells.length; i += 7) weeks.push(Array.from({ length: 7 }, (_, day) => cells[i + day]));
  return weeks;
}

function Table({ view, month }: { view: View; month: Month }) {
  const words = view.texts.calendar;
  return (
    <table class="month">
      <caption class="small quiet">{words.caption(monthShown(view, month.month))}</caption>
      <thead>
        <tr>
          {weekdays[view.language].map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(month.days).map((week) => (
          <tr>
            {week.map((day) =>
              day === undefined ? (
                <td class="is-empty"></td>
              ) : (
                <Cell
                  view={view}
                  day={day}
                  isToday={day.date === month.today}
                  items={month.items.filter(({ date }) => date === day.date)}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Items named in a cell of the table; the list below has all. */
const NAMED = 3;

function Cell({
  view,
  day,
  isToday,
  items,
}: {
  view: View;
  day: Day;
  isToday: boolean;
  items: readonly CalendarDate[];
}) {
  const words = view.texts.calendar;
  const number = Number(day.date.slice(8));
  return (
    <td class={day.closed ? 'is-closed' : ''} aria-current={isToday ? 'date' : undefined}>
      <span class="day">
        {items.length === 0 ? number : <a href={`#d-${day.date}`}>{number}</a>}
        {isToday && <span class="sr">{words.today}</span>}
        {day.closed && <span class={saysClosed(day) ? 'wide quiet' : 'sr'}>{closedAs(view, day)}</span>}
      </span>
      {items.length > 0 && (
        <>
          <span class="only-s quiet">{words.count(items.length)}</span>
          <ul class="wide">
            {items.slice(0, NAMED).map((item) => (
              <li class={item.kind === 'due' ? 'is-due' : ''}>
                {words.kinds[item.kind]}
                {view.language === 'ja' ? '：' : ': '}
                {say(view, item)}
              </li>
            ))}
            {items.length > NAMED && <li>{view.texts.year.andMore(items.length - NAMED)}</li>}
          </ul>
        </>
      )}
    </td>
  );
}

/** Of Saturdays and Sundays the column says it. */
function saysClosed({ date, holiday }: Day): boolean {
  return holiday !== undefined || new Date(date).getUTCDay() % 6 !== 0;
}

function closedAs(view: View, { holiday }: Day): string {
  return holiday === undefined ? view.texts.calendar.closed : say(view, holiday);
}

function DayListed({ view, day, items }: { view: View; day: Day; items: readonly CalendarDate[] }) {
  return (
    <li id={`d-${day.date}`}>
      <div class="when">
        <strong>{dateShown(view, day.date, { short: true })}</strong>
        {day.closed && <span class="quiet"> {closedAs(view, day)}</span>}
      </div>
      <ul class="stack">
        {items.map((item) => (
          <li>
            <Item view={view} item={item} />
          </li>
        ))}
      </ul>
    </li>
  );
}

const chips: Readonly<Record<CalendarDate['kind'], ChipKind>> = {
  due: 'key',
  before: 'plain',
  today: 'plain',
  overdue: 'soon',
  escalated: 'soon',
  planningDay: 'mark',
  yearBegins: 'mark',
  inspectionBegins: 'mark',
};

function Item({ view, item }: { view: View; item: CalendarDate }) {
  const words = view.texts.calendar;
  const distance = item.kind === 'due' ? distanceTo(view, item.at) : undefined;
  const time = item.kind === 'due' || chips[item.kind] === 'mark' ? '' : minuteShown(view, item.at).slice(-5);
  return (
    <>
      <p>
        <Chip kind={chips[item.kind]}>{words.kinds[item.kind]}</Chip>{' '}
        {item.instance === undefined ? (
          <strong>{sayFirst(view, item)}</strong>
        ) : (
          <a href={pageOf(item.instance)}>{sayFirst(view, item)}</a>
        )}{' '}
        {time !== '' && <span class="quiet">{time}</span>}{' '}
        {distance !== undefined &&
          (distance.late ? <Chip kind="late">{distance.words}</Chip> : <span class="quiet">{distance.words}</span>)}
      </p>
      <p class="where">
        {say(view, item.organisation)}　{yearShown(view, item.year)}
        {item.original !== undefined && `　${words.original(dateShown(view, item.original, { short: true }))}`}
      </p>
    </>
  );
}

function LinkBanner({ view, told }: { view: View; told: LinkTold }) {
  const words = view.texts.calendar.feed;
  if (told.what === 'withdrawn') {
    return (
      <Banner kind="ok" title={words.withdrawn}>
        <p>{words.withdrawnNext}</p>
      </Banner>
    );
  }
  if (told.what === 'shown') {
    return (
      <Banner kind="info" title={words.shown}>
        <p>{words.shownNext}</p>
      </Banner>
    );
  }
  return (
    <Banner kind="ok" title={words.made}>
      <p>
        <code>{told.link}</code>
      </p>
      <p>{words.madeNext}</p>
    </Banner>
  );
}

function Subscribe({ view, feed }: { view: View; feed: Feed }) {
  const words = view.texts.calendar.feed;
  return (
    <section class="section no-print" id="link">
      <h2>{words.title}</h2>
      <p>{words.what}</p>
      <ol class="numbered">
        {words.how.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p class="notice">{words.care}</p>
      <p>{feed.created === undefined ? words.inactive : words.active(minuteShown(view, feed.created))}</p>
      <form method="post" action="/calendar">
        <Token view={view} />
        <div class="actions">
          <button class="button button--line" name="_do" value="make">
            {feed.active ? words.makeAgain : words.make}
          </button>
          {feed.active && (
            <button class="button button--line" name="_do" value="withdraw">
              {words.withdraw}
            </button>
          )}
        </div>
      </form>
    </section>
  );
}

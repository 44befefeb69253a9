/** The calendar of a year as it applies to a kind of body, or to one with what it set for itself. */
import type { Api } from '../../api/routes.ts';
import { organisationKinds, profiles } from '../../../model/organisations.ts';
import { Chip } from '../kit/parts.tsx';
import { dateShown, minuteShown, say, sayFirst, yearShown, type View } from '../kit/view.ts';
import type { Option } from './fields.tsx';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

export type Calendar = Awaited<ReturnType<Api['yearCalendar']['ask']>>['body'];

interface CalendarProps {
  readonly view: View;
  readonly calendar: Calendar;
  readonly years: readonly number[];
  readonly chosen: string;
  readonly bodies: readonly Option[];
}

export function AdminCalendarPage({ view, calendar, years, chosen, bodies }: CalendarProps) {
  const { admin } = view.texts;
  const words = admin.calendar;
  return (
    <AdminFrame view={view} title={words.title} at="calendar">
      <form class="filters" method="get" action="/admin/calendar">
        <div>
          <label for="year">{view.texts.board.year}</label>
          <select id="year" name="year">
            {years.map((year) => (
              <option value={String(year)} selected={year === calendar.year}>
                {yearShown(view, year)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="of">{words.of}</label>
          <select id="of" name="of">
            <optgroup label={admin.columns.kind}>
              {profiles.map((profile) => (
                <option value={profile} selected={profile === chosen}>
                  {sayFirst(view, organisationKinds[profile])}
                </option>
              ))}
            </optgroup>
            <optgroup label={admin.columns.body}>
              {bodies.map((one) => (
                <option value={`body:${one.id}`} selected={`body:${one.id}` === chosen}>
                  {say(view, one)}
                </option>
              ))}
            </optgroup>
          </select>
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.show}</button>
        </div>
      </form>
      <p class="notice">{say(view, calendar.note)}</p>
      <dl class="strip-facts section">
        {[
          [words.planningDay, calendar.planningDay],
          [words.yearBegins, calendar.yearBegins],
          [words.inspectionBegins, calendar.inspectionBegins],
        ].map(([term = '', day = '']) => (
          <div>
            <dt>{term}</dt>
            <dd>{dateShown(view, day)}</dd>
          </div>
        ))}
      </dl>
      <section class="section">
        <h2>{words.items}</h2>
        <Table
          id="dates"
          caption={words.items}
          columns={[words.what, view.texts.due, words.restsOn, words.firstReminder, words.escalated]}
          rows={calendar.items.map((item) => ({
            cells: [
              sayFirst(view, item),
              <>
                <span class="nowrap">{dateShown(view, item.date)}</span>{' '}
                {item.due <= view.at && <Chip>{words.passed}</Chip>}
              </>,
              say(view, item.basis),
              minuteOf(view, item.reminders[0]?.at),
              minuteOf(view, item.escalations[0]?.at),
            ],
          }))}
        />
      </section>
    </AdminFrame>
  );
}

function minuteOf(view: View, at: number | undefined): string {
  return at === undefined ? view.texts.none : minuteShown(view, at);
}

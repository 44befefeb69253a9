/** The course of a year laid out on a calendar: where everything stands in the drawing. No two labels of dates meet. */
import type { Instant } from '../../../model/identifiers.ts';
import { dateInJapan, fiscalYearOf, startOfDate } from '../../../model/japan-time.ts';
import type { Text } from '../../../model/text.ts';
import type { Api } from '../../api/routes.ts';
import type { State } from '../decide/asked.ts';
import { rounded, widthOf } from '../kit/drawing.ts';
import { say, yearShown, type View } from '../kit/view.ts';

export type Timeline = Awaited<ReturnType<Api['timeline']['ask']>>['body'];

const WIDTH = 1120;
/** Where the names of the rows stand. */
const GUTTER = 96;
const HEAD = 32;
const SIZE = 13;
const ROW = 24;
/** Bars shown of one kind; of more the first. */
const BARS = 12;

interface Month {
  readonly x: number;
  readonly words: string;
  /** Of a month with which a year begins: the year. */
  readonly year?: string;
  readonly isNewYear: boolean;
}

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly isOn: boolean;
  readonly words: string;
  /** Where the words begin: inside the bar, or beside it when they do not fit. */
  readonly at: number;
  readonly isInside: boolean;
}

interface Mark {
  readonly x: number;
  readonly status: 'met' | 'over' | 'due';
  readonly words: string;
  /** Row of the label below the line. */
  readonly row: number;
}

/** Everything with its place. */
export interface Course {
  readonly width: number;
  readonly height: number;
  readonly months: readonly Month[];
  readonly bands: readonly Bar[];
  readonly groups: readonly { readonly label: string; readonly y: number; readonly bars: readonly Bar[] }[];
  /** Height of the line on which dates stand. */
  readonly line: number;
  readonly marks: readonly Mark[];
  readonly today: number | undefined;
  readonly left: number;
  readonly size: number;
}

export function courseOf(view: View, state: State, timeline: Timeline): Course {
  const { texts } = view;
  const instants = [
    timeline.from,
    ...timeline.dates.map(({ due }) => due - 1),
    // At the least the fiscal year itself.
    startOfDate(`${timeline.year}-04-01`),
    startOfDate(`${timeline.year + 1}-04-01`) - 1,
    state.ended === undefined ? view.at : undefined,
  ];
  const known = [...instants, timeline.to].flatMap((at) => at ?? []);
  const months = monthsBetween(Math.min(...known), Math.max(...known));
  const [start, end] = [months[0] ?? 0, months.at(-1) ?? 0];
  const xOf = (at: Instant): number => GUTTER + ((at - start) / (end - start)) * (WIDTH - GUTTER - 8);
  const until = (to: Instant | undefined): number => xOf(Math.min(to ?? view.at, end));
  const barOf = (from: Instant, to: Instant | undefined, y: number, words: string): Bar => {
    const x = xOf(from);
    const width = Math.max(3, until(to) - x);
    const isInside = widthOf(words, SIZE) + 12 <= width;
    return { x, y, width, isOn: to === undefined, words, at: isInside ? x + 6 : x + width + 6, isInside };
  };
  const bands = timeline.phases.map((phase) => barOf(phase.from, phase.to, HEAD, say(view, phase)));
  let y = HEAD + 40;
  const groups = kindsIn(timeline).map((kind) => {
    const all = timeline.children.filter(({ procedure }) => procedure === kind);
    const ends: number[] = [];
    const bars = all.slice(0, BARS).map((child) => {
      const words = `${texts.year.number(child.number)}${view.language === 'ja' ? '　' : ' '}${say(view, child.phase)}`;
      const bar = barOf(child.from, child.to, 0, words);
      const row = ends.findIndex((taken) => taken + 12 < bar.x);
      const at = row < 0 ? ends.length : row;
      ends[at] = Math.max(bar.x + bar.width, bar.at + widthOf(words, SIZE));
      return { ...bar, y: y + at * ROW };
    });
    const group = { label: labelOf(view, kind), y, bars };
    y += ends.length * ROW + 14;
    return group;
  });
  const line = y + 12;
  const marks = marksOf(view, timeline, xOf);
  const rows = Math.max(0, ...marks.map(({ row }) => row + 1));
  // Words beside a bar or below a date may stand out to the right: the drawing is as wide as they are.
  const farthest = [
    ...marks.map(({ x, words }) => x + 5 + widthOf(words, SIZE)),
    ...groups.flatMap(({ bars }) => bars.map(({ at, words }) => at + widthOf(words, SIZE))),
    ...bands.slice(-1).map(({ at, words }) => at + widthOf(words, SIZE)),
  ];
  const today = state.ended === undefined && view.at <= end ? xOf(view.at) : undefined;
  return {
    width: rounded(Math.max(WIDTH, ...farthest.map((x) => x + 4))),
    height: line + 24 + rows * 20,
    months: months
      .slice(0, -1)
      .map((at, i) => monthOf(view, at, xOf(at), i === 0))
      .map((month) => (today === undefined ? month : besideToday(month, today))),
    bands,
    groups,
    line,
    marks,
    today,
    left: GUTTER,
    size: SIZE,
  };
}

function kindsIn({ children }: Timeline): string[] {
  return [...new Set(children.map(({ procedure }) => procedure))].sort();
}

function labelOf({ texts }: View, kind: string): string {
  return kind === 'audit' ? texts.year.audits : texts.year.improvements;
}

/** The first day of every month from the first instant on, up to the one after the last. */
function monthsBetween(first: Instant, last: Instant): Instant[] {
  const [year = 0, month = 1] = dateInJapan(first).split('-').map(Number);
  const months: Instant[] = [];
  for (let i = 0; ; i += 1) {
    const of = month - 1 + i;
    const at = startOfDate(`${year + Math.floor(of / 12)}-${String((of % 12) + 1).padStart(2, '0')}-01`);
    months.push(at);
    if (at > last && months.length > 1) return months;
  }
}

function monthOf(view: View, at: Instant, x: number, isFirst: boolean): Month {
  const [year = '', month = ''] = dateInJapan(at).split('-');
  const isJanuary = month === '01';
  const isApril = month === '04';
  const words = view.texts.year.month(Number(month));
  const isNewYear = isApril;
  if (isApril) return { x, words, isNewYear, year: yearShown(view, fiscalYearOf(dateInJapan(at))) };
  if (isJanuary || isFirst) return { x, words, isNewYear, year: view.texts.year.calendarYear(year) };
  return { x, words, isNewYear };
}

/** The head of today's line stands where a year's would: then that one gives way. */
function besideToday({ year, ...month }: Month, today: number): Month {
  const isBeside = year === undefined || Math.abs(month.x + 4 - today) > 110;
  return isBeside && year !== undefined ? { ...month, year } : month;
}

/** One mark for each day on which something falls due. */
function marksOf(view: View, { dates }: Timeline, xOf: (at: Instant) => number): Mark[] {
  const days = new Map<string, Timeline['dates']>();
  for (const item of dates) {
    const day = dateInJapan(item.due - 1);
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  const marks = [...days].map(([day, items]): Omit<Mark, 'row'> => {
    const open = items.filter(({ met }) => met === undefined);
    const isOver = open.some(({ overdue }) => overdue);
    const [, month = '', date = ''] = day.split('-');
    const words = `${namesOf(view, isOver ? open : items)} ${view.texts.year.dayOfMonth(Number(month), Number(date))}`;
    return {
      x: xOf(items[0]?.due ?? 0) - 1,
      status: isOver ? 'over' : open.length === 0 ? 'met' : 'due',
      words: isOver ? view.texts.year.overdue(words) : words,
    };
  });
  return inRows(marks);
}

/** Names of what falls due on one day: the first two, and how many more. */
function namesOf(view: View, items: readonly Text[]): string {
  const names = [...new Set(items.map((item) => say(view, item)))];
  const more = names.length - 2;
  const shown = names.slice(0, 2).join(view.texts.between);
  return more > 0 ? `${shown} ${view.texts.year.andMore(more)}` : shown;
}

/**
 * A row for each label, from the right: one that would reach over a mark further right stands below all those it reaches
 * over. So no label meets another, nor the line that leads from a mark down to its label.
 */
function inRows(marks: readonly Omit<Mark, 'row'>[]): Mark[] {
  const placed: Mark[] = [];
  for (const mark of [...marks].sort((a, b) => b.x - a.x)) {
    const end = mark.x + 5 + widthOf(mark.words, SIZE) + 8;
    const reached = placed.filter(({ x }) => x <= end);
    placed.push({ ...mark, row: Math.max(-1, ...reached.map(({ row }) => row)) + 1 });
  }
  return placed.reverse();
}

/** Dates as offices write them, as the ISO dates that the registry keeps. */
import { addDays, isLocalDate } from '../../model/japan-time.ts';
import type { LocalDate } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import { quote } from '../registry/text-checks.ts';

/** An era: its name, its letter, its first day. */
interface Era {
  readonly name: string;
  readonly letter: string;
  readonly first: LocalDate;
}

/** The newest first. */
const eras: readonly Era[] = [
  { name: '令和', letter: 'R', first: '2019-05-01' },
  { name: '平成', letter: 'H', first: '1989-01-08' },
  { name: '昭和', letter: 'S', first: '1926-12-25' },
  { name: '大正', letter: 'T', first: '1912-07-30' },
  // The Gregorian calendar counts in Japan from 1 January of Meiji 6.
  { name: '明治', letter: 'M', first: '1873-01-01' },
];
const MEIJI_BEGAN = 1868;

/** A cell longer than any date is looked at no further. */
const LONGEST = 60;

const written =
  /^(?:(?<western>\d{4})|(?<era>令和|平成|昭和|大正|明治|[RHSTM])(?<eraYear>元|\d{1,2}))(?:[-/.]|年)(?<month>\d{1,2})(?:[-/.]|月)(?<day>\d{1,2})日?(?:\((?<weekday>[日月火水木金土])(?:曜日?)?\))?$/i;

/**
 * Reads `2026-12-01`, `2026/12/1`, `2026年12月1日`, `20261201`, `令和8年12月1日`, `R8.12.1`, in either width, with a weekday
 * or with a time of 0:00 behind, as spreadsheets write it. Nothing is guessed: two digits for a year are none.
 */
export function dateOf(text: string): { readonly value: LocalDate } | { readonly problem: Text } {
  if (text.length > LONGEST) return { problem: notRead(text) };
  const plain = text
    .normalize('NFKC')
    .replace(/[‐‑–−]/g, '-')
    .trim();
  const [, day = plain, time] = /^(.*?)(?:\s+|(?<=\d)T)(\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/.exec(plain) ?? [];
  if (time !== undefined && !/^[0:.]+$/.test(time)) return { problem: hasTime(text) };
  const compact = day.replace(/\s/g, '').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (/^\d{5}$/.test(compact)) return { problem: isSerial(text) };
  const parts = written.exec(compact)?.groups;
  if (parts === undefined) return { problem: notRead(text) };
  const era = eras.find(({ name, letter }) => [name, letter].includes(parts['era']?.toUpperCase() ?? ''));
  const year = yearOf(parts, era);
  const date = `${String(year).padStart(4, '0')}-${twoDigits(parts['month'])}-${twoDigits(parts['day'])}`;
  if (!isLocalDate(date)) return { problem: notThere(text) };
  const outside = era === undefined ? undefined : outsideOf(era, date, text);
  if (outside !== undefined) return { problem: outside };
  const weekday = parts['weekday'];
  if (weekday !== undefined && weekday !== weekdayOf(date)) return { problem: otherWeekday(text, weekdayOf(date)) };
  return { value: date };
}

function yearOf(parts: Readonly<Record<string, string | undefined>>, era: Era | undefined): number {
  if (era === undefined) return Number(parts['western']);
  const first = era.name === '明治' ? MEIJI_BEGAN : Number(era.first.slice(0, 4));
  return first - 1 + (parts['eraYear'] === '元' ? 1 : Number(parts['eraYear']));
}

function twoDigits(number = ''): string {
  return number.padStart(2, '0');
}

function weekdayOf(date: LocalDate): string {
  return '日月火水木金土'.charAt(new Date(`${date}T00:00:00Z`).getUTCDay());
}

/** A date outside its era, as papers written before a new era have it: what was meant may be a slip of the year. */
function outsideOf({ name, first }: Era, date: LocalDate, text: string): Text | undefined {
  const next = eras[eras.findIndex((era) => era.name === name) - 1];
  if (date >= first && (next === undefined || date < next.first)) return undefined;
  const [ja, en] =
    next === undefined
      ? [`${first} から`, `begins on ${first}`]
      : [`${first} から ${addDays(next.first, -1)} まで`, `runs from ${first} to ${addDays(next.first, -1)}`];
  return {
    ja: `${quote(text)}：${name}は ${ja}です。西暦か正しい元号で書いてください`,
    en: `${quote(text)}: ${name} ${en}: write the date in the western count, or with its true era`,
  };
}

const forms: Text = {
  ja: '2026-12-01、2026/12/1、令和8年12月1日、R8.12.1 のように書いてください',
  en: 'write it like 2026-12-01, 2026/12/1, 令和8年12月1日 or R8.12.1',
};

function notRead(text: string): Text {
  return {
    ja: `${quote(text)} は日付として読めません。${forms.ja}`,
    en: `${quote(text)} is not a date that can be read: ${forms.en}`,
  };
}

function notThere(text: string): Text {
  return {
    ja: `${quote(text)} は存在しない日付です。${forms.ja}`,
    en: `${quote(text)} is not a date that exists: ${forms.en}`,
  };
}

function hasTime(text: string): Text {
  return {
    ja: `${quote(text)} には時刻が付いています。日付だけを書いてください`,
    en: `${quote(text)} carries a time of day: write the date alone`,
  };
}

function isSerial(text: string): Text {
  return {
    ja: `${quote(text)} は表計算ソフトの日付の通し番号のようです。セルの書式を「日付」にして保存し直してください`,
    en: `${quote(text)} looks like a spreadsheet's number for a date: format the cells as dates and save again`,
  };
}

function otherWeekday(text: string, weekday: string): Text {
  return {
    ja: `${quote(text)} の曜日が合いません（${weekday}曜日です）。日付か曜日を直してください`,
    en: `${quote(text)} names another weekday than the date has (${weekday}): correct one of them`,
  };
}

/** What every page is shown with: in which language, to whom, when. */
import type { Instant } from '../../../model/identifiers.ts';
import { dateInJapan, fiscalYearName, startOfDate } from '../../../model/japan-time.ts';
import type { Text } from '../../../model/text.ts';
import { en } from '../texts/english.ts';
import { ja, type Texts } from '../texts/japanese.ts';

export type Language = keyof Text;

/** The pages' own words, by language. */
export const textsOf: Readonly<Record<Language, Texts>> = { ja, en };

/** Somebody signed in, as the head of each page names them. */
export interface Reader {
  readonly name: Text;
  readonly posts: readonly Text[];
  /** Bodies in which they hold a post: whose years they read. */
  readonly bodies: readonly string[];
  /** Whether they change the registry: of everything, or of some bodies. */
  readonly administers: 'all' | 'some' | 'nothing';
  readonly ready: number;
  readonly unread: number;
}

/** Of a form that was kept, or is no more. */
export interface KeptTold {
  readonly isKept: boolean;
  readonly title: string;
  readonly words: string;
  /** Which files are to be chosen again. */
  readonly files?: string;
}

/** What a page knows besides its own content. */
export interface View {
  readonly language: Language;
  readonly texts: Texts;
  readonly at: Instant;
  /** The address asked for, with its query. */
  readonly address: string;
  /** Number under which the log knows the request. */
  readonly request: string;
  readonly demonstration: boolean;
  /** Absent before signing in. */
  readonly reader?: Reader;
  /** What became of a form that was sent when the session had ended. */
  readonly kept?: KeptTold;
  /** What a form must carry; a new one each time. Empty before signing in. */
  readonly token: () => string;
}

/** The words of a text in the view's language. */
export function say({ language }: Pick<View, 'language'>, text: Text): string {
  return text[language];
}

/** The same at the beginning of a line: what definitions say in English begins in lower case. */
export function sayFirst({ language }: Pick<View, 'language'>, text: Text): string {
  const words = text[language];
  return language === 'en' ? words.charAt(0).toUpperCase() + words.slice(1) : words;
}

export const weekdays = {
  ja: ['日', '月', '火', '水', '木', '金', '土'],
  en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** 2026年11月29日（日）; Sun 29 Nov 2026. Of this calendar year, `short` leaves the year out. */
export function dateShown(
  { language, at }: Pick<View, 'language' | 'at'>,
  date: string,
  { short = false }: { readonly short?: boolean } = {},
): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const weekday = weekdays[language][new Date(startOfDate(date) + 9 * 3_600_000).getUTCDay()] ?? '';
  const isThisYear = short && year === dateInJapan(at).slice(0, 4);
  if (language === 'ja') return `${isThisYear ? '' : `${year}年`}${Number(month)}月${Number(day)}日（${weekday}）`;
  return `${weekday} ${Number(day)} ${months[Number(month) - 1] ?? ''}${isThisYear ? '' : ` ${year}`}`;
}

/** The date in Japan of an instant. */
export function dayShown(
  view: Pick<View, 'language' | 'at'>,
  at: Instant,
  how: { readonly short?: boolean } = {},
): string {
  return dateShown(view, dateInJapan(at), how);
}

/** The last day on which something due before that instant can be done. */
export function dueShown(
  view: Pick<View, 'language' | 'at'>,
  due: Instant,
  how: { readonly short?: boolean } = {},
): string {
  return dateShown(view, dateInJapan(due - 1), how);
}

/** Day and minute, Japan time. */
export function minuteShown(
  view: Pick<View, 'language' | 'at'>,
  at: Instant,
  how: { readonly short?: boolean } = {},
): string {
  const time = new Date(at + 9 * 3_600_000).toISOString().slice(11, 16);
  return `${dayShown(view, at, how)}${view.language === 'ja' ? '' : ' '}${time}`;
}

/** 令和8年度; FY2026. */
export function yearShown({ language }: Pick<View, 'language'>, year: number): string {
  return fiscalYearName(year)[language];
}

/** Whole days between two instants, counted by dates in Japan. */
export function daysBetween(from: Instant, to: Instant): number {
  return Math.max(0, Math.round((startOfDate(dateInJapan(to)) - startOfDate(dateInJapan(from))) / 86_400_000));
}

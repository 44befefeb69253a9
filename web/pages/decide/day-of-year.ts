/** A day of every year, as people write it and as it is recorded: 2月末日 is `02-last`. */
import type { View } from '../kit/view.ts';

/** As it is recorded; what is no day goes as it is, and the schema says what is wrong with it. */
export function readDay(text: string): string {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '');
  const [, month = '', day = ''] = /^(\d{1,2})(?:月|[-/])(\d{1,2}|末|last)日?$/.exec(plain) ?? [];
  if (month === '') return text.trim();
  return `${month.padStart(2, '0')}-${/^\d/.test(day) ? day.padStart(2, '0') : 'last'}`;
}

/** As people write it. */
export function dayOfYearShown({ language }: View, text: string): string {
  const [, month = '', day = ''] = /^(\d{2})-(\d{2}|last)$/.exec(text) ?? [];
  if (month === '' || language === 'en') return text;
  return `${Number(month)}月${day === 'last' ? '末' : Number(day)}日`;
}

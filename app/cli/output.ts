import Table from 'cli-table3';
import { dateInJapan } from '../../model/japan-time.ts';
import type { Text } from '../../model/text.ts';
import type { Context } from './context.ts';

/** How a command writes: for people, as one JSON document, or as one JSON object a line. */
export const outputs = ['text', 'json', 'jsonl'] as const;
export type Output = (typeof outputs)[number];

/** The flag every reading command has. */
export const outputFlag = {
  kind: 'enum',
  values: outputs,
  default: 'text',
  brief: '出力形式 / output format',
} as const;

/** A column of a text table. */
export interface Column<T> {
  readonly head: Text;
  readonly cell: (row: T) => string;
}

/** Writes rows: a table for people (with a line when there are none), or JSON for programs. */
export function writeRows<T>(
  context: Context,
  output: Output,
  rows: readonly T[],
  columns: readonly Column<T>[],
  none: Text,
): void {
  const { stdout } = context.process;
  if (output === 'json') return void stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  if (output === 'jsonl') return void stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  if (rows.length === 0) return void stdout.write(`${none[context.language]}\n`);
  const table = new Table({
    head: columns.map((column) => column.head[context.language]),
    style: { head: [], border: [] },
    chars: plain,
  });
  for (const row of rows) table.push(columns.map((column) => column.cell(row)));
  stdout.write(`${table.toString()}\n`);
}

/** Writes one value: indented JSON, or one line. */
export function writeValue(context: Context, output: Output, value: unknown, text: () => string): void {
  if (output === 'text') context.process.stdout.write(`${text()}\n`);
  else context.process.stdout.write(`${JSON.stringify(value, null, output === 'json' ? 2 : 0)}\n`);
}

/** A date in Japan for an instant: a due instant is 24:00 of its date, so the date before it is shown. */
export function dueDate(due: number | undefined): string {
  return due === undefined ? '–' : dateInJapan(due - 1);
}

/** `YYYY-MM-DD hh:mm` in Japan. */
export function minuteInJapan(at: number): string {
  return new Date(at + 9 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** No lines, two spaces between columns: readable, and easy to cut with other tools. */
const plain = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: ' ',
};

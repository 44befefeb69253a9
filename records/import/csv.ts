import { type CsvError, parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Text } from '../../model/text.ts';
import type { Problems } from '../registry/problems.ts';
import { quote } from '../registry/text-checks.ts';
import { lineBreaks, lineOf } from './decode.ts';
import { columnsOf, type Field, fieldOfColumn, type RowKind } from './fields.ts';
import { mostRows, tooManyRows, type Place, type ReadRow, whereIn } from './rows.ts';
import { type Value, valueOfCell } from './values.ts';

/** A record with the line it begins on. */
interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

/** The columns that a CSV may have. */
export interface Columns {
  readonly all: readonly Field[];
  /** The field a column names. */
  readonly of: (column: string) => Field | undefined;
  /** Columns without which nothing is read. */
  readonly needed: readonly string[];
}

/** The columns of one kind of row. */
function columnsOfKind(kind: RowKind): Columns {
  return {
    all: columnsOf(kind),
    of: (column) => fieldOfColumn(kind, column),
    needed: kind === 'departments' ? ['organisation', 'id'] : ['id'],
  };
}

/** Reads a CSV of one kind of row. */
export function readCsv(file: string, kind: RowKind, problems: Problems): ReadRow[] {
  return readTable(file, columnsOfKind(kind), problems);
}

/** Fields that hold an id: of those it is known that no value begins with #. */
const ids: readonly string[] = ['id', 'organisation', 'department'];

/**
 * Reads a CSV: the first line names the columns, in Japanese or English. Everything wrong goes to `problems`, at its line.
 */
export function readTable(file: string, known: Columns, problems: Problems): ReadRow[] {
  const text = separated(file, problems);
  if (text === undefined) return [];
  const records = recordsOf(text, problems);
  if (records.length >= mostRecords) {
    problems.add('line 1', tooManyRows);
    return [];
  }
  const lines = records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const first = lines.findIndex(({ cells }) => !isRemark(cells));
  const [header, ...following] = first === -1 ? [] : lines.slice(first);
  if (header === undefined) {
    problems.add('line 1', {
      ja: 'ファイルが空です。1行目に列の名前を書いてください',
      en: 'the file is empty: name the columns on the first line',
    });
    return [];
  }
  const columns = namedColumns(header, known, problems);
  const heads = new Map<string, string>();
  for (const [index, column] of columns.entries()) {
    if (column !== undefined && !heads.has(column.name)) heads.set(column.name, shownHead(header.cells[index]));
  }
  // Only of an id is it known that it never begins so: of a name it might be part.
  const hasRemarks = columns[0] === undefined || ids.includes(columns[0].name);
  const body = following.filter(({ cells }) => !(hasRemarks && isRemark(cells)));
  return body.map((record) => rowOf(record, header, { columns, heads }, problems));
}

/** A CSV with what stands between its cells. */
interface Separated {
  readonly text: string;
  readonly delimiter: string;
}

/**
 * Every line end as LF – files put together from several have more than one kind – and Excel's line `sep=;` taken off, its
 * place left so that lines keep their numbers.
 */
function separated(file: string, problems: Problems): Separated | undefined {
  const text = file.replace(/\r\n?/g, '\n');
  const [line, said] = /^"?sep=(.*?)"?(?=\n|$)/i.exec(text) ?? [];
  if (line === undefined) return { text, delimiter: ',' };
  const delimiter = said?.startsWith('\t') === true ? '\t' : said?.charAt(0);
  if (delimiter === undefined || ![',', ';', '\t', '|'].includes(delimiter)) {
    problems.add('line 1', {
      ja: `区切り文字 ${quote(said ?? '')} は使えません。コンマ・セミコロン・タブ・縦棒のどれかにしてください`,
      en: `cells cannot be separated by ${quote(said ?? '')}: only by a comma, semicolon, tab or bar`,
    });
    return undefined;
  }
  return { text: text.slice(line.length), delimiter };
}

/** A line of the template that explains: no id begins so. */
function isRemark([first = '']: readonly string[]): boolean {
  return /^[#＃]/.test(first.trim());
}

/** The head of a column on one line. */
function shownHead(cell = ''): string {
  return cell
    .split('\n')
    .map((line) => line.trim())
    .join(' ')
    .trim();
}

/** The header and one row too many are enough to know that there are too many; empty lines count. */
const mostRecords = mostRows + 2;
/** Broken records after which the file is no CSV. */
const mostBroken = 1_000;

/** Thrown out of the parser, which would go on to the end. */
class TooBroken extends Error {}

function recordsOf(text: Separated, problems: Problems): Line[] {
  try {
    return parsedRecords(text, problems);
  } catch (error) {
    if (error instanceof TooBroken) return [];
    throw error;
  }
}

function parsedRecords({ text, delimiter }: Separated, problems: Problems): Line[] {
  let broken = 0;
  const parsed: unknown = parse(text, {
    delimiter,
    record_delimiter: '\n',
    info: true,
    raw: true,
    relax_column_count: true,
    skip_records_with_error: true,
    to: mostRecords,
    on_skip(error: CsvError | undefined, raw: string | undefined) {
      const isOpen = error?.code === 'CSV_QUOTE_NOT_CLOSED';
      const line = isOpen ? lineOf(text, text.length - (raw?.length ?? 0)) : lineFrom(error);
      problems.add(`line ${line}`, isOpen ? notClosed : badQuote);
      broken += 1;
      if (broken > mostBroken) throw new TooBroken();
    },
  });
  // A record says the line it ends on; one with line breaks in its cells begins earlier.
  return parsedSchema.parse(parsed).map(({ record, raw, info }) => ({
    line: info.lines - lineBreaks(raw.replace(/\n$/, '')),
    cells: record,
  }));
}

/** What the parser gives with `info` and `raw`; its own types know only plain records. */
const parsedSchema = z.array(
  z.object({ record: z.array(z.string()), raw: z.string(), info: z.object({ lines: z.number() }) }),
);

const notClosed: Text = {
  ja: 'ここで始まる引用符 " が閉じられていません',
  en: 'a quotation mark " opened here is never closed',
};
const badQuote: Text = {
  ja: '引用符 " の位置が正しくありません。セル全体を " で囲み、中の " は "" と書いてください',
  en: 'a quotation mark " is out of place: enclose the whole cell in ", and write a " within it as ""',
};

function lineFrom(error: CsvError | undefined): number {
  const lines: unknown = error?.['lines'];
  return typeof lines === 'number' ? lines : 1;
}

function namedColumns(header: Line, { all, of, needed: wanted }: Columns, problems: Problems): (Field | undefined)[] {
  const where = `line ${header.line}`;
  const columns = header.cells.map(of);
  const known = all.map((field) => `${field.ja[0] ?? field.name} (${field.name})`).join(', ');
  for (const [index, column] of columns.entries()) {
    const name = shownHead(header.cells[index]);
    // A column without a name is one that a spreadsheet left behind, until something stands in it.
    if (name === '') continue;
    if (column === undefined) {
      problems.add(where, {
        ja: `列 ${quote(name)} は知らない列です。使える列: ${known}`,
        en: `there is no column ${quote(name)}; the columns are: ${known}`,
      });
    } else if (columns.indexOf(column) < index) {
      problems.add(where, { ja: `列 ${quote(name)} が二つあります`, en: `the column ${quote(name)} is there twice` });
    }
  }
  for (const needed of wanted) {
    const field = all.find((each) => each.name === needed);
    if (field !== undefined && !columns.includes(field)) {
      problems.add(where, {
        ja: `列 ${quote(field.ja[0] ?? needed)} がありません`,
        en: `the column ${quote(needed)} is missing`,
      });
    }
  }
  return columns;
}

function rowOf(
  { line, cells }: Line,
  header: Line,
  { columns, heads }: { readonly columns: readonly (Field | undefined)[]; readonly heads: ReadonlyMap<string, string> },
  problems: Problems,
): ReadRow {
  const place: Place = { row: `line ${line}`, heads };
  const where = whereIn(place);
  const values = new Map<string, Value>();
  let broken = false;
  const named = header.cells.findLastIndex((head) => head.trim() !== '') + 1;
  if (cells.length < named) {
    broken = true;
    problems.add(where(), {
      ja: `セルが${cells.length}個しかありません。1行目の列は${named}個です。空のセルもコンマで区切ってください`,
      en: `there are ${cells.length} cells; the first line names ${named} columns: separate empty cells, too`,
    });
  }
  for (const [index, cell] of cells.entries()) {
    if (cell.trim() === '' || (header.cells[index] ?? '').trim() !== '') continue;
    broken = true;
    problems.add(where(), {
      ja: `${index + 1}番目のセル ${quote(cell)} の列に名前がありません。1行目の列は${named}個です。コンマを含むセルは " で囲んでください`,
      en: `there is no column for the cell ${quote(cell)}, number ${index + 1}; the first line names ${named} columns: enclose a cell with a comma in it in "`,
    });
    break;
  }
  for (const [index, column] of columns.entries()) {
    const cell = cells[index];
    if (column === undefined || cell === undefined) continue;
    const read = valueOfCell(column, cell);
    if (read === undefined) continue;
    if ('value' in read) values.set(column.name, read.value);
    else {
      broken = true;
      problems.add(where(column.name), read.problem);
    }
  }
  return { place, values, broken };
}

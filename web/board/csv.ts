/** The board as a file for spreadsheets. */
import { stringify } from 'csv-stringify/sync';
import { dateInJapan, fiscalYearName } from '../../model/japan-time.ts';
import { organisationKinds } from '../../model/organisations.ts';
import { boardColumns } from './between.ts';
import type { ShownLine } from './lines.ts';

interface Column {
  readonly head: string;
  readonly cell: (line: ShownLine) => string | number | undefined;
}

const byRound = (line: ShownLine, of: (round: number) => boolean): number =>
  line.improvementsByRound.filter(({ round }) => of(round)).reduce((sum, { count }) => sum + count, 0);
/** A due instant is 24:00 of its date. */
const dueDate = (due: number | undefined): string | undefined => (due === undefined ? undefined : dateInJapan(due - 1));
const each = (texts: readonly string[] | undefined): string | undefined => texts?.join('、');

const results = { asked: '求められている', given: '渡し済み' } as const;

const columns: readonly Column[] = [
  { head: '機関ID', cell: (line) => line.organisation },
  { head: '機関', cell: (line) => line.nameJa },
  { head: '機関（英語）', cell: (line) => line.nameEn },
  { head: '種類', cell: (line) => organisationKinds[line.kind].ja },
  { head: '年度', cell: (line) => fiscalYearName(line.year).ja },
  { head: '段階', cell: (line) => line.phaseJa },
  { head: '次の期限', cell: (line) => dueDate(line.nextDue?.due) },
  { head: '次の期限の事項', cell: (line) => line.nextDue?.ja },
  { head: '超過件数', cell: (line) => line.overdue },
  { head: '超過日数', cell: (line) => line.daysOverdue },
  { head: '最も遅れている事項', cell: ({ late: [first] = [] }) => first?.ja },
  { head: '当初の期限', cell: ({ late: [first] = [] }) => dueDate(first?.original) },
  { head: '遅延の理由', cell: ({ late: [first] = [] }) => first?.explained?.reason },
  { head: '見込みの日', cell: ({ late: [first] = [] }) => first?.explained?.expectedOn },
  { head: '待っている決定', cell: ({ waitsFor: [first] = [] }) => first?.ja },
  { head: '待っている役職', cell: ({ waitsFor: [first] = [] }) => each(first?.roles.map(({ ja }) => ja)) },
  { head: '他の機関の手続で求められている決定', cell: (line) => line.owedElsewhere },
  { head: 'そのうち期限を過ぎたもの', cell: (line) => line.owedElsewhereOverdue },
  ...boardColumns.flatMap(({ id, label, columns: within }): Column[] => [
    { head: label.ja, cell: ({ shared }) => shared[id]?.phase.ja },
    ...within.flatMap(({ id: column, head: { ja } }): Column[] => [
      { head: ja, cell: ({ shared }) => shared[id]?.columns[column]?.ja },
      { head: `${ja}（済んだ件数）`, cell: ({ shared }) => shared[id]?.columns[column]?.done },
      { head: `${ja}（対象の件数）`, cell: ({ shared }) => shared[id]?.columns[column]?.of },
    ]),
  ]),
  { head: '改善継続', cell: (line) => line.openImprovements },
  { head: '改善（1回目）', cell: (line) => byRound(line, (round) => round === 1) },
  { head: '再改善（2回目）', cell: (line) => byRound(line, (round) => round === 2) },
  { head: '再改善（3回目以降）', cell: (line) => byRound(line, (round) => round > 2) },
  { head: '監査継続', cell: (line) => line.openAudits },
  { head: '監査の段階', cell: (line) => each(line.auditsByPhase.map(({ ja, count }) => `${ja} ${count}`)) },
  { head: '年度の結果', cell: ({ result }) => result && results[result] },
  { head: '未発令の役職', cell: (line) => line.vacantPosts },
  { head: '最終更新', cell: (line) => line.lastMovement && dateInJapan(line.lastMovement) },
  { head: '印', cell: (line) => each(line.marks.map(({ ja }) => ja)) },
  { head: '推進体制の連絡先', cell: (line) => each(line.contacts?.map(({ ja }) => ja)) },
  { head: '連絡先のメールアドレス', cell: (line) => each(line.contacts?.flatMap(({ mail }) => mail ?? [])) },
];

/**
 * UTF-8 with BOM and CR LF, as spreadsheets in Japan open it without being asked; what a spreadsheet would compute stands
 * behind an apostrophe.
 */
export function boardCsv(lines: readonly ShownLine[]): string {
  return stringify([columns.map(({ head }) => head), ...lines.map((line) => columns.map(({ cell }) => cell(line)))], {
    bom: true,
    record_delimiter: '\r\n',
    escape_formulas: true,
  });
}

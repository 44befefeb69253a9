/** Lists of an audit: what was asked for, what was found, what was advised and what became of it. */
import { z } from 'zod';
import type { Json, ListRow } from '../../core/index.ts';
import { dateInJapan, dispositionNames, gradeNames, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import { areas } from './inputs.ts';
import { isSettled, type Confirmation, type Context, type Finding, type Item, type MaterialRequest } from './types.ts';

function requestRow({ number, what, due, at, given, passed }: MaterialRequest): ListRow {
  const late: Text = { ja: '未提出', en: 'not given by the date' };
  const waits: Text = { ja: '提出待ち', en: 'awaited' };
  return {
    id: String(number),
    ja: `${number}．${what}`,
    en: `${number}. ${what}`,
    status: given !== undefined ? { ja: '提出済', en: 'given' } : passed === true ? late : waits,
    done: given !== undefined,
    due: dateInJapan(due - 1),
    at,
    ...(given !== undefined && { documents: given.documents }),
  };
}

function findingRow({ number, title, area, grade, author, at, evidence, withdrawn, urgent }: Finding): ListRow {
  const [ja, en] = [`${areas[area].ja}・${gradeNames[grade].ja}`, `${areas[area].en}, ${gradeNames[grade].en}`];
  const told: Text = { ja: '直ちに伝達済', en: 'told at once' };
  const recorded: Text = { ja: '記録済', en: 'recorded' };
  return {
    id: String(number),
    ja: `${number}．${title}（${ja}）`,
    en: `${number}. ${title} (${en})`,
    status: withdrawn !== undefined ? { ja: '取下げ済', en: 'withdrawn' } : urgent === true ? told : recorded,
    done: withdrawn !== undefined,
    at,
    person: author,
    documents: evidence,
  };
}

/** What the body is asked to confirm, in the words put to it. */
function confirmationRows({ round, due, findings, answer, passed }: Confirmation): readonly ListRow[] {
  const waits: Text = { ja: '事実確認待ち', en: 'to be confirmed' };
  const silent: Text = { ja: '事実確認なし', en: 'not confirmed by the date' };
  const agreed: Text = { ja: '相違なし', en: 'confirmed' };
  const differs: Text = { ja: '相違あり', en: 'differs' };
  const answered = answer?.agrees === true ? agreed : differs;
  return findings.map(({ number, title, area, grade, statement }) => ({
    id: `${round}-${number}`,
    ja: `${number}．${title}（${areas[area].ja}・${gradeNames[grade].ja}）：${statement}`,
    en: `${number}. ${title} (${areas[area].en}, ${gradeNames[grade].en}): ${statement}`,
    status: answer !== undefined ? answered : passed === true ? silent : waits,
    done: answer !== undefined || passed === true,
    due: dateInJapan(due - 1),
  }));
}

function itemRow(item: Item): ListRow {
  const { number, title, disposition, told, followUps } = item;
  const open: Text = { ja: '対応の決定待ち', en: 'waits for a decision' };
  const done: Text = { ja: '対応済', en: 'carried out' };
  const decided = disposition === undefined ? open : dispositionNames[disposition.what];
  return {
    id: String(number),
    ja: `${number}．${title}`,
    en: `${number}. ${title}`,
    status: isSettled(item) && disposition?.what !== 'not' ? done : decided,
    done: isSettled(item),
    ...(disposition?.until !== undefined && { due: disposition.until }),
    at: told,
    documents: followUps.flatMap(({ evidence }) => evidence),
  };
}

export const lists: ShownLists<Context> = {
  requests: {
    ja: '予備調査の資料',
    en: 'materials asked for',
    rows: ({ requests }) => (requests ?? []).map(requestRow),
  },
  confirmations: {
    ja: '事実確認を求めた指摘事項',
    en: 'findings to be confirmed',
    rows: ({ confirmations }) => (confirmations ?? []).flatMap(confirmationRows),
  },
  findings: { ja: '指摘事項', en: 'findings', rows: ({ findings }) => (findings ?? []).map(findingRow) },
  advice: { ja: '助言', en: 'advice', rows: ({ items }) => (items ?? []).map(itemRow) },
};

const named = z.object({ input: z.object({ item: z.number().optional(), ref: z.string().optional() }) });

/** The advice that an entry is about. */
export function subject({ items }: Partial<Pick<Context, 'items'>>, event: Json): Text | undefined {
  const said = named.safeParse(event).data?.input;
  const about = items?.find(({ number, ref }) => number === said?.item || ref === said?.ref);
  return about === undefined ? undefined : { ja: `助言${about.number}`, en: `advice ${about.number}` };
}

/** What a date rests on, in words for people. */
import type { Text } from '../text.ts';
import type { DateBasis } from './basis.ts';

/** Why a date was moved. */
export const movedReasons = {
  closedDay: { ja: '閉庁日のため翌開庁日に移動', en: 'moved from a closed day to the next business day' },
  openedLate: { ja: '年度の開始が遅れたため移動', en: 'moved because the year was opened late' },
  recalendar: { ja: '日程の変更により移動', en: 'moved by a changed calendar' },
  extended: { ja: '期限の延長による', en: 'more time was granted' },
  redecided: { ja: '適用期限の変更による', en: 'the date by which it is to be applied was changed' },
  revised: { ja: '計画の変更による', en: 'the plan was revised' },
} as const satisfies Record<string, Text>;
export type MovedReason = keyof typeof movedReasons;

/** Said wherever dates of the calendar are shown. */
export const neverLaw: Text = {
  ja: '本指針は期日を定めていません。これらは慣例に基づく設定値であり、法令上の期限ではありません。',
  en: 'The guideline sets no day. These are customary dates, set by configuration, and not deadlines of law.',
};

/** One sentence (and one per move) saying what a date rests on. `nameOf` names a due item. */
export function basisText(basis: DateBasis, nameOf: (item: string) => Text): Text {
  const first = originText(basis, nameOf);
  const moves = (basis.moved ?? []).map(({ from, to, reason }): Text => {
    const why = Object.hasOwn(movedReasons, reason) ? reasons[reason] : undefined;
    return {
      ja: `${from}から${to}へ：${why?.ja ?? reason}`,
      en: `${from} to ${to}: ${why?.en ?? reason}`,
    };
  });
  return {
    ja: [first.ja, ...moves.map(({ ja }) => ja)].join('。'),
    en: [first.en, ...moves.map(({ en }) => en)].join('; '),
  };
}

const reasons: Readonly<Record<string, Text>> = movedReasons;

function originText({ kind, own, follows }: DateBasis, nameOf: (item: string) => Text): Text {
  if (kind === 'after' && follows !== undefined) {
    const { ja, en } = nameOf(follows.item);
    const { businessDays } = follows;
    return {
      ja: `設定値（法令の定めではない）：「${ja}」の${businessDays}開庁日後、${own}`,
      en: `by configuration, not by law: ${businessDays} business days after "${en}", ${own}`,
    };
  }
  if (kind === 'given') return { ja: `手続の中で定められた日：${own}`, en: `set in the procedure: ${own}` };
  return {
    ja: `慣例による設定値（法令の定めではない）：${own}`,
    en: `customary, by configuration, not by law: ${own}`,
  };
}

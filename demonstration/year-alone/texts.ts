import type { Language, Text } from '../../model/text.ts';
import { published } from '../../machines/procedures.ts';
import type { ExpectedReminder } from './expected.ts';

/** Which rung of the ladder a line is, for the reader of `npm run year-alone`. */
export const stageNames: Readonly<Record<ExpectedReminder['stage'], Text>> = {
  before: { ja: '期限前', en: 'before' },
  today: { ja: '期限日', en: 'due today' },
  overdue: { ja: '期限経過', en: 'overdue' },
  escalated: { ja: '上位者へ', en: 'escalated' },
};

/**
 * What a body alone does not bring about, and this year therefore does not show: procedures in which posts of another body
 * decide, with the decisions that are theirs. Read off the definitions.
 */
export function needsOthers(language: Language): string {
  const between = language === 'ja' ? '、' : '; ';
  const all = published.flatMap(({ label, decisions }) => {
    const elsewhere = Object.values(decisions).filter((decision) => 'bodies' in decision);
    const named = elsewhere.map((decision) => decision.label[language]).join(between);
    if (elsewhere.length === 0) return [];
    return [language === 'ja' ? `  ${label.ja}：${named}` : `  ${label.en}: ${named}`];
  });
  const lead =
    language === 'ja'
      ? '一つの機関だけでは行えないため、ここには現れないもの（ほかの機関の役職が決定する手続）：'
      : 'Not seen here, because a body alone does not bring it about (posts of another body decide):';
  return [lead, ...all].join('\n');
}

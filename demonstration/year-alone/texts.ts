import type { Text } from '../../model/text.ts';
import type { ExpectedReminder } from './expected.ts';

/** Which rung of the ladder a line is, for the reader of `npm run year-alone`. */
export const stageNames: Readonly<Record<ExpectedReminder['stage'], Text>> = {
  before: { ja: '期限前', en: 'before' },
  today: { ja: '期限日', en: 'due today' },
  overdue: { ja: '期限経過', en: 'overdue' },
  escalated: { ja: '上位者へ', en: 'escalated' },
};

/** The fixed words of mails. */
import type { Reminder } from '../../machines/core/index.ts';
import type { Text } from '../../model/text.ts';

export const words = {
  notice: { ja: 'お知らせ', en: 'Notice' },
  due: { ja: '期限のお知らせ', en: 'Reminder' },
  overdue: { ja: '期限超過のお知らせ', en: 'Overdue' },
  day: { ja: '1日分のお知らせ', en: 'Notices of the day' },
  settings: { ja: 'メールの設定：', en: 'Which mails are sent: ' },
  greeting: {
    ja: 'junkan（情報セキュリティ対策の年度サイクル）からのお知らせです。',
    en: 'A notice from junkan, which runs the yearly cycle of information security measures.',
  },
  dueOn: { ja: '期限：', en: 'Due: ' },
  expected: { ja: '次のことをお願いします。', en: 'What is expected of you:' },
  until: (date: string): Text => ({ ja: `（期限：${date}）`, en: ` (due ${date})` }),
  later: { ja: '（先に必要なことがあります）', en: ' (something else comes first)' },
  reasoned: {
    ja: '理由が述べられています。junkan notices で読めます。',
    en: 'A reason was given: read it with junkan notices.',
  },
  procedure: { ja: '手続：', en: 'Procedure: ' },
  look: { ja: '内容を見る：', en: 'Look at it: ' },
  open: { ja: '開く：', en: 'Open: ' },
  commands: {
    ja: '求められていることは junkan tasks、届いた通知は junkan notices で見られます。',
    en: 'What is expected of you: junkan tasks. What you were told: junkan notices.',
  },
  footer: {
    ja: 'このメールは自動で送られたもので、返信しても読まれません。',
    en: 'This mail was sent automatically; nobody reads replies to it.',
  },
  missed: (count: number): Text => ({
    ja: `停止していた間の通知${count}回分をまとめています。`,
    en: `Stands for ${count} earlier reminder${count === 1 ? '' : 's'} that fell due while nothing ran.`,
  }),
} as const;

export const stages: Readonly<Record<Reminder['stage'], Text>> = {
  before: { ja: '期限前', en: 'before the date' },
  today: { ja: '本日期限', en: 'due today' },
  overdue: { ja: '期限超過', en: 'overdue' },
  escalated: { ja: '期限超過の上申', en: 'overdue, told further up' },
};

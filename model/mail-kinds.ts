/** Kinds of notices by which people say which mails they want; every notice stands in the inbox, whatever they say. */
import type { Text } from './text.ts';

/** Those of which no mail may be wanted. */
export const optionalMails = ['due', 'overdue', 'asked', 'told'] as const;
export type OptionalMail = (typeof optionalMails)[number];

/** Those that always go: what stays undone too long, and what touches somebody's access. */
export const certainMails = ['escalated', 'account'] as const;
export type MailKind = OptionalMail | (typeof certainMails)[number];

export const mailKinds: Readonly<Record<MailKind, Text>> = {
  due: { ja: '期限前と当日の通知', en: 'reminders before the date and on the day' },
  overdue: { ja: '期限を過ぎたときの督促', en: 'reminders once the date has passed' },
  asked: { ja: '決定や確認を求める通知', en: 'notices that ask for a decision' },
  told: { ja: '手続の経過と結果の通知', en: 'notices of what happened in a procedure' },
  escalated: { ja: '期限超過の上申', en: 'what stays overdue and is told further up' },
  account: { ja: '任命、サインイン及び設備に関する通知', en: 'notices of appointments, sign-in and the installation' },
};

/** Texts that every procedure with due items has. */
import type { Text } from '../../../model/text.ts';

/** Notices of `reminders`. */
export const reminderNotices = {
  reminder: { ja: '期限が近づいています', en: 'A due date is near' },
  overdue: { ja: '期限を過ぎています', en: 'A due date is past' },
  escalated: {
    ja: '期限（当初の期限から数えます）を過ぎて、なお済んでいないものがあります',
    en: 'Counted from its first due date, something has stayed overdue',
  },
} as const satisfies Record<string, Text>;

/** What time brings to due items. */
export const rungTime = { ja: '期限の通知', en: 'reminder of a due date' } as const satisfies Text;

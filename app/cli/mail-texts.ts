import type { Text } from '../../model/text.ts';

/** What became of a notice's mail, in words. */
export const mailTexts: Readonly<Record<string, Text>> = {
  queued: { ja: '送信待ち', en: 'queued' },
  sent: { ja: '送信済', en: 'sent' },
  failed: { ja: '失敗', en: 'failed' },
  off: { ja: '送信設定なし', en: 'mail is off' },
  noAddress: { ja: '宛先なし', en: 'no usable address' },
};

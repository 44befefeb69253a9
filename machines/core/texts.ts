import type { Text } from '../../model/text.ts';

/** Text of the notices the core itself causes, beside a procedure's own `notices`. */
export const coreNotices = {
  enteredForYou: {
    ja: 'ご自身の決裁した内容が登録されました。内容が異なるときは異議を述べてください',
    en: 'A decision of yours was entered from paper; contradict it if it is wrong',
  },
  enteredForYourBody: {
    ja: '所属機関の役職者が決裁した内容が、この手続に登録されました。内容が異なるときは異議を述べてください',
    en: 'A decision taken in your body was entered here from paper; contradict it if it is wrong',
  },
  entryContradicted: {
    ja: '別途決裁済みとして登録された内容に、決裁者本人又は主務課が異議を述べました。記録を確認してください',
    en: 'A decider, or the office in charge, contradicted an entry made in their name; look at the journal',
  },
  entryCorrected: {
    ja: '記録した項目が訂正されました。記録で訂正の内容を確認してください',
    en: 'An entry was corrected; see the correction in the journal',
  },
  yourEntryCorrected: {
    ja: 'ご自身の決定の記録が訂正されました。記録で訂正の内容を確認してください',
    en: 'The entry of a decision of yours was corrected; see the journal',
  },
} as const satisfies Record<string, Text>;

/** Text of the marks the core itself sets on entries and instances, beside a procedure's own `marks`. */
export const coreMarks = {
  standIn: {
    ja: '組織の長（又は指名された者）による決定',
    en: 'decided by the head of the organisation or their nominee',
  },
  acting: { ja: '代理・事務取扱による決定', en: 'decided by an acting holder' },
  deputy: { ja: '副責任者による決定', en: 'decided by the deputy' },
  enteredFor: { ja: '別途決裁済みの内容の登録', en: 'entered from a decision on paper' },
  tokenOfAnother: {
    ja: '決定者のトークンを、この手続の他の決定者が発行',
    en: 'a decider’s token came through the hands of another who decides here',
  },
  contradicted: { ja: '登録内容に決裁者の異議あり', en: 'an entry was contradicted by its decider' },
  corrected: { ja: '訂正あり', en: 'an entry was corrected' },
} as const satisfies Record<string, Text>;

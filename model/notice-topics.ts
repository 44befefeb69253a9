import type { Text } from './text.ts';

/** What a notice that no procedure causes says, and what to do next. */
export interface NoticeTopicText extends Text {
  readonly next: Text;
}

/**
 * Topics of notices that no procedure causes: the registry, the mail, the hooks, the opening of years. Never a name, a
 * title or a finding: what it is about is told by an opaque id beside it.
 */
export const noticeTopics = {
  postVacant: {
    ja: '手続の通知先の役職に、就いている人がいません',
    en: 'Nobody holds a post that a procedure is waiting for',
    next: {
      ja: 'junkan vacant-posts で未発令の役職を確かめ、台帳に任命を登録してください。',
      en: 'See the vacant posts with junkan vacant-posts and record an appointment in the registry.',
    },
  },
  mailFailed: {
    ja: '届けられなかったメールがあります',
    en: 'Mail could not be delivered',
    next: {
      ja: 'junkan doctor で件数と理由を、junkan unreachable-people で届かない人を確かめ、メールサーバーの設定（JUNKAN_SMTP_URL）か台帳のメールアドレスを直してください。通知そのものは各人の受信箱（junkan notices）にあります。',
      en: 'See how many and why with junkan doctor, and whom with junkan unreachable-people, and mend the mail server (JUNKAN_SMTP_URL) or the addresses in the registry. The notices themselves are in the inboxes (junkan notices).',
    },
  },
  appointedYou: {
    ja: 'ご自身の任命が登録されました',
    en: 'An appointment of yours was recorded',
    next: {
      ja: '心当たりがなければ、システム管理者に知らせてください。求められていることは junkan tasks で見られます。',
      en: 'If you know nothing of it, tell the administrator. What is expected of you: junkan tasks.',
    },
  },
  tokenLacksPost: {
    ja: 'お持ちのトークンは、新しい役職の権限を持ちません（役職に就く前のリンクで受け取ったため）',
    en: 'Your tokens do not carry your new post: they were claimed by a link from before it',
    next: {
      ja: 'システム管理者に新しいリンクを依頼し、junkan token claim で受け取ってください。どの役職かは junkan doctor で見られます。',
      en: 'Ask the administrator for a new link and claim it with junkan token claim. Which post: junkan doctor.',
    },
  },
  appointmentChanged: {
    ja: '任命が変更、終了又は取り消されました',
    en: 'An appointment was changed, ended or voided',
    next: { ja: '誤りであれば、システム管理者に知らせてください。', en: 'If it is wrong, tell the administrator.' },
  },
  secondAdministratorNeeded: {
    ja: '台帳の変更が、もう一人のシステム管理者の承認を待っています',
    en: 'A change of the registry waits for a second administrator',
    next: {
      ja: '内容を確かめ、承認又は却下してください（junkan registry）。',
      en: 'Look at it and approve or reject it (junkan registry).',
    },
  },
  nominationRecorded: {
    ja: '組織の長による書面の指名が登録、又は終了されました',
    en: 'A written nomination by the head was recorded or ended',
    next: {
      ja: '心当たりがなければ、直ちに組織の長とシステム管理者に知らせてください。',
      en: 'If you know nothing of it, tell the head and the administrator at once.',
    },
  },
  identityChanged: {
    ja: '台帳のご自身の氏名又はメールアドレスが変更されました',
    en: 'Your name or mail address in the registry was changed',
    next: {
      ja: '心当たりがなければ、すべてのトークンを無効にして（junkan token revoke-all）システム管理者に知らせてください。',
      en: 'If you know nothing of it, revoke all your tokens (junkan token revoke-all) and tell the administrator.',
    },
  },
  bodyChanged: {
    ja: '台帳の機関の登録が変更されました',
    en: 'What the registry says of a body was changed',
    next: {
      ja: '誤りであれば、システム管理者に知らせてください（廃止は、廃止日まで取りやめられます）。',
      en: 'If it is wrong, tell the administrator (an end is taken back until its last day).',
    },
  },
  departmentsChanged: {
    ja: '台帳の部署の登録が変更されました',
    en: 'What the registry says of departments was changed',
    next: { ja: '誤りであれば、システム管理者に知らせてください。', en: 'If it is wrong, tell the administrator.' },
  },
  administratorEnding: {
    ja: 'システム管理者の任が、二人目の承認なしに終わろうとしています',
    en: 'An administrator’s post is about to end without a second administrator’s approval',
    next: {
      ja: '正しくなければ、期間内に異議を申し立ててください（変更の画面、又は junkan registry object）。異議がなければ最終日に終わります。',
      en: 'If it is not right, object in time (on the page of the change, or junkan registry object). Otherwise the post ends on its last day.',
    },
  },
  endingAskedAgain: {
    ja: '本人が異議を申し立てたシステム管理者の離任が、改めて求められました',
    en: 'The end of an administrator’s post, to which they objected, was asked for again',
    next: {
      ja: '在任を続けさせるなら、組織の長又は最高情報セキュリティ責任者が期間内に異議を申し立ててください（変更の画面、又は junkan registry object）。本人の異議は繰り返せません。',
      en: 'If they are to stay, the head or the CISO objects in time (on the page of the change, or junkan registry object). Their own objection does not count twice.',
    },
  },
  endingObjected: {
    ja: 'システム管理者の離任に異議があり、取り消されました',
    en: 'The end of an administrator’s post was objected to and taken back',
    next: {
      ja: '理由を確かめ（junkan registry pending --all）、当人及び組織の長と話し合ってください。',
      en: 'See the reason (junkan registry pending --all) and settle it with the administrator and the head.',
    },
  },
  changeApproved: {
    ja: '台帳の変更が承認されました',
    en: 'Your change of the registry was approved',
    next: { ja: '変更は反映されています。', en: 'It is in force.' },
  },
  changeRejected: {
    ja: '台帳の変更が却下されました',
    en: 'Your change of the registry was rejected',
    next: {
      ja: '理由を確かめ、必要なら改めて申請してください（junkan registry）。',
      en: 'See the reason and, where needed, ask again (junkan registry).',
    },
  },
  tokenIssued: {
    ja: 'ご自身のトークンが発行されました',
    en: 'A token was issued in your name',
    next: {
      ja: '心当たりがなければ、すべてを無効にして（junkan token revoke-all）システム管理者に知らせてください。',
      en: 'If you do not know of it, revoke all of them (junkan token revoke-all) and tell the administrator.',
    },
  },
  linkIssued: {
    ja: 'ご自身のトークンを受け取るリンクが発行されました',
    en: 'A link to claim a token of yours was issued',
    next: {
      ja: '心当たりがなければ、直ちに取り消して（junkan token revoke-link）システム管理者に知らせてください。',
      en: 'If you do not know of it, revoke it at once (junkan token revoke-link) and tell the administrator.',
    },
  },
  tokenClaimed: {
    ja: '一度限りのリンクで、トークンが受け取られました',
    en: 'A token was claimed by its one-time link',
    next: {
      ja: '受け取ったのが本人でなければ、直ちにそのトークンを無効にしてください（junkan token revoke）。本人とシステム管理者は、互いに知らせてください。',
      en: 'If it was not the person it is for, revoke that token at once (junkan token revoke); holder and administrator tell each other.',
    },
  },
  accountBound: {
    ja: 'ご自身が、認証基盤のアカウントに結び付けられました',
    en: 'An account of the identity provider was bound to you',
    next: {
      ja: '心当たりがなければ、直ちに結び付けを外し（設定の画面）、システム管理者に知らせてください。',
      en: 'If you do not know of it, remove it at once (in the settings) and tell the administrator.',
    },
  },
  passkeyEnrolled: {
    ja: 'サインインに使うパスキーが登録されました',
    en: 'A passkey to sign in with was enrolled',
    next: {
      ja: '登録したのが本人でなければ、直ちに外し（設定の画面）、全てを無効にして（junkan token revoke-all）ください。本人とシステム管理者は、互いに知らせてください。',
      en: 'If it was not the person it is for, remove it at once (in the settings) and revoke everything (junkan token revoke-all); holder and administrator tell each other.',
    },
  },
  passkeyWentBack: {
    ja: 'パスキーが複製されたおそれがあるため、サインインを断りました',
    en: 'A sign-in was refused: its passkey may have been copied',
    next: {
      ja: '使用回数の記録が、前回より進んでいませんでした。そのパスキーを外し（設定の画面）、システム管理者に知らせてください。',
      en: 'Its counter had not gone on since the last time. Remove the passkey (in the settings) and tell the administrator.',
    },
  },
  backdatedAppointment: {
    ja: '過去の日付にさかのぼる任命が登録され、既になされた決定に関わります',
    en: 'A back-dated appointment was recorded that touches decisions already taken',
    next: {
      ja: '該当する決定を junkan show で確かめ、必要なら訂正してください。',
      en: 'See the decisions with junkan show and, where needed, correct them.',
    },
  },
  recordDamaged: {
    ja: '記録が、書き込まれたときのものと一致しません',
    en: 'A journal is not what was written',
    next: {
      ja: 'junkan doctor で、場所とすべきことを確かめてください。手続の記録であれば、復元されるまで、その手続では決定できません。データベースに直接書き込んだ人がいないか調べてください。',
      en: 'See where, and what to do, with junkan doctor. A procedure takes no decision until its journal is restored. Find out who wrote into the database.',
    },
  },
  rowForeign: {
    ja: '台帳の記録にない書き込みが、データベースにあります',
    en: 'The database holds a row that the registry’s journal does not account for',
    next: {
      ja: 'junkan doctor で、どの行か、何をすべきかを確かめてください。junkan を通さずに書き込まれたものです。誰がデータベースに書き込めるかを調べてください。',
      en: 'See which, and what to do, with junkan doctor. It was not written by junkan: find out who can write into the database.',
    },
  },
  instancesAmiss: {
    ja: '動いていないか、置き換えられている手続があります',
    en: 'Procedures do not run, or were replaced by something else',
    next: {
      ja: 'junkan doctor ですべてを確かめ、junkan instance rebuild で復元してください。それまで、その手続では決定できません。Temporal に接続できる人を調べてください。',
      en: 'See all of them with junkan doctor and restore them with junkan instance rebuild. They take no decision until then. Find out who can reach Temporal.',
    },
  },
  openingFailed: {
    ja: '年度を開始できなかった機関があります',
    en: 'The year of a body could not be opened',
    next: {
      ja: '理由を確かめ、junkan year open で開始してください。',
      en: 'See the reason and open it with junkan year open.',
    },
  },
  webhookDead: {
    ja: '外部への通知（webhook）が届かないため停止しました',
    en: 'A webhook was given up: its receiver does not answer',
    next: {
      ja: '受信側を直してから、junkan webhook で再開してください。',
      en: 'Mend the receiver, then start it again with junkan webhook.',
    },
  },
  webhookLapsed: {
    ja: '外部への通知（webhook）を停止しました。登録した人のトークンが無効になったか、その人が全体のシステム管理者でなくなったためです',
    en: 'A webhook was stopped: a token of whoever registered it was revoked, or they administer the whole installation no more',
    next: {
      ja: '要らなければ junkan webhook remove で削除し、続けるならアドレスを確かめて junkan webhook rotate で引き継いでください。',
      en: 'Remove it with junkan webhook remove; or look at its address and take it over with junkan webhook rotate.',
    },
  },
  entryCorrected: {
    ja: 'ご自身に関わる記録が訂正されました',
    en: 'An entry that concerns you was corrected',
    next: {
      ja: '訂正の内容を junkan show で確かめてください。',
      en: 'See the correction with junkan show.',
    },
  },
} as const satisfies Record<string, NoticeTopicText>;

/** A topic of a notice that no procedure causes. */
export type NoticeTopic = keyof typeof noticeTopics;

/** What a person wants by mail of what is to be told: the rest stands in the inbox alone. */
import type { MailedNotice, MailToSend } from '../../contract/records/mail.ts';
import { mailKindOf } from '../../machines/mail-kinds.ts';

/** The mail without what is not wanted, and the notices of which nothing is; each absent when there is none. */
export function sorted(mail: MailToSend): { readonly wanted?: MailToSend; readonly unwanted?: MailToSend } {
  const muted: ReadonlySet<string> = new Set(mail.settings.muted);
  if (muted.size === 0) return { wanted: mail };
  const wanted: MailedNotice[] = [];
  const unwanted: MailedNotice[] = [];
  for (const notice of mail.notices) {
    const items = notice.items.filter((item) => !muted.has(mailKindOf(item)));
    if (items.length > 0) wanted.push({ ...notice, items });
    else unwanted.push(notice);
  }
  return {
    ...(wanted.length > 0 && { wanted: { ...mail, notices: wanted } }),
    ...(unwanted.length > 0 && { unwanted: { ...mail, notices: unwanted } }),
  };
}

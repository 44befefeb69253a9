/** Notices as a mail: plain text and the same as HTML, in the reader's language, or Japanese first and English. From the definitions' texts alone – no finding, no name of a person. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { actsFor } from '../../machines/acts.ts';
import { definitionOf, nextStepOf, procedureShown, textOf, topicOf } from '../../machines/texts.ts';
import { basisText } from '../../model/calendar/texts.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { type Language, languages, type Text } from '../../model/text.ts';
import type { MailToSend } from '../../contract/records/mail.ts';
import type { NoticeItem } from '../../contract/records/notices.ts';
import type { MailSettings } from './settings.ts';
import { htmlOf } from './html.ts';
import { stages, words } from './words.ts';

/** Builds the message. Its id follows from the notice and the installation: the same mail sent twice is recognised. */
export async function messageFor(
  mail: MailToSend,
  to: string,
  { from, url }: Pick<MailSettings, 'from' | 'url'>,
  installation: string,
): Promise<Buffer> {
  const { language } = mail.settings;
  const spoken = language === undefined ? languages : [language];
  const subject = subjectOf(mail.notices, spoken);
  const parts = spoken.map((one) => ({ language: one, text: textIn(one, mail, url) }));
  const composer = new MailComposer({
    messageId: messageId(mail.notices[0]?.id ?? '', installation),
    from: { name: 'junkan', address: from },
    to: { name: '', address: to },
    subject,
    text: parts.map(({ text }) => text).join('\n\n----------------------------------------\n\n'),
    html: htmlOf(subject, parts, url),
    // RFC 3834: no out-of-office answers to this.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

/** Stable for ever: `.invalid` because no host stands behind it, whatever the installation's address becomes. */
export function messageId(notice: string, installation: string): string {
  return `<notice-${notice}.${installation}@junkan.invalid>`;
}

/** How many of what; never which. */
function subjectOf(notices: MailToSend['notices'], spoken: readonly Language[]): string {
  const items = notices.flatMap((notice) => notice.items);
  const reminders = items.filter(({ reminder }) => reminder !== undefined);
  const late = reminders.some(({ reminder }) => reminder?.stage === 'overdue' || reminder?.stage === 'escalated');
  const what = notices.length > 1 ? words.day : late ? words.overdue : words.due;
  const counts = notices.length > 1 || reminders.length === items.length;
  const { ja, en } = counts
    ? { ja: `${what.ja}（${items.length}件）`, en: `${what.en} (${items.length})` }
    : words.notice;
  return `[junkan] ${spoken.map((language) => ({ ja, en })[language]).join(' / ')}`;
}

function textIn(language: Language, { notices, tasks }: MailToSend, url: string | undefined): string {
  const lines = [words.greeting[language], ''];
  const bodies = [...new Set(notices.map(({ body }) => body?.[language]))];
  const [only] = bodies;
  if (bodies.length === 1 && only !== undefined) lines.push(only, '');
  // What the reader is to do stands first; what it is about, below.
  const items = notices.flatMap((notice) => notice.items);
  const expected = expectedIn(language, items, tasks, url);
  if (expected.length > 0) lines.push(words.expected[language], ...expected, '');
  for (const { body, items: told } of notices) {
    if (bodies.length > 1 && body !== undefined) lines.push(body[language], '');
    for (const item of told) lines.push(...itemIn(language, item), '');
  }
  if (url !== undefined) lines.push(`${words.open[language]}${url}/`);
  lines.push(words.commands[language], '', words.footer[language]);
  if (url !== undefined) lines.push(`${words.settings[language]}${url}/settings`);
  return lines.join('\n');
}

/** The decisions expected of the reader, by their labels and dates, each once; none where all is done by now. */
function expectedIn(
  language: Language,
  items: readonly NoticeItem[],
  tasks: MailToSend['tasks'],
  url: string | undefined,
): string[] {
  const lines = items.flatMap((item) =>
    actsFor(item, tasks).map((act) => {
      const procedure = item.instance === undefined ? '' : ` – ${procedureShown(item.instance)[language]}`;
      const due = act.due === undefined ? '' : words.until(dateInJapan(act.due - 1))[language];
      const line = `* ${act[language]}${due}${procedure}${act.ready ? '' : words.later[language]}`;
      // To the very form, which is reached after signing in, too.
      const isThere = url !== undefined && item.instance !== undefined && act.ready;
      return isThere ? `${line}\n  ${url}/${item.instance}/decide/${act.decision}` : line;
    }),
  );
  return [...new Set(lines)];
}

function itemIn(
  language: Language,
  { topic, instance, procedure, version, dueItem, dueItemName, reminder, basis, reasoned }: NoticeItem,
): string[] {
  const definition = procedure === undefined || version === undefined ? undefined : definitionOf(procedure, version);
  const dueText = (id: string): Text => textOf(definition?.dueItems ?? {}, id);
  const lines: string[] = [];
  if (dueItem === undefined) lines.push(`- ${topicOf(definition, topic)[language]}`);
  else {
    lines.push(
      `- ${textOf(definition?.dueItems ?? {}, dueItem, dueItemName)[language]}`,
      `  ${topicOf(definition, topic)[language]}`,
    );
  }
  if (reminder !== undefined) {
    // A due instant is 24:00 of its date.
    lines.push(`  ${words.dueOn[language]}${dateInJapan(reminder.due - 1)} (${stages[reminder.stage][language]})`);
    if (reminder.missed !== undefined) lines.push(`  ${words.missed(reminder.missed)[language]}`);
  }
  if (basis !== undefined) lines.push(`  ${basisText(basis, dueText)[language]}`);
  // The reason itself may speak of findings: it is read where it is known who reads.
  if (reasoned === true) lines.push(`  ${words.reasoned[language]}`);
  if (instance !== undefined) {
    lines.push(`  ${words.procedure[language]}${procedureShown(instance)[language]}`);
    lines.push(`  ${words.look[language]}junkan show ${instance}`);
  }
  const next = nextStepOf(topic);
  if (next !== undefined) lines.push(`  ${next[language]}`);
  return lines;
}

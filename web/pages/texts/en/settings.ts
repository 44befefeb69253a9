import type { Texts } from '../japanese.ts';

export const settings: Texts['settings'] = {
  title: 'Settings',
  saved: 'The settings are saved',
  savedNext: 'The next mail that is sent follows them.',
  language: {
    title: 'Language',
    help: 'Of mails, and of these pages.',
    ja: '日本語',
    en: 'English',
    both: 'Mails in Japanese and English; pages as chosen at the time',
  },
  mail: {
    title: 'Notices by mail',
    help: 'Choose the kinds to be sent. Whatever is not chosen still stands among the notices.',
    to: (address) => `They go to ${address}, the address in the registry. The administrator changes it.`,
    noAddress: 'The registry has no mail address for you, so no mail arrives. Ask the administrator to record one.',
    off: 'No mail server is configured here. Until it is, no mail is sent.',
    wanted: 'Notices wanted by mail',
    always: 'Always sent',
    alwaysHelp:
      'These are always sent, and at once: they tell that something stays undone past its date, or concern your own access.',
  },
  digest: {
    title: 'Together',
    label: 'One mail a day (at 10:00, Japan time)',
    help: 'What was told since 10:00 of the day before comes in one mail. What is always sent does not wait for it.',
  },
  save: 'Save the settings',
  sessions: 'Where you are signed in',
  sessionsHelp: 'See where sign-ins last, and end them.',
};

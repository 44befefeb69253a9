import type { passkeysJa } from '../ja/passkeys.ts';

/** Words about passkeys. */
export const passkeysEn: typeof passkeysJa = {
  title: 'Passkeys',
  lead: 'With a passkey your device checks that it is you – by finger, face or PIN – and signs you in. Its secret never leaves the device.',
  inUse: 'Your passkeys',
  nothing: 'No passkey is enrolled.',
  how: { link: 'Enrolled by your link', passkey: 'Added while signed in by another passkey' },
  used: 'Last used',
  unused: 'Not used yet',
  synced: 'Shared by several devices',
  wentBack: 'May have been copied',
  wentBackHelp: (time) =>
    `When it was used on ${time}, its counter had not gone on since the time before. That sign-in was refused. Remove this passkey and tell the administrator.`,
  current: 'this one',
  remove: 'Remove it',
  removeOf: (time) => `Remove it: the passkey enrolled on ${time}`,
  removeHelp:
    'Once removed, all sign-ins that began by it end at once. What is left of it on your device you delete in the device’s settings.',
  removed: 'The passkey was removed.',
  enrolledNow: 'Your passkey is enrolled, and you are signed in',
  enrolledNext: 'From now on choose “Sign in with a passkey” on the sign-in page.',
  addedNow: 'The passkey was added.',
  add: 'Add a passkey',
  addHelp: 'Enrol another device or a security key too, should you lose this one. You are told of each that is added.',
  addAfresh:
    'A passkey can be added within 15 minutes of signing in by a passkey. Sign out and sign in by your passkey again.',
  addByLink: 'The first passkey is enrolled by a link that the administrator issues. Ask for one.',
  full: (count) => `You can have ${count} passkeys. Remove one that you do not use before adding another.`,
  signIn: 'Sign in with a passkey',
  signInHelp: 'With the passkey that you enrolled by your link. Your device asks for finger, face or PIN.',
  needsScript:
    'Passkeys need a browser that has them, with JavaScript switched on. Where that cannot be, use a token instead.',
  told: {
    declined: 'It was broken off, or took too long. Choose it once more to begin again.',
    known: 'The passkey of this device is enrolled already.',
    many: 'Too many sign-ins were begun at once. Wait a minute and begin again.',
    failed: 'The passkey could not be used. See that the address of this page is right, open it anew and begin again.',
  },
  link: 'To where you are signed in',
  stopped: {
    passkeyOver: {
      title: 'This cannot go on',
      what: 'It was finished before, took more than five minutes, or did not begin in this browser. Nothing was enrolled, and you are not signed in.',
    },
    passkeyUnknown: {
      title: 'This passkey is not enrolled',
      what: 'It was removed, or belongs to another installation. Ask the administrator for a link of your own.',
    },
    passkeyUnfit: {
      title: 'The passkey’s answer does not hold',
      what: 'What your device answered could not be verified. Nothing was enrolled, and you are not signed in. If it goes on, tell the administrator the request number.',
    },
    passkeyWentBack: {
      title: 'The sign-in was refused: this passkey may have been copied',
      what: 'Its counter had not gone on since the last time. Its holder was told. Tell the administrator and ask for a new link.',
    },
    passkeyTaken: {
      title: 'This passkey was used for enrolling before',
      what: 'The link was not used up. Begin again with another device or security key.',
    },
    passkeysFull: {
      title: 'You have as many passkeys as you can have',
      what: 'The link was not used up. Sign in by a passkey, remove one that you do not use, and begin again.',
    },
    passkeyUnusable: {
      title: 'This link cannot be used',
      what: 'It was used before, has expired or was revoked. No passkey was enrolled. Ask the administrator for a new link.',
    },
  },
};

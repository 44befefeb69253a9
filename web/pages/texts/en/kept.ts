import type { Texts } from '../japanese.ts';

export const kept: Texts['kept'] = {
  title: 'This is what you sent before signing in. It has not been entered yet',
  words: 'Please look through it and send it once more.',
  files: (names) => `Please choose the documents again: ${names}`,
  gone: 'Nothing is kept here for you',
  goneWords: 'What was sent is kept for an hour, and shown only to who sent it, at the browser from which it was sent.',
};

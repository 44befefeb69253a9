const japanese = /^ja/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

/** One line of progress in the reader’s language; to stderr, so that `-o json` stays clean on stdout. */
export function say(ja, en) {
  process.stderr.write(`${japanese ? ja : en}\n`);
}

/** Ends the set-up with what is wrong and what to do next, in both languages; no stack trace. */
export function fail(ja, en, code = 1) {
  process.stderr.write(`\n${ja}\n${en}\n`);
  process.exit(code);
}

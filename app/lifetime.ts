/**
 * One Ctrl-C may arrive twice: from the terminal, which tells the whole group, and from npm, which hands on what it was
 * told. Signals this close together, in milliseconds, are one.
 */
const SAME_SIGNAL = 1_000;

/**
 * Resolves at the first SIGTERM or SIGINT, whether sent to the process or to its whole group. A second one within the
 * ten seconds of finishing ends the process at once.
 */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked: number | undefined;
    const ask = (): void => {
      const now = performance.now();
      asked ??= now;
      if (now - asked > SAME_SIGNAL) process.exit(1);
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
  });
}

/**
 * Resolves at the first SIGTERM or SIGINT, whether sent to the process or to its whole group. A second one within the
 * ten seconds of finishing ends the process at once.
 */
export function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = (): void => {
      if (asked) process.exit(1);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', ask);
    process.on('SIGINT', ask);
  });
}

/** Failures that another try mends: two writers met (unique key, serialisation, deadlock). */
const MET = new Set(['23505', '40001', '40P01']);

/** Runs a transaction again, at most three times, when it failed only because another writer was there first. */
export async function withRetries<T>(run: () => Promise<T>, times = 3): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (attempt >= times || !MET.has(code)) throw error;
    }
  }
}

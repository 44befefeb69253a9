/** The test procedure as a mistake of ours would be: no task of it succeeds. */
export async function counter(): Promise<void> {
  throw new TypeError('a mistake');
}

import { problemOf } from '../../errors.ts';
import { problemKinds } from '../../problems.ts';

/** What is asked for beside the rest, where the reader may: an answer of 403 or 404 says that there is nothing for them. */
export async function ifAllowed<R>(ask: () => Promise<R>): Promise<R | undefined> {
  try {
    return await ask();
  } catch (error) {
    const problem = problemOf(error);
    const status = problem === undefined ? 500 : problemKinds[problem.kind].status;
    if (status === 403 || status === 404) return undefined;
    throw error;
  }
}

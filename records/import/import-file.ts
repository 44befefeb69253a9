import { RegistryErrors, type RegistryFile, type RegistryProblem } from '../../contract/records/registry.ts';
import type { GivenRows } from '../registry/rows.ts';
import { largestReadHere, readRows, type ReadFileRows } from './read-rows.ts';
import { givenOfRows } from './rows.ts';
import { readElsewhere } from './thread.ts';

/** What a file says, and everything in it that could not be read. */
export interface ReadFile {
  readonly given: GivenRows;
  readonly problems: readonly RegistryProblem[];
}

/**
 * Reads a registry file; nothing is judged against the registry yet. A large one is read in a thread of its own, so that
 * everybody else is answered meanwhile. Throws `RegistryErrors` when there is more wrong than is told: then judging what
 * could be read adds nothing.
 */
export async function readFile(file: RegistryFile): Promise<ReadFile> {
  const read: ReadFileRows = file.bytes.byteLength <= largestReadHere ? readRows(file) : await readElsewhere(file);
  if (read.more > 0) throw new RegistryErrors(inOrderOfLines(read.problems), read.more);
  return { given: givenOfRows(read.rows), problems: read.problems };
}

/** In the order of the file: problems of reading and of judging together. */
export function inOrder(error: unknown): unknown {
  return error instanceof RegistryErrors ? new RegistryErrors(inOrderOfLines(error.errors), error.more) : error;
}

function inOrderOfLines(problems: readonly RegistryProblem[]): RegistryProblem[] {
  const line = ({ where }: RegistryProblem): number => Number(/^line (\d+)/.exec(where)?.[1] ?? 0);
  return [...problems].sort((a, b) => line(a) - line(b));
}

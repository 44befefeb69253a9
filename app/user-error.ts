import type { Text } from '../model/text.ts';
import { exitCodes } from './cli/exit-codes.ts';

/** An error for the person at the terminal: what is wrong and what to do next, shown without a stack trace. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  readonly text: Text;
  /** What a command ends with that fails by it. */
  readonly exitCode: number = exitCodes.failure;

  constructor(text: Text) {
    super(`${text.ja}\n${text.en}`);
    this.text = text;
  }
}

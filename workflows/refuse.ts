/** How the interpreter refuses. */
import { ApplicationFailure } from '@temporalio/workflow';
import { Refused } from '../contract/engine.ts';
import { refusedFailure } from '../contract/messages.ts';

/** Says a `Refused` as what a refused Update fails with; rejected by the validator it leaves no trace in Temporal's history. */
export function refusing<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw ApplicationFailure.create({
      type: refusedFailure,
      message: error.message,
      details: [error.refusals],
      nonRetryable: true,
    });
  }
}

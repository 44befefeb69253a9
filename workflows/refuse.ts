/** How the interpreter refuses. */
import { ApplicationFailure } from '@temporalio/workflow';
import type { Refusal } from '../machines/core/index.ts';
import { refusedFailure } from '../contract/messages.ts';

/** What a refused Update fails with; rejected by the validator it leaves no trace in Temporal's history. */
export function refusedWith(refusals: readonly Refusal[]): ApplicationFailure {
  return ApplicationFailure.create({
    type: refusedFailure,
    message: refusals.map((refusal) => refusal.rule).join(', '),
    details: [refusals],
    nonRetryable: true,
  });
}

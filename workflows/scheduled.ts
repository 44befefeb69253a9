import { workflowInfo } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { Instant } from '../model/identifiers.ts';

/** What a Schedule puts on the runs it starts. */
const scheduledStart = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

/**
 * The instant for which a Schedule started this workflow: the planning day meant, also when the run comes late or is
 * made up for. A Schedule gives it as a search attribute and at the end of the id; without either (started by hand) it
 * is now.
 */
export function scheduledAt(): Instant {
  const { typedSearchAttributes, workflowId } = workflowInfo();
  const given = typedSearchAttributes.get(scheduledStart);
  if (given !== undefined) return given.getTime();
  const suffix = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.exec(workflowId)?.[0];
  return suffix === undefined ? Date.now() : Date.parse(suffix);
}

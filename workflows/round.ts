/**
 * What the calendar and the registry start by themselves: the planning day opens a fiscal year, the round of every day
 * looks for what else has come about. Both are started by Schedules without arguments, so that no payload lies in
 * Temporal for years; both may be made up for, doubled or killed half-way: what they do is done once.
 */
import {
  defineSignal,
  executeChild,
  ParentClosePolicy,
  proxyActivities,
  setHandler,
  WorkflowIdReusePolicy,
} from '@temporalio/workflow';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { PlannedOpening, PlanOpeningsRequest, RoundActivities } from '../contract/activities.ts';
import { lookAgainSignal, openYearWorkflow, type OpenYearInput } from '../contract/messages.ts';
import { scheduledAt } from './scheduled.ts';
import { answered } from './sealed.ts';

const { planOpenings } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const { openYearly, tellEndings, tellCompetence, tellAmendments } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '30 minutes',
  // Taken up by another worker after this when the first was killed.
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const lookAgain = defineSignal(lookAgainSignal);

/** A planning day has come: opens its fiscal year for every body whose planning day has come by then. */
export async function planningDay(): Promise<void> {
  await openPlanned({ why: 'planningDay', scheduledAt: scheduledAt(), at: Date.now() });
}

/**
 * Looks once for everything the registry and the calendar ask for: bodies that joined, were founded, or plan by a
 * calendar of their own; bodies that have ended, or are supervised by others; new editions and directives. Looks once more when something changed
 * meanwhile.
 */
export async function round(): Promise<void> {
  let changed = true;
  setHandler(lookAgain, () => {
    changed = true;
  });
  while (changed) {
    changed = false;
    const at = Date.now();
    await openPlanned({ why: 'round', scheduledAt: at, at });
    await openYearly(at);
    await tellEndings(at);
    await tellCompetence(at);
    await tellAmendments(at);
  }
}

async function openPlanned(request: PlanOpeningsRequest): Promise<void> {
  const openings = await answered(
    () => planOpenings(request),
    (planned) => Array.isArray(planned),
  );
  await Promise.all(openings.map(open));
}

/** Runs an opening to its end; one that is under way already is left to whoever started it. */
async function open({ id, year, organisations }: PlannedOpening): Promise<void> {
  const input: OpenYearInput = { year, organisations };
  try {
    await executeChild(openYearWorkflow, {
      workflowId: id,
      args: [input],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE,
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

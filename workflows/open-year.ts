/**
 * Opens a fiscal year for many bodies: some at a time, each time a batch, until all are open. Opening twice is
 * harmless; killed half-way it goes on where it was.
 */
import {
  ApplicationFailure,
  condition,
  continueAsNew,
  defineQuery,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { progressQuery, type OpeningProgress, type OpenYearInput } from '../contract/messages.ts';
import type { OpenCyclesResult, RoundActivities, YearActivities } from '../contract/activities.ts';
import { answered } from './sealed.ts';
import { isOpenYearInput } from './well-formed.ts';

const BATCH = 25;
const BATCHES_AT_ONCE = 4;
/** Batches in one run; continue-as-new carries on, so that no history becomes long. */
const BATCHES_PER_RUN = 40;
/** Errors kept for the report; all are counted. */
const ERRORS_KEPT = 200;

const { openCycles, reportFailedOpening } = proxyActivities<YearActivities>({
  startToCloseTimeout: '2 minutes',
  // A batch whose worker was killed is taken up by another after this, not after two minutes.
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '15 seconds' },
});

const { openYearly } = proxyActivities<RoundActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '30 seconds' },
});

const progress = defineQuery<OpeningProgress>(progressQuery);

/** The workflow; its result is the final progress. */
export async function openYear(input: OpenYearInput): Promise<OpeningProgress> {
  if (!isOpenYearInput(input)) throw ApplicationFailure.nonRetryable('not what an opening is started with');
  const at = input.at ?? Date.now();
  const waiting = [...input.organisations];
  let done: OpeningProgress = input.done ?? {
    year: input.year,
    total: waiting.length,
    opened: 0,
    existed: 0,
    failed: 0,
    errors: [],
  };
  let running = 0;
  let begun = 0;
  setHandler(progress, () => done);

  while (waiting.length > 0 && begun < BATCHES_PER_RUN) {
    void open(waiting.splice(0, BATCH));
    await condition(() => running < BATCHES_AT_ONCE);
  }
  await condition(() => running === 0);
  if (waiting.length === 0) {
    const organisations = done.errors.map((error) => error.organisation);
    if (done.failed > 0) await reportFailedOpening({ id: workflowInfo().workflowId, organisations, at: Date.now() });
    // What stands beside a cycle is opened with it, whoever opened that: as the round does.
    if (done.opened > 0) await openYearly(Date.now());
    return done;
  }
  return continueAsNew<typeof openYear>({ year: input.year, organisations: waiting, at, done });

  async function open(organisations: readonly string[]): Promise<void> {
    running += 1;
    begun += 1;
    const result = await answered(
      () => openCycles({ year: input.year, organisations, at }),
      ({ errors }) => Array.isArray(errors),
    );
    // `done` is read after the wait: other batches have been added meanwhile.
    done = withResult(done, result);
    running -= 1;
  }
}

function withResult(done: OpeningProgress, result: OpenCyclesResult): OpeningProgress {
  return {
    ...done,
    opened: done.opened + result.opened,
    existed: done.existed + result.existed,
    failed: done.failed + result.errors.length,
    errors: [...done.errors, ...result.errors].slice(0, ERRORS_KEPT),
  };
}

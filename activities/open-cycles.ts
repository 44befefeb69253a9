/** Opens the annual cycles of some bodies: what each begins with is read from the registers, then it is claimed and started. */
import { log } from '@temporalio/activity';
import type { OpenCyclesRequest, OpenCyclesResult, OpeningError, YearActivities } from '../contract/activities.ts';
import type { Procedure } from '../machines/core/index.ts';
import type { DurableInput } from '../contract/messages.ts';
import { instanceId, type OrganisationId } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import { isAway } from './absent.ts';
import { cycleInput, NotOpenable, type OpeningRecords } from './cycle-input.ts';
import { forEachOf } from './long-work.ts';

/** Kind of the procedure a year consists of. */
const CYCLE = 'cycle';
/** Bodies worked on at once within a batch. */
const AT_ONCE = 8;
/**
 * How long a body may keep its place until its first entry is in the journal, milliseconds. Starting is cheaper than
 * carrying: without the wait a thousand starts stand in the queue before everyone's decisions.
 */
const SETTLED_WITHIN = 15_000;

const unexpected: Text = {
  ja: '予期しない誤りのため開けませんでした。ログを確認してください。翌日の巡回でもう一度試みます。',
  en: 'It could not be opened because of an unexpected error. See the log; the daily round tries again.',
};

interface Need {
  readonly records: OpeningRecords;
  readonly engine: { start(input: DurableInput): Promise<'started' | 'exists'> };
  readonly newest: (procedure: string) => Procedure | undefined;
}

type Outcome = { readonly kind: 'opened' | 'existed' } | { readonly kind: 'failed'; readonly error: OpeningError };

/**
 * Makes the activity. A body that cannot be opened (not in the registry, runs no cycle) is an error in the result and
 * does not keep the others; records or engine being away fails the whole batch, which is then tried again.
 */
export function makeOpenCycles(need: Need): YearActivities['openCycles'] {
  return async (request) => {
    const outcomes: Outcome[] = [];
    await forEachOf(request.organisations, AT_ONCE, async (organisation) => {
      outcomes.push(await openOne(need, request, organisation));
    });
    return summary(outcomes);
  };
}

async function openOne(
  { records, engine, newest }: Need,
  request: OpenCyclesRequest,
  organisation: OrganisationId,
): Promise<Outcome> {
  const version = newest(CYCLE)?.version;
  if (version === undefined) throw new Error(`no procedure ${CYCLE}`);
  const instance = instanceId({ kind: CYCLE, year: request.year, organisation });
  try {
    const input = await cycleInput(records, organisation, request.year, request.at);
    const start: DurableInput = { instance, procedure: CYCLE, version, input };
    // One name for all openings of a year: a second one finds its own claim, and starting again is harmless.
    const { result, inbox } = await records.instances.claim(start, `open-year/${request.year}`);
    if (result === 'exists') return { kind: 'existed' };
    const started = await engine.start({ ...start, inbox });
    await records.journal.waitFor(instance, 1, SETTLED_WITHIN);
    return { kind: started === 'started' ? 'opened' : 'existed' };
  } catch (error) {
    if (error instanceof NotOpenable) return { kind: 'failed', error: { organisation, ...error.text } };
    if (!(error instanceof Error) || isAway(error)) throw error;
    // A mistake of ours about one body keeps no other waiting: it is named, and the daily round tries again.
    log.error('a body could not be opened', { organisation, year: request.year, error: String(error) });
    return { kind: 'failed', error: { organisation, ...unexpected } };
  }
}

function summary(outcomes: readonly Outcome[]): OpenCyclesResult {
  return {
    opened: outcomes.filter(({ kind }) => kind === 'opened').length,
    existed: outcomes.filter(({ kind }) => kind === 'existed').length,
    errors: outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.error] : [])),
  };
}

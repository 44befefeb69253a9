/** Opens the annual cycles of some bodies: what each begins with is read from the registers, then it is claimed and started. */
import { log } from '@temporalio/activity';
import type { OpenCyclesRequest, OpenCyclesResult, YearActivities } from '../contract/activities.ts';
import type { Engine } from '../contract/engine.ts';
import type { Records } from '../contract/records/records.ts';
import type { Procedure } from '../machines/core/index.ts';
import type { DurableInput, OpeningError } from '../contract/messages.ts';
import { instanceId, type OrganisationId } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import { isAway } from './absent.ts';
import { cycleInputs, NotOpenable, type OpeningRecords } from './cycle-input.ts';
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
  readonly records: OpeningRecords & Pick<Records, 'instances' | 'journal'>;
  readonly engine: Pick<Engine, 'start'>;
  readonly newest: (procedure: string) => Procedure | undefined;
}

interface CycleStart {
  readonly organisation: OrganisationId;
  readonly start: DurableInput;
}

type Outcome = { readonly kind: 'opened' | 'existed' } | { readonly kind: 'failed'; readonly error: OpeningError };

/**
 * Makes the activity: one look at all bodies of the batch, one transaction that claims their cycles, then the starts. A
 * body that cannot be opened (not in the registry, runs no cycle) is an error in the result and does not keep the others;
 * records or engine being away fails the whole batch, which is then tried again.
 */
export function makeOpenCycles(need: Need): YearActivities['openCycles'] {
  return async (request) => {
    const { claimed, existed, failed } = await claimCycles(need, request);
    const outcomes: Outcome[] = [
      ...failed.map((error): Outcome => ({ kind: 'failed', error })),
      ...Array.from({ length: existed }, (): Outcome => ({ kind: 'existed' })),
    ];
    await forEachOf(claimed, AT_ONCE, async (one) => {
      outcomes.push(await startOne(need, request.year, one));
    });
    return summary(outcomes);
  };
}

/** Cycles claimed in one transaction, each to be started; how many ran already, and what could not be opened. */
export async function claimCycles(
  { records, newest }: Pick<Need, 'newest'> & { readonly records: OpeningRecords & Pick<Records, 'instances'> },
  { year, organisations, at }: OpenCyclesRequest,
): Promise<{ claimed: CycleStart[]; existed: number; failed: OpeningError[] }> {
  const version = newest(CYCLE)?.version;
  if (version === undefined) throw new Error(`no procedure ${CYCLE}`);
  const starts: CycleStart[] = [];
  const failed: OpeningError[] = [];
  for (const [organisation, input] of await cycleInputs(records, organisations, year, at)) {
    if (input instanceof Error) failed.push(openingError(organisation, year, input));
    else {
      const instance = instanceId({ kind: CYCLE, year, organisation });
      starts.push({ organisation, start: { instance, procedure: CYCLE, version, input } });
    }
  }
  // One name for all openings of a year: a second one finds its own claim, and starting again is harmless.
  const claims = await records.instances.claimAll(
    starts.map(({ start }) => start),
    `open-year/${year}`,
  );
  const claimed = starts.flatMap(({ organisation, start }, i): CycleStart[] => {
    const claim = claims[i];
    if (claim === undefined || claim.result === 'exists') return [];
    return [{ organisation, start: { ...start, inbox: claim.inbox } }];
  });
  return { claimed, existed: starts.length - claimed.length, failed };
}

/** A mistake of ours about one body keeps no other waiting: it is named, and the daily round tries again. */
function openingError(organisation: OrganisationId, year: number, error: Error): OpeningError {
  if (error instanceof NotOpenable) return { organisation, ...error.text };
  log.error('a body could not be opened', { organisation, year, error: String(error) });
  return { organisation, ...unexpected };
}

async function startOne(
  { records, engine }: Need,
  year: number,
  { organisation, start }: CycleStart,
): Promise<Outcome> {
  try {
    const started = await engine.start(start);
    await records.journal.waitFor(start.instance, 1, SETTLED_WITHIN);
    return { kind: started === 'started' ? 'opened' : 'existed' };
  } catch (error) {
    if (!(error instanceof Error) || isAway(error)) throw error;
    return { kind: 'failed', error: openingError(organisation, year, error) };
  }
}

function summary(outcomes: readonly Outcome[]): OpenCyclesResult {
  return {
    opened: outcomes.filter(({ kind }) => kind === 'opened').length,
    existed: outcomes.filter(({ kind }) => kind === 'existed').length,
    errors: outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [outcome.error] : [])),
  };
}

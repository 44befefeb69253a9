/**
 * What a change of the registry would do: made in full in a transaction that is taken back, so that what is shown is what
 * would happen – the rows, and what becomes of the tasks of running procedures.
 */
import { sql, type Transaction } from 'kysely';
import type {
  ChangeEffects,
  ChangeOutcome,
  ChangePreview,
  ChangeWarning,
  WaitingPreview,
} from '../../contract/records/governance.ts';
import { rowsPreviewed } from '../../contract/records/governance.ts';
import type { ChangedRow } from '../../contract/records/registry.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { Connection, Database } from '../database.ts';
import { type AfterChange, countsOf, type JudgedChange, previewOf as rowsOf, writeRows } from '../registry/change.ts';
import { lockRegistry } from '../registry/journal.ts';
import type { Tables } from '../tables.ts';
import { administratorsAt } from './administrators.ts';
import { ask, type RegistryRequest } from './ask.ts';
import { factIn } from './common-facts.ts';
import { judgedAgain } from './decide.ts';
import { effectsBetween, expectationsIn, reachOf } from './effects.ts';
import { identityIn } from './identities.ts';
import { linkIn } from './links.ts';
import { sharedAddresses } from './shared-addresses.ts';
import { movedSince } from './stored.ts';

/** Thrown at the end of a preview, so that its transaction leaves nothing. */
class TakenBack extends Error {}

/** Runs in a transaction that leaves nothing. */
async function takenBack<Answer>(db: Database, look: (trx: Transaction<Tables>) => Promise<Answer>): Promise<Answer> {
  let answer: { readonly is: Answer } | undefined;
  const looked = db.transaction().execute(async (trx) => {
    answer = { is: await look(trx) };
    throw new TakenBack();
  });
  await looked.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
  if (answer === undefined) throw new Error('a preview was taken back before it was made');
  return answer.is;
}

/** What would become of what is asked for. Throws as asking for it does. */
export async function previewOf(
  db: Database,
  asking: Omit<RegistryRequest, 'seen'>,
  afterChange: AfterChange,
): Promise<ChangePreview> {
  return takenBack(db, async (trx) => {
    // Before the point to which it goes back, so that nothing changes between the two looks.
    await lockRegistry(trx);
    await sql`savepoint before_change`.execute(trx);
    let judged: JudgedChange | undefined;
    const outcome = await ask(trx, { ...asking, seen: (what) => void (judged = what) }, afterChange);
    const warnings = await warningsOf(trx, judged, asking);
    const isWritten = outcome.status === 'done';
    const effects = judged === undefined ? undefined : await effectsOf(trx, judged, asking, isWritten);
    return shownBefore({ ...outcome, ...(warnings.length > 0 && { warnings }) }, judged, effects);
  });
}

/** What approving a change that waits would do now; `undefined` where none of the registry's rows waits under that id. */
export async function previewWaiting(db: Database, id: string, at: Instant): Promise<WaitingPreview | undefined> {
  return takenBack(db, async (trx) => {
    await lockRegistry(trx);
    const change = await trx
      .selectFrom('registry_changes')
      .selectAll()
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .executeTakeFirst();
    if (change === undefined || [linkIn, identityIn, factIn].some((isIn) => isIn(change.given) !== undefined)) {
      return undefined;
    }
    await sql`savepoint before_change`.execute(trx);
    const judged = await judgedAgain(trx, change, at);
    if ('wrong' in judged) return { stale: judged.wrong, rows: [], moreRows: 0 };
    const moved = movedSince(JSON.parse(change.rows), judged);
    const effects = await effectsOf(trx, judged, { by: change.by_person, at }, false);
    return {
      ...(moved.length > 0 && { stale: { ja: moved.join('、'), en: moved.join(', ') } }),
      ...rowsTold(rowsOf(judged)),
      ...(effects !== undefined && { effects }),
    };
  });
}

/** What running procedures come to expect of whom; the transaction stands before the change afterwards. */
async function effectsOf(
  trx: Transaction<Tables>,
  judged: JudgedChange,
  { by, at }: Pick<RegistryRequest, 'by' | 'at'>,
  isWritten: boolean,
): Promise<ChangeEffects | undefined> {
  const reach = reachOf(judged, at);
  if (reach === undefined) return undefined;
  if (!isWritten) await writeRows(trx, judged, { by, at });
  const after = await expectationsIn(trx, reach);
  await sql`rollback to savepoint before_change`.execute(trx);
  return effectsBetween(reach, await expectationsIn(trx, reach), after);
}

/** The first rows, and how many there are besides. */
function rowsTold(all: readonly ChangedRow[]) {
  return { rows: all.slice(0, rowsPreviewed), moreRows: Math.max(0, all.length - rowsPreviewed) };
}

/** What of a change may be a slip, for whoever asks. */
export async function warningsOf(
  trx: Connection,
  judged: JudgedChange | undefined,
  { by, at }: Pick<RegistryRequest, 'by' | 'at'>,
): Promise<readonly ChangeWarning[]> {
  if (judged === undefined || judged.given.people.length === 0) return [];
  return sharedAddresses(trx, judged, (await administratorsAt(trx, at)).get(by) ?? [], at);
}

/** What a change that was asked for and is taken back would have done; `judged` is absent where it was asked for before. */
function shownBefore(
  outcome: ChangeOutcome,
  judged: JudgedChange | undefined,
  effects: ChangeEffects | undefined,
): ChangePreview {
  const all = judged === undefined ? [] : rowsOf(judged);
  const counts = judged === undefined ? { added: 0, changed: 0, unchanged: 0 } : countsOf(judged);
  const rows = { ...rowsTold(all), ...(effects !== undefined && { effects }) };
  const warned = outcome.warnings === undefined ? {} : { warnings: outcome.warnings };
  if (outcome.status === 'pending')
    return { status: 'wouldWait', guarded: outcome.guarded, ...counts, ...warned, ...rows };
  const { soleAdministrator, objectionUntil, lastDay } = outcome;
  return {
    status: all.length === 0 ? 'nothing' : 'wouldBeMade',
    ...counts,
    ...(soleAdministrator && { soleAdministrator }),
    ...(objectionUntil !== undefined && { objectionUntil }),
    ...(lastDay !== undefined && { lastDay }),
    ...warned,
    ...rows,
  };
}

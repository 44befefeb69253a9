/** Deciding on a change that waits: approve, reject, withdraw. In one transaction, with the registry locked. */
import type { Transaction } from 'kysely';
import type { Refusal } from '../../machines/core/index.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import { RegistryErrors } from '../contract.ts';
import { type AfterChange, type Judged, judgeChange, recordChange } from '../registry/change.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import { administratorsAt, coversAll } from './administrators.ts';
import { said } from './ask.ts';
import { GovernanceRefused } from './contract.ts';
import { expireOld } from './expire.ts';
import { markRested } from './rested.ts';
import { refusalOf } from './rules.ts';
import { givenFrom, movedSince, type WaitingRow } from './stored.ts';
import type { Tables } from '../tables.ts';
import type { RecordedChange } from './tables.ts';
import { tellOfChange, tellWhoAsked } from './tell.ts';

/** What is decided on a waiting change. */
export interface Deciding {
  readonly id: string;
  readonly decision: 'approve' | 'reject' | 'withdraw';
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason?: string | undefined;
}

type Waiting = Pick<RecordedChange, 'id' | 'by_person' | 'at' | 'bodies' | 'overall' | 'appointed' | 'rows'> & {
  readonly given: string;
};

/** False when there is no such change. Throws `GovernanceRefused`. */
export async function decide(trx: Transaction<Tables>, deciding: Deciding, afterChange: AfterChange): Promise<boolean> {
  const { id, decision, by, at, reason } = deciding;
  await lockRegistry(trx);
  const change = await trx.selectFrom('registry_changes').selectAll().where('id', '=', id).executeTakeFirst();
  if (change === undefined) return false;
  const { given } = change;
  if (change.status !== 'pending' || given === null || (change.expires ?? at) <= at)
    throw new GovernanceRefused([refusalOf('stillPending', whatBecameOf(change))]);
  await expireOld(trx, at);
  const waiting = { ...change, given };
  if (decision === 'approve') await approve(trx, waiting, deciding, afterChange);
  else {
    const refusals = decision === 'withdraw' ? withdrawal(waiting, by) : await rejection(trx, waiting, deciding);
    if (refusals.length > 0) throw new GovernanceRefused(refusals);
    const act = decision === 'withdraw' ? 'withdrawn' : 'rejected';
    await writeLine(trx, [said(id, act, { askedBy: change.by_person, reason: reason ?? null })], by, at);
    await close(trx, deciding, act, null);
    if (act === 'rejected') await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: false, at });
  }
  return true;
}

async function approve(
  trx: Transaction<Tables>,
  change: Waiting,
  deciding: Deciding,
  afterChange: AfterChange,
): Promise<void> {
  const { id, by, at } = deciding;
  const refusals = await refusalsOfSecond(trx, change, by, at);
  const judged = await judgedAgain(trx, change, at);
  if ('wrong' in judged) throw new GovernanceRefused([...refusals, judged.wrong]);
  const rows: WaitingRow[] = JSON.parse(change.rows);
  const moved = movedSince(rows, judged);
  if (moved.length > 0) refusals.push(refusalOf('stillValid', moved));
  if (refusals.length > 0) throw new GovernanceRefused(refusals);
  const line = said(id, 'approved', { askedBy: change.by_person, askedAt: change.at, approvedBy: by });
  const seq = await recordChange(trx, judged, by, at, afterChange, [line]);
  await close(trx, deciding, 'done', seq);
  await tellOfChange(trx, { judged, id, seq, at });
  await markRested(trx, { judged, id, seq, at });
  await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: true, at });
}

function withdrawal({ by_person }: Waiting, by: PersonId): Refusal[] {
  return by_person === by ? [] : [refusalOf('withdrawnByAuthor')];
}

async function rejection(trx: Transaction<Tables>, change: Waiting, { by, at, reason }: Deciding): Promise<Refusal[]> {
  const refusals = await refusalsOfSecond(trx, change, by, at);
  return (reason ?? '').trim() === '' ? [...refusals, refusalOf('reasonGiven')] : refusals;
}

/** Why this person is not the second who approves or rejects. */
async function refusalsOfSecond(
  trx: Transaction<Tables>,
  change: Waiting,
  by: PersonId,
  at: Instant,
): Promise<Refusal[]> {
  const administers = (await administratorsAt(trx, at)).get(by);
  if (administers === undefined) return [refusalOf('isAdministrator')];
  const refusals: Refusal[] = [];
  if (change.by_person === by) refusals.push(refusalOf('secondPerson'));
  if (change.appointed.includes(by)) refusals.push(refusalOf('notOwnAppointments', [change.id]));
  if (!coversAll(administers, change.bodies)) {
    refusals.push(
      refusalOf(
        'administersBody',
        change.bodies.filter((body) => !coversAll(administers, [body])),
      ),
    );
  }
  if (change.overall && administers !== 'all') refusals.push(refusalOf('isOverallAdministrator', [change.id]));
  return refusals;
}

/** The change against the registry as it stands now, or what has become wrong with it. */
async function judgedAgain(
  trx: Transaction<Tables>,
  change: Waiting,
  at: Instant,
): Promise<Judged | { wrong: Refusal }> {
  try {
    return await judgeChange(trx, givenFrom(change.given), change.by_person, at, []);
  } catch (error) {
    if (!(error instanceof RegistryErrors)) throw error;
    const sentences = (language: 'ja' | 'en'): string =>
      error.errors.map((each) => `${each.where}: ${each[language]}`).join('; ');
    return { wrong: refusalOf('stillValid', { ja: sentences('ja'), en: sentences('en') }) };
  }
}

async function close(
  trx: Transaction<Tables>,
  { id, by, at, reason }: Deciding,
  status: 'done' | 'rejected' | 'withdrawn',
  seq: number | null,
): Promise<void> {
  await trx
    .updateTable('registry_changes')
    .set({ status, given: null, decided_by: by, decided_at: at, reason: reason ?? null, seq })
    .where('id', '=', id)
    .execute();
}

function whatBecameOf({ status, decided_by }: RecordedChange): Text {
  const by = decided_by === null ? '' : ` ${decided_by}`;
  switch (status) {
    case 'done':
      return { ja: `既に承認・実施済み${by}`, en: `made already${by}` };
    case 'rejected':
      return { ja: `却下済み${by}`, en: `rejected${by}` };
    case 'withdrawn':
      return { ja: '取り下げ済み', en: 'withdrawn' };
    default:
      return { ja: '承認の期限（30日）を過ぎた', en: 'nobody approved it within 30 days' };
  }
}

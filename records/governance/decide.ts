/** Deciding on a change that waits: approve, reject, withdraw. In one transaction, with the registry locked. */
import type { Transaction } from 'kysely';
import type { Refusal } from '../../machines/core/index.ts';
import { failing } from '../../machines/registry/rule.ts';
import {
  reasonGiven,
  refusedAsSecond,
  stillPending,
  stillValid,
  withdrawnByAuthor,
} from '../../machines/registry/second-administrator.ts';
import { weigh } from '../../machines/registry/weigh.ts';
import { refusedCarryingOut, together } from '../../machines/registry/who-may-change.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { TokenUse } from '../../contract/records/tokens.ts';
import { RegistryErrors } from '../../contract/records/registry.ts';
import { type AfterChange, type JudgedChange, judgeChange, recordChange } from '../registry/change.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import { isSealed } from '../registry/seals.ts';
import { administratorsAt } from './administrators.ts';
import { approveFact, factIn } from './common-facts.ts';
import { refuseWhileOpen } from './endings.ts';
import { expireOld } from './expire.ts';
import { touchedRows } from './facts.ts';
import { approveIdentity, identityIn } from './identities.ts';
import { approveLink, linkIn } from './links.ts';
import { markRested } from './rested.ts';
import { refuse, said } from './said.ts';
import { givenFrom, movedSince } from './stored.ts';
import type { Tables } from '../tables.ts';
import type { RecordedChange } from './tables.ts';
import { tellOfChange, tellWhoAsked } from './tell.ts';

/** What is decided on a waiting change. */
export interface ChangeDecision {
  readonly id: string;
  readonly decision: 'approve' | 'reject' | 'withdraw';
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason?: string | undefined;
  readonly token?: TokenUse | undefined;
}

/** False when there is no such change. Throws `GovernanceRefused`. */
export async function decide(
  trx: Transaction<Tables>,
  deciding: ChangeDecision,
  afterChange: AfterChange,
): Promise<boolean> {
  const { id, decision, by, at, reason = null } = deciding;
  await lockRegistry(trx);
  const change = await trx.selectFrom('registry_changes').selectAll().where('id', '=', id).executeTakeFirst();
  if (change === undefined) return false;
  const { status, expires, decided_by: decidedBy } = change;
  refuse(failing({ stillPending }, { status, expires: expires ?? at, at, decidedBy }));
  await expireOld(trx, at);
  if (decision === 'approve') await approve(trx, change, deciding, afterChange);
  else {
    if (decision === 'withdraw') refuse(failing({ withdrawnByAuthor }, { person: by, askedBy: change.by_person }));
    else {
      const refusals = await refusalsOfSecond(trx, change, deciding);
      refuse([...refusals, ...failing({ reasonGiven }, { reason: reason ?? '' })]);
    }
    const act = decision === 'withdraw' ? 'withdrawn' : 'rejected';
    await writeLine(trx, [said(id, act, { askedBy: change.by_person, reason })], deciding);
    await close(trx, deciding, act, null);
    if (act === 'rejected') await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: false, at });
  }
  return true;
}

async function approve(
  trx: Transaction<Tables>,
  change: RecordedChange,
  deciding: ChangeDecision,
  afterChange: AfterChange,
): Promise<void> {
  const { id, by, at } = deciding;
  // Before anything of it is believed: what waits in the table is what somebody asked for by a line of the journal.
  refuse(failing({ stillValid }, { since: (await isSealed(trx, 'change', id, 'proposed')) ? [] : notAsAsked }));
  const refusals = await refusalsOfSecond(trx, change, deciding);
  if (refusals.length === 0) await refuseWhileOpen(trx, change, at, true);
  const approved = said(id, 'approved', { askedBy: change.by_person, askedAt: change.at, approvedBy: by });
  const link = linkIn(change.given);
  if (link !== undefined) {
    refuse(refusals);
    await close(trx, deciding, 'done', await approveLink(trx, change, link, deciding, approved));
    await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: true, at });
    return;
  }
  const identity = identityIn(change.given);
  if (identity !== undefined) {
    refuse(refusals);
    await close(trx, deciding, 'done', await approveIdentity(trx, change, identity, deciding, approved));
    await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: true, at });
    return;
  }
  const fact = factIn(change.given);
  if (fact !== undefined) {
    refuse(refusals);
    await close(trx, deciding, 'done', await approveFact(trx, change, fact, deciding, approved));
    await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: true, at });
    return;
  }
  const judged = await judgedAgain(trx, change, at);
  const since = 'wrong' in judged ? judged.wrong : movedSince(JSON.parse(change.rows), judged);
  refuse([...refusals, ...failing({ stillValid }, { since })]);
  if ('wrong' in judged) return;
  refuse(await refusedHomes(trx, change, judged, deciding));
  const seq = await recordChange(trx, judged, deciding, afterChange, [approved], change.by_person);
  await close(trx, deciding, 'done', seq);
  await tellOfChange(trx, { judged, id, seq, at });
  await markRested(trx, { judged, id, seq, at });
  await tellWhoAsked(trx, { change: id, askedBy: change.by_person, approved: true, at });
}

const notAsAsked: Text = {
  ja: '承認待ちの内容が、求められたときの記録と異なります',
  en: 'what waits is not what was recorded when it was requested',
};

/** Why this person is not the second who approves or rejects. */
async function refusalsOfSecond(
  trx: Transaction<Tables>,
  change: RecordedChange,
  { by, at, token }: ChangeDecision,
): Promise<Refusal[]> {
  return refusedAsSecond({
    person: by,
    askedBy: change.by_person,
    askedIssuers: change.issuers,
    issuers: token?.issuers ?? [],
    askedAlone: change.alone,
    alone: token?.alone ?? [],
    administers: (await administratorsAt(trx, at)).get(by),
    change: {
      bodies: change.bodies,
      // Whoever asked was of those homes, and the second is of the bodies; both are judged again when it is carried out.
      homes: [],
      appointed: new Map(change.appointed.map((person) => [person, [change.id]])),
      overall: change.overall ? [change.id] : [],
      // What waits holds more than nominations.
      onlyNominations: false,
    },
    nominatesFor: [],
    recordedByOthers: [],
  });
}

/** Why author and second together, as they stand now, do not administer the homes of those whom it puts on posts elsewhere. */
async function refusedHomes(
  trx: Transaction<Tables>,
  { by_person: author }: RecordedChange,
  judged: JudgedChange,
  { by, at }: ChangeDecision,
): Promise<Refusal[]> {
  const administrators = await administratorsAt(trx, at);
  const change = weigh(await touchedRows(trx, judged, at));
  const administers = together(administrators.get(author), administrators.get(by));
  return refusedCarryingOut({ person: by, administers, change, nominatesFor: [], recordedByOthers: [] });
}

/** The change against the registry as it stands now, or what has become wrong with it. */
export async function judgedAgain(
  trx: Transaction<Tables>,
  { given, by_person }: RecordedChange,
  at: Instant,
): Promise<JudgedChange | { wrong: Text }> {
  if (given === null) throw new Error('what waits is kept until it is decided');
  try {
    return await judgeChange(trx, givenFrom(given), by_person, at, [], true);
  } catch (error) {
    if (!(error instanceof RegistryErrors)) throw error;
    const sentences = (language: 'ja' | 'en'): string =>
      error.errors.map((each) => `${each.where}: ${each[language]}`).join('; ');
    return { wrong: { ja: sentences('ja'), en: sentences('en') } };
  }
}

async function close(
  trx: Transaction<Tables>,
  { id, by, at, reason }: ChangeDecision,
  status: 'done' | 'rejected' | 'withdrawn',
  seq: number | null,
): Promise<void> {
  await trx
    .updateTable('registry_changes')
    .set({ status, given: null, decided_by: by, decided_at: at, reason: reason ?? null, seq })
    .where('id', '=', id)
    .execute();
}

/** Asking for a change of the registry: made at once, or waiting for a second administrator. In one transaction. */
import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { administratorVoidedBySecond, endedAlone, endsAdministrator } from '../../machines/registry/ending.ts';
import { failing } from '../../machines/registry/rule.ts';
import { approversOf, separatelyFromOwn, WAITS_DAYS } from '../../machines/registry/second-administrator.ts';
import { type WeighedChange, weigh } from '../../machines/registry/weigh.ts';
import {
  type Entitlement,
  refusedAsking,
  refusedNaming,
  refusedStranger,
} from '../../machines/registry/who-may-change.ts';
import type { Instant, PersonId } from '../../model/identifiers.ts';
import {
  type AfterChange,
  clearedBy,
  countsOf,
  type JudgedChange,
  judgeChange,
  recordChange,
} from '../registry/change.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { GivenRows } from '../registry/rows.ts';
import { administratorsAt } from './administrators.ts';
import type { Signature, TokenUse } from '../../contract/records/tokens.ts';
import type { ChangeOutcome } from '../../contract/records/governance.ts';
import type { RegistryProblem } from '../../contract/records/registry.ts';
import {
  announce,
  announced,
  type Announced,
  type Ending,
  endingsIn,
  refuseWhileOpen,
  saidOfEnding,
  withLastDay,
} from './endings.ts';
import { expireOld } from './expire.ts';
import { bodiesNamed, nominatesFor, recordedByOthers, touchedRows } from './facts.ts';
import { markRested } from './rested.ts';
import { refuse, said } from './said.ts';
import { digestOfGiven, rowKey, storedForm, type WaitingRow, waitingRows } from './stored.ts';
import type { Tables } from '../tables.ts';
import { tellOfChange, tellWhoCouldApprove } from './tell.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Who asks for what, when; `before` are errors found while reading it. */
export interface RegistryRequest {
  readonly given: GivenRows;
  readonly by: PersonId;
  readonly at: Instant;
  readonly token: TokenUse | undefined;
  readonly before: readonly RegistryProblem[];
  /** Documents that whoever asks may read. */
  readonly readable: ReadonlySet<string>;
  /** Days within which the end of an administrator's post may be objected to. */
  readonly objectionDays: number;
  /** Told what would be written. */
  readonly seen?: (judged: JudgedChange) => void;
}

/** Throws `RegistryErrors`, `GovernanceRefused`. */
export async function ask(
  trx: Transaction<Tables>,
  asking: RegistryRequest,
  afterChange: AfterChange,
): Promise<ChangeOutcome> {
  const { given, by, at, before, readable } = asking;
  await lockRegistry(trx);
  await expireOld(trx, at);
  const administrators = await administratorsAt(trx, at);
  const administers = administrators.get(by);
  const change = nominationsIn(given);
  const nominates = administers === undefined && change.onlyNominations ? await nominatesFor(trx, by, at) : [];
  refuse(refusedStranger({ administers, nominatesFor: nominates, change }));
  // An administrator of everything may name them all, however many there are.
  if (administers !== undefined && administers !== 'all') {
    refuse(refusedNaming(by, administers, await bodiesNamed(trx, given, at)));
  }
  const judged = await judgeChange(trx, given, by, at, before, true, readable);
  asking.seen?.(judged);
  if (judged.written.length === 0) return { status: 'done', ...countsOf(judged) };
  const weighed = weigh(await touchedRows(trx, judged, at));
  refuse(
    refusedAsking({
      person: by,
      administers,
      nominatesFor: nominates,
      change: weighed,
      // An administrator of everything changes them all, however many there are.
      recordedByOthers: administers === 'all' ? [] : await recordedByOthers(trx, judged, by),
    }),
  );
  const { guarded, appointed } = weighed;
  if (guarded.length === 0) return make(trx, asking, judged, weighed, false, afterChange);
  const { able, barred } = approversOf(weighed, by, administrators);
  if (able.length > 0) return wait(trx, asking, judged, weighed, able);
  refuse([
    ...failing({ separatelyFromOwn }, { guarded, appointed, barred }),
    ...failing({ administratorVoidedBySecond }, { guarded }),
  ]);
  if (!guarded.some(endsAdministrator)) {
    await refuseWhileOpen(trx, weighed, at, false);
    return make(trx, asking, judged, weighed, true, afterChange);
  }
  refuse(failing({ endedAlone }, { guarded }));
  const same = await announcedBefore(trx, asking);
  if (same !== undefined) return same;
  await refuseWhileOpen(trx, weighed, at, false);
  return makeEnding(trx, asking, judged, weighed, afterChange);
}

/** Ends administrators' posts some days later than now, so that somebody can object. */
async function makeEnding(
  trx: Transaction<Tables>,
  asking: RegistryRequest,
  judged: JudgedChange,
  weighed: WeighedChange,
  afterChange: AfterChange,
): Promise<ChangeOutcome> {
  const { given, by, at, objectionDays } = asking;
  const { lastDay, until } = announced(at, objectionDays);
  const later = await judgeChange(trx, withLastDay(given, judged, weighed, { lastDay, until }), by, at, [], true);
  asking.seen?.(later);
  // The last day that is recorded comes before: nothing is ended by it.
  if (later.written.length === 0) return { status: 'done', ...countsOf(later) };
  const endings = endingsIn(later, until);
  const made = await make(trx, asking, later, weighed, true, afterChange, endings);
  if (made.id === undefined || made.seq === undefined) throw new Error('a change that is made has its line');
  await announce(trx, { id: made.id, seq: made.seq, endings, at });
  return { ...made, objectionUntil: until, lastDay: lastDayIn(later, lastDay) };
}

/** The day on which the posts end: the one asked for, where it is later than it could be. */
function lastDayIn({ written, after }: JudgedChange, earliest: Announced['lastDay']): Announced['lastDay'] {
  const days = written.flatMap(({ kind, id }) =>
    kind === 'appointment' ? (after.appointments.get(id)?.to_date ?? []) : [],
  );
  return days.reduce((last, day) => (day > last ? day : last), days[0] ?? earliest);
}

/** The same end asked for again while it may be objected to. */
async function announcedBefore(
  trx: Transaction<Tables>,
  { given, by, at }: RegistryRequest,
): Promise<Extract<ChangeOutcome, { status: 'done' }> | undefined> {
  const same = await trx
    .selectFrom('registry_changes')
    .innerJoin('endings', 'endings.change', 'registry_changes.id')
    .innerJoin('appointments', 'appointments.id', 'endings.appointment')
    .select(['registry_changes.id', 'seq', 'until', 'to_date'])
    .where('status', '=', 'done')
    .where('by_person', '=', by)
    .where('digest', '=', digestOfGiven(given))
    .where('until', '>', at)
    .orderBy('to_date', 'desc')
    .executeTakeFirst();
  if (same === undefined) return undefined;
  const { id, seq, until: objectionUntil, to_date: lastDay } = same;
  const unchanged = Object.values(given).reduce((sum, items) => sum + items.length, 0);
  const told = { soleAdministrator: true as const, objectionUntil, ...(lastDay !== null && { lastDay }) };
  return { status: 'done', added: 0, changed: 0, unchanged, id, ...(seq !== null && { seq }), ...told };
}

/** What of a change shows before it is judged. A row that names another body than the one recorded is refused then. */
function nominationsIn({ nominations, ...others }: GivenRows): Entitlement['change'] {
  const bodies = nominations.map(({ row }) => row.organisation).filter((body) => body !== undefined);
  const alone = Object.values(others).every((items) => items.length === 0);
  return { bodies, onlyNominations: alone && nominations.length > 0 };
}

async function make(
  trx: Transaction<Tables>,
  { given, by, at, token }: RegistryRequest,
  judged: JudgedChange,
  weighed: WeighedChange,
  sole: boolean,
  afterChange: AfterChange,
  endings: readonly Ending[] = [],
): Promise<Extract<ChangeOutcome, { status: 'done' }>> {
  const id = `c-${randomUUID()}`;
  const act = sole ? 'soleAdministrator' : 'made';
  const before = [said(id, act, { askedBy: by }), ...endings.map((ending) => saidOfEnding(id, ending))];
  const seq = await recordChange(trx, judged, { by, at, token }, afterChange, before);
  const rows = waitingRows(judged, new Set(weighed.guarded.map(rowKey)));
  await insertChange(trx, {
    id,
    status: 'done',
    by,
    at,
    token,
    digest: digestOfGiven(given),
    rows,
    weighed,
    seq,
    sole,
  });
  await tellOfChange(trx, { judged, id, seq, at });
  await markRested(trx, { judged, id, seq, at });
  return { status: 'done', ...countsOf(judged), id, seq, ...(sole ? { soleAdministrator: true } : {}) };
}

async function wait(
  trx: Transaction<Tables>,
  { given, by, at, token }: RegistryRequest,
  judged: JudgedChange,
  weighed: WeighedChange,
  able: readonly PersonId[],
): Promise<ChangeOutcome> {
  const guarded = weighed.guarded.map(({ id: row }) => row);
  const rows = waitingRows(judged, new Set(weighed.guarded.map(rowKey)));
  const waiting = { by, at, token, digest: digestOfGiven(given), given: storedForm(given), rows, weighed };
  return { status: 'pending', ...(await waitForSecond(trx, waiting, able)), guarded, ...clearedBy(judged) };
}

/** Puts a change among those that wait, with its line, and tells who could approve it; the same one of the same author waits once. */
async function waitForSecond(
  trx: Transaction<Tables>,
  waiting: Signature & Pick<NewChange, 'digest' | 'rows' | 'weighed'> & { readonly given: string },
  able: readonly PersonId[],
): Promise<{ id: string; expires: Instant }> {
  const { by, at, digest } = waiting;
  const same = await trx
    .selectFrom('registry_changes')
    .select(['id', 'expires'])
    .where('status', '=', 'pending')
    .where('by_person', '=', by)
    .where('digest', '=', digest)
    .executeTakeFirst();
  if (same !== undefined) return { id: same.id, expires: same.expires ?? at };
  const id = `c-${randomUUID()}`;
  const expires = at + WAITS_DAYS * DAY;
  const rows = waiting.rows.map(({ kind, id: rowId, act }) => ({ kind, id: rowId, act }));
  await insertChange(trx, { ...waiting, id, status: 'pending', expires, sole: false });
  const seq = await writeLine(trx, [said(id, 'proposed', { askedBy: by, expires, digest, rows })], waiting);
  await tellWhoCouldApprove(trx, { id, seq, at, able });
  return { id, expires };
}

/**
 * What is asked for outside the registry's own rows, and guarded: it waits for a second administrator or, where nobody could
 * approve it, is made alone and marked. `make` is given the rows of its line that say so. Throws `GovernanceRefused`.
 */
export async function waitOrMakeAlone<Made extends { readonly seq: number }>(
  trx: Transaction<Tables>,
  waiting: Parameters<typeof waitForSecond>[1],
  make: (before: readonly JournaledRow[]) => Promise<Made>,
): Promise<{ readonly status: 'pending'; readonly change: string; readonly expires: Instant } | Made> {
  const { by, at, weighed } = waiting;
  const { able } = approversOf(weighed, by, await administratorsAt(trx, at));
  if (able.length > 0) {
    const { id: change, expires } = await waitForSecond(trx, waiting, able);
    return { status: 'pending', change, expires };
  }
  await refuseWhileOpen(trx, weighed, at, false);
  const id = `c-${randomUUID()}`;
  const made = await make([said(id, 'soleAdministrator', { askedBy: by })]);
  const { given: _given, ...kept } = waiting;
  await insertChange(trx, { ...kept, id, status: 'done', seq: made.seq, sole: true });
  return made;
}

/** A change as it is kept. */
interface NewChange extends Signature {
  readonly id: string;
  readonly status: 'pending' | 'done';
  readonly digest: string;
  /** What was asked for, as text; only while it waits. */
  readonly given?: string;
  readonly rows: readonly WaitingRow[];
  readonly weighed: WeighedChange;
  readonly expires?: Instant;
  readonly seq?: number;
  readonly sole: boolean;
}

/** Keeps a change that was made or waits. */
async function insertChange(trx: Transaction<Tables>, change: NewChange): Promise<void> {
  const { id, status, by, at, token, digest, given, rows, weighed, expires, seq, sole } = change;
  await trx
    .insertInto('registry_changes')
    .values({
      id,
      status,
      by_person: by,
      token: token?.id ?? null,
      issuers: [...(token?.issuers ?? [])],
      alone: [...(token?.alone ?? [])],
      at,
      expires: expires ?? null,
      digest,
      given: given ?? null,
      rows: JSON.stringify(rows),
      bodies: [...weighed.bodies],
      overall: weighed.overall.length > 0,
      appointed: [...weighed.appointed.keys()],
      decided_by: null,
      decided_at: null,
      reason: null,
      seq: seq ?? null,
      sole,
    })
    .execute();
}

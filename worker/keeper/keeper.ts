/**
 * The keeper: signs the heads of all chains every hour and verifies everything at the start, every day and when asked. Of
 * several processes one does it at a time.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { ForeignRow, Integrity, Verification } from '../../contract/records/integrity.ts';
import type { Installation } from '../../contract/records/records.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { WorkerLog } from '../runtime.ts';
import { appendCheckpoint, prepare } from './files.ts';
import { signingKey } from './key.ts';
import { follows, readSigned, type Signed, wrongInDatabase } from './signed-heads.ts';

export interface KeeperOptions {
  readonly integrity: Integrity;
  readonly installation: Pick<Installation, 'id'>;
  /** The file with the key that signs; made where there is none. */
  readonly keyFile: string;
  /** Where checkpoints are kept outside the database; the first is the one that is read. */
  readonly directories: readonly [string, ...string[]];
  /** @default nothing is written */
  readonly log?: WorkerLog;
  readonly clock?: () => Instant;
  /** Milliseconds; for tests. */
  readonly timing?: Partial<typeof defaultTiming>;
}

/** A running keeper. */
export interface Keeper {
  /** What is under way is broken off: the next keeper does it again. */
  stop(): Promise<void>;
}

const MINUTE = 60_000;
const defaultTiming = {
  /** Before the first look: whoever has just started is waited for by people. */
  first: 2_000,
  /** Between two looks whether something is due. */
  look: 5_000,
  /** Between two checkpoints. */
  sign: 60 * MINUTE,
  /** Between two verifications. */
  verify: 24 * 60 * MINUTE,
  /** How long a round is nobody else's. */
  lease: 5 * MINUTE,
  /** Before a round that failed is made again. */
  again: MINUTE,
};

/** Checkpoints read at once. */
const PAGE = 100;

/** Starts the keeper. Throws when the key or the first directory cannot be read or made. */
export function startKeeper(options: KeeperOptions): Keeper {
  const { integrity, directories, log = () => {}, clock = Date.now } = options;
  const timing = { ...defaultTiming, ...options.timing };
  const [directory, ...others] = directories;
  const key = signingKey(options.keyFile);
  prepare(directory, key);
  const stopped = new AbortController();
  const { signal } = stopped;
  let signed: Signed | undefined;
  /** Checkpoints in the database that nobody of ours signed, until they were told of. */
  let forged: ForeignRow[] = [];

  /** The heads as the files have them, with what the database has beyond them. */
  async function heads(): Promise<{ signed: Signed; wrong: readonly ForeignRow[] }> {
    const read = await readSigned(directory, options.installation.id);
    signed = read.signed;
    await catchUp(signed);
    return read;
  }

  /** Takes over what another process signed, or what was written to the database and no longer to the files. */
  async function catchUp(known: Signed): Promise<void> {
    for (;;) {
      const page = await integrity.checkpointsAfter(known.tip.seq, PAGE);
      for (const checkpoint of page) {
        const said = follows(directory, checkpoint, known.tip);
        if (said === undefined) {
          forged.push({ table: 'checkpoints', id: String(checkpoint.seq), kind: 'inserted' });
          return;
        }
        await appendCheckpoint(directory, checkpoint);
        known.add(checkpoint, said);
      }
      if (page.length < PAGE) return;
    }
  }

  async function sign(): Promise<void> {
    const known = signed ?? (await heads()).signed;
    await catchUp(known);
    const { left } = await integrity.checkpoint(key, known, clock());
    if (forged.length > 0) await integrity.ask('verification', clock());
    await catchUp(known);
    for (const other of others) await copyTo(other);
    // Whoever let themselves in by SQL is noticed within the hour, not the day.
    if (left.length > 0 || (await integrity.hasNewForeignRows())) await integrity.ask('verification', clock());
  }

  /** The second place gets what it lacks; one that is away now gets it the next time. */
  async function copyTo(other: string): Promise<void> {
    try {
      prepare(other, key);
      const there = await readSigned(other, options.installation.id);
      for (let after = there.signed.tip.seq; ;) {
        const page = await integrity.checkpointsAfter(after, PAGE);
        for (const checkpoint of page) await appendCheckpoint(other, checkpoint);
        const last = page.at(-1);
        if (last === undefined) return;
        after = last.seq;
      }
    } catch (error) {
      log('ERROR', 'checkpoints could not be written to the second place', { place: other, error: String(error) });
    }
  }

  async function verify(): Promise<void> {
    const { signed: known, wrong } = await heads();
    const inDatabase = await wrongInDatabase(directory, (after) => integrity.checkpointsAfter(after, PAGE));
    await integrity.putBack(inDatabase.lost);
    const elsewhere = await Promise.all(others.map((other) => wrongIn(other)));
    const found = await integrity.verify({
      signed: known,
      also: [...forged, ...wrong, ...inDatabase.wrong, ...elsewhere.flat()],
      clock,
      signal,
    });
    forged = [];
    tell(found);
  }

  async function wrongIn(other: string): Promise<readonly ForeignRow[]> {
    try {
      prepare(other, key);
      const { wrong } = await readSigned(other, options.installation.id);
      return wrong.map((row) => ({ ...row, table: 'checkpoint files, second place' }));
    } catch {
      return [{ table: 'checkpoint files, second place', id: 'unreadable', kind: 'missing' }];
    }
  }

  function tell({ damaged, foreign }: Verification): void {
    for (const { chain, damages } of damaged) log('ERROR', 'a chain is not what was written', { chain, damages });
    for (const row of foreign) log('ERROR', 'a row that no chain accounts for', { ...row });
  }

  async function look(): Promise<void> {
    for (const [what, every, work] of [
      ['checkpoint', timing.sign, sign],
      ['verification', timing.verify, verify],
    ] as const) {
      if (signal.aborted || !(await integrity.takeRound(what, clock(), timing.lease))) continue;
      let next = timing.again;
      try {
        await work();
        next = every;
      } finally {
        await integrity.endRound(what, clock(), clock() + next);
      }
    }
  }

  async function begin(): Promise<void> {
    await integrity.publish({ id: key.key, publicKey: key.publicKey, since: clock() });
    await integrity.ask('verification', clock());
  }

  async function live(): Promise<void> {
    await waited(timing.first);
    let asked = false;
    while (!signal.aborted) {
      try {
        if (!asked) await begin();
        asked = true;
        await look();
      } catch (error) {
        if (!signal.aborted)
          log('WARN', 'the keeper could not finish a round and begins it again', { error: String(error) });
      }
      await waited(timing.look);
    }
  }

  async function waited(milliseconds: number): Promise<void> {
    await pause(milliseconds, undefined, { signal }).catch(() => {});
  }

  const running = live();
  return {
    async stop() {
      stopped.abort(new Error('the keeper is stopped'));
      await running;
    },
  };
}

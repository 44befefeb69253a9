/** Whether what is kept is what was written: chains verified, heads signed, the registry's tables compared. */
import type { DamageKind, ForeignKind } from '../../model/damage.ts';
import type { RecordedEntry } from './journal.ts';
import type { Instant, InstanceId } from '../../model/identifiers.ts';

/** Where a chain ends. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The chains that are no instance's. */
export const registryChain = 'registry';
export const tokenChain = 'tokens';
/** An instance's id, or one of those above. */
export type ChainName = InstanceId | typeof registryChain | typeof tokenChain;

/** A place at which a chain is not what was written. */
export interface ChainDamage {
  readonly seq: number;
  readonly kind: DamageKind;
}

/** A chain that is not whole. */
export interface DamagedChain {
  readonly chain: ChainName;
  /** In the order of their places, twenty at most. */
  readonly damages: readonly ChainDamage[];
  readonly noticed: Instant;
}

/** A row of a table that its chain does not account for. */
export interface ForeignRow {
  readonly table: string;
  /** The row's opaque id. */
  readonly id: string;
  readonly kind: ForeignKind;
}

/** What a verification found. */
export interface Verification {
  readonly begun: Instant;
  readonly finished: Instant;
  /** Chains and lines that were read. */
  readonly chains: number;
  readonly lines: number;
  /** Chains that are not whole, two hundred at most; `more` were found beyond them. */
  readonly damaged: readonly DamagedChain[];
  readonly moreDamaged: number;
  /** Rows that no chain accounts for, two hundred at most. */
  readonly foreign: readonly ForeignRow[];
  readonly moreForeign: number;
}

/** The heads that were signed, as they are kept outside the database. */
export interface SignedHeads {
  /** The last checkpoint: its number and the hash of its header. */
  readonly tip: Head;
  /** The last one of each chain. */
  readonly last: ReadonlyMap<ChainName, Head>;
  /** Every one of some chains, ascending. */
  all(chains: ReadonlySet<ChainName>): Promise<ReadonlyMap<ChainName, readonly Head[]>>;
}

/** What became of putting a damaged journal right: lines put back, or the places for which nothing proves what stood there. */
export type Restoration = { readonly lines: number } | { readonly unproven: readonly number[] };

/** The public half of a key that signs. */
export interface PublicKey {
  /** What headers name it by. */
  readonly id: string;
  /** PEM (SPKI). */
  readonly publicKey: string;
  readonly since: Instant;
}

/** How everything is to be verified. */
export interface ToVerify {
  readonly signed: SignedHeads;
  /** What was found of the signed heads themselves: it is told with the rest. */
  readonly also: readonly ForeignRow[];
  readonly clock: () => Instant;
  readonly signal?: AbortSignal;
}

/** What is made one after the other, by one process at a time. */
export type RoundKind = 'verification' | 'checkpoint';

/** Where the chains end at an instant: what is signed. */
export interface Checkpoint {
  readonly seq: number;
  readonly at: Instant;
  /** Canonical text of everything that is signed, `hashOf` the checkpoint before in it. */
  readonly header: string;
  /** Ed25519 over the header's bytes, base64. */
  readonly signature: string;
}

/** What a checkpoint says: heads that moved since the one before, and how many chains and lines there are. */
export interface CheckpointHeader {
  readonly installation: string;
  readonly seq: number;
  readonly at: Instant;
  /** SHA-256 of the header before; zeros before the first. */
  readonly previous: string;
  /** Which key signs: the first 16 hexadecimal digits of the SHA-256 of its public key (SPKI, DER). */
  readonly key: string;
  readonly instances: number;
  readonly lines: number;
  readonly heads: Readonly<Record<ChainName, readonly [seq: number, hash: string]>>;
}

/** What was signed, and which chains could not be. */
export interface MadeCheckpoint {
  readonly checkpoint?: Checkpoint;
  readonly left: readonly ChainName[];
}

/** Signs headers with a key that is kept outside the database. */
export interface Signer {
  readonly key: string;
  sign(header: string): string;
}

export interface Integrity {
  /**
   * Verifies every chain and compares the registry's tables with theirs. Marks what is damaged – a damaged instance takes no
   * decision – and what is whole again; tells the administrators what is new. Rejects with the signal's reason when that aborts it.
   */
  verify(asked: ToVerify): Promise<Verification>;
  /** Whether the registry's tables, tokens, links and webhooks hold what their journals do not account for, beyond what the last verification named. */
  hasNewForeignRows(): Promise<boolean>;
  /** What the last verification found; absent before the first. */
  last(): Promise<Verification | undefined>;
  /** What is wrong with an instance's chain, as far as it was noticed. */
  damageOf(instance: InstanceId): Promise<DamagedChain | undefined>;
  /** What is wrong with an instance's chain now. */
  damagesNow(instance: InstanceId, signed: readonly Head[]): Promise<readonly ChainDamage[]>;
  /**
   * Puts back what was written: from entries made again (by Temporal's history), and lines that stand elsewhere. All that is
   * damaged or nothing; what was found in its place is kept as evidence.
   */
  restore(asked: {
    readonly instance: InstanceId;
    readonly made: readonly RecordedEntry[];
    readonly signed: readonly Head[];
    readonly at: Instant;
  }): Promise<Restoration>;
  /** Asks for a round out of turn. Answers when that was noted. */
  ask(what: RoundKind, at: Instant): Promise<void>;
  /** Takes the round when it is due, asked for or was left by a process that died; false: not now. Milliseconds. */
  takeRound(what: RoundKind, now: Instant, lease: number): Promise<boolean>;
  /** Says that it was made, and when the next is due. */
  endRound(what: RoundKind, now: Instant, next: Instant): Promise<void>;
  /** When a round last ended, and whether one is under way or asked for. */
  round(what: RoundKind): Promise<{ readonly finished: Instant; readonly open: boolean } | undefined>;
  /**
   * Signs the heads that moved since they were last signed; nothing where none has. A chain that no longer holds what was
   * signed of it is left out and named: it is to be verified.
   */
  checkpoint(signer: Signer, signed: Pick<SignedHeads, 'last' | 'tip'>, at: Instant): Promise<MadeCheckpoint>;
  /** Puts back checkpoints that the database has lost, from the files. */
  putBack(checkpoints: readonly Checkpoint[]): Promise<void>;
  /** Publishes the key that signs. */
  publish(key: PublicKey): Promise<void>;
  /** The keys that were published, the oldest first. */
  publicKeys(): Promise<readonly PublicKey[]>;
  /** Checkpoints after one, ascending. */
  checkpointsAfter(seq: number, limit: number): Promise<readonly Checkpoint[]>;
}

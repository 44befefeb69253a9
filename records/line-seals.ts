/**
 * Seals of the lines of the registry's and the tokens' journals: an HMAC over a line's place and hash, with a key that is
 * never in the database. A chain alone says that nothing in it was altered; whoever can write into the database can add to
 * its end, or write all of it anew.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject, timingSafeEqual } from 'node:crypto';
import { PostgresAdapter, PostgresDialect, type QueryExecutorProvider } from 'kysely';
import type { Head, registryChain, tokenChain } from '../contract/records/integrity.ts';
import { canonicalText } from '../model/canonical.ts';

/** A key from which the one that seals lines is derived. */
export interface SealingKey {
  readonly id: string;
  readonly secret: KeyObject;
}

/** The keys of an installation: all processes that write its journals have them. */
export interface SealingKeys {
  /** Seals what is written from now on. Throws where there is none. */
  current(): SealingKey;
  find(id: string): SealingKey | undefined;
}

/** A seal as it is kept beside its line. */
export interface LineSeal {
  readonly seal: string;
  /** The id of the key. */
  readonly seal_key: string;
}

type SealedChain = typeof registryChain | typeof tokenChain;

/** What makes the key for lines another one than that for payloads. */
const INFO = 'junkan journal lines';
const BYTES = 32;

/** Seals lines, and says whether they are sealed. */
export class LineSeals {
  readonly #keys: SealingKeys;
  readonly #derived = new WeakMap<KeyObject, KeyObject>();

  constructor(keys: SealingKeys) {
    this.#keys = keys;
  }

  /** The seal of a line by the current key. Throws where there is none. */
  sealed(chain: SealedChain, line: Head): LineSeal {
    const key = this.#keys.current();
    return { seal: this.#over(key, chain, line).toString('hex'), seal_key: key.id };
  }

  /** Whether a line has the seal of a known key. */
  isSealed(chain: SealedChain, line: Head, { seal, seal_key }: LineSeal): boolean {
    const key = this.#keys.find(seal_key);
    if (key === undefined) return false;
    const [there, right] = [Buffer.from(seal, 'hex'), this.#over(key, chain, line)];
    return there.length === right.length && timingSafeEqual(there, right);
  }

  /** Whether a seal is that of a key that is here: of another one nothing can be said. */
  knows({ seal_key }: LineSeal): boolean {
    return this.#keys.find(seal_key) !== undefined;
  }

  #over(key: SealingKey, chain: SealedChain, { seq, hash }: Head): Buffer {
    return createHmac('sha256', this.#forLines(key)).update(canonicalText({ chain, seq, hash })).digest();
  }

  #forLines({ secret }: SealingKey): KeyObject {
    const known = this.#derived.get(secret);
    if (known !== undefined) return known;
    const made = createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', INFO, BYTES)));
    this.#derived.set(secret, made);
    return made;
  }
}

class SealingAdapter extends PostgresAdapter {
  readonly seals: LineSeals;

  constructor(seals: LineSeals) {
    super();
    this.seals = seals;
  }
}

/** PostgreSQL, where each connection and transaction has with it by which keys lines are sealed. */
export class SealingDialect extends PostgresDialect {
  readonly #adapter: SealingAdapter;

  constructor(config: ConstructorParameters<typeof PostgresDialect>[0], keys: SealingKeys) {
    super(config);
    this.#adapter = new SealingAdapter(new LineSeals(keys));
  }

  override createAdapter(): SealingAdapter {
    return this.#adapter;
  }
}

/** The seals of a database, also within its transactions. */
export function lineSealsOf(db: QueryExecutorProvider): LineSeals {
  const { adapter } = db.getExecutor();
  if (!(adapter instanceof SealingAdapter)) throw new Error('the database was opened without keys');
  return adapter.seals;
}

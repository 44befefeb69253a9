/** What sealing costs: how often a decision seals and opens, and what each of these takes. */
import { defaultPayloadConverter } from '@temporalio/common';
import { fixedKeyring, type Keyring, type PayloadKey } from '../client/sealing/keyring.ts';
import { open, seal } from '../client/sealing/sealed.ts';
import { amount } from './settings.ts';

/** Of the size of a decision with its actor, or of an entry with its projection. */
const TYPICAL = { text: '循環'.repeat(300) };
const TIMES = amount(20_000, 200);

/** How often something was sealed and opened so far. */
export interface Sealed {
  readonly seals: number;
  readonly opens: number;
}

/** Keys that count: each payload asks for one once. */
export function countedKeyring(key: PayloadKey): { readonly keys: Keyring; readonly sealed: () => Sealed } {
  let [seals, opens] = [0, 0];
  const fixed = fixedKeyring(key);
  return {
    keys: {
      current() {
        seals += 1;
        return fixed.current();
      },
      find(id) {
        opens += 1;
        return fixed.find(id);
      },
    },
    sealed: () => ({ seals, opens }),
  };
}

/** Processor time of sealing and of opening one typical payload, milliseconds. */
export function measureSealing(key: PayloadKey): { readonly sealMs: number; readonly openMs: number } {
  const keys = fixedKeyring(key);
  const plain = defaultPayloadConverter.toPayload(TYPICAL);
  const sealed = seal(plain, keys);
  return { sealMs: each(() => seal(plain, keys)), openMs: each(() => open(sealed, keys)) };
}

function each(act: () => unknown): number {
  for (let i = 0; i < TIMES / 10; i += 1) act();
  const before = process.cpuUsage();
  for (let i = 0; i < TIMES; i += 1) act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / TIMES;
}

import type { Payload, PayloadCodec } from '@temporalio/common';
import type { UnsealedReason } from '../contract/unsealed.ts';
import type { Keyring } from './sealing/keyring.ts';
import { markerFor, open, seal } from './sealing/sealed.ts';

/** With what everything is sealed, and who is told of what was not. */
export interface Sealing {
  readonly keys: Keyring;
  /** Something came that was not sealed with a known key; nothing of it is told. */
  readonly onUnsealed?: (reason: UnsealedReason) => void;
}

/**
 * What every payload passes through on its way to and from Temporal, in client and worker alike: sealed on the way there,
 * opened on the way back. What was not sealed with a known key becomes the marker (`contract/unsealed.ts`).
 */
export function payloadCodecs({ keys, onUnsealed }: Sealing): PayloadCodec[] {
  const opened = (payload: Payload): Payload => {
    const found = open(payload, keys);
    if (typeof found !== 'string') return found;
    onUnsealed?.(found);
    return markerFor(found);
  };
  return [
    {
      encode: async (payloads) => payloads.map((payload) => seal(payload, keys)),
      decode: async (payloads) => payloads.map(opened),
    },
  ];
}

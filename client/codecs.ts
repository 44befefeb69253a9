import type { PayloadCodec } from '@temporalio/common';

/**
 * What every payload passes through on its way to and from Temporal, in client and worker alike. The place of
 * encryption (the later issue on trust); until then nothing, and who reaches Temporal's port can read and forge.
 */
export function payloadCodecs(): PayloadCodec[] {
  return [];
}

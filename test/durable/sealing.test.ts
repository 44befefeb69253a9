/** What is sealed opens with its key alone, and whatever else comes becomes the marker: decoding never throws. */
import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { payloadCodecs } from '../../client/codecs.ts';
import { fixedKeyring, payloadKey } from '../../client/sealing/keyring.ts';
import type { UnsealedReason } from '../../contract/unsealed.ts';

const [first, second] = [payloadKey(randomBytes(32)), payloadKey(randomBytes(32))];
const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** What a payload decodes to, and why it was not opened. */
async function decoded(
  payload: Payload,
  keys = fixedKeyring(first),
): Promise<{ value: unknown; why: UnsealedReason[] }> {
  const why: UnsealedReason[] = [];
  const [codec] = payloadCodecs({ keys, onUnsealed: (reason) => void why.push(reason) });
  const [plain] = (await codec?.decode([payload])) ?? [];
  return { value: plain && defaultPayloadConverter.fromPayload(plain), why };
}

async function sealed(value: unknown, keys = fixedKeyring(first)): Promise<Payload> {
  const [payload] = (await payloadCodecs({ keys })[0]?.encode([defaultPayloadConverter.toPayload(value)])) ?? [];
  if (payload === undefined) throw new Error('nothing was sealed');
  return payload;
}

/** The payload with one bit of its data turned over. */
function turned(payload: Payload, at: number): Payload {
  const data = Buffer.from(payload.data ?? []);
  data.writeUInt8(data.readUInt8(at) ^ 1, at);
  return { ...payload, data };
}

describe('a sealed payload', () => {
  test.each([['text'], [{ a: [1, '循環'] }], [undefined], [null], [new Uint8Array([1, 2])]])(
    'of %o comes back as it was',
    async (value) => {
      const { value: back, why } = await decoded(await sealed(value));
      expect(why).toEqual([]);
      expect(back).toEqual(value);
    },
  );

  test('shows nothing of itself but its key, and is another each time', async () => {
    const [one, other] = [await sealed('秘密'), await sealed('秘密')];
    expect(text(one.data)).not.toContain('秘密');
    expect(Buffer.compare(Buffer.from(one.data ?? []), Buffer.from(other.data ?? []))).not.toBe(0);
    expect(text(one.metadata?.['key-id'])).toBe(first.id);
    expect(Object.keys(one.metadata ?? {}).sort()).toEqual(['encoding', 'key-id']);
  });

  test('opens with a former key too, and with no other', async () => {
    const payload = await sealed('before');
    expect(await decoded(payload, fixedKeyring(second, first))).toEqual({ value: 'before', why: [] });
    expect((await decoded(payload, fixedKeyring(second))).why).toEqual(['unknownKey']);
  });

  test('with any bit changed, cut, lengthened, or under another key’s name is damaged', async () => {
    const payload = await sealed({ type: 'approve' });
    const data = Buffer.from(payload.data ?? []);
    const changed: Payload[] = [
      ...Array.from({ length: data.length }, (_, at) => turned(payload, at)),
      ...Array.from({ length: data.length }, (_, length) => ({ ...payload, data: data.subarray(0, length) })),
      { ...payload, data: Buffer.concat([data, Buffer.alloc(1)]) },
      { ...payload, metadata: { ...payload.metadata, 'key-id': Buffer.from(second.id) } },
    ];
    for (const one of changed) expect((await decoded(one, fixedKeyring(first, second))).why).toEqual(['damaged']);
  });
});

describe('a payload that was not sealed', () => {
  test('is plain, whatever it says', async () => {
    const { value, why } = await decoded(defaultPayloadConverter.toPayload({ type: 'approve' }));
    expect(why).toEqual(['plain']);
    expect(value).toEqual({ junkanUnsealed: 'plain' });
  });

  test('decodes to the marker and never throws, whatever it is made of', async () => {
    const bytes = fc.uint8Array({ maxLength: 80 });
    const encoding = fc
      .constantFrom('binary/encrypted', 'json/plain', 'json/protobuf', 'binary/null', '')
      .map((name) => Buffer.from(name));
    const keyId = fc.oneof(bytes, fc.constant(Buffer.from(first.id)));
    const metadata = fc.oneof(
      fc.constant(undefined),
      fc.constant(null),
      fc.record({ encoding: fc.oneof(encoding, bytes), 'key-id': keyId }, { requiredKeys: [] }),
      fc.dictionary(fc.string(), bytes),
    );
    await fc.assert(
      fc.asyncProperty(fc.record({ metadata, data: fc.option(bytes) }, { requiredKeys: [] }), async (payload) => {
        const { value, why } = await decoded(payload);
        expect(why).toHaveLength(1);
        expect(value).toEqual({ junkanUnsealed: why[0] });
      }),
      { numRuns: 2_000 },
    );
  });
});

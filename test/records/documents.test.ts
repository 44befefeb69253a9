import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DocumentDamaged, DocumentHashDiffers, DocumentTooLarge } from '../../contract/records/documents.ts';
import { removeAbandoned } from '../../records/documents/documents.ts';
import { documentLimit } from '../../records/documents/limit.ts';
import { DAY, entryOf, noon, onBothDatabases, projectionOf } from '../support/records.ts';

const about = {
  name: '監査報告書.pdf',
  mediaType: 'application/pdf',
  confidentiality: 2 as const,
  by: 'p-1',
  organisation: 'demo-a',
  at: noon,
};

async function* inParts(bytes: Buffer, size: number): AsyncIterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of content) parts.push(part);
  return Buffer.concat(parts);
}

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('documents', () => {
  onBothDatabases((here) => {
    const remains = async (): Promise<number> => {
      const { db } = here();
      const kept = await db.selectFrom('documents').select('upload').execute();
      const chunks = await db.selectFrom('document_chunks').select('upload').distinct().execute();
      const uploads = await db.selectFrom('document_uploads').select('upload').execute();
      const known = new Set(kept.map((document) => document.upload));
      return uploads.length + chunks.filter((chunk) => !known.has(chunk.upload)).length;
    };

    it.each([
      ['without a byte', 0, 1],
      ['of one byte', 1, 1],
      ['of exactly one chunk, in large parts', 256 * 1024, 1_000_000],
      ['in small parts that cross chunks', 700_001, 8_191],
      ['of 20 MB, the largest there may be', documentLimit, 65_536],
    ])('are given back byte for byte: one %s', async (_, size, part) => {
      const { documents } = here().records;
      const bytes = randomBytes(size);
      const put = await documents.put(inParts(bytes, part), { ...about, claimed: hashOf(bytes) });
      expect(put).toEqual({ hash: hashOf(bytes), size, ...about });
      expect((await whole(documents.read(put.hash))).equals(bytes)).toBe(true);
      expect(await documents.find(put.hash)).toEqual({ size, sent: [about], citedBy: [] });
      expect(await remains()).toBe(0);
    });

    it('are refused above 20 MB as soon as the limit is passed, leaving nothing', async () => {
      const { documents } = here().records;
      let sent = 0;
      async function* endless(): AsyncIterable<Uint8Array> {
        for (;;) {
          sent += 1;
          yield Buffer.alloc(1024 * 1024);
        }
      }
      await expect(documents.put(endless(), about)).rejects.toBeInstanceOf(DocumentTooLarge);
      expect(sent).toBe(21);
      expect(await remains()).toBe(0);
    });

    it('are refused when the bytes are not those claimed, leaving nothing', async () => {
      const { documents } = here().records;
      const bytes = randomBytes(1000);
      const put = documents.put(inParts(bytes, 100), { ...about, claimed: hashOf(Buffer.from('another')) });
      await expect(put).rejects.toBeInstanceOf(DocumentHashDiffers);
      expect(await documents.find(hashOf(bytes))).toBeUndefined();
      expect(await remains()).toBe(0);
    });

    it('leave nothing when the sender goes away, and what a killed process left is removed the next day', async () => {
      const { records, db } = here();
      async function* breaksOff(): AsyncIterable<Uint8Array> {
        yield Buffer.alloc(300_000);
        throw new Error('gone');
      }
      await expect(records.documents.put(breaksOff(), about)).rejects.toThrow('gone');
      expect(await remains()).toBe(0);
      await db.insertInto('document_uploads').values({ upload: 'killed', begun: noon }).execute();
      await db
        .insertInto('document_chunks')
        .values({ upload: 'killed', position: 0, bytes: Buffer.alloc(9) })
        .execute();
      await removeAbandoned(db, noon + DAY / 2);
      expect(await remains()).toBe(2);
      await removeAbandoned(db, noon + DAY + 1);
      expect(await remains()).toBe(0);
    });

    it('are kept once when sent twice at once; the higher confidentiality holds', async () => {
      const { documents } = here().records;
      const bytes = randomBytes(400_000);
      const low = { ...about, confidentiality: 1 as const };
      const high = { ...about, confidentiality: 3 as const };
      const puts = [low, high, low].map((each) => documents.put(inParts(bytes, 50_000), each));
      expect(new Set((await Promise.all(puts)).map((put) => put.hash)).size).toBe(1);
      expect((await documents.find(hashOf(bytes)))?.sent).toMatchObject([{ confidentiality: 3 }]);
      expect((await whole(documents.read(hashOf(bytes)))).equals(bytes)).toBe(true);
      expect(await remains()).toBe(0);
    });

    it('keep what each sender says of them, for each body apart: nobody’s words or class become another’s', async () => {
      const { documents } = here().records;
      const bytes = randomBytes(1000);
      const other = {
        ...about,
        name: '別の名.txt',
        mediaType: 'text/plain; charset=shift_jis',
        by: 'p-2',
        at: noon + 1,
      };
      const elsewhere = { ...about, name: 'c.pdf', organisation: 'demo-b', confidentiality: 1 as const, at: noon + 2 };
      for (const each of [about, { ...other, confidentiality: 3 as const }, elsewhere])
        expect(await documents.put(inParts(bytes, 300), each)).toMatchObject(each);
      // Once more by the first: the first words stand, the class may only rise.
      const again = await documents.put(inParts(bytes, 300), {
        ...about,
        name: 'new.pdf',
        confidentiality: 1,
        at: noon + 3,
      });
      expect(again).toEqual({ hash: hashOf(bytes), size: 1000, ...about });
      expect((await documents.find(hashOf(bytes)))?.sent).toEqual([about, { ...other, confidentiality: 3 }, elsewhere]);
      expect(await remains()).toBe(0);
    });

    it('fail while being read when a chunk was changed or is gone, before they end', async () => {
      const { records, db } = here();
      const bytes = randomBytes(600_000);
      const { hash } = await records.documents.put(inParts(bytes, 100_000), about);
      const { upload } = await db
        .selectFrom('documents')
        .select('upload')
        .where('hash', '=', hash)
        .executeTakeFirstOrThrow();
      const chunk = { upload, position: 1 };
      await db
        .updateTable('document_chunks')
        .set({ bytes: Buffer.alloc(5) })
        .where('upload', '=', upload)
        .where('position', '=', 1)
        .execute();
      await expect(whole(records.documents.read(hash))).rejects.toBeInstanceOf(DocumentDamaged);
      await db.deleteFrom('document_chunks').where('upload', '=', chunk.upload).where('position', '=', 1).execute();
      await expect(whole(records.documents.read(hash))).rejects.toBeInstanceOf(DocumentDamaged);
      await expect(whole(records.documents.read('0'.repeat(64)))).rejects.toBeInstanceOf(DocumentDamaged);
    });

    it('say which instances cite them, for ever', async () => {
      const { documents, journal } = here().records;
      const [a, b, c] = [randomBytes(10), randomBytes(10), randomBytes(10)];
      for (const bytes of [a, b, c]) await documents.put(inParts(bytes, 10), about);
      const cite = (seq: number, cited: string[]) => ({
        entry: entryOf('audit/2026/demo-a/1', seq, { projection: projectionOf({ documents: cited }) }),
      });
      await journal.append([cite(1, [])]);
      await journal.append([cite(2, [hashOf(a)])]);
      await journal.append([cite(3, [hashOf(a), hashOf(b), hashOf(b)])]);
      await journal.append([cite(4, [])]);
      await journal.append([
        { entry: entryOf('audit/2026/demo-b/1', 1, { projection: projectionOf({ documents: [hashOf(a)] }) }) },
      ]);
      const citing = async (hash: string) => (await documents.find(hash))?.citedBy;
      expect(await citing(hashOf(a))).toEqual(['audit/2026/demo-a/1', 'audit/2026/demo-b/1']);
      expect(await citing(hashOf(b))).toEqual(['audit/2026/demo-a/1']);
      expect(await citing(hashOf(c))).toEqual([]);
    });
  });
});

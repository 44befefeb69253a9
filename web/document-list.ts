/** Documents of a procedure as they are sent: their names, who sent them and when, beside where they are cited. */
import { z } from '@hono/zod-openapi';
import type { Procedure } from '../machines/core/index.ts';
import type { Text } from '../model/text.ts';
import type { Caller } from './caller.ts';
import { documentsOf } from './documents.ts';
import type { InstanceReading } from './instances.ts';
import type { Parts } from './parts.ts';
import { instant, sha256, textSchema } from './schemas.ts';
import { tableOf } from './table.ts';
import { decisionLabel } from './texts.ts';

export const listedSchema = z
  .object({
    hash: sha256,
    size: z.int().optional().describe('バイト数 / bytes'),
    name: z.string().optional(),
    mediaType: z.string().optional(),
    confidentiality: z.int().optional().describe('機密性1〜3 / confidentiality class'),
    by: textSchema.extend({ id: z.string() }).optional().describe('登録した者 / who sent it'),
    at: instant.optional().describe('登録した時刻 / when it was sent'),
    cited: z.array(textSchema.extend({ seq: z.int(), decision: z.string() })).describe('引用した決定 / what cites it'),
  })
  .openapi('ListedDocument');

export type ListedDocument = z.output<typeof listedSchema>;

/** How documents are listed for people. */
export const documentTable = tableOf(listedSchema, {
  columns: [
    { head: { ja: '文書', en: 'document' }, cell: [{ at: 'name' }], missing: '–' },
    {
      head: { ja: '機密性', en: 'class' },
      cell: [{ cell: [{ ja: '機密性', en: 'class ' }, { at: 'confidentiality' }] }],
      missing: '–',
    },
    { head: { ja: 'バイト', en: 'bytes' }, cell: [{ at: 'size' }], missing: '–' },
    {
      head: { ja: '登録', en: 'sent' },
      cell: [{ at: 'at', as: 'minute' }, ' ', { at: { ja: 'by.ja', en: 'by.en' } }],
      missing: '–',
    },
    {
      head: { ja: '引用', en: 'cited by' },
      cell: [{ each: 'cited', cell: [{ at: { ja: 'ja', en: 'en' } }, ' #', { at: 'seq' }], between: '; ', atMost: 3 }],
      missing: '–',
    },
    { head: { ja: 'ハッシュ', en: 'hash' }, cell: [{ at: 'hash', as: 'short' }] },
  ],
  none: { ja: '文書はありません。', en: 'There are no documents.' },
});

/** The documents that the procedure cites where the caller reads it, with the names of those who sent them. */
export async function namedDocuments(parts: Parts, me: Caller, read: InstanceReading) {
  const documents = await documentsOf(parts, me, read);
  const senders = [...new Set(documents.flatMap(({ by }) => by ?? []))];
  const names = await parts.records.registry.namesOfPeople(senders);
  return documents.map(({ organisation: _, by, ...document }) => ({
    ...document,
    by: by === undefined ? undefined : { id: by, ...(names.get(by) ?? { ja: by, en: by }) },
  }));
}

/** A decision by its label; what another procedure told is no decision. */
export function labelOfEntry({ id, told }: Procedure, type: string): Text {
  return Object.hasOwn(told, type)
    ? { ja: 'ほかの手続からの通知', en: 'told by another procedure' }
    : decisionLabel(id, type);
}

/** The same with the decisions that cite them in words. */
export async function listedDocuments(parts: Parts, me: Caller, read: InstanceReading) {
  const documents = await namedDocuments(parts, me, read);
  return documents.map(({ cited, ...document }) => ({
    ...document,
    cited: cited.map((entry) => ({ ...entry, ...labelOfEntry(read.procedure, entry.decision) })),
  }));
}

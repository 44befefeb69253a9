/** A list of a form as it is answered. */
import type { Choice } from '../../machines/core/index.ts';
import type { Text } from '../../model/text.ts';
import type { Caller } from '../caller.ts';
import type { ListedDocument } from '../documents.ts';
import type { InstanceReading } from '../instances.ts';
import type { Parts } from '../parts.ts';

/** What a select can hold. */
export const LISTED = 300;

/** One line of a list. */
export interface Listed extends Text, Partial<Pick<ListedDocument, 'size' | 'mediaType' | 'confidentiality' | 'at'>> {
  readonly id: string;
  /** The heading below which it stands: of a department its bureau, of a document where it is from. */
  readonly group?: Text;
  /** Of a document: who sent it. */
  readonly by?: Text & { readonly id: string };
  /** What choosing it writes into other fields of the form. */
  readonly fills?: Choice['fills'];
}

/** A list. */
export interface List {
  readonly items: readonly Listed[];
  /** There are more than are listed. */
  readonly more?: true;
  /** Where to search for others. */
  readonly searchAt?: string;
}

/** What something shown in a form is made from. */
export interface Making {
  readonly parts: Parts;
  readonly me: Caller;
  readonly read: InstanceReading;
}

export function bounded(items: readonly Listed[], all: number, searchAt?: string): List {
  return { items, ...(all > items.length && { more: true as const }), ...(searchAt !== undefined && { searchAt }) };
}

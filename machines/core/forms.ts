/** What a form offers beside the schema of its input: lists to choose from, and what is filled in already. */
import type { z } from 'zod';
import type { DepartmentId, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import { isRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { BaseContext } from './state.ts';

/** One line of a list: what is sent, and what people read. Names that only the registry knows are put behind it. */
export interface Choice extends Text {
  readonly id: string;
  readonly department?: DepartmentId;
  readonly person?: PersonId;
  readonly organisation?: OrganisationId;
  /** Hash of a document. */
  readonly document?: string;
  /** What choosing it writes into other fields of the form, where the form has them. */
  readonly fills?: Readonly<Record<string, Json>>;
}

/** Something made from the state and – where it names some – from facts. */
export interface Made<T, C extends BaseContext = BaseContext> {
  readonly facts?: z.ZodObject;
  /** What is asked of a look-up, by its name, from the state that the reader reads. Absent: nothing more than its name. Total. */
  asks?(context: C): Readonly<Record<string, Json>>;
  from(context: C, facts: Json): T;
}

/** Lists to choose from, by the name that fields give. Total; what the reader does not read is missing in the context. */
export type Choices<C extends BaseContext = BaseContext> = Readonly<Record<string, Made<readonly Choice[], C>>>;

/** What is filled in already, by decision: inputs, or parts of them. Total, and under the same condition. */
export type Drafts<C extends BaseContext = BaseContext> = Readonly<Record<string, Made<Json, C>>>;

/** A heading of a long form, with the fields below it. */
export interface FieldGroup extends Text {
  readonly fields: readonly string[];
}

/**
 * Lists that every procedure has: the registry's – of people also the holders of posts, `people:auditor,auditOfficer` –,
 * its documents – with those of the body's other procedures of a kind, `documents:audit` –, the body's other procedures of a
 * kind that run or ended in some way (`instances:improvement:open`, `instances:audit:reported`), its entries, and the
 * clauses of the guideline.
 */
const sharedLists: readonly string[] = [
  'departments',
  'people',
  'organisations',
  'documents',
  'clauses',
  'entries',
  'entriesInMyName',
];

/** Whether a list is one that every procedure has. */
export function isSharedList(list: string): boolean {
  if (sharedLists.includes(list) || kindsOfDocuments(list) !== undefined || instancesOfList(list) !== undefined)
    return true;
  return rolesOfList(list).length > 0 && rolesOfList(list).every(isRole);
}

/** The kinds of procedures whose documents a list has beside those of the procedure itself. */
export function kindsOfDocuments(list: string): readonly string[] | undefined {
  if (list === 'documents') return [];
  return list.startsWith('documents:') ? list.slice('documents:'.length).split(',') : undefined;
}

/** Which of the body's procedures a list has: of what kind, and running or how ended. */
export function instancesOfList(list: string): { readonly kind: string; readonly standing: string } | undefined {
  const [lists, kind, standing] = list.split(':');
  return lists === 'instances' && kind !== undefined && standing !== undefined ? { kind, standing } : undefined;
}

/** The posts whose holders a list of people has. */
export function rolesOfList(list: string): readonly string[] {
  return list.startsWith('people:') ? list.slice('people:'.length).split(',') : [];
}

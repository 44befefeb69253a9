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
}

/** Something made from the state and – where it names some – from facts that are looked up without asking for more. */
export interface Made<T, C extends BaseContext = BaseContext> {
  readonly facts?: z.ZodObject;
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
 * documents, and the clauses of the guideline.
 */
const sharedLists: readonly string[] = ['departments', 'people', 'organisations', 'documents', 'clauses'];

/** Whether a list is one that every procedure has. */
export function isSharedList(list: string): boolean {
  return sharedLists.includes(list) || (rolesOfList(list).length > 0 && rolesOfList(list).every(isRole));
}

/** The posts whose holders a list of people has. */
export function rolesOfList(list: string): readonly string[] {
  return list.startsWith('people:') ? list.slice('people:'.length).split(',') : [];
}

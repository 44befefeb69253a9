/** Acts of administrators for somebody else: nobody for themselves, and only for whom they administer. */
import type { Records } from '../../contract/records/records.ts';
import type { PersonId } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { Caller } from '../caller.ts';
import { invalid, notAllowed, notFound } from '../problems.ts';
import { administersPerson, isAdministrator, mayRevokeAccess } from './bodies.ts';

/** Throws 403 with these words for who administers nothing. */
export function requireAdministrator(me: Caller, otherwise: Text): void {
  if (!isAdministrator(me)) throw notAllowed(otherwise);
}

/** Throws 403 with these words for oneself, and 400 for who is not recorded or belongs to a body that is not the caller's. */
export async function checkAdministersOther(
  records: Records,
  me: Caller,
  person: PersonId,
  notForYourself: Text,
): Promise<void> {
  if (person === me.person) throw notAllowed(notForYourself);
  const known = (await records.registry.person(person)) !== undefined;
  if (known && (await administersPerson(records, me, person))) return;
  throw invalid([
    {
      path: 'person',
      ja: 'この人は登録されていないか、管理の範囲にない機関に所属しています。',
      en: 'This person is not in the registry, or belongs to a body that you do not administer.',
    },
  ]);
}

/** Throws 404 unless it is the caller's own access, or somebody's that they may revoke; so does nobody's. */
export async function checkAccessOf(records: Records, me: Caller, person: PersonId | undefined): Promise<void> {
  if (person === undefined) throw notFound();
  if (person !== me.person && !(await mayRevokeAccess(records, me, person))) throw notFound();
}

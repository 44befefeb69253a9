import { asObject, type Json } from '../../model/json.ts';
import type { OrganisationKind } from '../../model/organisations.ts';
import type { Role } from '../../model/roles.ts';

/**
 * Whether a decision taken on paper may be entered: as the decider's body has recorded in its register `enteredFor`. Where
 * it has recorded nothing, headquarters and ministers alone are entered, for they decide on paper.
 *
 * @param register what the register says; absent where nothing is in force
 * @param decider kind of the body at which the decider holds the post, and the roles to which the decision belongs
 */
export function isEntryFromPaperAllowed(
  register: Json | undefined,
  { kind, roles }: { readonly kind: OrganisationKind | undefined; readonly roles: readonly Role[] },
): boolean {
  if (register === undefined) return kind === 'headquarters' || (kind === 'ministry' && roles.includes('minister'));
  return register === true || asObject(register)['allowed'] === true;
}

/** Which posts a token carries (domain.md 2, design serving 6-4). */
import { roles, type Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { RegistryRule } from './rule.ts';
import { isGuarded } from './second-administrator.ts';

/** The guarded posts among those of its holder that a token does not carry: all of them, where it is a plain one. */
export function withheldFrom(plain: boolean, held: readonly Role[]): readonly Role[] {
  return plain ? [...new Set(held.filter(isGuarded))] : [];
}

/**
 * Whoever issued a link could have used it. For the holder of a guarded post a second administrator approves that it is made;
 * a token claimed before somebody held one would otherwise carry the post past that second.
 */
export const tokenCarriesPost: RegistryRule<{ readonly withheld: readonly Role[] }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'who',
  whoCould: [],
  ja: 'このトークンは、{what}に就く前に、二人目のシステム管理者の承認を経ないリンクで受け取られたため、その役職の権限を持ちません。システム管理者に新しいリンクを依頼し、それで受け取ったトークンを使ってください。',
  en: 'This token was claimed by a link that no second administrator approved, before its holder became {what}, and does not carry that post. Ask the administrator for a new link and use the token claimed by it.',
  test: ({ withheld }) => withheld.length === 0,
  what: ({ withheld }): Text => ({
    ja: withheld.map((role) => roles[role].ja).join('、'),
    en: withheld.map((role) => roles[role].en).join(', '),
  }),
};

/** A refusal as the caller reads it: the failed rules, what each rests on, and who could do it instead. */
import type { Json, Refusal } from '../../machines/core/index.ts';
import { roles } from '../../model/roles.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { tokenCarriesPost } from '../../machines/registry/carried.ts';
import { failing } from '../../machines/registry/rule.ts';
import type { Caller } from '../caller.ts';
import { Problem } from '../problems.ts';

/** The text rules cite; later editions exist, and junkan says so in every refusal. */
export const guideline = {
  decidedOn: '2016-08-31',
  ja: '政府機関等の情報セキュリティ対策の運用等に関する指針（平成28年8月31日決定）による。後の改定版があるため、現行の版もご確認ください。',
  en: 'By the guideline as decided on 31 August 2016. Later editions exist; check the one in force.',
} as const;

const byDesign: Text = {
  ja: '（本指針の明文ではなく本システムの設計による）',
  en: " (by junkan's design, not by the guideline's words)",
};

const anyone: Text = { ja: '当該機関の者', en: 'anyone of the body' };

/** Roles by name, in both languages. */
export function namesOfRoles(list: readonly DecidingRole[]): { role: string; ja: string; en: string }[] {
  return list.map((role) => ({ role, ...(role === 'anyone' ? anyone : roles[role]) }));
}

/** A failed rule for people: on a design rule the sentence says that it is one. */
export function ruleForPeople(refusal: Refusal) {
  const { rule, clause, basis, concerns, whoCould } = refusal;
  const added = basis === 'design' ? byDesign : { ja: '', en: '' };
  return {
    id: rule,
    clause,
    basis,
    concerns,
    ja: `${refusal.ja}${added.ja}`,
    en: `${refusal.en}${added.en}`,
    whoCould: namesOfRoles(whoCould),
  };
}

/** Where a post that the token does not carry could have done it: that comes first. */
export function withheldRefusals({ withheld }: Caller, refused: readonly Refusal[]): Refusal[] {
  const missing = withheld.filter((role) => refused.some(({ whoCould }) => whoCould.includes(role)));
  return failing({ tokenCarriesPost }, { withheld: missing });
}

/** Throws 403 for whoever holds a guarded post that the token does not carry. */
export function requireCarried({ withheld }: Caller): void {
  const refused = failing({ tokenCarriesPost }, { withheld });
  if (refused.length > 0) throw refusedProblem(refused);
}

/** The problem of a refusal: 403 as soon as one failing rule concerns who decides, else 409. */
export function refusedProblem(refusals: readonly Refusal[]): Problem {
  const first = refusals[0];
  const detail = first === undefined ? { ja: '行えません。', en: 'It cannot be done.' } : ruleForPeople(first);
  const rest = refusals.length - 1;
  const kind = refusals.some((refusal) => refusal.concerns === 'who') ? 'refusedWho' : 'refused';
  return new Problem(
    kind,
    {
      ja: rest > 0 ? `${detail.ja}（ほかに${rest}件）` : detail.ja,
      en: rest > 0 ? `${detail.en} (and ${rest} more)` : detail.en,
    },
    { refusals: json(refusals.map(ruleForPeople)), guideline },
  );
}

function json(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}

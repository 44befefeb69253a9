/** What a rule of the registry is, and what is answered when it fails. */
import type { Basis, ClauseId } from '../../model/clauses.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { Concern, Refusal } from '../core/index.ts';

/** A named predicate over facts that the records have read, with what a person reads when it fails. */
export interface RegistryRule<Facts> extends Text {
  readonly clause: ClauseId;
  readonly basis: Basis;
  readonly concerns: Concern;
  /** Who could do it instead. */
  readonly whoCould: readonly Role[];
  /** True when the rule is kept. Pure; never throws. */
  readonly test: (facts: Facts) => boolean;
  /** What stands for `{what}` in the sentences: ids, or words of its own. */
  readonly what?: (facts: Facts) => readonly string[] | Text;
}

/** What is answered for each of these rules that fails, in their order. */
export function failing<Facts>(rules: Readonly<Record<string, RegistryRule<Facts>>>, facts: Facts): Refusal[] {
  return Object.entries(rules)
    .filter(([, rule]) => !rule.test(facts))
    .map(([name, rule]) => {
      const { clause, basis, concerns, whoCould } = rule;
      return { rule: name, clause, basis, concerns, ...sentences(rule, facts), whoCould };
    });
}

/** The same of the first list of which any fails: later ones are not asked then. */
export function failingFirst<Facts>(
  lists: readonly Readonly<Record<string, RegistryRule<Facts>>>[],
  facts: Facts,
): Refusal[] {
  for (const rules of lists) {
    const refused = failing(rules, facts);
    if (refused.length > 0) return refused;
  }
  return [];
}

/** Both sentences of a rule that fails. */
export function problemOf<Facts>(rule: RegistryRule<Facts>, facts: Facts): Text | undefined {
  return rule.test(facts) ? undefined : sentences(rule, facts);
}

function sentences<Facts>(rule: RegistryRule<Facts>, facts: Facts): Text {
  const what = rule.what?.(facts) ?? [];
  const words: Text = 'ja' in what ? what : { ja: listed(what, '、'), en: listed(what, ', ') };
  return {
    ja: rule.ja.replace('{what}', () => words.ja),
    en: rule.en.replace('{what}', () => words.en),
  };
}

/** At most ten ids, then how many more. */
function listed(ids: readonly string[], separator: string): string {
  const distinct = [...new Set(ids)];
  const shown = distinct.slice(0, 10).join(separator);
  return distinct.length > 10 ? `${shown} … +${distinct.length - 10}` : shown;
}

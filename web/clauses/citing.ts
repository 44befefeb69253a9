/** What cites a clause, read off the definitions: rules, and decisions, each with where it stands. */
import { decisionsOf, type Procedure } from '../../machines/core/index.ts';
import { newestOf, published } from '../../machines/procedures.ts';
import { registryRules } from '../../machines/registry/rules.ts';
import { citedFor, ministryClausesOf } from '../../model/agency-clauses.ts';
import type { Basis, ClauseId } from '../../model/clauses.ts';
import type { Profile } from '../../model/organisations.ts';
import type { Text } from '../../model/text.ts';

/** An id with its words. */
export interface Named extends Text {
  readonly id: string;
}

/** A decision of a procedure by its name. */
export interface CitedDecision extends Text {
  readonly procedure: Named;
  readonly decision: string;
}

/** A rule that cites the clause. */
export interface CitingRule extends Text {
  readonly id: string;
  /** Whose rule it is: a procedure's, or the registry's. */
  readonly in: Named;
  readonly clause: ClauseId;
  readonly basis: Basis;
  /** The decisions it judges. */
  readonly at: readonly { readonly decision: string; readonly ja: string; readonly en: string }[];
}

const registry: Named = { id: 'registry', ja: '台帳', en: 'the registry' };

/** The newest version of every procedure. */
function procedures(): readonly Procedure[] {
  return [...new Set(published.map(({ id }) => id))].flatMap((id) => newestOf(id) ?? []);
}

function nameOf({ id, label }: Procedure): Named {
  return { id, ja: label.ja, en: label.en };
}

function ruleAt(at: Procedure['decisions'][string]['rules'][number]): string {
  return typeof at === 'string' ? at : at.rule;
}

/** The clauses of the definitions that are shown as this one: itself, and of an agency's own those of section 3 that it reads so. */
function shownAs(clause: ClauseId): readonly ClauseId[] {
  return [clause, ...ministryClausesOf(clause)];
}

/** The rules that cite the clause; of an agency's own clause also those of section 3 that agencies read under it. */
export function rulesCiting(clause: ClauseId): CitingRule[] {
  const shown = shownAs(clause);
  const basisOf = (own: ClauseId, basis: Basis): Basis =>
    own === clause ? basis : citedFor('incorporated-administrative-agency', own, basis).basis;
  const ofProcedures = procedures().flatMap((procedure) =>
    Object.entries(procedure.rules)
      .filter(([, rule]) => shown.includes(rule.clause))
      .map(([id, rule]): CitingRule => ({
        id,
        in: nameOf(procedure),
        clause: rule.clause,
        basis: basisOf(rule.clause, rule.basis),
        ja: rule.ja,
        en: rule.en,
        at: decisionsOf(procedure)
          .filter(([, { rules }]) => rules.some((at) => ruleAt(at) === id))
          .map(([decision, { label }]) => ({ decision, ...label })),
      })),
  );
  const ofRegistry = Object.entries(registryRules)
    .filter(([, rule]) => shown.includes(rule.clause))
    .map(([id, rule]): CitingRule => {
      const what = { ja: rule.ja.replaceAll('{what}', '…'), en: rule.en.replaceAll('{what}', '…') };
      return { id, in: registry, clause: rule.clause, basis: basisOf(rule.clause, rule.basis), ...what, at: [] };
    });
  return [...ofProcedures, ...ofRegistry];
}

/** The decisions whose division of roles rests on the clause. */
export function decisionsCiting(clause: ClauseId): CitedDecision[] {
  const shown = shownAs(clause);
  return procedures().flatMap((procedure) =>
    Object.entries(procedure.decisions)
      .filter(([, decision]) => shown.includes(decision.clause))
      .map(([decision, { label }]) => ({ procedure: nameOf(procedure), decision, ja: label.ja, en: label.en })),
  );
}

/**
 * The decisions through which the clause is met in a body of this profile, by procedure: those that rest on it, and those
 * that one of its rules judges. An agency reads its own clauses in the place of those that address ministries.
 */
export function decisionsServing(clause: ClauseId, profile: Profile): ReadonlyMap<string, ReadonlySet<string>> {
  const isIt = (cited: ClauseId): boolean => citedFor(profile, cited, 'text').clause === clause;
  const isCited = (rule: Procedure['rules'][string] | undefined): boolean => rule !== undefined && isIt(rule.clause);
  return new Map(
    procedures().map((procedure) => [
      procedure.id,
      new Set(
        Object.entries(procedure.decisions)
          .filter(([, { clause: own, rules }]) => isIt(own) || rules.some((at) => isCited(procedure.rules[ruleAt(at)])))
          .map(([name]) => name),
      ),
    ]),
  );
}

/**
 * Mutation of rules, in process: a rule's `test` is replaced by always-true or always-false (the machine's guards close
 * over the same objects), the rule's case is checked, and the test put back. A mutant is killed when the check fails
 * and the failure names the rule's clause.
 */
import type { Rule } from '../../../machines/core/index.ts';
import { problemsOfCase, type RuleTable } from './rule-case.ts';

/** One replaced rule. */
export interface Mutant {
  readonly rule: string;
  readonly always: boolean;
}

/** Both mutants of every rule of a table's procedure. */
export function mutants(table: RuleTable): Mutant[] {
  return Object.keys(table.procedure.rules).flatMap((rule) => [
    { rule, always: true },
    { rule, always: false },
  ]);
}

/** The mutants nobody noticed, each as a sentence. A case that fails without mutation proves nothing and survives, too. */
export function survivors(table: RuleTable, of: readonly Mutant[] = mutants(table)): string[] {
  return of.flatMap(({ rule: name, always }) => {
    const rule = table.procedure.rules[name];
    const label = `${table.procedure.id} ${name} always ${String(always)}`;
    if (rule === undefined) return [`${label}: no such rule`];
    const sound = problemsOfCase(table, name);
    if (sound.length > 0) return sound.map((problem) => `${label}: fails without mutation: ${problem}`);
    const noticed = withRule(rule, always, () => problemsOfCase(table, name));
    return noticed.some((problem) => problem.includes(rule.clause)) ? [] : [`${label} (${rule.clause}): not noticed`];
  });
}

/** Acts while a rule always answers the same, and puts it back. */
export function withRule<T>(rule: Rule, always: boolean, act: () => T): T {
  const mutable: { test: Rule['test'] } = rule;
  const original = mutable.test;
  mutable.test = () => always;
  try {
    return act();
  } finally {
    mutable.test = original;
  }
}

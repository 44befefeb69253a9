/**
 * Mutation of rules, in process: a rule's `test` is replaced by always-true or always-false (the machine's guards close
 * over the same objects), the rule's case is checked, and the test put back. A mutant is killed when the check fails
 * and the failure names the rule's clause.
 */
import { machineOf, refusals, type Procedure } from '../../../machines/core/index.ts';
import { problemsOfCase, type RuleTable, type Trial } from './rule-case.ts';

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
export function withRule<T>(rule: { readonly test: (given: never) => boolean }, always: boolean, act: () => T): T {
  const mutable: { test: (given: never) => boolean } = rule;
  const original = mutable.test;
  mutable.test = () => always;
  try {
    return act();
  } finally {
    mutable.test = original;
  }
}

/** One use of a rule: at one branch of one event. */
export interface Use {
  readonly rule: string;
  readonly event: string;
  /** Which branch: the state that handles the event, and the branch's number in it. */
  readonly branch: string;
  /** Acts while the branch lacks the rule, and puts it back. */
  without<T>(act: () => T): T;
}

type Node = ReturnType<typeof machineOf>['root'];

/** Every use of every rule of a procedure. */
export function usesOf(procedure: Procedure): Use[] {
  const nodes = (node: Node): Node[] => [node, ...Object.values<Node>(node.states).flatMap(nodes)];
  return nodes(machineOf(procedure).root).flatMap((node) =>
    [...node.transitions].flatMap(([event, transitions]) =>
      transitions.flatMap((transition, i) => usesIn(procedure, transition, event, `${node.path.join('.')}[${i}]`)),
    ),
  );
}

function usesIn(procedure: Procedure, transition: { guard?: unknown }, event: string, branch: string): Use[] {
  const { guard } = transition;
  if (typeof guard !== 'object' || guard === null || !('params' in guard) || !Array.isArray(guard.params)) return [];
  const names = guard.params.filter((name) => typeof name === 'string');
  return names
    .filter((name) => Object.hasOwn(procedure.rules, name))
    .map((rule) => ({
      rule,
      event,
      branch,
      without: (act) => {
        transition.guard = { ...guard, params: names.filter((name) => name !== rule) };
        try {
          return act();
        } finally {
          transition.guard = guard;
        }
      },
    }));
}

/** The uses whose loss nobody noticed, each as a sentence: no trial is refused for the rule with it and not without. */
export function survivingUses(table: RuleTable, of: readonly Use[] = usesOf(table.procedure)): string[] {
  const { procedure, cases, elsewhere = {} } = table;
  const trials = new Map<string, readonly Trial[]>();
  const trialsOf = (rule: string): readonly Trial[] => {
    const own = cases[rule] === undefined ? [] : [cases[rule].refuse];
    const known = trials.get(rule) ?? [...own, ...(elsewhere[rule] ?? [])].map((trial) => trial());
    trials.set(rule, known);
    return known;
  };
  const refuses = (rule: string, { state, event }: Trial): boolean =>
    refusals(procedure, state, event).some((refusal) => refusal.rule === rule);
  return of.flatMap(({ rule, event, branch, without }) => {
    const tried = trialsOf(rule).filter((trial) => trial.event.type === event && refuses(rule, trial));
    const isNoticed = without(() => tried.some((trial) => !refuses(rule, trial)));
    const clause = procedure.rules[rule]?.clause ?? '';
    return isNoticed ? [] : [`${procedure.id} ${event} without ${rule} (${clause}) at ${branch}: not noticed`];
  });
}

/**
 * "Every rule refuses once and lets pass once", as data that both vitest and `npm run mutate` read.
 *
 * A procedure's test keeps a table `RuleCases`: for every rule of the procedure one trial that it refuses and one
 * that passes. `test/machines/support/rule-cases.ts` turns a table into tests; `scripts/mutate.ts` replaces each rule
 * by always-true and always-false and expects the same checks to fail. Tables are listed in `test/machines/rule-tables.ts`.
 */
import {
  refusals,
  type Procedure,
  type ProcedureEvent,
  type Refusal,
  type Rule,
  type State,
} from '../../../machines/core/index.ts';
import { published } from '../../../machines/procedures.ts';
import { citedFor } from '../../../model/agency-clauses.ts';
import { parseInstanceId } from '../../../model/identifiers.ts';

/** A state and an event to try on it. */
export interface Trial {
  readonly state: State;
  readonly event: ProcedureEvent;
}

/** One rule's two trials. Thunks, so that paths are walked only when the case is checked. */
export interface RuleCase {
  /** The event that is refused, with this rule among the reasons. */
  readonly refuse: () => Trial;
  /** The same kind of event, accepted. */
  readonly pass: () => Trial;
}

/** By rule name; `problemsOfTable` demands that it covers exactly the procedure's rules. */
export type RuleCases = Readonly<Record<string, RuleCase>>;

/**
 * By rule name, trials that it refuses at its other uses: the other decisions at which it stands, and their other
 * branches. Losing any single use must be noticed by one of them (or by the rule's own case).
 */
export type RuleUses = Readonly<Record<string, readonly (() => Trial)[]>>;

/** A procedure with its table. */
export interface RuleTable {
  readonly procedure: Procedure;
  readonly cases: RuleCases;
  readonly elsewhere?: RuleUses;
}

/** What is wrong with one rule's case, each problem naming rule and clause; empty when it holds. */
export function problemsOfCase(table: RuleTable, name: string): string[] {
  const { procedure } = table;
  const rule = procedure.rules[name];
  const given = table.cases[name];
  if (rule === undefined) return [`${procedure.id}: there is no rule ${name}`];
  const label = `${procedure.id} ${name} (${rule.clause}, ${rule.basis})`;
  if (given === undefined) return [`${label}: no case refuses it and lets it pass`];
  const problems: string[] = [];
  /** Its refusals, here and at its other uses. */
  const named: Refusal[] = [];
  const refused = attempt(() => {
    const trial = given.refuse();
    const found = refusals(procedure, trial.state, trial.event);
    const own = found.find((refusal) => refusal.rule === name);
    if (own === undefined) return `did not refuse; refused by ${found.map((f) => f.rule).join(', ') || 'nothing'}`;
    const cited = citedFor(procedure.profile?.(trial.state.snapshot.context), rule.clause, rule.basis);
    if (own.clause !== cited.clause) return `refused citing ${own.clause} instead of ${cited.clause}`;
    named.push(own);
    return wrongNaming(procedure, rule, own, trial.event.type);
  });
  if (refused !== undefined) problems.push(`${label}: ${refused}`);
  for (const elsewhere of table.elsewhere?.[name] ?? []) {
    const wrong = attempt(() => {
      const trial = elsewhere();
      const own = refusals(procedure, trial.state, trial.event).find((refusal) => refusal.rule === name);
      if (own === undefined) return undefined;
      named.push(own);
      return wrongNaming(procedure, rule, own, trial.event.type);
    });
    if (wrong !== undefined) problems.push(`${label} elsewhere: ${wrong}`);
  }
  for (const part of ['paths', 'remedies'] as const) {
    if (rule[part] !== undefined && named.every((own) => own[part] === undefined))
      problems.push(`${label}: no refusal names ${part}`);
  }
  const passed = attempt(() => {
    const trial = given.pass();
    const found = refusals(procedure, trial.state, trial.event);
    return found.length === 0 ? undefined : `did not let pass; refused by ${found.map((f) => f.rule).join(', ')}`;
  });
  if (passed !== undefined) problems.push(`${label}: ${passed}`);
  return problems;
}

/** What a refusal names is there: things with ids, fields of the input, decisions that exist. */
function wrongNaming(procedure: Procedure, rule: Rule, own: Refusal, type: string): string | undefined {
  const { about = [], paths = [], remedies = [] } = own;
  if (rule.about !== undefined && about.length === 0) return 'refused without naming what it is about';
  if (about.some(({ id }) => id === '')) return 'names a thing without an id';
  const input: object = procedure.decisions[type]?.input.shape ?? {};
  const unknown = paths.find((path) => !Object.hasOwn(input, path.split(/[.[]/, 1)[0] ?? ''));
  if (unknown !== undefined) return `names the field ${unknown}, which ${type} does not have`;
  const none = remedies.find(({ decision, instance }) => {
    const kind = instance === undefined ? procedure.id : parseInstanceId(instance)?.kind;
    return !published.some(({ id, decisions }) => id === kind && Object.hasOwn(decisions, decision));
  });
  return none === undefined ? undefined : `names the decision ${none.decision}, which is none`;
}

/** What is wrong with the table itself: rules it forgot, names that are no rule. */
export function problemsOfTable(table: RuleTable): string[] {
  const { procedure, cases } = table;
  return [
    ...Object.keys(procedure.rules)
      .filter((name) => !Object.hasOwn(cases, name))
      .map((name) => `${procedure.id}: rule ${name} has no case`),
    ...Object.keys(cases)
      .filter((name) => !Object.hasOwn(procedure.rules, name))
      .map((name) => `${procedure.id}: case ${name} is no rule`),
  ];
}

/** A path that cannot be walked (a driver that throws because its decision was refused) is a problem, too. */
function attempt(check: () => string | undefined): string | undefined {
  try {
    return check();
  } catch (error) {
    return `the path to it broke: ${error instanceof Error ? error.message : String(error)}`;
  }
}

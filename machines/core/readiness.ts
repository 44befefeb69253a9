/**
 * Whether a task can be done now, what it waits for, and who cannot do it: found by the same rules that would refuse it,
 * as far as the state alone decides them.
 */
import type { AnyMachineSnapshot } from 'xstate';
import type { PersonId } from '../../model/identifiers.ts';
import { confirmDecision } from './contradiction.ts';
import { refusalOf } from './core-rules.ts';
import { candidatesFor, holds } from './evaluate.ts';
import { notNowIn } from './first-steps.ts';
import { resume } from './resume.ts';
import type { Decision, Procedure } from './definition.ts';
import type { Case, Refusal, Rule } from './predicates.ts';
import type { ShownTask, Task, Wait } from './projection.ts';
import type { State } from './state.ts';

/** What a task waits for, at most: whoever reads it needs the first. */
const WAITS_SHOWN = 5;
/** Entries that one waits to be confirmed: who has more has a list of their own. */
const ENTRIES_SHOWN = 50;

/** The tasks with whether they can be done; and of each decision entered from paper that its decider has not answered. */
export function readied(procedure: Procedure, state: State, tasks: readonly Task[]): ShownTask[] {
  const unanswered = unansweredEntries(state);
  if (tasks.length === 0) return unanswered;
  const snapshot = resume(procedure, state, state.snapshot.context.at);
  const known = new Map<string, Pick<ShownTask, 'waitsFor' | 'barred'>>();
  const shown = tasks.map((task): ShownTask => {
    const found = known.get(task.decision) ?? readiness(procedure, snapshot, task.decision);
    known.set(task.decision, found);
    return { ...task, ...found };
  });
  return [...shown, ...unanswered];
}

function readiness(
  procedure: Procedure,
  snapshot: AnyMachineSnapshot,
  name: string,
): Pick<ShownTask, 'waitsFor' | 'barred'> {
  const decision = Object.hasOwn(procedure.decisions, name) ? procedure.decisions[name] : undefined;
  if (decision === undefined) return {};
  const candidates = candidatesFor(snapshot, name);
  if (candidates.length === 0)
    return { waitsFor: [waitOf(notNowIn(procedure, snapshot, name, decision.clause, decision.by))] };
  const { context } = snapshot;
  // Of rules that read the state alone the event says nothing but its time.
  const judged: Case = { context, event: { type: name, at: context.at, due: context.at } };
  const failing = candidates
    .map(({ names, isNotYet }) =>
      names.filter((rule) => isStateOnly(procedure.rules[rule]) && (isNotYet || !holds(procedure, rule, judged))),
    )
    .reduce((a, b) => (b.length < a.length ? b : a));
  const barred = barredBy(procedure, snapshot, decision);
  const waitsFor = failing.slice(0, WAITS_SHOWN).flatMap((rule): Wait[] => {
    const of = procedure.rules[rule];
    return of === undefined ? [] : [waitOf(refusalOf(procedure, judged, rule, of, decision.by))];
  });
  return { ...(waitsFor.length > 0 && { waitsFor }), ...(barred.length > 0 && { barred }) };
}

/** Whether the state alone decides it. */
export function isStateOnly(rule: Rule | undefined): boolean {
  return rule?.reads.every((part) => part === 'state') === true;
}

function waitOf({ rule, clause, remedies = [] }: Refusal): Wait {
  return { rule, clause, remedies };
}

function barredBy({ rules }: Procedure, { context }: AnyMachineSnapshot, decision: Decision): PersonId[] {
  const barred = decision.rules.flatMap((at) => {
    const rule = rules[typeof at === 'string' ? at : at.rule];
    try {
      return rule?.bars?.(context) ?? [];
    } catch {
      return [];
    }
  });
  return [...new Set(barred)];
}

/** Entries made in somebody's name who has neither confirmed nor contradicted them: their task, whatever their post. */
function unansweredEntries({ entered = {}, annotations = [] }: State): ShownTask[] {
  const answered = new Set(annotations.flatMap(({ of, kind }) => (kind === 'corrected' ? [] : of)));
  return Object.entries(entered)
    .filter(([seq]) => !answered.has(Number(seq)))
    .slice(-ENTRIES_SHOWN)
    .map(([seq, person]) => ({ decision: confirmDecision, roles: [], person, entry: Number(seq) }));
}

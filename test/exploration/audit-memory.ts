/** What the exploration of the audit keeps of a path by itself, and what tells its states apart. */
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { silentDepartments, type Context } from '../../machines/audit/v1/types.ts';
import type { Json, State } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import type { ExploredStep } from './explore.ts';

/** Its author was replaced and nobody has judged it yet. */
export const pending = 'pending';

/** The environment (who has come into conflict for good) and what the path has done. */
export interface Ghost {
  readonly conflicted: readonly string[];
  readonly declared: readonly string[];
  readonly team: readonly string[];
  readonly departments: readonly string[];
  /** Who answers for each finding that stands; `pending` while a successor has not judged it, null when it is gone. */
  readonly findings: readonly (string | null)[];
  /** Departments that commented in this round; null when comments are not asked for. */
  readonly commented: readonly string[] | null;
  readonly datePassed: boolean;
}

/** The audit's memory, typed; the state is the exploration's own. */
export function contextOf(state: State): Context {
  return state.snapshot.context as Context;
}

/** What rules and invariants read of a finding, whatever its number. */
export function findingKey(state: State, ghost: Ghost, number: number): string {
  const one = contextOf(state).findings[number - 1];
  return JSON.stringify([
    one?.grade === 'goodPractice',
    one?.standing,
    one?.author,
    one?.adopted?.by,
    ghost.findings[number - 1],
  ]);
}

/**
 * What the rules read of a state, with the ghost; equal keys behave alike. Findings are told apart by what is said of
 * them, never by which was recorded first: the same two in the other order are no other state.
 */
export function key(state: State, ghost: Ghost): unknown {
  const c = contextOf(state);
  return [
    state.snapshot.value,
    c.departments,
    c.ordered.length > 0,
    c.declared.map((act) => act.by),
    c.substitutes.at(-1)?.person,
    c.auditors
      .filter((one) => one.to === undefined)
      .map((one) => one.person)
      .sort(),
    c.fieldworkBegan !== undefined,
    c.findings.map(({ number }) => findingKey(state, ghost, number)).sort(),
    c.commentRound,
    c.commentDue !== undefined,
    c.commentDatePassed || (c.commentDue !== undefined && c.at >= c.commentDue),
    c.commentDatePassed,
    silentDepartments(c),
    Object.keys(auditV1.timers(c)).sort(),
    { ...ghost, findings: [] },
  ];
}

function asStrings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** The ghost after an accepted step. */
export function remember({ ghost, event }: ExploredStep<Ghost>): Ghost {
  if (!('actor' in event)) return event.type === 'commentDatePassed' ? { ...ghost, datePassed: true } : ghost;
  const input = asObject(event.input);
  const by = event.actor.person;
  const finding = Number(input['finding']) - 1;
  const answered = (who: string | null) => ({
    ...ghost,
    findings: ghost.findings.map((one, i) => (i === finding ? who : one)),
  });
  switch (event.type) {
    case 'planAudit':
    case 'revisePlan':
      return { ...ghost, departments: [...new Set(asStrings(input['departments']))] };
    case 'orderMore':
      return { ...ghost, departments: [...new Set([...ghost.departments, 'customs'])] };
    case 'declareConflict':
      return { ...ghost, declared: [...ghost.declared, by].sort() };
    case 'assign':
      return { ...ghost, team: asStrings(input['auditors']).sort() };
    case 'replaceAuditor': {
      const outgoing = String(input['outgoing']);
      const team = [...new Set([...ghost.team.filter((one) => one !== outgoing), String(input['incoming'])])].sort();
      return { ...ghost, team, findings: ghost.findings.map((one) => (one === outgoing ? pending : one)) };
    }
    case 'recordFinding':
      return { ...ghost, findings: [...ghost.findings, by] };
    case 'withdrawFinding':
    case 'rejectFinding':
      return answered(null);
    case 'adoptFinding':
      return answered(by);
    case 'requestComments':
      return { ...ghost, commented: [], datePassed: false };
    case 'resumeFieldwork':
      return { ...ghost, commented: null, datePassed: false };
    case 'comment': {
      const commented = [...new Set([...(ghost.commented ?? []), String(input['department'])])].sort();
      return { ...ghost, commented };
    }
    default:
      return ghost;
  }
}

/** Judged from the ghost alone: the environment is the exploration's own. */
export function dependent(ghost: Ghost, ids: readonly string[]): readonly string[] {
  const never = ['office', 'chief', 'systems', 'stranger', 'nobody', 'tax', 'ciso', 'gone'];
  return ids.filter((id) => never.includes(id) || ghost.conflicted.includes(id) || ghost.declared.includes(id));
}

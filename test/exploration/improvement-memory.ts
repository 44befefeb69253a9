/** What the exploration of the improvement keeps of a path by itself, and what tells its states apart. */
import type { State } from '../../machines/core/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import type { Context } from '../../machines/improvement/v1/types.ts';
import { asObject } from '../../model/json.ts';
import type { ExploredStep } from './explore.ts';

/** The environment and what the path has done; invariants judge by it, not by the context whose rules they try. */
export interface Ghost {
  /** The verifier has moved into the owning department. */
  readonly moved: boolean;
  /** Departments that owned it since the finding. */
  readonly departments: readonly string[];
  /** Planners and implementers of every round. */
  readonly doers: readonly string[];
  readonly plan: {
    readonly by: string;
    readonly implementer: string;
    readonly verifier: string;
    readonly prevents: boolean;
  } | null;
  readonly approved: boolean;
  readonly done: boolean;
  readonly observed: boolean;
  readonly awaits: readonly string[];
  readonly withdrawal: { readonly by: string; readonly attestedBy: string | null } | null;
  readonly merging: boolean;
  readonly transferring: boolean;
}

export const DAY = 86_400_000;

/** The improvement's memory, typed; the state is the exploration's own. */
export function contextOf(state: State): Context {
  return state.snapshot.context as Context;
}

/** What the rules read of a state, with the ghost; equal keys behave alike. */
export function key(state: State, ghost: Ghost): unknown {
  const c = contextOf(state);
  const over =
    c.done !== undefined &&
    c.approved !== undefined &&
    c.at >= c.done.observationFrom + c.approved.observationDays * DAY;
  return [
    state.snapshot.value,
    c.owners.at(-1)?.department,
    [...new Set(c.owners.map(({ department }) => department))].sort(),
    c.covers.length,
    c.round,
    [c.submitted, c.approved].map((plan) => plan && [plan.by, plan.implementer, plan.verifier, plan.actions.length]),
    c.approved?.approvedAs,
    c.approved && [c.approved.criterion, c.approved.observationDays],
    [c.done !== undefined, c.observed, over],
    [c.measurements.length > 0, c.keptCriterion, c.permission?.confirmer],
    c.extensions.filter(({ granted }) => granted).length >= c.maximumExtensions,
    c.attempts.flatMap(({ outcome, plan }) => (['notAchieved', 'recurred'].includes(outcome) ? [plan?.cause] : [])),
    [...c.doers].sort(),
    [c.awaitsAmendment !== undefined, c.awaitsEducation !== undefined],
    c.extension && [c.extension.item, c.extension.by],
    c.proposal?.by,
    c.withdrawal && [c.withdrawal.by, c.withdrawal.attestedBy, c.withdrawal.decided],
    [c.mergeInto, c.transferTo, c.supervisorAsked],
    c.dueItems
      .filter((item) => item.met === undefined)
      .map(({ id }) => id)
      .sort(),
    [...c.documents].sort(),
    Object.keys(improvementV1.timers(c)).sort(),
    ghost,
  ];
}

/** No plan in force. */
export const nothing = { plan: null, approved: false, done: false, observed: false, awaits: [] } as const;

/** The ghost after an accepted step. */
export function remember({ ghost, event, before }: ExploredStep<Ghost>): Ghost {
  const input = asObject('input' in event ? event.input : {});
  const by = 'actor' in event ? event.actor.person : '';
  const withDoer = (...more: readonly string[]) => [...new Set([...ghost.doers, ...more])].sort();
  switch (event.type) {
    case 'assignOwner':
    case 'reassign':
      return { ...ghost, departments: [...new Set([...ghost.departments, String(input['department'])])].sort() };
    case 'plan': {
      const plan = {
        by,
        implementer: String(input['implementer']),
        verifier: String(input['verifier']),
        prevents: String(input['recurrencePrevention'] ?? '').trim() !== '',
      };
      const kinds = Array.isArray(input['actions']) ? input['actions'].map((one) => String(asObject(one)['kind'])) : [];
      const awaits = kinds.filter((kind) => kind === 'amendStandards' || kind === 'education');
      return { ...ghost, ...nothing, plan, awaits, doers: withDoer(by) };
    }
    case 'approve':
      return { ...ghost, approved: true, doers: withDoer(ghost.plan?.implementer ?? '') };
    case 'return':
    case 'takeBack':
    case 'replan':
    case 'reportRecurrence':
      return { ...ghost, ...nothing };
    case 'replaceImplementer': {
      const implementer = String(input['implementer']);
      return { ...ghost, doers: withDoer(implementer), plan: ghost.plan && { ...ghost.plan, implementer } };
    }
    case 'replaceVerifier':
      return { ...ghost, plan: ghost.plan && { ...ghost.plan, verifier: String(input['verifier']) } };
    case 'reportDone':
      return { ...ghost, done: true, observed: false };
    case 'replaceCriterion':
      return { ...ghost, observed: false };
    case 'observationEnds':
      return { ...ghost, observed: true };
    case 'verify':
    case 'confirmWithoutIndependence':
      return input['achieved'] === true ? ghost : { ...ghost, ...nothing };
    case 'amendmentInForce':
      return { ...ghost, awaits: ghost.awaits.filter((kind) => kind !== 'amendStandards') };
    case 'educationHeld':
      return { ...ghost, awaits: ghost.awaits.filter((kind) => kind !== 'education') };
    case 'proposeWithdrawal':
      return { ...ghost, withdrawal: { by, attestedBy: null } };
    case 'attestWithdrawal':
      return {
        ...ghost,
        withdrawal: input['confirmed'] === true && ghost.withdrawal ? { ...ghost.withdrawal, attestedBy: by } : null,
      };
    case 'refuseWithdrawal':
      return { ...ghost, withdrawal: null };
    case 'merge':
      return { ...ghost, merging: true };
    case 'cancelMerge':
      return { ...ghost, merging: false };
    case 'findingsMerged':
      return contextOf(before).owners.length === 0
        ? { ...ghost, withdrawal: null, transferring: false }
        : { ...ghost, ...nothing, withdrawal: null, transferring: false };
    case 'proposeTransfer':
      return { ...ghost, transferring: true };
    case 'declineTransfer':
      return { ...ghost, transferring: false };
    default:
      return ghost;
  }
}

/** Of an owning department, judged from the ghost alone. */
export function isDependent(ghost: Ghost, id: string): boolean {
  const at: Readonly<Record<string, readonly string[]>> = {
    owner: ['sys'],
    implementer: ['sys'],
    verifier: ghost.moved ? ['general', 'sys'] : ['general'],
    second: ['general'],
    clerk: ['general'],
  };
  return (at[id] ?? []).some((department) => ghost.departments.includes(department));
}

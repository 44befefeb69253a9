import type { OrganisationId } from '../../model/identifiers.ts';
import type { DecidingRole } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import { confirm, confirmDecision, contradict, contradictDecision, isInCharge } from './contradiction.ts';
import { correct, correctDecision } from './correction.ts';
import type { Actor } from './actor.ts';
import type { Decision, Procedure } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { Case, Refusal } from './predicates.ts';
import type { State } from './state.ts';
import { appointmentsFor } from './deciders.ts';
import { coreRefusal, inBodies, postsNamed, refusalOf, whereDecided } from './core-rules.ts';
import { notNowIn } from './first-steps.ts';
import { candidatesFor, holds, type Candidate } from './evaluate.ts';
import { resume } from './resume.ts';
import { isFull } from './room.ts';

/** A rule that is kept. */
export interface KeptRule extends Pick<Refusal, 'rule' | 'clause' | 'ministries'>, Text {}

/** A decision as a caller sees it before the act. */
export interface OpenDecision {
  readonly decision: string;
  readonly status: 'open' | 'closed';
  /** Rules that fail now. */
  readonly failing: readonly Refusal[];
  /** Rules that will read input or facts: conditions to come. */
  readonly conditions: readonly Refusal[];
  /** Rules that are kept now, in their positive words. */
  readonly kept: readonly KeptRule[];
  readonly whoCould: readonly DecidingRole[];
  /** The bodies in which they are held, where that is not the instance's own. */
  readonly where?: readonly OrganisationId[];
}

/**
 * What an actor may do now: for each decision whether it is open, or the rules that fail. Rules that read input or
 * facts cannot be judged before the act; they are conditions to come.
 */
export function open(procedure: Procedure, state: State, actor: Actor, at: number): OpenDecision[] {
  const { context } = state.snapshot;
  const list = Object.entries(procedure.decisions).map(([name, decision]) => {
    const { failing, ...judged } = judge(procedure, state, name, decision, actor, at);
    return { ...judged, failing: inBodies(decision, context, failing), ...whereDecided(decision, context) };
  });
  const nothing = { failing: [], conditions: [], kept: [] };
  const mine = Object.values(state.entered ?? {}).includes(actor.person);
  if (mine) list.push({ decision: confirmDecision, status: 'open', ...nothing, whoCould: confirm.by });
  if (mine || isInCharge(actor, Object.values(state.enteredIn ?? {}).flat(), at)) {
    list.push({ decision: contradictDecision, status: 'open', ...nothing, whoCould: contradict.by });
  }
  if (decidesSomething(procedure, state, actor, at)) {
    const conditions = [coreRefusal(procedure, state.snapshot.context, 'correctedByItsPost', correct.clause, [])];
    list.push({ decision: correctDecision, status: 'open', failing: [], conditions, kept: [], whoCould: correct.by });
  }
  return list;
}

/** Whether an entry could be the actor's to correct: the actor holds a post that takes some decision here. */
function decidesSomething(procedure: Procedure, { snapshot }: State, actor: Actor, at: number): boolean {
  return Object.values(procedure.decisions).some(
    (decision) => appointmentsFor(decision, actor, snapshot.context, at).length > 0,
  );
}

function judge(
  procedure: Procedure,
  state: State,
  name: string,
  decision: Decision,
  actor: Actor,
  at: number,
): OpenDecision {
  const whoCould = decision.by;
  const { context, status } = state.snapshot;
  const closed = (
    failing: readonly Refusal[],
    { conditions, kept }: Pick<Foreseen, 'conditions' | 'kept'> = { conditions: [], kept: [] },
  ): OpenDecision => ({ decision: name, status: 'closed', failing, conditions, kept, whoCould });
  if (status === 'done') return closed([coreRefusal(procedure, context, 'over', decision.clause, [])]);
  const snapshot = resume(procedure, state, at);
  const probe: DecisionEvent = { type: name, at, actor, input: {}, facts: {} };
  const judged: Case = { context: snapshot.context, event: probe };
  const outsider = decision.elsewhere === true && decision.by.includes('anyone');
  const who =
    outsider || appointmentsFor(decision, actor, snapshot.context, at).length > 0
      ? []
      : [coreRefusal(procedure, context, 'notYourRole', decision.clause, whoCould, postsNamed(decision, context))];
  const candidates = candidatesFor(snapshot, name);
  if (candidates.length === 0) return closed([...who, notNowIn(procedure, snapshot, name, decision.clause, whoCould)]);
  const best = candidates
    .map((candidate) => foreseen(procedure, candidate, judged, whoCould))
    .reduce((a, b) => (b.failing.length < a.failing.length ? b : a));
  const failing = [
    ...who,
    ...best.failing,
    ...(isFull(decision, state) ? [coreRefusal(procedure, context, 'noRoom', decision.clause, whoCould)] : []),
  ];
  if (failing.length > 0) return closed(failing, best);
  return { decision: name, status: 'open', failing: [], conditions: best.conditions, kept: best.kept, whoCould };
}

/** What can be said of one candidate before the act. */
interface Foreseen {
  readonly failing: readonly Refusal[];
  readonly conditions: readonly Refusal[];
  readonly kept: readonly KeptRule[];
}

function foreseen(
  procedure: Procedure,
  { names, isNotYet }: Candidate,
  judged: Case,
  whoCould: Decision['by'],
): Foreseen {
  const kept: KeptRule[] = [];
  const failing: Refusal[] = [];
  const conditions: Refusal[] = [];
  for (const name of names) {
    const rule = Object.hasOwn(procedure.rules, name) ? procedure.rules[name] : undefined;
    if (rule === undefined) continue;
    const refusal = (): Refusal => refusalOf(procedure, judged, name, rule, whoCould);
    const isToCome = !isNotYet && rule.reads.some((part) => part === 'input' || part === 'facts');
    if (isToCome) conditions.push(unnamed(refusal()));
    else if (isNotYet || !holds(procedure, name, judged)) failing.push(refusal());
    else {
      const { clause, ministries } = refusal();
      kept.push({ rule: name, clause, ...(ministries !== undefined && { ministries }), ...rule.met });
    }
  }
  return { failing, conditions, kept };
}

/** What is a condition to come fails for nothing yet. */
function unnamed({ about: _, more: __, paths: ___, remedies: ____, ...refusal }: Refusal): Refusal {
  return refusal;
}

/** Why an event would not be taken. */
import type { AnyMachineSnapshot } from 'xstate';
import type { DecidingRole } from '../../model/roles.ts';
import { isInTheirName } from './contradiction.ts';
import { coreRefusal, inBodies, postsNamed, refusalOf } from './core-rules.ts';
import { againstCorrection, correctDecision } from './correction.ts';
import { appointmentsFor, decidedAt, isDated, mayStandIn } from './deciders.ts';
import { decidedBy, decisionNamed, isAnnotation, isDecision } from './decisions.ts';
import { isAnnotatedEnough } from './annotations.ts';
import { notNowIn } from './first-steps.ts';
import { candidatesFor, holds, type Candidate } from './evaluate.ts';
import { resume } from './resume.ts';
import { hasNoRoom } from './room.ts';
import type { Actor } from './actor.ts';
import type { Decision, Procedure } from './definition.ts';
import type { DecisionEvent, ProcedureEvent } from './events.ts';
import type { Case, Refusal } from './predicates.ts';
import type { BaseContext, State } from './state.ts';
import type { Thing } from './things.ts';

/** Why the event would not be taken; empty when it would. Never throws. */
export function refusals(procedure: Procedure, state: State, event: ProcedureEvent): Refusal[] {
  if (isAnnotation(event)) return refusedAnnotation(procedure, state, event);
  const decision = isDecision(event) ? decisionNamed(procedure, event.type) : undefined;
  return inBodies(decision, state.snapshot.context, refusedEvent(procedure, state, event));
}

function refusedEvent(procedure: Procedure, state: State, event: ProcedureEvent): Refusal[] {
  const { context } = state.snapshot;
  const decision = isDecision(event) ? decisionNamed(procedure, event.type) : undefined;
  if (isDecision(event) && decision === undefined)
    return [coreRefusal(procedure, context, 'unknownDecision', '6-1', [], { paths: ['type'] })];
  const who = decision?.by ?? [];
  const clause = decision?.clause ?? '6-1';
  if (state.snapshot.status === 'done') return [coreRefusal(procedure, context, 'over', clause, [])];
  let snapshot: AnyMachineSnapshot;
  try {
    snapshot = resume(procedure, state, event.at);
  } catch {
    return [coreRefusal(procedure, context, 'notNow', clause, who)];
  }
  const candidates = candidatesFor(snapshot, event.type);
  const judged: Case = { context: snapshot.context, event };
  const failed: Refusal[] = [];
  if (decision !== undefined && isDecision(event)) {
    failed.push(...refusedDecider(procedure, decision, candidates, judged, event));
    failed.push(...refusedPaper(procedure, context, event, who));
  }
  if (candidates.length === 0) return [...failed, notNowIn(procedure, snapshot, event.type, clause, who)];
  failed.push(...leastFailing(procedure, candidates, judged, who));
  return failed.length > 0 || decision === undefined ? failed : refusedRoom(procedure, decision, state, event);
}

/** What would otherwise be taken, and has no room; only decisions are ever refused for that. */
function refusedRoom(procedure: Procedure, decision: Decision, state: State, event: ProcedureEvent): Refusal[] {
  if (!isDecision(event) || !hasNoRoom(decision, state, event)) return [];
  return [coreRefusal(procedure, state.snapshot.context, 'noRoom', decision.clause, decision.by)];
}

/** Why nothing may be added to an entry in this way; an ended procedure takes it as well, since nothing moves. */
function refusedAnnotation(procedure: Procedure, state: State, event: DecisionEvent): Refusal[] {
  const { context } = state.snapshot;
  const { clause = '6-1', by = [] } = decidedBy(procedure, event) ?? {};
  const failed: Refusal[] = [];
  if (event.type !== correctDecision) {
    if (!isInTheirName(state, event)) failed.push(coreRefusal(procedure, context, 'notYourEntry', '6-1', []));
  } else {
    const against = againstCorrection(procedure, state, event, mayStandIn(decidedBy(procedure, event), event, context));
    const paths = against === 'noSuchEntry' || against === 'onlyDecisionsCorrected' ? { paths: ['seq'] } : {};
    if (against !== undefined) failed.push(coreRefusal(procedure, context, against, clause, by, paths));
  }
  failed.push(...refusedPaper(procedure, context, event, by));
  if (failed.length > 0) return failed;
  if (isAnnotatedEnough(state, event)) return [coreRefusal(procedure, context, 'annotatedEnough', '6-1', by)];
  const decision = decisionNamed(procedure, event.type);
  return decision === undefined ? [] : refusedRoom(procedure, decision, state, event);
}

function refusedPaper(
  procedure: Procedure,
  context: BaseContext,
  event: DecisionEvent,
  who: readonly DecidingRole[],
): Refusal[] {
  const failed = [
    ...(event.enteredFor?.allowed === false ? (['paperEntryOff'] as const) : []),
    ...(isDated(event, context) ? [] : (['paperDated'] as const)),
  ];
  return failed.map((rule) => coreRefusal(procedure, context, rule, '6-1', who, { paths: ['enteredFor'] }));
}

/**
 * Of the candidates, the one with the fewest failing routes, then rules, says what is missing: its failing rules.
 * No failing rule and no failing route: the event is taken.
 */
function leastFailing(
  procedure: Procedure,
  candidates: readonly Candidate[],
  judged: Case,
  who: readonly DecidingRole[],
): Refusal[] {
  let best: Failure | undefined;
  for (const candidate of candidates) {
    const failing = failingOf(procedure, candidate, judged, who);
    if (failing.routes === 0 && failing.rules.length === 0) return [];
    const better =
      best === undefined ||
      failing.routes < best.routes ||
      (failing.routes === best.routes && failing.rules.length < best.rules.length);
    if (better) best = failing;
  }
  if (best === undefined || best.rules.length > 0) return best?.rules ?? [];
  const clause = decisionNamed(procedure, judged.event.type)?.clause ?? '6-1';
  return [coreRefusal(procedure, judged.context, 'notNow', clause, who)];
}

/** How far one candidate is from being taken. */
interface Failure {
  readonly routes: number;
  readonly rules: Refusal[];
}

/** What is against one candidate. A branch that only says "not yet" is always against it. */
function failingOf(
  procedure: Procedure,
  { names, isNotYet }: Candidate,
  judged: Case,
  who: readonly DecidingRole[],
): Failure {
  let routes = 0;
  const rules: Refusal[] = [];
  for (const name of names) {
    if (!isNotYet && holds(procedure, name, judged)) continue;
    const rule = Object.hasOwn(procedure.rules, name) ? procedure.rules[name] : undefined;
    if (rule === undefined) routes += 1;
    else rules.push(refusalOf(procedure, judged, name, rule, who));
  }
  return { routes, rules };
}

/** The post is not the actor's: refused, unless the actor stands in for holders who are all barred, or for a vacant post. */
function refusedDecider(
  procedure: Procedure,
  decision: Decision,
  candidates: readonly Candidate[],
  judged: Case,
  event: DecisionEvent,
): Refusal[] {
  const { context } = judged;
  const outsider = decision.elsewhere === true && decision.by.includes('anyone');
  if (outsider) return [];
  const holdsIt = appointmentsFor(decision, event.actor, context, decidedAt(event)).length > 0;
  const isAble = (): boolean => !isBarred(procedure, decision, candidates, judged, event, event.actor);
  if (holdsIt && (event.standIn === undefined || isAble())) return [];
  if (!mayStandIn(decision, event, context))
    return [
      coreRefusal(procedure, context, 'notYourRole', decision.clause, decision.by, postsNamed(decision, context)),
    ];
  const holders =
    event.standIn?.holders.filter(
      (h) => h.person !== event.actor.person && appointmentsFor(decision, h, context, decidedAt(event)).length > 0,
    ) ?? [];
  const able = holders.filter((holder) => !isBarred(procedure, decision, candidates, judged, event, holder));
  if (holders.length === 0 || able.length === 0) return [];
  const about = able.map(({ person }): Thing => ({ kind: 'person', id: person }));
  return [coreRefusal(procedure, context, 'deciderIsThere', decision.clause, decision.by, { about })];
}

/** A holder is barred when a rule about who decides would refuse this holder this very decision. */
function isBarred(
  procedure: Procedure,
  decision: Decision,
  candidates: readonly Candidate[],
  judged: Case,
  event: DecisionEvent,
  holder: Actor,
): boolean {
  const { standIn: _, ...inOwnRight } = event;
  const asHolder: Case = { context: judged.context, event: { ...inOwnRight, actor: holder } };
  return leastFailing(procedure, candidates, asHolder, decision.by).some((refusal) => refusal.concerns === 'who');
}

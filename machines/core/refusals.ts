import type { AnyMachineSnapshot } from 'xstate';
import { getNextTransitions } from 'xstate';
import type { ClauseId } from '../../model/clauses.ts';
import type { DecidingRole } from '../../model/roles.ts';
import { decidedBy, isAnnotation } from './annotations.ts';
import { contradictDecision, mayContradict } from './contradiction.ts';
import { againstCorrection } from './correction.ts';
import type {
  Actor,
  BaseContext,
  Case,
  Decision,
  DecisionEvent,
  Procedure,
  ProcedureEvent,
  Refusal,
  Route,
  Rule,
  State,
} from './types.ts';
import { appointmentsFor, decidedAt, isDated, mayStandIn } from './deciders.ts';
import { resume } from './resume.ts';

/** The rules every procedure has; their clause is the decision's where they are about who decides. */
export const coreRules = {
  unknownDecision: {
    about: 'input',
    ja: 'この手続きにその決定はありません。次に行えることの一覧から選んでください。',
    en: 'This procedure has no such decision. Choose from the list of what may be done next.',
  },
  notYourRole: {
    about: 'who',
    ja: 'この決定を行う役職に就いていません。担当の役職者に依頼してください。',
    en: 'You do not hold a post that takes this decision. Ask the person who holds it.',
  },
  deciderIsThere: {
    about: 'who',
    ja: '本来の決定者が在任し、除斥もされていないため、代わって決定することはできません。本来の決定者に依頼してください。',
    en: 'The proper decider holds the post and is not barred, so nobody may decide in his place. Ask the proper decider.',
  },
  paperEntryOff: {
    about: 'facts',
    ja: 'この機関では決裁文書からの転記を認める設定になっていません。決定者本人が入力してください。',
    en: 'This body does not allow decisions taken on paper to be entered by someone else. The decider enters it himself.',
  },
  paperDated: {
    about: 'input',
    ja: '決裁日が将来の日付か、この年度の手続きの決裁日として古すぎます。決裁文書の日付を確かめてください。',
    en: 'The date of the paper lies ahead, or too far back for this fiscal year. Check the date on the document.',
  },
  notYourEntry: {
    about: 'who',
    ja: 'ご自身の名で転記された項目にだけ異議を述べることができます。',
    en: 'You may contradict only an entry that was made in your name.',
  },
  noSuchEntry: {
    about: 'input',
    ja: 'その番号の項目は記録にありません。記録を表示して番号を確かめてください。',
    en: 'The journal has no entry of that number. Look at the journal and check the number.',
  },
  onlyDecisionsCorrected: {
    about: 'input',
    ja: '訂正できるのは、人が行った決定の項目だけです。訂正や異議をさらに改めるときは、元の項目をもう一度訂正してください。',
    en: 'Only entries of decisions people took are corrected. To amend a correction, correct the first entry again.',
  },
  correctedByItsPost: {
    about: 'who',
    ja: '項目を訂正できるのは、その決定を行う役職に現に就いている者です。その役職者に依頼してください。',
    en: 'An entry is corrected by whoever now holds the post that takes that decision. Ask him.',
  },
  notNow: {
    about: 'state',
    ja: '現在の段階では行えません。次に行えることの一覧をご覧ください。',
    en: 'This cannot be done at the present stage. See the list of what may be done next.',
  },
  over: {
    about: 'state',
    ja: 'この手続きは終了しており、以後は何も変わりません。',
    en: 'This procedure has ended; nothing changes after that.',
  },
  timerDidNotMove: {
    about: 'state',
    ja: '予定の時刻が来ましたが、状態が変わりませんでした。管理者にご連絡ください。',
    en: 'The time came but nothing changed. Please tell the administrator.',
  },
} as const;

/** Why the event would not be taken; empty when it would. Never throws. */
export function refusals(procedure: Procedure, state: State, event: ProcedureEvent): Refusal[] {
  const decision = decisionOf(procedure, event);
  const { context } = state.snapshot;
  if (isAnnotation(event)) return refusedAnnotation(procedure, state, event);
  if (isDecision(event) && decision === undefined) return [core(procedure, context, 'unknownDecision', '6-1', [])];
  const who = decision?.by ?? [];
  const clause = decision?.clause ?? '6-1';
  if (state.snapshot.status === 'done') return [core(procedure, context, 'over', clause, [])];
  let snapshot: AnyMachineSnapshot;
  try {
    snapshot = resume(procedure, state, event.at);
  } catch {
    return [core(procedure, context, 'notNow', clause, who)];
  }
  const candidates = candidatesFor(snapshot, event.type);
  const judged: Case = { context: snapshot.context, event };
  const failed: Refusal[] = [];
  if (decision !== undefined && isDecision(event)) {
    failed.push(...refusedDecider(procedure, decision, candidates, judged, event));
    failed.push(...refusedPaper(procedure, context, event, who));
  }
  if (candidates.length === 0) return [...failed, core(procedure, context, 'notNow', clause, who)];
  return [...failed, ...leastFailing(procedure, candidates, judged, who)];
}

/** Why nothing may be added to an entry in this way; an ended procedure takes it as well, since nothing moves. */
function refusedAnnotation(procedure: Procedure, state: State, event: DecisionEvent): Refusal[] {
  const { context } = state.snapshot;
  const { clause = '6-1', by = [] } = decidedBy(procedure, event) ?? {};
  const failed: Refusal[] = [];
  if (event.type === contradictDecision) {
    if (!mayContradict(state, event)) failed.push(core(procedure, context, 'notYourEntry', '6-1', []));
  } else {
    const against = againstCorrection(procedure, state, event, mayStandIn(event, context));
    if (against !== undefined) failed.push(core(procedure, context, against, clause, by));
  }
  return [...failed, ...refusedPaper(procedure, context, event, by)];
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
  return failed.map((rule) => core(procedure, context, rule, '6-1', who));
}

/** The refusal of a timer that fired and would fire again at the same instant. */
export function timerDidNotMove(procedure: Procedure, _type: string): Refusal {
  return core(procedure, undefined, 'timerDidNotMove', '6-1', []);
}

/** A transition's guard, as its named predicates. */
export type Candidate = readonly string[];

/** The candidate transitions for an event, innermost first, each as the names its guard needs. */
export function candidatesFor(snapshot: AnyMachineSnapshot, type: string): Candidate[] {
  return getNextTransitions(snapshot)
    .filter((transition) => transition.eventType === type)
    .map((transition) => namesOf(transition.guard));
}

/** The names in a guard of the one form `all(…)`; none for an unguarded transition. */
export function namesOf(guard: unknown): readonly string[] {
  if (typeof guard !== 'object' || guard === null || !('params' in guard) || !Array.isArray(guard.params)) return [];
  return guard.params.filter((name) => typeof name === 'string');
}

/** True for what a person does, as against told events and timers. */
export function isDecision(event: ProcedureEvent): event is DecisionEvent {
  return 'actor' in event;
}

/** The decision of a decision event; `undefined` for told events, timers and names the procedure does not have. */
export function decisionOf(procedure: Procedure, event: { readonly type: string }): Decision | undefined {
  return Object.hasOwn(procedure.decisions, event.type) ? procedure.decisions[event.type] : undefined;
}

/** Whether one rule holds; a rule that throws does not. */
export function ruleHolds(rule: Rule | Route, judged: Case): boolean {
  try {
    return rule.test(judged);
  } catch {
    return false;
  }
}

/** A rule of the core as a refusal. */
export function core(
  procedure: Procedure,
  context: BaseContext | undefined,
  rule: keyof typeof coreRules,
  clause: ClauseId,
  whoCould: readonly DecidingRole[],
): Refusal {
  const { about, ja, en } = coreRules[rule];
  return { rule, clause: cited(procedure, context, clause), basis: 'design', about, ja, en, whoCould };
}

/** A rule of the procedure as a refusal. */
export function refusalOf(
  procedure: Procedure,
  context: BaseContext,
  name: string,
  rule: Rule,
  whoCould: readonly DecidingRole[],
): Refusal {
  const { basis, about, ja, en } = rule;
  return { rule: name, clause: cited(procedure, context, rule.clause), basis, about, ja, en, whoCould };
}

function cited(procedure: Procedure, context: BaseContext | undefined, clause: ClauseId): ClauseId {
  return context === undefined ? clause : (procedure.cite?.(context, clause) ?? clause);
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
  let best: { routes: number; rules: Refusal[] } | undefined;
  for (const names of candidates) {
    const failing = failingOf(procedure, names, judged, who);
    if (failing.routes === 0 && failing.rules.length === 0) return [];
    const better =
      best === undefined ||
      failing.routes < best.routes ||
      (failing.routes === best.routes && failing.rules.length < best.rules.length);
    if (better) best = failing;
  }
  if (best === undefined || best.rules.length > 0) return best?.rules ?? [];
  return [core(procedure, judged.context, 'notNow', decisionOf(procedure, judged.event)?.clause ?? '6-1', who)];
}

function failingOf(
  procedure: Procedure,
  names: Candidate,
  judged: Case,
  who: readonly DecidingRole[],
): { routes: number; rules: Refusal[] } {
  let routes = 0;
  const rules: Refusal[] = [];
  for (const name of names) {
    const bare = name.startsWith('!') ? name.slice(1) : name;
    const rule = Object.hasOwn(procedure.rules, bare) ? procedure.rules[bare] : undefined;
    if (rule !== undefined && !name.startsWith('!')) {
      if (!ruleHolds(rule, judged)) rules.push(refusalOf(procedure, judged.context, bare, rule, who));
      continue;
    }
    const route = Object.hasOwn(procedure.routes, bare) ? procedure.routes[bare] : undefined;
    const holds = route !== undefined && ruleHolds(route, judged);
    if (name.startsWith('!') ? holds : !holds) routes += 1;
  }
  return { routes, rules };
}

/** The post is not the actor's: refused, unless he stands in for holders who are all barred, or for a vacant post. */
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
  const asHimself = (): boolean => !isBarred(procedure, decision, candidates, judged, event, event.actor);
  if (holdsIt && (event.standIn === undefined || asHimself())) return [];
  if (!mayStandIn(event, context)) return [core(procedure, context, 'notYourRole', decision.clause, decision.by)];
  const holders =
    event.standIn?.holders.filter(
      (h) => h.person !== event.actor.person && appointmentsFor(decision, h, context, decidedAt(event)).length > 0,
    ) ?? [];
  const allBarred = holders.every((holder) => isBarred(procedure, decision, candidates, judged, event, holder));
  return allBarred ? [] : [core(procedure, context, 'deciderIsThere', decision.clause, decision.by)];
}

/** A holder is barred when a rule about who would refuse him this very decision in his own right. */
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
  return leastFailing(procedure, candidates, asHolder, decision.by).some((refusal) => refusal.about === 'who');
}

/**
 * The cycle, explored: its tracks singly – planning, committee and last year, adoption, unchanged, operation,
 * amendments, the check – and their joins, with at most two findings, two audits and two owed items.
 * (Order constraints 1, 2, 3, 5, 6 and 7; constraint 4 is the audit's.)
 */
import type { Json, ProcedureEvent, State } from '../../machines/core/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { isOfMeasures } from '../../machines/cycle/v1/operate/measure-dates.ts';
import { asObject } from '../../model/json.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import type { Profile } from '../../model/organisations.ts';
import {
  closing,
  cycle,
  evaluation,
  inspection,
  judgement,
  open,
  operation,
  planning,
  reEntry,
  walk,
  type ScriptStep,
} from '../machines/cycle/honest-year.ts';
import { asBothDivisions } from '../machines/cycle/rules-inspection.ts';
import { contextOf, insufficiencies, key, nothingYet, remembered, type Ghost } from './cycle-memory.ts';
import { lastYear, moves, type Tracks } from './cycle-moves.ts';
import type { Exploration, ExploredStep } from './explore.ts';
import { nobodyAsked } from './moves.ts';

/** One alphabet: what takes part, where it begins, and where it has come to its end. */
interface Alphabet extends Tracks {
  readonly name: string;
  readonly profile?: Profile;
  readonly opening?: object;
  /** The honest path walked before. */
  readonly walked?: readonly ScriptStep[];
  /** Begins in the year: on 1 April. */
  readonly inYear?: true;
  readonly end: 'judged' | 'planned' | 'settled' | 'closed' | 'running';
}

const dueItem = (id: string) => {
  const due = startOfDate('2026-04-20');
  return { id, due, original: due, rungs: [startOfDate('2026-04-10')], roles: ['ciso'] };
};
const untilPlan = planning.filter(({ on }) => on < '2026-03-02');
const later = {
  firstCycle: false,
  predecessor: { status: 'running', cycle: lastYear, openImprovements: [] },
};
const agency = 'incorporated-administrative-agency';

const alphabets: readonly Alphabet[] = [
  { name: 'cycle: withdrawal', withdrawal: true, opening: { dueItems: [dueItem('plan')] }, end: 'running' },
  { name: 'cycle: planning', planning: 'all', probes: true, end: 'planned' },
  {
    name: 'cycle: last year',
    opening: { ...later, dueItems: [dueItem('plan')] },
    walked: untilPlan,
    planning: 'plan',
    predecessor: true,
    recalendar: true,
    end: 'planned',
  },
  {
    name: 'cycle: committee and owed items',
    profile: agency,
    walked: untilPlan.slice(0, 7),
    planning: 'all',
    committee: true,
    owed: 1,
    end: 'planned',
  },
  {
    name: 'cycle: agency',
    profile: agency,
    committee: true,
    planning: 'all',
    walked: planning.slice(0, 1),
    opening: { dueItems: [dueItem('plan')] },
    probes: true,
    end: 'planned',
  },
  {
    name: 'cycle: adoption',
    adoption: true,
    planning: 'all',
    walked: planning.slice(0, 2),
    probes: true,
    end: 'planned',
  },
  { name: 'cycle: late adoption', adoption: true, amendments: 'all', walked: planning, inYear: true, end: 'settled' },
  {
    name: 'cycle: unchanged',
    opening: { ...later, predecessor: { status: 'none' } },
    unchanged: true,
    planning: 'all',
    adoption: true,
    walked: planning.slice(0, 2),
    probes: true,
    end: 'planned',
  },
  { name: 'cycle: operation before the plan', operation: true, exception: true, walked: untilPlan, end: 'settled' },
  { name: 'cycle: exceptions', exception: true, walked: planning, probes: true, end: 'settled' },
  {
    name: 'cycle: editions and directives',
    asked: true,
    walked: [...planning, ...operation.filter(({ on }) => on < '2026-05-20')],
    end: 'settled',
  },
  { name: 'cycle: the plan’s dates', dates: true, walked: planning, end: 'settled' },
  { name: 'cycle: operation', operation: true, walked: planning, probes: true, end: 'settled' },
  {
    name: 'cycle: amendments',
    amendments: 'all',
    owed: 1,
    walked: planning,
    inYear: true,
    probes: true,
    end: 'settled',
  },
  {
    name: 'cycle: check',
    check: true,
    reports: ['noFinding', 'nonconformity', 'observation'],
    walked: planning,
    probes: true,
    end: 'closed',
  },
  {
    name: 'cycle: self-inspection',
    selfInspection: true,
    walked: asBothDivisions([...planning, ...inspection]).filter(
      (step) => 'told' in step || step.decision !== 'recordSelfInspection',
    ),
    end: 'judged',
  },
  {
    name: 'cycle: no audit',
    check: true,
    noAudit: true,
    late: true,
    reports: ['noFinding', 'nonconformity'],
    walked: planning,
    inYear: true,
    end: 'closed',
  },
  {
    name: 'cycle: provisional and late',
    check: true,
    provisional: true,
    late: true,
    reports: ['nonconformity', 'observation'],
    walked: [...planning, ...operation, ...inspection],
    end: 'closed',
  },
  {
    name: 'cycle: after the evaluation',
    check: true,
    late: true,
    owed: 4,
    advice: true,
    exception: true,
    recalendar: true,
    reports: ['noFinding'],
    walked: [...planning, ...operation, ...inspection, ...judgement, ...reEntry, ...evaluation],
    end: 'closed',
  },
  {
    name: 'cycle: advice put off',
    advice: true,
    carriedAdvice: true,
    walked: [...planning, ...operation, ...inspection, ...judgement, ...reEntry, ...evaluation, ...closing.slice(0, 2)],
    probes: true,
    end: 'closed',
  },
  {
    name: 'cycle: join',
    check: true,
    provisional: true,
    owed: 1,
    amendments: 'standards',
    reports: ['nonconformity'],
    walked: [...planning, ...operation, ...inspection.slice(0, 4)],
    end: 'closed',
  },
];

function begun(alphabet: Alphabet): { label: string; state: State; ghost: Ghost } {
  const quiet = { dueItems: [], committeeRule: alphabet.committee === true, ...alphabet.opening };
  const year = walk(open(alphabet.profile ?? 'ministry', quiet), alphabet.walked ?? []);
  if (alphabet.inYear) year.driver.passTo('2026-04-01');
  const status = contextOf(year.driver.state).predecessor.status;
  const ghost = year.driver.entries.reduce(
    (before: Ghost, entry) => {
      const event = asObject(entry.event);
      return typeof event['type'] === 'string' && event['type'] !== 'begin'
        ? remembered(before, recorded(entry.event), entry.effects)
        : before;
    },
    { ...nothingYet, predecessor: status },
  );
  const state = withQuietDates(year.driver.state, alphabet);
  return { label: `(${alphabet.walked?.length ?? 0} steps)`, state, ghost };
}

/** The plan's own dates without their reminders; left out where they are not what is explored. */
function withQuietDates(state: State, { dates }: Tracks): State {
  const { dueItems, ...context } = contextOf(state);
  const kept = dueItems
    .filter((item) => dates === true || !isOfMeasures(item))
    .map((item) => (isOfMeasures(item) ? { ...item, rungs: [], escalations: [] } : item));
  return JSON.parse(
    JSON.stringify({ ...state, snapshot: { ...state.snapshot, context: { ...context, dueItems: kept } } }),
  );
}

function recorded(event: unknown): ProcedureEvent {
  return event as ProcedureEvent;
}

const texts = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : []);
const needs = (problems: Readonly<Record<string, boolean>>): string | undefined =>
  Object.entries(problems).find(([, holds]) => !holds)?.[0];
const actor = ({ event }: ExploredStep<Ghost>): string => ('actor' in event ? event.actor.person : '');
const inputOf = ({ event }: ExploredStep<Ghost>) => asObject('input' in event ? event.input : {});
const marks = ({ after }: ExploredStep<Ghost>): readonly string[] => after.entry.projection.marks;
/** What must be covered and is not. */
const uncovered = (ghost: Ghost): readonly string[] => ghost.toCover.filter((ref) => !ghost.covered.includes(ref));

/** What answers an edition or a directive, hears of an answer, or hands it on to the next year. */
const answering: readonly string[] = [
  'approveStandards',
  'approveStandardsAmendment',
  'confirmStandardsUnchanged',
  'declareConformity',
  'settleDirective',
  'askedAnswered',
  'close',
];

const invariants: Exploration<Ghost>['invariants'] = {
  'order 1 (3-7, 3-8, 6-2): a plan is approved by the CISO on assessed risk, with training and technical measures': (
    taken,
  ) => {
    const { event, ghost } = taken;
    if (event.type !== 'approvePlan' && event.type !== 'approvePlanAmendment') return undefined;
    const adopted = ghost.adopted && marks(taken).includes('adopted');
    return needs({
      'risk not assessed': ghost.risk || adopted,
      'no training or technical measure': ['training', 'technical'].every((kind) =>
        ghost.submitted?.kinds.includes(kind),
      ),
      'not by the CISO': actor(taken) === 'p-ciso',
      'by who submitted it': ghost.submitted?.by !== actor(taken),
      'structure not confirmed (6-4)': ghost.structure || adopted,
    });
  },
  'order 1 (3-7): a plan stands by approval, or as found with its mark 導入時登録': (taken) => {
    const { approved } = contextOf(taken.after.state).plan;
    if (approved === undefined || contextOf(taken.before).plan.approved !== undefined) return undefined;
    return needs({
      'out of nowhere':
        taken.event.type === 'approvePlan' ||
        (taken.event.type === 'approveAdoption' && marks(taken).includes('adopted')),
    });
  },
  'order 2 (3-9, 3-11): nothing counts before the plan and 1 April, except marked interim': (taken) => {
    const { event, before, ghost } = taken;
    if (!['reportMeasure', 'recordTraining', 'reportDissemination'].includes(event.type)) return undefined;
    const stands = (ghost.plan !== null || ghost.adopted) && event.at >= contextOf(before).yearBegins;
    return stands || (event.type === 'reportMeasure' && marks(taken).includes('interim')) ? undefined : 'it counted';
  },
  'order 3 (3-14, 3-15): judged only on three dimensions and an independent audit, or none with its mark and insufficient':
    (taken) => {
      const { event, ghost } = taken;
      if (event.type !== 'judge') return undefined;
      const overall = insufficiencies(inputOf(taken)).some((ref) => ref.endsWith('#overall'));
      return needs({
        'a dimension is missing': ghost.inspected.length === 3,
        'no audit and not said so': ghost.audited || (ghost.noAudit && marks(taken).includes('noAudit') && overall),
      });
    },
  'order 3 (3-12): judged only with the self-inspection of every department, or the mark and reason of those without': (
    taken,
  ) => {
    if (taken.event.type !== 'judge') return undefined;
    const { asked, recorded } = taken.ghost;
    const without = asked.filter((department) => !recorded.includes(department));
    const reasons = JSON.stringify(contextOf(taken.after.state).judgement?.notInspected ?? []);
    return needs({
      'one is missing': without.every((department) => reasons.includes(`"${department}"`)),
      'the mark is wrong': marks(taken).includes('notInspected') === without.length > 0,
    });
  },
  'order 3 (3-16): a whole judged better than one of its dimensions says why, and bears 一部不十分 for ever': (
    taken,
  ) => {
    const judged = contextOf(taken.after.state).judgement?.dimensions;
    if (judged === undefined) return undefined;
    const { overall, ...parts } = judged;
    const better = Object.values(parts).some(
      (part) => (overall.levelAchieved && !part.levelAchieved) || (overall.sufficient && !part.sufficient),
    );
    return needs({
      'no mark': !better || marks(taken).includes('partlyInsufficient'),
      'no reason': !better || taken.event.type !== 'judge' || inputOf(taken)['partlyInsufficient'] !== undefined,
    });
  },
  'order 5 (3-16): what is judged or found wanting is covered when judged, evaluated and closed': (taken) => {
    const { event, ghost, after } = taken;
    if (!['judge', 'evaluate', 'close'].includes(event.type)) return undefined;
    const left = uncovered(remembered(ghost, event, after.effects));
    return left.length === 0 ? undefined : `${left.join()} uncovered`;
  },
  'order 6 (3-18): closed only when every improvement has ended, audited at last (3-15), nothing owed': (taken) => {
    if (taken.event.type !== 'close') return undefined;
    const { ghost } = taken;
    return needs({
      'not evaluated': ghost.evaluated,
      'an improvement is open': ghost.openImprovements.length === 0,
      'no audit ever': ghost.audited,
    });
  },
  'order 7 (3-19): evaluated after the judgement; a provisional evaluation bears its mark': (taken) => {
    if (taken.event.type === 'evaluate') return needs({ 'not judged': taken.ghost.judged });
    if (taken.event.type === 'evaluateProvisionally') return needs({ 'no mark': marks(taken).includes('provisional') });
    return undefined;
  },
  'order 7 (3-19): a year is recorded as one that cannot be evaluated only when it has begun without a plan': (
    taken,
  ) =>
    taken.event.type === 'noEvaluationPossible'
      ? needs({
          'it has a plan': taken.ghost.plan === null && !taken.ghost.adopted,
          'it has not begun': taken.event.at >= contextOf(taken.before).yearBegins,
          'no mark': marks(taken).includes('noEvaluationPossible'),
        })
      : undefined,
  'order 7 (3-19): next year’s plan rests on this evaluation, or on the provisional one': (taken) =>
    taken.event.type === 'approvePlan' || taken.event.type === 'submitPlan'
      ? needs({ 'last year is not evaluated': taken.ghost.predecessor !== 'running' })
      : undefined,
  '3-4, 3-6: an edition or a directive is settled by an answer, never by a sentence': (taken) => {
    const { before, after, event } = taken;
    const open = (state: State) =>
      contextOf(state).owed.filter(
        ({ source, settled }) => ['edition', 'directive'].includes(source) && settled === undefined,
      );
    const left = new Set(open(after.state).map(({ ref }) => ref));
    const settled = open(before).filter(({ ref }) => !left.has(ref));
    if (settled.length === 0 || answering.includes(event.type)) return undefined;
    // Out of its register nothing is asked any more.
    const waived = event.type === 'noAmendmentNeeded' && settled.every(({ ref }) => ref === 'ed-x');
    return waived ? undefined : `${settled.map(({ ref }) => ref).join()} settled by ${event.type}`;
  },
  '6-2: nothing waits for nobody: somebody is asked, a date is coming, or something it started goes on': ({ after }) =>
    nobodyAsked(cycleV1, after),
  '6-2: the first date of every due item stays, also by another calendar': ({ before, after }) => {
    // The plan's own dates go with a plan that no longer names them.
    const of = (state: State) => contextOf(state).dueItems.filter((item) => !isOfMeasures(item));
    const kept = of(after.state);
    const lost = of(before).find((item, index) => kept[index]?.original !== item.original);
    return lost === undefined ? undefined : `${lost.id} moved`;
  },
  '3-12: a year is withdrawn only before anybody decided anything in it, with nothing found or open in it': (taken) => {
    const { event, ghost, after } = taken;
    if (event.type !== 'withdrawYear') return undefined;
    const { due, tasks } = after.entry.projection;
    return needs({
      'somebody decided': !ghost.decided,
      'something was found': ghost.toCover.length === 0 && ghost.openImprovements.length === 0,
      'somebody is asked for something': due.length === 0 && tasks.every(({ decision }) => decision === 'reopenYear'),
    });
  },
  '2 廃止: what is open when the body ends goes to its first successor, and every successor is told': (taken) => {
    if (taken.event.type !== 'organisationEnding') return undefined;
    const { ghost, before, after } = taken;
    const successors = texts(inputOf(taken)['successors']);
    const tells = after.effects.flatMap((effect) => (effect.kind === 'tell' ? [effect] : []));
    const heirs = tells.filter(({ to }) => to.endsWith(`/${successors[0] ?? ''}`)).map(({ input }) => asObject(input));
    const handed = heirs.flatMap((input) => [String(input['ref']).replace(`${cycle}#`, ''), ...texts(input['covers'])]);
    const context = contextOf(before);
    const open = [
      ...uncovered(ghost),
      ...context.owed.filter(({ settled }) => settled === undefined).map(({ ref }) => ref.replace(`${cycle}#`, '')),
      ...Object.keys(ghost.advice).filter((ref) => ['open', 'later'].includes(ghost.advice[ref] ?? '')),
    ];
    const toldOf = (type: string) => tells.filter((one) => one.type === type).map(({ to }) => to);
    return needs({
      'something falls between': successors.length === 0 || open.every((ref) => handed.includes(ref)),
      'an improvement does not hear of it': ghost.openImprovements.every((one) =>
        toldOf('organisationEnding').includes(one),
      ),
      'a successor does not hear of it': successors.every((one) =>
        toldOf('bodySucceeded').some((to) => to.endsWith(`/${one}`)),
      ),
      'it looks like success': after.entry.projection.ended === 'ended' && marks(taken).includes('organisationEnded'),
    });
  },
  '3-20: later is no end: at the end of a cycle it goes over once, with a date that lies ahead, or is decided on': (
    taken,
  ) => {
    const { event, ghost, before, after } = taken;
    const tells = after.effects.flatMap((effect) => (effect.kind === 'tell' ? [effect] : []));
    const over = tells
      .filter(({ type }) => type === 'adviceCarried')
      .map(({ input }) => asObject(input))
      // Taken now, it goes along with the improvement that a successor takes over.
      .filter(({ what }) => what === 'later');
    const later = Object.keys(ghost.advice).filter((ref) => ghost.advice[ref] === 'later');
    const handed = over.map(({ ref }) => String(ref));
    const goesOver =
      event.type === 'close' || (event.type === 'organisationEnding' && texts(inputOf(taken)['successors']).length > 0);
    const of = new Map(contextOf(before).advice.map(({ ref, disposed }) => [ref, disposed?.until]));
    return needs({
      'it goes over without an end': goesOver || over.length === 0,
      'some is lost or told twice': !goesOver || handed.sort().join() === later.sort().join(),
      'its date is another': over.every(({ ref, until }) => until === of.get(String(ref))),
      'its date has come': event.type !== 'close' || over.every(({ until }) => String(until) > dateInJapan(event.at)),
      'it is undecided': event.type !== 'close' || !Object.values(ghost.advice).includes('open'),
    });
  },
  '3-20: whoever gave advice is told of each decision, and of nothing else': ({ event, after }) => {
    const told = after.effects.filter((effect) => effect.kind === 'tell' && effect.type === 'adviceDisposed');
    return told.length === (event.type === 'disposeAdvice' ? 1 : 0) ? undefined : `told ${told.length} times`;
  },
  '3-18: a year ends closed, or with its body and the mark of it': (taken) => {
    const { ended } = taken.after.entry.projection;
    if (ended === undefined) return undefined;
    return needs({
      'ended otherwise':
        (ended === 'closed' && taken.event.type === 'close') ||
        (taken.event.type === 'organisationEnding' && marks(taken).includes('organisationEnded')),
    });
  },
};

function isEnd(alphabet: Alphabet, state: State): boolean {
  const context = contextOf(state);
  switch (alphabet.end) {
    case 'planned':
      return context.plan.approved !== undefined;
    case 'judged':
      return context.judgement !== undefined;
    case 'running':
      return context.withdrawn === undefined;
    case 'settled':
      return (
        context.owed.every((item) => item.settled !== undefined || item.source === 'adoption') &&
        context.exceptions.every(({ status }) => status === 'settled' || status === 'refused')
      );
    case 'closed':
      return state.snapshot.value === 'closed';
  }
}

/** All explorations of the cycle; each begins when it is asked for. */
export const cycleExplorations = (): readonly Exploration<Ghost>[] =>
  alphabets.map((alphabet) => ({
    name: alphabet.name,
    procedure: cycleV1,
    starts: [begun(alphabet)],
    moves: (state, ghost) => moves(alphabet, state, ghost),
    key,
    remember: ({ ghost, event, after }) => remembered(ghost, event, after.effects),
    invariants,
    isEnd: (state) => isEnd(alphabet, state),
    isOtherEnd: (state) => state.snapshot.value === 'ended',
  }));

/** What may happen in a year, by tracks; inputs are those of the honest year, adapted to the state. */
import type { Actor, Json, State } from '../../machines/core/index.ts';
import { openAdvice } from '../../machines/cycle/v1/advice.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { asObject } from '../../model/json.ts';
import { withOverrides } from '../../model/calendar/settings.ts';
import { addDays, dateInJapan, startOfDate } from '../../model/japan-time.ts';
import { bodyOf, cast, doc, type CastKey } from '../machines/cycle/cast.ts';
import { auditReport, improvement, inputs } from '../machines/cycle/honest-year.ts';
import {
  alreadyMet,
  conformance,
  declaration,
  inOperation,
  newDirective,
  newEdition,
  withNew,
  word,
} from '../machines/cycle/rules-asked.ts';
import { changedCalendar } from '../machines/cycle/rules-calendar.ts';
import { collected, unrecorded } from '../machines/cycle/rules-inspection.ts';
import type { Profile } from '../../model/organisations.ts';
import { body } from '../machines/support/people.ts';
import type { World } from '../machines/support/world.ts';
import { contextOf, insufficiencies, type Ghost } from './cycle-memory.ts';
import { cycleProbes } from './cycle-probes.ts';
import type { Move } from './explore.ts';
import { lookedUp } from './look-ups.ts';
import { decision, isHeard, told } from './moves.ts';

/** Which tracks take part. */
export interface Tracks {
  /** All of planning, or the plan alone. */
  readonly planning?: 'all' | 'plan';
  readonly committee?: true;
  readonly predecessor?: true;
  readonly adoption?: true;
  readonly unchanged?: true;
  readonly operation?: true;
  readonly exception?: true;
  /** Of everything, or of the standards alone. */
  readonly amendments?: 'all' | 'standards';
  /** How many amendments and educations may come to be owed. */
  readonly owed?: number;
  readonly check?: true;
  /** Self-inspections of two departments up to the judgement: recorded, collected, reminded of, missing. */
  readonly selfInspection?: true;
  /** Kinds of report an audit gives. */
  readonly reports?: readonly ('noFinding' | 'nonconformity' | 'observation')[];
  readonly noAudit?: true;
  readonly provisional?: true;
  readonly advice?: true;
  /** Last year put advice off. */
  readonly carriedAdvice?: true;
  readonly late?: true;
  /** A changed calendar, taken once. */
  readonly recalendar?: true;
  /** An edition and a directive are registered in the year, and asked of the standards. */
  readonly asked?: true;
  /** The plan's own dates fall due. */
  readonly dates?: true;
  /** A year opened by mistake. */
  readonly withdrawal?: true;
  readonly probes?: true;
}

/** Successors of a body that ends, and what a successor is told. */
const heirs = ['demo-heir', 'demo-other'];
const succeeded = {
  organisation: 'demo-old',
  cycle: 'cycle/2026/demo-old',
  legalBasis: 'law',
  successors: [body],
  takenBy: body,
  owed: [],
  improvements: [],
  audits: [],
  observations: [],
  exceptions: [],
};

export const lastYear = `cycle/2025/${body}`;
const earlier = { version: '0.9', document: doc('policy'), since: '2025-04-01', edition: 'ed-2016', directives: [] };

/** The bodies, made once. */
const bodies: Readonly<Record<Profile, World>> = {
  ministry: bodyOf('ministry'),
  'incorporated-administrative-agency': bodyOf('incorporated-administrative-agency'),
  'designated-corporation': bodyOf('designated-corporation'),
};

type Directives = readonly { readonly directive: string }[];
/** A directive that does not apply. */
const answer = { directive: 'dir-1', how: 'notApplicable', ground: 'noSubject', text: 'r' };

/** The registers as the year's own approvals made them; in a later year, what was in force before. */
export function worldOf(state: State, tracks: Tracks): World {
  const { profile, policy, standards, plan } = contextOf(state);
  const inForce = (one: {
    at: number;
    version: string;
    document: string;
    edition?: string;
    directives?: Directives;
  }): Json => ({
    version: one.version,
    document: one.document,
    since: dateInJapan(one.at),
    edition: one.edition ?? 'ed-2016',
    directives: (one.directives ?? []).map(({ directive }) => directive),
  });
  const before = tracks.unchanged ? { policy: earlier, standards: earlier } : {};
  const lastPlan = { year: 2025, version: '0', document: doc('plan'), measures: inputs.submitPlan.measures };
  const base = tracks.asked ? withNew(bodies[profile]) : bodies[profile];
  return {
    ...base,
    registers: JSON.parse(
      JSON.stringify({
        ...base.registers,
        committeeRule: tracks.committee === true,
        ...before,
        ...(policy.approved === undefined ? {} : { policy: inForce(policy.approved) }),
        ...(standards.approved === undefined ? {} : { standards: inForce(standards.approved) }),
        plan:
          plan.approved === undefined ? (tracks.operation ? lastPlan : undefined) : { year: 2026, ...plan.approved },
      }),
    ),
  };
}

/** A changed calendar that reminds on the day itself alone: how often one is reminded is not explored. */
const changed = withOverrides(changedCalendar, { ladder: { before: [0], times: 0, months: 0 } });

/** The plan's own dates remind nobody here, and are left out where they are not what is explored. */
function quietDates(due: Json | undefined, { dates }: Tracks): { due?: Json } {
  if (!Array.isArray(due)) return {};
  const items = due.map(asObject).filter(({ id }) => dates === true || !String(id).startsWith('measures:'));
  const isQuiet = ({ id }: (typeof items)[number]): boolean => dates === true || id === 'advice';
  return { due: items.map((item) => (isQuiet(item) ? { ...item, rungs: [], escalations: [] } : item)) };
}

/** What is asked of the standards falls due here, and reminds nobody. */
function quietAsked(asked: Json | undefined): { asked?: Json } {
  if (!Array.isArray(asked)) return {};
  return { asked: asked.map((item) => ({ ...asObject(item), rungs: [], escalations: [] })) };
}

/** A decision with the facts the server would look up. */
export function decide(
  tracks: Tracks,
  state: State,
  type: string,
  by: Actor,
  input: object,
  world = worldOf(state, tracks),
) {
  if (!isHeard(cycleV1, state, type)) return decision(state, type, by, input);
  const plain = JSON.parse(JSON.stringify(input));
  const at = state.snapshot.context.at + 1;
  const facts = asObject(lookedUp(world, cycleV1, state, { type, input: plain, actor: by.person, at }));
  return decision(state, type, by, plain, {
    ...facts,
    ...quietDates(facts['due'], tracks),
    ...quietAsked(facts['asked']),
  });
}

const bad = { levelAchieved: true, sufficient: false, reason: 'r' };

/** Everything that may happen in this state. */
export function moves(tracks: Tracks, state: State, ghost: Ghost): Move<Ghost>[] {
  const context = contextOf(state);
  const list: Move<Ghost>[] = [];
  const world = worldOf(state, tracks);
  const today = dateInJapan(context.at + 1);
  const add = (type: string, by: CastKey, input: object, label: string = type): void => {
    list.push({ label, event: decide(tracks, state, type, cast[by], input, world) });
  };
  const tell = (type: string, input: object, from: string, label: string = type): void => {
    list.push({ label, event: told(state, type, JSON.parse(JSON.stringify(input)), from) });
  };
  const owed = context.owed.filter((item) => item.settled === undefined);
  const owedOf = (subject: string) => owed.filter((item) => item.subject === subject).map(({ ref }) => ref);
  const { predecessor } = context;
  const evaluation =
    predecessor.document === undefined
      ? inputs.submitPlan.evaluation
      : { kind: 'predecessor', document: predecessor.document };
  const rested = predecessor.status === 'notEvaluable' ? { kind: 'notEvaluable' } : evaluation;
  const plan = { ...inputs.submitPlan, evaluation: rested, carries: owed.map(({ ref }) => ref) };

  if (tracks.withdrawal) {
    add('setDirection', 'ciso', inputs.setDirection);
    add('withdrawYear', 'office', { reason: 'r' });
    const reopened = { ...world, calendar: changed };
    list.push({
      label: 'reopenYear',
      event: decide(tracks, state, 'reopenYear', cast.ciso, { reason: 'r' }, reopened),
    });
    if (context.improvements.length < 1)
      tell('improvementRequested', { source: 'incident', ref: 'm-1', clause: '6-23' }, 'incident/2026/demo-body/1');
  }
  if (tracks.planning === 'all') {
    add('setDirection', 'ciso', inputs.setDirection);
    add('decideResources', 'ciso', inputs.decideResources);
    add('confirmStructure', 'ciso', inputs.confirmStructure);
    add('recordRiskAssessment', 'office', inputs.recordRiskAssessment);
    add('submitPolicy', 'office', { ...inputs.submitPolicy, settles: owedOf('policy') });
    add('approvePolicy', 'ciso', inputs.approvePolicy);
    add('returnPolicy', 'ciso', { reason: 'r' });
    add('submitStandards', 'office', { ...inputs.submitStandards, settles: owedOf('standards') });
    add('approveStandards', 'ciso', inputs.approveStandards);
    add('returnStandards', 'ciso', { reason: 'r' });
    add('takeBackPolicy', 'office', { reason: 'r' });
    add('takeBackStandards', 'office', { reason: 'r' });
  }
  if (tracks.planning !== undefined) {
    if (tracks.planning === 'plan') add('decideResources', 'ciso', inputs.decideResources);
    add('submitPlan', 'office', plan);
    add('approvePlan', 'ciso', inputs.approvePlan);
    add('returnPlan', 'ciso', { reason: 'r' });
    add('takeBackPlan', 'office', { reason: 'r' });
  }
  if (tracks.predecessor) add('noEvaluationPossible', 'ciso', { reason: 'r' });
  if (tracks.committee) add('recordDeliberation', 'office', { ...inputs.recordDeliberation, heldOn: today });
  if (tracks.predecessor && !['evaluated', 'closed'].includes(predecessor.status)) {
    const told = { cycle: lastYear, result: 'achieved', evaluatedOn: '2026-03-01', openImprovements: [] };
    tell('predecessorNotEvaluable', { cycle: lastYear, on: '2026-03-01' }, lastYear, 'last year not evaluable');
    tell(
      'predecessorEvaluated',
      { ...told, provisional: true, document: doc('provisional') },
      lastYear,
      'last year evaluated provisionally',
    );
    tell(
      'predecessorEvaluated',
      { ...told, provisional: false, document: doc('last') },
      lastYear,
      'last year evaluated',
    );
    if (predecessor.status === 'running' && predecessor.reopened !== true)
      tell('predecessorWithdrawn', { cycle: lastYear }, lastYear, 'last year withdrawn');
    if (predecessor.status === 'withdrawn')
      tell('predecessorReopened', { cycle: lastYear }, lastYear, 'last year reopened');
  }
  if (tracks.adoption) {
    const original = { decider: 'd', decidedOn: '2025-04-01', document: doc('old') };
    const parts = {
      document: doc('adoption'),
      openImprovements: [],
      evaluation: { kind: 'none', reason: 'r' },
      policy: { ...original, version: '0.1' },
    };
    add('submitAdoption', 'office', parts, 'adoption of the policy');
    add(
      'submitAdoption',
      'office',
      { ...parts, policy: undefined, plan: { ...original, version: '0.1', measures: [] } },
      'adoption of a plan without measures',
    );
    const one = { ...original, ref: 'old-1', source: 'own', clause: '3-16' };
    add(
      'submitAdoption',
      'office',
      { ...parts, policy: undefined, openImprovements: [one] },
      'adoption of an open improvement',
    );
    add('approveAdoption', 'ciso', { document: doc('adoption') });
    add('returnAdoption', 'ciso', { reason: 'r' });
    add('takeBackAdoption', 'office', { reason: 'r' });
  }
  if (tracks.unchanged) {
    add('confirmPolicyUnchanged', 'ciso', { reason: 'r' });
    add('confirmStandardsUnchanged', 'ciso', { reason: 'r', directives: [answer] });
  }
  if (tracks.dates) {
    const delay = { item: 'measures:2026-09-30', reason: 'r', expectedOn: today };
    add('reportMeasure', 'system', inputs.reportMeasure);
    add('reportMeasure', 'system', { ...inputs.reportMeasure, status: 'notDone' }, 'reported as not done');
    add('recordTraining', 'office', { ...inputs.recordTraining, heldOn: today });
    add('explainDelay', 'system', delay);
    add('explainDelay', 'office', delay, 'probe: a delay explained by another post');
    add('explainDelay', 'system', { ...delay, expectedOn: '2020-01-01' }, 'probe: expected in the past');
  }
  if (tracks.asked) list.push(...asking(tracks, state));
  if (tracks.operation) {
    add('reportMeasure', 'system', inputs.reportMeasure);
    add('recordTraining', 'office', { ...inputs.recordTraining, heldOn: today });
    add('reportDissemination', 'officerOfD1', { ...inputs.reportDissemination, on: today });
    if (context.workability.length < 1) add('reportWorkability', 'staff', inputs.reportWorkability);
    add('answerWorkability', 'office', inputs.answerWorkability);
    if (context.auditOrders.length < 1) add('orderAudit', 'ciso', { title: 't', reason: 'r', yearExamined: 2026 });
    if (context.audits.length < 1)
      add('openAudit', 'auditOfficer', { ...inputs.openAudit, order: context.auditOrders.length || undefined });
    if (context.improvements.length < 1) {
      add('openImprovement', 'chief', { title: 't', source: 'own', covers: [{ ref: 'own-1', clause: '3-16' }] });
      tell('improvementRequested', { source: 'incident', ref: 'm-1', clause: '6-23' }, 'incident/2026/demo-body/1');
      const asked = { source: 'minister', ref: 'm-2', clause: '4-10' };
      tell('improvementRequested', asked, 'headquarters/2026/demo-body', 'probe: asked by a minister');
    }
  }
  if (tracks.exception) {
    const exception = context.exceptions.length;
    const latest = context.exceptions.at(-1)?.status ?? 'settled';
    if (exception < 2 && (exception < 1 || !tracks.operation) && latest === 'settled') {
      add('applyForException', 'staff', {
        ...inputs.applyForException,
        until: dateInJapan(context.at + 60 * 86_400_000),
      });
    }
    add('decideException', 'ciso', { ...inputs.decideException, exception }, 'exception granted');
    add('decideException', 'ciso', { ...inputs.decideException, exception, granted: false }, 'exception refused');
    if (exception < 1) {
      const carried = { requirement: 'r3', applicant: 'p-staff', until: '2026-09-30', rungs: [], escalations: [] };
      tell('exceptionCarried', { ref: `${lastYear}#exception-1`, ...carried }, lastYear, 'an exception of last year');
    }
    add('settleException', 'chief', { ...inputs.settleException, exception });
  }
  if (tracks.owed !== undefined && context.owed.length < tracks.owed) {
    const from = improvement(1);
    for (const subject of tracks.amendments === 'standards' ? ['standards'] : ['policy', 'standards', 'plan']) {
      const input = { source: 'improvement', ref: from, subject, what: 'w' };
      if (!context.owed.some(({ ref }) => ref === from))
        tell('amendmentRequired', input, from, `amendment of ${subject} required`);
    }
    if (!context.owed.some(({ ref }) => ref === improvement(2))) {
      tell('educationRequired', { ref: improvement(2), what: 'w' }, improvement(2));
    }
    tell('noLongerRequired', { ref: improvement(2), kind: 'education' }, improvement(2));
    if (!context.owed.some(({ ref }) => ref === 'ed-x')) {
      tell(
        'amendmentRequired',
        { source: 'edition', ref: 'ed-x', subject: 'standards', what: 'w' },
        'registry/2026/demo-body',
        'new edition',
      );
    }
  }
  if (tracks.owed !== undefined) {
    add('noAmendmentNeeded', 'ciso', { ref: 'ed-x', reason: 'r' });
    const educates = owedOf('education');
    if (educates.length > 0)
      add('recordTraining', 'office', { ...inputs.recordTraining, heldOn: today, educates }, 'education held');
  }
  if (tracks.amendments !== undefined) {
    const amended = { ...inputs.submitStandards, settles: owedOf('standards') };
    add('submitStandardsAmendment', 'office', amended);
    add('approveStandardsAmendment', 'ciso', inputs.approveStandards);
    add('returnStandardsAmendment', 'ciso', { reason: 'r' });
  }
  if (tracks.amendments === 'all') {
    add('submitPolicy', 'office', { ...inputs.submitPolicy, settles: owedOf('policy') }, 'policy amended');
    add('approvePolicy', 'ciso', inputs.approvePolicy);
    add('returnPolicy', 'ciso', { reason: 'r' });
    const settles = owedOf('plan');
    const carries = plan.carries.filter((ref) => !settles.includes(ref));
    add('submitPlanAmendment', 'office', { ...plan, carries, settles });
    add('approvePlanAmendment', 'ciso', inputs.approvePlan);
    add('returnPlanAmendment', 'ciso', { reason: 'r' });
  }
  if (tracks.selfInspection) list.push(...selfInspecting(tracks, state, ghost));
  if (tracks.check) list.push(...checking(tracks, state, ghost));
  if (tracks.advice) {
    if (context.advice.length < 1)
      tell('adviceGiven', { ref: 'advice-1', clause: '3-20' }, 'headquarters/2026/demo-body');
    const inAMonth = addDays(today, 30);
    if (tracks.carriedAdvice) add('close', 'ciso', inputs.close);
    if (tracks.carriedAdvice && !context.advice.some(({ ref }) => ref === 'advice-2')) {
      const due = { due: startOfDate(inAMonth), original: startOfDate(inAMonth), rungs: [], escalations: [] };
      const from = { clause: '3-20', by: 'headquarters', source: 'hqaudit/2025/demo-centre/1' };
      tell(
        'adviceCarried',
        { ref: 'advice-2', ...from, priority: 'low', what: 'later', until: inAMonth, due },
        lastYear,
      );
    }
    for (const { ref } of openAdvice(context))
      for (const disposition of ['now', 'later', 'not']) {
        add(
          'disposeAdvice',
          'ciso',
          { ref, priority: 'high', disposition, until: inAMonth, reason: 'r' },
          `${ref} disposed: ${disposition}`,
        );
      }
    if (context.resultRequests.length < 1)
      tell('resultRequested', { by: 'board/2026/demo-body' }, 'board/2026/demo-body');
    add('giveResult', 'ciso', { document: doc('result') });
  }
  if (tracks.recalendar) {
    const recalendared = { ...world, calendar: changed };
    list.push({
      label: 'recalendar',
      event: decide(tracks, state, 'recalendar', cast.ciso, { reason: 'r' }, recalendared),
    });
  }
  // A body may end, or succeed another, at any time.
  const ending = { successors: [], legalBasis: 'law' };
  tell('organisationEnding', ending, 'registry/2026/demo-body', 'the body ends');
  tell('organisationEnding', { ...ending, successors: heirs }, 'registry/2026/demo-body', 'the body ends, with heirs');
  tell('bodySucceeded', succeeded, succeeded.cycle);
  for (const { instance, end } of context.improvements) {
    if (end === undefined) {
      tell(
        'improvementEnded',
        { improvement: instance, end: 'verified', covers: [], round: 1 },
        instance,
        `${instance} verified`,
      );
    }
  }
  return tracks.probes
    ? [
        ...list,
        ...cycleProbes<Ghost>(state, (type, by, input, change) =>
          decide(tracks, state, type, by, input, change === undefined ? world : change(world)),
        ),
      ]
    : list;
}

/** Two departments inspect themselves, or do not. */
function selfInspecting(tracks: Tracks, state: State, ghost: Ghost): Move<Ghost>[] {
  const list: Move<Ghost>[] = [];
  const world = worldOf(state, tracks);
  const add = (type: string, by: CastKey, input: object, label: string = type): void => {
    list.push({ label, event: decide(tracks, state, type, cast[by], input, world) });
  };
  add('recordSelfInspection', 'officerOfD1', inputs.recordSelfInspection, 'd1 records');
  add('recordSelfInspection', 'officerOfD2', { ...inputs.recordSelfInspection, department: 'd2' }, 'd2 records');
  add('enterSelfInspections', 'office', collected('d1', 'd2'), 'both collected');
  add('enterSelfInspections', 'office', collected('d1'), 'd1 collected');
  add('enterSelfInspections', 'office', collected('d1', 'd1'), 'probe: d1 collected twice');
  add('remindSelfInspection', 'office', {}, 'all reminded');
  add('remindSelfInspection', 'office', { departments: ['d2'] }, 'd2 reminded');
  add('proposeJudgement', 'chief', inputs.proposeJudgement);
  add('proposeJudgement', 'chief', { ...inputs.proposeJudgement, ...unrecorded }, 'proposed without d2');
  add('returnJudgement', 'ciso', { reason: 'r' });
  const wanting = insufficiencies(JSON.parse(JSON.stringify(inputs.judge)));
  const covers = [...ghost.toCover, ...wanting].filter((ref) => !ghost.covered.includes(ref));
  const judged = { ...inputs.judge, improvements: [{ title: 't', covers }] };
  add('judge', 'ciso', judged);
  add('judge', 'ciso', { ...judged, notInspected: [] }, 'judged, nobody missing');
  return list;
}

/** What is decided for all bodies, and how the standards answer it. */
function asking(tracks: Tracks, state: State): Move<Ghost>[] {
  const { at, owed } = contextOf(state);
  const list: Move<Ghost>[] = [];
  const world = worldOf(state, tracks);
  const add = (type: string, by: CastKey, input: object, label: string = type): void => {
    list.push({ label, event: decide(tracks, state, type, cast[by], input, world) });
  };
  if (dateInJapan(at) < newEdition.decidedOn) return list;
  for (const source of ['edition', 'directive'] as const) {
    const { due, ...plain } = asObject(JSON.parse(JSON.stringify(word(source, at))));
    const input = { ...plain, due: { ...asObject(due), rungs: [], escalations: [] } };
    if (!owed.some((item) => item.source === source))
      list.push({
        label: `a new ${source}`,
        event: told(state, 'amendmentRequired', input, 'registry/2026/demo-body'),
      });
  }
  const answers = [{ source: 'directive', ref: newDirective.id, how: 'notApplicable' }];
  const isAnswered = (source: string): boolean =>
    owed.some((item) => item.source === source && item.settled !== undefined);
  if (!isAnswered('directive'))
    list.push({
      label: 'answered in the next year',
      event: told(state, 'askedAnswered', { answers }, `cycle/2027/${body}`),
    });
  add('declareConformity', 'ciso', declaration);
  for (const answer of [inOperation, alreadyMet]) add('settleDirective', 'ciso', answer, `directive: ${answer.how}`);
  const old = { ...inputs.submitStandards, settles: [] };
  const both = [...old.directives, { directive: newDirective.id, how: 'reflected' }];
  // Back to the old edition once is enough.
  if (!isAnswered('edition'))
    add('submitStandardsAmendment', 'office', { ...old, directives: both }, 'amended on the old edition');
  add('submitStandardsAmendment', 'office', { ...old, edition: newEdition.id, conformance, directives: both });
  add('approveStandardsAmendment', 'ciso', inputs.approveStandards);
  for (const ref of [newEdition.id, newDirective.id]) {
    add('noAmendmentNeeded', 'ciso', { ref, reason: 'r' }, `probe: ${ref} waived`);
    add('submitStandardsAmendment', 'office', { ...old, settles: [ref] }, `probe: ${ref} named as carried out`);
  }
  const [first, ...others] = conformance;
  add('declareConformity', 'ciso', { ...declaration, conformance: [] }, 'probe: an empty map');
  add('declareConformity', 'ciso', { ...declaration, edition: 'x' }, 'probe: an unknown edition');
  add(
    'declareConformity',
    'ciso',
    { ...declaration, conformance: [{ ...first, text: ' ', departs: { equalEffect: ' ' } }, ...others] },
    'probe: a map that says nothing',
  );
  add('settleDirective', 'ciso', { ...inOperation, where: ' ' }, 'probe: settled nowhere');
  add('settleDirective', 'ciso', { directive: newDirective.id, how: 'notApplicable' }, 'probe: for no reason');
  add('settleDirective', 'ciso', { ...alreadyMet, document: undefined }, 'probe: met already, without a document');
  add('settleDirective', 'ciso', { ...inOperation, directive: 'x' }, 'probe: an unknown directive');
  return list;
}

/** Inspection, judgement, evaluation, close. */
function checking(tracks: Tracks, state: State, ghost: Ghost): Move<Ghost>[] {
  const context = contextOf(state);
  const list: Move<Ghost>[] = [];
  const world = worldOf(state, tracks);
  const add = (type: string, by: CastKey, input: object, label: string = type): void => {
    list.push({ label, event: decide(tracks, state, type, cast[by], input, world) });
  };
  add('beginInspection', 'chief', {});
  add('recordSelfInspection', 'officerOfD1', inputs.recordSelfInspection);
  add('recordEffect', 'office', inputs.recordEffect);
  add('recordResultingState', 'office', inputs.recordResultingState);
  const known = context.audits.length;
  const over = context.audits.every(({ end }) => end === 'cancelled');
  if (known < 2 && over) add('openAudit', 'auditOfficer', inputs.openAudit);
  const running = context.audits.find(({ end, own }) => own && end === undefined);
  const next = running?.instance ?? (tracks.late && known < 2 ? `audit/2027/${body}/1` : undefined);
  if (next !== undefined) {
    for (const grade of tracks.reports ?? ['noFinding']) {
      const findings = grade === 'noFinding' ? [] : [{ ref: `${next}#1`, grade, criterion: 'c1', department: 'd1' }];
      const input = { ...auditReport, audit: next, result: grade === 'noFinding' ? grade : 'findings', findings };
      list.push({
        label: `${next} reports ${grade}`,
        event: told(state, 'auditReported', JSON.parse(JSON.stringify(input)), next),
      });
    }
    if (running !== undefined && known < 2) {
      const cancelled = { audit: next, reason: 'r' };
      list.push({ label: `${next} cancelled`, event: told(state, 'auditCancelled', cancelled, next) });
    }
  }
  if (tracks.noAudit) add('recordNoAudit', 'ciso', { reason: 'r', tried: 't' });
  add('proposeJudgement', 'chief', inputs.proposeJudgement);
  add('returnJudgement', 'ciso', { reason: 'r' });
  add('takeBackJudgement', 'chief', { reason: 'r' });
  const good = { ...inputs.judge, effect: inputs.judge.overall };
  const partly = { ...good, effect: bad, partlyInsufficient: 'r' };
  const poor = { ...good, effect: bad, overall: bad };
  for (const [label, judged] of [
    ['all sufficient', good],
    ['insufficient', poor],
    ['partly insufficient', partly],
  ] as const) {
    const wanting = insufficiencies(JSON.parse(JSON.stringify(judged)));
    const refs = [...ghost.toCover, ...wanting].filter((ref) => !ghost.covered.includes(ref));
    add(
      'judge',
      'ciso',
      { ...judged, improvements: refs.length === 0 ? [] : [{ title: 't', covers: refs }] },
      `judged ${label}`,
    );
    add('judge', 'ciso', { ...judged, improvements: [] }, `judged ${label}, nothing covered`);
  }
  const open = ghost.toCover.filter((ref) => !ghost.covered.includes(ref));
  if (context.judgement !== undefined && open.length > 0) {
    const covers = open.map((ref) => ({ ref, clause: '3-16' }));
    add('openImprovement', 'chief', { title: 't', source: 'audit', covers }, 'what is uncovered is covered');
  }
  for (const { ref, grade } of context.findings) {
    if (grade === 'observation') add('disposeObservation', 'ciso', { ref, disposition: 'watch', reason: 'r' });
  }
  if (tracks.provisional) {
    add('evaluateProvisionally', 'ciso', {
      result: 'soFarPartly',
      missing: ['audit'],
      document: doc('provisional'),
    });
  }
  const evaluate = { ...inputs.evaluate, openImprovements: ghost.openImprovements };
  add('evaluate', 'ciso', evaluate);
  add('evaluate', 'ciso', { ...evaluate, result: 'achieved' }, 'evaluated as achieved');
  const late = context.findings
    .filter((one) => one.late && !context.supplemented.includes(one.ref))
    .map(({ ref }) => ref);
  if (late.length > 0) {
    const input = { findings: late, reason: 'r', document: doc('supplement') };
    add('supplement', 'ciso', { ...input, improvements: [{ title: 't', covers: late }] });
    add('supplement', 'ciso', { ...input, improvements: [] }, 'supplement covers nothing');
  }
  add('close', 'ciso', inputs.close);
  return list;
}

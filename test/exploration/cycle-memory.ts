/** What the exploration of the cycle keeps of a path by itself, and what tells its states apart. */
import type { Effect, Json, ProcedureEvent, State } from '../../machines/core/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { isOfMeasures } from '../../machines/cycle/v1/operate/measure-dates.ts';
import type { Context } from '../../machines/cycle/v1/types.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { asObject } from '../../model/json.ts';
import { cycle } from '../machines/cycle/honest-year.ts';

/** What the path has done; invariants judge by it, not by the context whose rules they try. */
export interface Ghost {
  /** Anything but withdrawing and reopening is a decision about the year. */
  readonly decided: boolean;
  readonly risk: boolean;
  readonly structure: boolean;
  /** Kinds of measures of what was last submitted, and of the plan that stands; null while there is none. */
  readonly submitted: { readonly by: string; readonly kinds: readonly string[] } | null;
  readonly plan: readonly string[] | null;
  readonly adopted: boolean;
  readonly predecessor: string;
  readonly inspected: readonly string[];
  /** Departments of which the plan asks a self-inspection, and whose record is there. */
  readonly asked: readonly string[];
  readonly recorded: readonly string[];
  readonly audited: boolean;
  readonly noAudit: boolean;
  readonly judged: boolean;
  readonly evaluated: boolean;
  /** Nonconformities and insufficiencies, and what improvements cover. */
  readonly toCover: readonly string[];
  readonly covered: readonly string[];
  readonly openImprovements: readonly string[];
  readonly owed: readonly string[];
  /** What became of each piece of advice. */
  readonly advice: Readonly<Record<string, string>>;
}

export const nothingYet: Ghost = {
  decided: false,
  risk: false,
  structure: false,
  submitted: null,
  plan: null,
  adopted: false,
  predecessor: 'none',
  inspected: [],
  asked: [],
  recorded: [],
  audited: false,
  noAudit: false,
  judged: false,
  evaluated: false,
  toCover: [],
  covered: [],
  openImprovements: [],
  owed: [],
  advice: {},
};

/** The year's memory, typed; the state is the exploration's own. */
export function contextOf(state: State): Context {
  return state.snapshot.context as Context;
}

const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const texts = (value: Json | undefined): string[] => list(value).map(String);
const set = (...of: readonly (readonly string[])[]): readonly string[] => [...new Set(of.flat())].sort();

/** Dimensions that a judgement's input finds wanting, by their refs. */
export function insufficiencies(input: Readonly<Record<string, Json | undefined>>): readonly string[] {
  return ['implementation', 'effect', 'resultingState', 'overall']
    .filter((name) => asObject(input[name])['sufficient'] === false || asObject(input[name])['levelAchieved'] === false)
    .map((name) => `${cycle}#${name}`);
}

/** What a plan's measures are. */
function kindsOf(input: Readonly<Record<string, Json | undefined>>): readonly string[] {
  return set(list(input['measures']).map((one) => String(asObject(one)['kind'])));
}

/** Departments that a plan names, and those that own a self-inspection. */
function askedOf(input: Readonly<Record<string, Json | undefined>>): readonly string[] {
  const owning = list(input['measures'])
    .map(asObject)
    .filter(({ kind }) => kind === 'selfInspection')
    .map(({ owner }) => String(asObject(owner)['department']));
  return set(owning, texts(asObject(input['inspects'])['departments']));
}

const withdrawal: readonly string[] = ['withdrawYear', 'reopenYear'];

/** The ghost after an accepted step; also folded over the entries of a path walked beforehand. */
export function remembered(
  ghost: Ghost,
  event: ProcedureEvent,
  effects: readonly Effect[],
  before: Ghost = ghost,
): Ghost {
  const input = asObject('input' in event ? event.input : {});
  const by = 'actor' in event ? event.actor.person : '';
  const starts = effects.flatMap((effect) =>
    effect.kind === 'start' && effect.procedure === 'improvement' ? [effect] : [],
  );
  const covers = starts.flatMap((start) =>
    list(asObject(start.input)['covers']).map((one) => String(asObject(one)['ref'])),
  );
  const now: Ghost = {
    ...ghost,
    decided: ghost.decided || ('actor' in event && !withdrawal.includes(event.type)),
    covered: set(ghost.covered, covers),
    openImprovements: set(
      ghost.openImprovements,
      starts.map(({ instance }) => instance),
    ),
  };
  const without = (refs: readonly string[]) => now.owed.filter((ref) => !refs.includes(ref));
  switch (event.type) {
    case 'recordRiskAssessment':
      return { ...now, risk: true };
    case 'confirmStructure':
      return { ...now, structure: true };
    case 'submitPlan':
    case 'submitPlanAmendment':
      return { ...now, submitted: { by, kinds: kindsOf(input) }, asked: askedOf(input) };
    case 'returnPlan':
    case 'returnPlanAmendment':
      return { ...now, submitted: null };
    case 'approvePlan':
    case 'approvePlanAmendment':
      return { ...now, plan: before.submitted?.kinds ?? null, submitted: null };
    case 'approveAdoption':
      return { ...now, adopted: true };
    case 'predecessorNotEvaluable':
      return now.predecessor === 'running' ? { ...now, predecessor: 'notEvaluable' } : now;
    case 'predecessorEvaluated':
      return { ...now, predecessor: input['provisional'] === true ? 'provisional' : 'evaluated' };
    case 'predecessorWithdrawn':
      return { ...now, predecessor: 'withdrawn' };
    case 'predecessorReopened':
      return { ...now, predecessor: 'running' };
    case 'recordSelfInspection':
    case 'enterSelfInspections': {
      const rows = event.type === 'recordSelfInspection' ? [input] : list(input['rows']).map(asObject);
      return {
        ...now,
        inspected: set(now.inspected, ['recordSelfInspection']),
        recorded: set(
          now.recorded,
          rows.map(({ department }) => String(department)),
        ),
      };
    }
    case 'recordEffect':
    case 'recordResultingState':
      return { ...now, inspected: set(now.inspected, [event.type]) };
    case 'auditReported': {
      const nonconformities = list(input['findings'])
        .map(asObject)
        .filter((finding) => finding['grade'] === 'nonconformity')
        .map((finding) => String(finding['ref']));
      const audited = now.audited || input['yearExamined'] === 2026;
      return { ...now, audited, toCover: set(now.toCover, nonconformities) };
    }
    case 'recordNoAudit':
      return { ...now, noAudit: true };
    case 'judge':
      return { ...now, judged: true, toCover: set(now.toCover, insufficiencies(input)) };
    case 'evaluate':
      return { ...now, evaluated: true };
    case 'improvementEnded':
      return { ...now, openImprovements: now.openImprovements.filter((one) => one !== input['improvement']) };
    case 'amendmentRequired':
    case 'educationRequired':
      return { ...now, owed: set(now.owed, [String(input['ref'])]) };
    case 'adviceGiven':
      return { ...now, advice: { [String(input['ref'])]: 'open', ...now.advice } };
    case 'adviceCarried':
      return { ...now, advice: { [String(input['ref'])]: 'later', ...now.advice } };
    case 'disposeAdvice':
      return { ...now, advice: { ...now.advice, [String(input['ref'])]: String(input['disposition']) } };
    case 'noAmendmentNeeded':
      return { ...now, owed: without([String(input['ref'])]) };
    case 'recordTraining':
      return { ...now, owed: without(texts(input['educates'])) };
    default:
      return now;
  }
}

/** What the rules read of a year, with the ghost; equal keys behave alike. */
export function key(state: State, ghost: Ghost): unknown {
  const c = contextOf(state);
  const track = (one: { submitted?: object; approved?: object }): Json => [
    one.submitted === undefined
      ? null
      : pick(one.submitted, 'by', 'document', 'settles', 'carries', 'evaluation', 'edition', 'directives'),
    one.approved === undefined
      ? null
      : pick(one.approved, 'how', 'version', 'document', 'evaluation', 'edition', 'directives'),
  ];
  return [
    state.snapshot.value,
    [c.direction, c.resources, c.structure, c.riskAssessment].map((one) => one !== undefined),
    track(c.policy),
    track(c.standards),
    track(c.plan),
    [...new Set(c.deliberations.flatMap(({ documents }) => documents))].sort(),
    [c.adoption.submitted !== undefined, c.adoption.approved !== undefined],
    c.owed.map(({ ref, subject, source, settled }) => [ref, subject, source, settled !== undefined]),
    c.workability.map(({ answered }) => answered !== undefined),
    c.exceptions.map((one) => [one.status, Date.parse(`${one.until}T15:00:00Z`) > c.at]),
    c.audits.map(({ instance, end, yearExamined }) => [instance, end, yearExamined]),
    c.auditOrders.map(({ opened }) => opened),
    c.improvements.map(({ covers, end }) => [covers, end !== undefined]),
    c.marks.includes('recalendared'),
    // A directive falls due as an edition does.
    c.dueItems.filter((item) => item.id.startsWith('edition:') && item.due <= (item.met ?? c.at)).length,
    c.dueItems.filter((item) => isOfMeasures(item) && item.met === undefined && item.due <= c.at).map(({ id }) => id),
    c.findings.map(({ ref, grade, late }) => [ref, grade, late]),
    c.disposedObservations,
    c.advice.map(({ ref, disposed }) => [ref, disposed?.what, (disposed?.until ?? '') > dateInJapan(c.at)]),
    c.inspection.begun !== undefined,
    Object.entries(c.inspection.selfInspections).map(([id, { collected }]) => [id, collected === true]),
    Object.entries(c.inspection.reminded ?? {}).map(([id, at]) => [id, dateInJapan(at) === dateInJapan(c.at)]),
    c.proposal?.notInspected !== undefined,
    [c.inspection.effect !== undefined, c.inspection.resultingState !== undefined, c.noAudit !== undefined],
    [c.proposal !== undefined, c.judgement?.dimensions, c.provisional !== undefined, c.evaluation !== undefined],
    [...c.supplemented].sort(),
    [c.predecessor.status, c.predecessor.document, c.predecessor.reopened === true, c.notEvaluable !== undefined],
    [c.yearBegun, c.at >= c.yearBegins, c.resultRequests.length],
    Object.keys(cycleV1.timers(c)).sort(),
    [c.end?.kind, c.withdrawn !== undefined, c.decisions === 0],
    ghost,
  ];
}

function pick(of: object, ...names: readonly string[]): Json {
  const source: Readonly<Record<string, Json>> = JSON.parse(JSON.stringify(of));
  return names.map((name) => source[name] ?? null);
}

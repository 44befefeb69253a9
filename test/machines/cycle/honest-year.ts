/**
 * An honest year of one body, as data: who decides what on which day, with which input, and what other procedures tell
 * the cycle meanwhile. The pure drive below takes it here; server tests, walkthrough and exploration reuse the inputs
 * (their tells come from real audits and improvements).
 */
import type { Json } from '../../../machines/core/index.ts';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { cycleCalendar } from '../../../model/calendar/year.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import type { Profile } from '../../../model/organisations.ts';
import { type World } from '../support/world.ts';
import { drive, type Driver } from '../support/drive.ts';
import { body, bodyOf, calendarOf, cast, type CastKey } from './cast.ts';
import { auditInstance, auditReport, cycle, improvement, inputs, year } from './inputs.ts';

/** One line of the script. `on` is a JST date; the act is at 10:00 or later that day. */
export type ScriptStep =
  | { readonly on: string; readonly by: CastKey; readonly decision: string; readonly input: object }
  | { readonly on: string; readonly told: string; readonly from: string; readonly input: object };

export * from './inputs.ts';

/** Planning: from the opening in February to the approved plan. */
export const planning: readonly ScriptStep[] = [
  { on: '2026-02-03', by: 'ciso', decision: 'setDirection', input: inputs.setDirection },
  { on: '2026-02-04', by: 'ciso', decision: 'confirmStructure', input: inputs.confirmStructure },
  { on: '2026-02-05', by: 'office', decision: 'submitPolicy', input: inputs.submitPolicy },
  { on: '2026-02-06', by: 'ciso', decision: 'approvePolicy', input: inputs.approvePolicy },
  { on: '2026-02-09', by: 'office', decision: 'recordDeliberation', input: inputs.recordDeliberation },
  { on: '2026-02-10', by: 'office', decision: 'submitStandards', input: inputs.submitStandards },
  { on: '2026-02-12', by: 'ciso', decision: 'approveStandards', input: inputs.approveStandards },
  { on: '2026-02-16', by: 'office', decision: 'recordRiskAssessment', input: inputs.recordRiskAssessment },
  { on: '2026-03-02', by: 'office', decision: 'submitPlan', input: inputs.submitPlan },
  { on: '2026-03-05', by: 'ciso', decision: 'decideResources', input: inputs.decideResources },
  { on: '2026-03-10', by: 'ciso', decision: 'approvePlan', input: inputs.approvePlan },
];

/** Operation: under the plan, from 1 April. */
export const operation: readonly ScriptStep[] = [
  { on: '2026-05-12', by: 'office', decision: 'recordTraining', input: inputs.recordTraining },
  { on: '2026-05-20', by: 'officerOfD1', decision: 'reportDissemination', input: inputs.reportDissemination },
  { on: '2026-05-21', by: 'staff', decision: 'reportWorkability', input: inputs.reportWorkability },
  { on: '2026-05-25', by: 'office', decision: 'answerWorkability', input: inputs.answerWorkability },
  { on: '2026-06-01', by: 'staff', decision: 'applyForException', input: inputs.applyForException },
  { on: '2026-06-05', by: 'ciso', decision: 'decideException', input: inputs.decideException },
  { on: '2026-08-31', by: 'chief', decision: 'settleException', input: inputs.settleException },
  { on: '2026-09-01', by: 'system', decision: 'reportMeasure', input: inputs.reportMeasure },
  { on: '2026-09-10', by: 'auditOfficer', decision: 'openAudit', input: inputs.openAudit },
];

/** Inspection up to the complete records and the reported audit. */
export const inspection: readonly ScriptStep[] = [
  { on: '2026-10-01', by: 'chief', decision: 'beginInspection', input: inputs.beginInspection },
  { on: '2026-11-10', by: 'officerOfD1', decision: 'recordSelfInspection', input: inputs.recordSelfInspection },
  { on: '2026-11-20', by: 'office', decision: 'recordEffect', input: inputs.recordEffect },
  { on: '2026-11-21', by: 'office', decision: 'recordResultingState', input: inputs.recordResultingState },
  { on: '2026-12-10', told: 'auditReported', from: auditInstance, input: auditReport },
  { on: '2026-12-14', by: 'ciso', decision: 'disposeObservation', input: inputs.disposeObservation },
];

export const judgement: readonly ScriptStep[] = [
  { on: '2027-01-15', by: 'chief', decision: 'proposeJudgement', input: inputs.proposeJudgement },
  { on: '2027-01-25', by: 'ciso', decision: 'judge', input: inputs.judge },
];

/** Re-entry: what the improvements ask for is done within the year (3-17). */
export const reEntry: readonly ScriptStep[] = [
  {
    on: '2027-02-01',
    told: 'amendmentRequired',
    from: improvement(1),
    input: { source: 'improvement', ref: improvement(1), subject: 'standards', what: '第5条を改める' },
  },
  {
    on: '2027-02-01',
    told: 'educationRequired',
    from: improvement(2),
    input: { ref: improvement(2), what: '改正の周知' },
  },
  {
    on: '2027-02-08',
    by: 'office',
    decision: 'recordDeliberation',
    input: {
      ...inputs.recordDeliberation,
      documents: [inputs.submitStandardsAmendment.document],
      heldOn: '2027-02-08',
    },
  },
  {
    on: '2027-02-09',
    by: 'office',
    decision: 'submitStandardsAmendment',
    input: inputs.submitStandardsAmendment,
  },
  { on: '2027-02-12', by: 'ciso', decision: 'approveStandardsAmendment', input: inputs.approveStandardsAmendment },
  {
    on: '2027-02-20',
    by: 'office',
    decision: 'recordTraining',
    input: {
      ...inputs.recordTraining,
      heldOn: '2027-02-19',
      taught: [{ of: 'standards', version: '1.1' }],
      educates: [improvement(2)],
    },
  },
];

export const evaluation: readonly ScriptStep[] = [
  { on: '2027-03-20', by: 'ciso', decision: 'evaluate', input: inputs.evaluate },
];

/** After the year: the improvements end, and the year closes. */
export const closing: readonly ScriptStep[] = [
  ...[1, 2].map((n) => ({
    on: '2027-05-20',
    told: 'improvementEnded',
    from: improvement(n),
    input: { improvement: improvement(n), end: 'verified', covers: [], round: 1 },
  })),
  { on: '2027-06-01', by: 'ciso', decision: 'close', input: inputs.close },
];

/** The whole honest year. */
export const honestYear: readonly ScriptStep[] = [
  ...planning,
  ...operation,
  ...inspection,
  ...judgement,
  ...reEntry,
  ...evaluation,
  ...closing,
];

/** What the opening of the year gives the cycle: opened on a day, at nine, under the calendar of the world. */
export function opening(
  profile: Profile,
  of: object = {},
  on = '2026-02-01',
  { calendar = calendarOf(profile) }: Pick<World, 'calendar'> = {},
): object {
  return {
    profile,
    ...cycleCalendar(calendar, year, startOfDate(on) + 9 * 3_600_000),
    firstCycle: true,
    minimumObservationDays: 30,
    maximumExtensions: 2,
    longestTermDays: 1095,
    longestExceptionDays: 730,
    coolingOffDays: 0,
    committeeRule: profile !== 'ministry',
    asked: [],
    predecessor: { status: 'none' },
    ...of,
  };
}

/** The world after what a step put in force. */
function withRegisters(world: World, driver: Driver): World {
  const set = driver.effects.flatMap((effect): [string, Json][] =>
    effect.kind === 'register' ? [[effect.register, effect.value]] : [],
  );
  return set.length === 0 ? world : { ...world, registers: { ...world.registers, ...Object.fromEntries(set) } };
}

/** A year under way: the driver, with the world its steps have made. */
export interface Year {
  readonly driver: Driver;
  readonly world: World;
}

/** Opens a year on 1 February before it (or later). */
export function open(profile: Profile = 'ministry', of: object = {}, on = '2026-02-01', world = bodyOf(profile)): Year {
  const at = startOfDate(on) + 9 * 3_600_000;
  const driver = drive(cycleV1, {
    instance: cycle,
    organisation: body,
    year,
    input: opening(profile, of, on, world),
    at,
    world,
  });
  return { driver, world };
}

/** Takes the steps of a script; what they put in force is in force for the next. */
export function walk(from: Year, script: readonly ScriptStep[]): Year {
  const driver = from.driver.fork();
  let { world } = from;
  for (const step of script) {
    driver.passTo(step.on);
    if ('told' in step) driver.told(step.told, step.input, step.from);
    else driver.decide(step.decision, cast[step.by], step.input);
    world = withRegisters(world, driver);
    driver.in(world);
  }
  return { driver, world };
}

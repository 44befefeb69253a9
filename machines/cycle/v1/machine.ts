/**
 * The statechart, composed: `live { planning ∥ tracks | year { amendments ∥ check } } → closed | ended`. Decisions of
 * the whole year stand on the parents, guarded by rules that cite a clause, so that a refusal says which.
 */
import { assign, setup } from 'xstate';
import { actions, all, guards } from '../../core/index.ts';
import type { BaseContext, ProcedureEvent } from '../../core/index.ts';
import type { z } from 'zod';
import { routes, rules, type CycleRoutes, type CycleRules } from './decisions.ts';
import { endingOn, succeededOn } from './ending.ts';
import type { CycleEvents } from './events.ts';
import { restingOnPlan } from './inspect/begin.ts';
import { observationOn } from './inspect/observations.ts';
import { checkTrack } from './inspect/track.ts';
import type { input } from './input.ts';
import { auditOn } from './operate/audits.ts';
import { exceptionOn } from './operate/exceptions.ts';
import { improvementOn } from './operate/improvements.ts';
import { measureOn } from './operate/measures.ts';
import { trainingOn } from './operate/training.ts';
import { workabilityOn } from './operate/workability.ts';
import { adoptionTrack, lateAdoptionTrack } from './planning/adoption-track.ts';
import { deliberationOn } from './planning/deliberation.ts';
import { directionOn, directionTrack, resourcesOn } from './planning/direction.ts';
import { planAmendmentTrack, planTrack } from './planning/plan-track.ts';
import { policyTrack } from './planning/policy.ts';
import { riskOn, riskTrack } from './planning/risk-assessment.ts';
import { standardsAmendmentTrack, standardsTrack } from './planning/standards-track.ts';
import { structureOn, structureTrack } from './planning/structure.ts';
import { closeOn } from './review/close.ts';
import { evaluationOn } from './review/evaluation.ts';
import { owedOn } from './review/owed.ts';
import { supplementOn } from './review/supplement.ts';
import { recalendarOn } from './recalendar.ts';
import { timersOn } from './timers.ts';
import { toldOn } from './told.ts';
import type { CycleContext } from './types.ts';

type Input = z.output<typeof input> & BaseContext;

/** The context an instance begins with. */
function beginning(given: Input): CycleContext {
  const late = given.at >= given.yearBegins;
  const { predecessor } = given;
  return {
    at: given.at,
    seq: given.seq,
    instance: given.instance,
    organisation: given.organisation,
    year: given.year,
    profile: given.profile,
    supervisors: given.supervisors,
    yearBegins: given.yearBegins,
    inspectionBegins: given.inspectionBegins,
    yearBegun: late,
    openedAt: given.at,
    openedLate: given.openedLate,
    firstCycle: given.firstCycle,
    minimumObservationDays: given.minimumObservationDays,
    coolingOffDays: given.coolingOffDays,
    committeeRule: given.committeeRule,
    predecessor,
    dueItems: given.dueItems,
    lastRung: 0,
    marks: given.openedLate ? ['openedLate'] : [],
    documents: predecessor.document === undefined ? [] : [predecessor.document],
    policy: {},
    standards: {},
    deliberations: [],
    plan: {},
    adoption: {},
    owed: [],
    measureReports: {},
    trainings: [],
    disseminations: {},
    workability: [],
    exceptions: [],
    audits: [],
    auditOrders: [],
    improvements: [],
    findings: [],
    disposedObservations: [],
    advice: [],
    inspection: { selfInspections: {} },
    supplemented: [],
    resultRequests: [],
  };
}

/** What in planning rests on a plan that does not stand yet: refused by 3-12, not by absence. */
const notBeforePlan = Object.fromEntries(
  restingOnPlan.map((type) => [type, { guard: all('planStandsForInspection'), actions: [assign({})] }]),
);

const everywhere = {
  ...resourcesOn,
  ...deliberationOn,
  ...measureOn,
  ...trainingOn,
  ...workabilityOn,
  ...exceptionOn,
  ...auditOn,
  ...improvementOn,
  ...observationOn,
  ...owedOn,
  ...supplementOn,
  ...recalendarOn,
  ...toldOn,
  ...succeededOn,
  ...timersOn,
} as const;

type Name = keyof CycleRules | keyof CycleRoutes | `!${keyof CycleRoutes}`;
/** The one guard, its names narrowed to this procedure's, so that a misspelt one does not compile. */
const judge: (a: { context: BaseContext; event: ProcedureEvent }, names: readonly Name[]) => boolean = guards(
  rules,
  routes,
).all;

export const machine = setup({
  types: {} as { context: CycleContext; events: CycleEvents; input: Input },
  guards: { all: judge },
  actions,
}).createMachine({
  id: 'cycle',
  context: ({ input: given }) => beginning(given),
  initial: 'live',
  states: {
    live: {
      initial: 'planning',
      on: {
        ...everywhere,
        evaluateProvisionally: evaluationOn.evaluateProvisionally,
        close: { ...closeOn.close, target: '#cycle.closed' },
        organisationEnding: { ...endingOn.organisationEnding, target: '#cycle.ended' },
      },
      states: {
        planning: {
          type: 'parallel',
          on: notBeforePlan,
          states: {
            direction: directionTrack,
            structure: structureTrack,
            policy: policyTrack,
            standards: standardsTrack,
            riskAssessment: riskTrack,
            plan: planTrack,
            adoption: adoptionTrack,
          },
        },
        year: {
          type: 'parallel',
          on: { ...directionOn, ...structureOn, ...riskOn },
          states: {
            amendments: {
              type: 'parallel',
              states: {
                policy: policyTrack,
                standards: standardsAmendmentTrack,
                plan: planAmendmentTrack,
                adoption: lateAdoptionTrack,
              },
            },
            check: checkTrack,
          },
        },
      },
    },
    closed: { type: 'final' },
    ended: { type: 'final' },
  },
});

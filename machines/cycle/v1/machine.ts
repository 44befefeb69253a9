/**
 * The statechart, composed: `live { planning ∥ tracks | year { amendments ∥ check } } → closed | ended`, and
 * `withdrawn` beside `live`. Decisions of
 * the whole year stand on the parents, guarded by rules that cite a clause, so that a refusal says which.
 */
import { setup } from 'xstate';
import type { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { actions, guards, join } from '../../kit/v1/index.ts';
import * as ending from './ending.ts';
import type { Events } from './events.ts';
import * as begin from './inspect/begin.ts';
import * as collected from './inspect/collected.ts';
import * as judgement from './inspect/judgement.ts';
import * as noAudit from './inspect/no-audit.ts';
import * as observations from './inspect/observations.ts';
import * as records from './inspect/records.ts';
import * as reminding from './inspect/reminding.ts';
import * as check from './inspect/track.ts';
import { beginning, type opening } from './opening.ts';
import * as audits from './operate/audits.ts';
import * as carriedExceptions from './operate/carried-exceptions.ts';
import * as delays from './operate/delays.ts';
import * as exceptions from './operate/exceptions.ts';
import * as improvements from './operate/improvements.ts';
import * as measures from './operate/measures.ts';
import * as training from './operate/training.ts';
import * as workability from './operate/workability.ts';
import * as adoption from './planning/adoption-track.ts';
import * as asked from './planning/asked.ts';
import * as deliberation from './planning/deliberation.ts';
import * as direction from './planning/direction.ts';
import * as directives from './planning/directives.ts';
import * as editions from './planning/editions.ts';
import * as plan from './planning/plan-track.ts';
import * as policy from './planning/policy.ts';
import * as riskAssessment from './planning/risk-assessment.ts';
import * as standards from './planning/standards-track.ts';
import * as structure from './planning/structure.ts';
import * as recalendar from './recalendar.ts';
import * as advice from './review/advice.ts';
import * as carriedAdvice from './review/carried-advice.ts';
import * as close from './review/close.ts';
import * as evaluation from './review/evaluation.ts';
import * as owed from './review/owed.ts';
import * as result from './review/result.ts';
import * as supplement from './review/supplement.ts';
import * as timers from './timers.ts';
import * as told from './told.ts';
import type { Context } from './types.ts';
import * as withdrawal from './withdrawal.ts';

/** Taken whatever the phase. */
const live = join(
  direction.on.live,
  deliberation.on.live,
  editions.on.live,
  directives.on.live,
  asked.on.live,
  measures.on.live,
  training.on.live,
  workability.on.live,
  delays.on.live,
  exceptions.on.live,
  carriedExceptions.on.live,
  audits.on.live,
  improvements.on.live,
  observations.on.live,
  evaluation.on.live,
  supplement.on.live,
  owed.on.live,
  advice.on.live,
  carriedAdvice.on.live,
  result.on.live,
  close.on.live,
  recalendar.on.live,
  told.on.live,
  ending.on.live,
  timers.on.live,
);

export const machine = setup({
  types: {} as { context: Context; events: Events; input: z.output<typeof opening> & BaseContext },
  guards,
  actions,
}).createMachine({
  id: 'cycle',
  context: ({ input }) => beginning(input),
  initial: 'live',
  states: {
    live: {
      initial: 'planning',
      on: live,
      states: {
        planning: {
          type: 'parallel',
          on: join(
            begin.on.planning,
            records.on.planning,
            collected.on.planning,
            reminding.on.planning,
            noAudit.on.planning,
            judgement.on.planning,
            evaluation.on.planning,
            withdrawal.on.planning,
          ),
          states: {
            direction: direction.track,
            structure: structure.track,
            policy: policy.track,
            standards: standards.track,
            riskAssessment: riskAssessment.track,
            plan: plan.track,
            adoption: adoption.track,
          },
        },
        year: {
          type: 'parallel',
          on: join(direction.on.year, structure.on.year, riskAssessment.on.year),
          states: {
            amendments: {
              type: 'parallel',
              states: {
                policy: policy.track,
                standards: standards.amendmentTrack,
                plan: plan.amendmentTrack,
                adoption: adoption.lateTrack,
              },
            },
            check: check.track,
          },
        },
      },
    },
    // What is told is kept meanwhile, and the body may end.
    withdrawn: {
      on: join(
        withdrawal.on.withdrawn,
        told.on.live,
        asked.on.live,
        carriedExceptions.on.live,
        carriedAdvice.on.live,
        ending.on.live,
        timers.on.withdrawn,
      ),
    },
    closed: { type: 'final' },
    ended: { type: 'final' },
  },
});

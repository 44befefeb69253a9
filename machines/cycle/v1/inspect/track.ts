/** The check of the year: running → inspecting → judged → evaluated. Only composes; rules are beside their decisions. */
import { join } from '../../../kit/v1/index.ts';
import * as evaluation from '../review/evaluation.ts';
import * as told from '../told.ts';
import * as begin from './begin.ts';
import * as collected from './collected.ts';
import * as judgement from './judgement.ts';
import * as noAudit from './no-audit.ts';
import * as records from './records.ts';
import * as reminding from './reminding.ts';

export const track = {
  initial: 'running',
  on: join(
    records.on.check,
    collected.on.check,
    reminding.on.check,
    noAudit.on.check,
    judgement.on.check,
    evaluation.on.check,
  ),
  states: {
    running: { on: begin.on.running },
    inspecting: {
      initial: 'recording',
      states: {
        recording: {},
        /** Whatever is recorded or reported now returns the proposal. */
        proposed: { on: join(records.on.proposed, collected.on.proposed, told.on.proposed) },
      },
    },
    judged: {},
    evaluated: {},
  },
} as const;

/** What workflows have done outside: thin, each of them safe to be done again. */
import type { Records } from '../contract/records/records.ts';
import { ApplicationFailure } from '@temporalio/common';
import {
  journalConflict,
  type DurableActivities,
  type RoundActivities,
  type YearActivities,
} from '../contract/activities.ts';
import { JournalConflict } from '../contract/records/journal.ts';
import type { Engine, Schedules } from '../contract/engine.ts';
import type { Effect, Json, Procedure } from '../machines/core/index.ts';
import { asObject } from '../model/json.ts';
import type { Instant } from '../model/identifiers.ts';
import { newestOf, newestPublished } from '../machines/procedures.ts';
import { patient } from './absent.ts';
import { makeOpenCycles } from './open-cycles.ts';
import { makeOpenYearly } from './open-yearly.ts';
import { makePlanOpenings } from './plan-openings.ts';
import { makePutInInbox } from './put-in-inbox.ts';
import { startOf } from '../records/look-ups/start-facts.ts';
import { makeTellCompetence } from './tell-competence.ts';
import { makeTellCycles } from './tell-cycles.ts';
import { isToldToCycles } from '../records/registers/known.ts';

/** What the activities need of the engine. */
export type ActivityEngine = Pick<Engine, 'start' | 'tell'> & Pick<Schedules, 'lookAround'>;

/** The parts of records the activities use. */
export type ActivityRecords = Pick<
  Records,
  | 'installation'
  | 'journal'
  | 'instances'
  | 'registry'
  | 'registers'
  | 'lookUps'
  | 'calendars'
  | 'openings'
  | 'engineWatch'
  | 'registryTells'
>;

export interface ActivitiesNeed {
  readonly records: ActivityRecords;
  readonly engine: ActivityEngine;
  /** Newest definition of a kind; for tests and benchmarks with definitions that are not published. */
  readonly newest?: (procedure: string) => Procedure | undefined;
  /** The newest of every kind: what the calendar opens. @default those published */
  readonly procedures?: readonly Procedure[];
  /** For a past that is told. @default Date.now */
  readonly clock?: () => Instant;
  /** A planning day still to come may be made up for: rehearsals and tests alone. @default false */
  readonly planningAhead?: boolean;
}

/** The activities, bound to records and engine. Every one fails – and is tried again – while records are away. */
export function makeActivities({
  records,
  engine,
  newest = newestOf,
  procedures = newestPublished(),
  clock = Date.now,
  planningAhead = false,
}: ActivitiesNeed): DurableActivities & YearActivities & RoundActivities {
  const put = makePutInInbox(records);
  return patient({
    async appendJournal(batch) {
      const last = batch.at(-1)?.entry;
      if (last === undefined) throw new Error('an empty batch was sent to the journal');
      try {
        await records.journal.append(batch);
      } catch (error) {
        if (!(error instanceof JournalConflict)) throw error;
        throw ApplicationFailure.nonRetryable(error.message, journalConflict);
      }
      // What a procedure has brought into force for all reaches every open cycle now, not with the round of the next day.
      if (batch.some(({ entry }) => entry.effects.some(reachesCycles))) await engine.lookAround();
      return { instance: last.instance, seq: last.seq };
    },

    async claimInstance({ procedure, instance: of, input: given, by, numbered }) {
      const definition = newest(procedure);
      if (definition === undefined) throw new Error(`no procedure ${procedure} to start ${of} with`);
      const told: Json = numbered ? { ...asObject(given), startedBy: by } : given;
      const start = await startOf(records, definition, { instance: of, input: told, at: clock() });
      const { result, inbox, ...claimed } = numbered
        ? await records.instances.claimNext(of, by, (instance) => ({ ...start, instance }))
        : { start, ...(await records.instances.claim(start, by)) };
      return { result, start: { ...claimed.start, inbox } };
    },

    putInInbox: async (message, reason) => ({ ...(await put(message, reason)), id: message.id }),
    openCycles: makeOpenCycles({ records, engine, newest }),
    reportFailedOpening: (opening) => records.openings.reportFailed(opening),
    planOpenings: makePlanOpenings(records, { clock, ahead: planningAhead }),
    openYearly: makeOpenYearly({ records, engine, procedures }),
    ...makeTellCycles({ records, engine, putInInbox: put }),
    tellCompetence: makeTellCompetence({ records, engine, putInInbox: put, procedures }),
  });
}

function reachesCycles(effect: Effect): boolean {
  return effect.kind === 'register' && isToldToCycles(effect.register, effect.value);
}

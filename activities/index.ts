/** What workflows have done outside: thin, each of them safe to be done again. */
import type { Records } from '../records/contract.ts';
import type { DurableActivities, YearActivities } from '../machines/activity-contract.ts';
import type { Procedure } from '../machines/core.ts';
import type { DurableInput } from '../machines/messages.ts';
import { newestOf } from '../machines/procedures.ts';
import { patient } from './absent.ts';
import { makeOpenCycles } from './open-cycles.ts';
import { makePutInInbox } from './put-in-inbox.ts';

/** What the activities need of the engine. */
export interface Starter {
  /** Starts a claimed instance; `exists` when it was started before. */
  start(input: DurableInput): Promise<'started' | 'exists'>;
}

/** The parts of records the activities use. */
export type ActivityRecords = Pick<Records, 'journal' | 'instances' | 'registry' | 'lookUps'>;

export interface ActivitiesNeed {
  readonly records: ActivityRecords;
  readonly engine: Starter;
  /** Newest definition of a kind; for tests and benchmarks with definitions that are not published. */
  readonly newest?: (procedure: string) => Procedure | undefined;
}

/** The activities, bound to records and engine. Every one fails – and is tried again – while records are away. */
export function makeActivities({
  records,
  engine,
  newest = newestOf,
}: ActivitiesNeed): DurableActivities & YearActivities {
  return patient({
    appendJournal: (batch) => records.journal.append(batch),

    async claimInstance({ procedure, instance, input, by }) {
      const version = newest(procedure)?.version;
      if (version === undefined) throw new Error(`no procedure ${procedure} to start ${instance} with`);
      const start: DurableInput = { instance, procedure, version, input };
      const { result, inbox } = await records.instances.claim(start, by);
      return { result, start: { ...start, inbox } };
    },

    putInInbox: makePutInInbox(records),

    openCycles: makeOpenCycles({ records, engine, newest }),
  });
}

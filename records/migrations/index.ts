import type { QueryExecutorProvider } from 'kysely';
import * as records from './0001-records.ts';
import * as registry from './0002-registry.ts';
import * as notices from './0003-notices.ts';
import * as hooks from './0004-hooks.ts';
import * as governance from './0005-governance.ts';
import * as schedule from './0007-schedule.ts';
import * as boardYears from './0009-board-years.ts';
import * as answersReserved from './0010-answers-reserved.ts';

/** One step of the schema. A published one is never edited; what it lacks is a new step. */
export interface Migration {
  readonly name: string;
  up(db: QueryExecutorProvider): Promise<void>;
}

/** All steps in order; the schema's number is how many have been taken. */
export const migrations: readonly Migration[] = [
  { name: '0001-records', up: records.up },
  { name: '0002-registry', up: registry.up },
  { name: '0003-notices', up: notices.up },
  { name: '0004-hooks', up: hooks.up },
  { name: '0005-governance', up: governance.up },
  { name: '0007-schedule', up: schedule.up },
  { name: '0009-board-years', up: boardYears.up },
  { name: '0010-answers-reserved', up: answersReserved.up },
];

/**
 * What stands in the read model of one instance, from its entries: written with them, and by the very same parts when it
 * is derived anew from the journal.
 */
import { sql } from 'kysely';
import type { Head } from '../../contract/records/integrity.ts';
import { type InstanceId, parseInstanceId } from '../../model/identifiers.ts';
import { citationParts } from '../documents/citations.ts';
import { relianceParts } from '../governance/reliances.ts';
import { invitationParts } from '../read-model/invitations.ts';
import { taskParts } from '../read-model/tasks.ts';
import { emptyChain } from './chain.ts';
import type { InstanceChange } from './instance-change.ts';
import { type Part, rowsOf } from './statement.ts';

/** `heads`: where each instance's chain ends after its new entries. */
export function instanceParts(moved: readonly InstanceChange[], heads: ReadonlyMap<string, Head>): Part[] {
  return [
    instancePart(moved, heads),
    ...taskParts(moved),
    ...citationParts(moved),
    ...invitationParts(moved),
    ...relianceParts(moved.flatMap(({ entries }) => entries)),
  ];
}

/** The row of an instance that has no entry yet. Throws RangeError for an id that could be listed nowhere. */
export function unbegun(instance: InstanceId) {
  const { kind, year, organisation, number = null } = partsOf(instance);
  return {
    instance,
    procedure: kind,
    version: 0,
    year,
    organisation,
    number,
    seq: emptyChain.seq,
    head_hash: emptyChain.hash,
    at: null,
    phase: null,
    ended: null,
    projection: null,
    open_due: [],
    open_due_ids: [],
    marks: [],
    counts: '{}',
    started: false,
  };
}

/** The parts of an instance id; an id without them cannot be listed anywhere, so it is refused. */
function partsOf(instance: string) {
  const parts = parseInstanceId(instance);
  if (parts === undefined) throw new RangeError(`not an instance id: ${instance}`);
  return parts;
}

function instancePart(all: readonly InstanceChange[], heads: ReadonlyMap<string, Head>): Part {
  const rows = all.map(({ entry, openDue }) => {
    const { year, organisation, number } = partsOf(entry.instance);
    const head = heads.get(entry.instance) ?? emptyChain;
    return {
      instance: entry.instance,
      procedure: entry.procedure,
      version: entry.version,
      year,
      organisation,
      number,
      seq: head.seq,
      head_hash: head.hash,
      at: entry.at,
      phase: entry.projection.phase,
      ended: entry.projection.ended,
      projection: JSON.stringify(entry.projection),
      open_due: openDue.map((item) => item.due),
      open_due_ids: openDue.map((item) => item.id),
      marks: entry.projection.marks,
      counts: JSON.stringify(entry.projection.counts),
    };
  });
  return sql`instances_written as (
    insert into instances
      (instance, procedure, version, year, organisation, number, seq, head_hash, at, phase, ended,
        projection, open_due, open_due_ids, marks, counts, started)
    select one.*, true from json_to_recordset(${rowsOf(rows)}) as one (
      instance text, procedure text, version integer, year integer, organisation text, number integer, seq integer,
      head_hash text, at bigint, phase text, ended text, projection text, open_due bigint[],
      open_due_ids text[], marks text[], counts text)
    on conflict (instance) do update set
      version = excluded.version, seq = excluded.seq, head_hash = excluded.head_hash, at = excluded.at,
      phase = excluded.phase, ended = excluded.ended,
      projection = excluded.projection, open_due = excluded.open_due, open_due_ids = excluded.open_due_ids,
      marks = excluded.marks, counts = excluded.counts, started = excluded.started)`;
}

/** Where a year of a body stands by one clause: read from the read model and the journal, for whoever may read it. */
import type { Taken } from '../../contract/records/journal.ts';
import type { InstanceRow } from '../../contract/records/instances.ts';
import { procedureOf } from '../../machines/procedures.ts';
import type { ClauseId } from '../../model/clauses.ts';
import type { OrganisationId } from '../../model/identifiers.ts';
import { profileOf } from '../../model/organisations.ts';
import { openingOf, ownBodies } from '../access/bodies.ts';
import { readableAt } from '../access/reading.ts';
import type { Caller } from '../caller.ts';
import { namesOfRoles } from '../decisions/naming.ts';
import { nameOfBody } from '../names-of-bodies.ts';
import type { Parts } from '../parts.ts';
import { notFound } from '../problems.ts';
import { noteReading } from '../reads.ts';
import { decisionLabel, textOf } from '../texts.ts';
import { decisionsServing } from './citing.ts';

/** Procedures of one body's year that are looked at: the cycle, its audits and improvements. */
const MOST = 1_000;
/** What is open or due and listed. */
const LISTED = 200;

/** Where the year stands. Throws 404, alike whether there is nothing or it is not the caller's to read. */
export async function yearBy(
  parts: Parts,
  me: Caller,
  clause: ClauseId,
  { organisation, year }: { readonly organisation: OrganisationId; readonly year: number },
) {
  const { records } = parts;
  const rows = await records.instances.list({ organisation, year }, undefined, MOST + 1);
  const ids = rows.map(({ instance }) => instance);
  const readable = new Set(await readableAt(records, me, ids));
  const isOpen = ownBodies(me).includes(organisation) || (await openingOf(records, me, organisation)) === 'state';
  const profile = profileOf((await records.registry.organisation(organisation))?.kind);
  if (profile === undefined || (!isOpen && readable.size === 0)) throw notFound();
  await noteReading(records, me, [organisation], `clauses ${clause} ${year}`);
  const read = rows.slice(0, MOST).filter(({ instance }) => readable.has(instance));
  const serving = decisionsServing(clause, profile);
  const open = read.flatMap((row) => openIn(row, serving.get(row.procedure)));
  const due = read.flatMap((row) => dueIn(row, serving.get(row.procedure), me.at));
  const taken = await records.journal.taken(
    read.map(({ instance }) => instance),
    [...new Set([...serving.values()].flatMap((names) => [...names]))],
  );
  return {
    organisation: { id: organisation, ...(await nameOfBody(records, organisation, year, me.at)) },
    year,
    taken: taken.filter((one) => serving.get(one.procedure)?.has(one.decision) === true).map(shownTaken),
    open: open.slice(0, LISTED),
    due: due.sort((a, b) => a.due - b.due).slice(0, LISTED),
    more: rows.length > MOST || open.length > LISTED || due.length > LISTED,
  };
}

/** Not by whom: of some decisions that is not for every reader. */
function shownTaken({ procedure, decision, times, last: { instance, seq, at } }: Taken) {
  return { procedure, decision, ...decisionLabel(procedure, decision), times, last: { instance, seq, at } };
}

/** The tasks of an instance by these decisions; of one that has ended nothing is to do. */
function tasksIn({ projection }: InstanceRow, decisions: ReadonlySet<string> | undefined) {
  return projection.ended === undefined ? projection.tasks.filter(({ decision }) => decisions?.has(decision)) : [];
}

function openIn(row: InstanceRow, decisions: ReadonlySet<string> | undefined) {
  return tasksIn(row, decisions).map(({ decision, roles, department, waitsFor }) => ({
    instance: row.instance,
    decision,
    ...decisionLabel(row.procedure, decision),
    roles: namesOfRoles(roles),
    department,
    ready: waitsFor === undefined,
  }));
}

/** What falls due of these tasks. */
function dueIn(row: InstanceRow, decisions: ReadonlySet<string> | undefined, now: number) {
  const names = procedureOf(row.procedure, row.version).dueItems;
  const asked = new Set(tasksIn(row, decisions).flatMap(({ dueItem }) => dueItem ?? []));
  return row.projection.due
    .filter(({ id, met }) => met === undefined && asked.has(id))
    .map(({ id, name, due, original, explained }) => ({
      instance: row.instance,
      id,
      ...textOf(names, id, name),
      due,
      original,
      overdue: due <= now,
      explained: explained && { reason: explained.reason, expectedOn: explained.expectedOn },
    }));
}

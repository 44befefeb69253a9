/**
 * Entries that rest on an appointment changed afterwards (domain.md 2): voided or recorded in error, a back-dated end, or a back-dated appointment of
 * somebody else to the same post. The facts stand as they were recorded with the step; what is added is a mark to be
 * read beside them, and both sides are told.
 */
import type { Selectable, Transaction } from 'kysely';
import type { Instant, InstanceId } from '../../model/identifiers.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { dateInJapan, endOfDate, startOfDate } from '../../model/japan-time.ts';
import type { Connection } from '../database.ts';
import { type NoticeDraft, putNotices } from '../notices/put.ts';
import { voidedActs } from '../registry/change.ts';
import type { AppointmentTable } from '../registry/tables.ts';
import type { Tables } from '../tables.ts';
import type { AppliedChange } from './outcomes.ts';
import type { ChangedReliance } from '../../contract/records/governance.ts';
import type { RelianceTable, ChangedRelianceTable } from './tables.ts';

/** Posts that one person holds at a time; of others – auditors, the promotion office – several do. */
const singleHolder: readonly string[] = [
  'headOfOrganisation',
  'ciso',
  'headOfOfficers',
  'auditOfficer',
  'csirtHead',
  'officer',
  'divisionOfficer',
  'areaOfficer',
  'systemOfficer',
];

interface RelianceChange {
  readonly reliance: Selectable<RelianceTable>;
  readonly why: ChangedReliance['why'];
  readonly changed: string;
}

/** Marks the entries that a change made rest on something else than what is now recorded, and tells both sides. */
export async function markRested(trx: Transaction<Tables>, { judged, seq, at }: AppliedChange): Promise<void> {
  const today = dateInJapan(at);
  const rested: RelianceChange[] = [];
  for (const { kind, id, act } of judged.written) {
    if (kind === 'appointment' && voidedActs.includes(act)) rested.push(...(await withoutAppointment(trx, id)));
    const appointment = kind === 'appointment' ? judged.after.appointments.get(id) : undefined;
    if (appointment === undefined) continue;
    rested.push(...(await withoutPost(trx, appointment, today)));
    if (act === 'added') rested.push(...(await withAnotherHolder(trx, appointment, today, at)));
  }
  if (rested.length === 0) return;
  const rows = rested.map(({ reliance, why, changed }) => ({
    instance: reliance.instance,
    seq: reliance.seq,
    appointment: reliance.appointment,
    why,
    changed,
    recorded_at: at,
    registry_seq: seq,
  }));
  for (let start = 0; start < rows.length; start += 1_000) {
    await trx
      .insertInto('rested_on')
      .values(rows.slice(start, start + 1_000))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await putNotices(
    trx,
    rested.flatMap((one) => toldOf(one, seq, at)),
  );
}

/** Decisions taken by an appointment after the day that is now its last. */
async function withoutPost(
  trx: Connection,
  { id, to_date }: AppointmentTable,
  today: string,
): Promise<RelianceChange[]> {
  if (to_date === null || to_date >= today) return [];
  const found = await trx
    .selectFrom('reliances')
    .selectAll()
    .where('appointment', '=', id)
    .where('at', '>=', endOfDate(to_date))
    .execute();
  return found.map((reliance) => ({ reliance, why: 'notHeld', changed: id }));
}

/** Every decision taken by an appointment that never was. */
async function withoutAppointment(trx: Connection, id: string): Promise<RelianceChange[]> {
  const found = await trx.selectFrom('reliances').selectAll().where('appointment', '=', id).execute();
  return found.map((reliance) => ({ reliance, why: 'recordedInError', changed: id }));
}

/** Decisions others took by the same post on days on which, as is now recorded, somebody else held it. */
async function withAnotherHolder(
  trx: Connection,
  appointment: AppointmentTable,
  today: string,
  at: Instant,
): Promise<RelianceChange[]> {
  const { id, person, role, organisation, department, from_date, to_date, kind } = appointment;
  if (kind !== 'regular' || !singleHolder.includes(role) || from_date > today) return [];
  const found = await trx
    .selectFrom('reliances')
    .innerJoin('appointments', 'appointments.id', 'reliances.appointment')
    .selectAll('reliances')
    .where('appointments.organisation', '=', organisation)
    .where('appointments.role', '=', role)
    .where('appointments.department', 'is not distinct from', department)
    .where('appointments.person', '<>', person)
    .where('appointments.kind', '=', 'regular')
    .where('reliances.at', '>=', startOfDate(from_date))
    .where('reliances.at', '<', to_date === null ? at : Math.min(endOfDate(to_date), at))
    .execute();
  return found.map((reliance) => ({ reliance, why: 'heldByAnother', changed: id }));
}

/** The decider, and the CISO and promotion office of the body: each once for an instance. */
function toldOf({ reliance, changed }: RelianceChange, seq: number, at: Instant): NoticeDraft[] {
  const { instance, person } = reliance;
  const organisation = parseInstanceId(instance)?.organisation;
  if (organisation === undefined) return [];
  const about = { topic: 'backdatedAppointment', organisation, at, about: changed, instance } as const;
  const source = `registry#${seq}/rested/${instance}`;
  return [
    ...(person === '' ? [] : [{ ...about, source, to: { person } }]),
    { ...about, source, to: { roles: ['ciso', 'promotionOffice'], organisation } },
  ];
}

/** The marks of some entries of an instance. */
export async function restedOn(db: Connection, instance: InstanceId): Promise<ChangedReliance[]> {
  const rows = await db
    .selectFrom('rested_on')
    .selectAll()
    .where('instance', '=', instance)
    .orderBy('seq')
    .orderBy('registry_seq')
    .execute();
  return rows.map(({ seq, appointment, why, changed, recorded_at, registry_seq }) => ({
    seq,
    appointment,
    why: whyOf(why),
    changed,
    recordedAt: recorded_at,
    registrySeq: registry_seq,
  }));
}

function whyOf(why: ChangedRelianceTable['why']): ChangedReliance['why'] {
  return why === 'heldByAnother' || why === 'recordedInError' ? why : 'notHeld';
}

/** Who is told of changes of the registry: whoever is appointed, the body's CISO, and the administrators concerned. */
import type { Transaction } from 'kysely';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { objectors } from '../../machines/registry/ending.ts';
import { type NoticeDraft, putNotices } from '../notices/put.ts';
import type { Tables } from '../tables.ts';
import type { AppliedChange, WaitingChange } from './outcomes.ts';

/** Tells the holder of each appointment made, ended or changed, and once for each body its CISO. */
export async function tellOfChange(trx: Transaction<Tables>, { judged, id, seq, at }: AppliedChange): Promise<void> {
  const rows = judged.written.flatMap(({ kind, id: row, act }) => {
    const appointment = kind === 'appointment' ? judged.after.appointments.get(row) : undefined;
    return appointment === undefined ? [] : [{ act, appointment }];
  });
  const toHolders = rows.map(({ act, appointment }): NoticeDraft => ({
    source: `registry#${seq}/${appointment.id}`,
    topic: act === 'added' ? 'appointedYou' : 'appointmentChanged',
    to: { person: appointment.person },
    organisation: appointment.organisation,
    at,
    about: appointment.id,
  }));
  const bodies = [...new Set(rows.map(({ appointment }) => appointment.organisation))];
  const toCisos = bodies.map((organisation): NoticeDraft => ({
    source: `registry#${seq}/ciso`,
    topic: 'appointmentChanged',
    to: { roles: ['ciso'], organisation },
    organisation,
    at,
    about: id,
  }));
  await putNotices(trx, [...toHolders, ...toCisos]);
}

/** Tells those who could approve it of a change that waits. */
export async function tellWhoCouldApprove(
  trx: Transaction<Tables>,
  { id, seq, at, able }: WaitingChange,
): Promise<void> {
  const drafts = able.map((person): NoticeDraft => ({
    source: `registry#${seq}`,
    topic: 'secondAdministratorNeeded',
    to: { person },
    at,
    about: id,
  }));
  await putNotices(trx, drafts);
}

/** The end of an administrator's post that may be objected to. */
interface ToldEnding {
  readonly change: string;
  readonly seq: number;
  /** Whose post it is. */
  readonly person: PersonId;
  readonly bodies: readonly OrganisationId[];
  readonly at: Instant;
}

/** Tells those who may object. */
export async function tellOfEnding(trx: Transaction<Tables>, ending: ToldEnding): Promise<void> {
  await putNotices(trx, toObjectors(ending, 'administratorEnding'));
}

/** Tells them and whoever asked for the end that it was taken back. */
export async function tellOfObjection(
  trx: Transaction<Tables>,
  { askedBy, ...ending }: ToldEnding & { readonly askedBy: PersonId },
): Promise<void> {
  const topic = 'endingObjected';
  const { change, seq, at } = ending;
  const toAuthor: NoticeDraft = {
    source: `registry#${seq}/${topic}`,
    topic,
    to: { person: askedBy },
    at,
    about: change,
  };
  await putNotices(trx, [toAuthor, ...toObjectors(ending, topic)]);
}

function toObjectors(
  { change, seq, person, bodies, at }: ToldEnding,
  topic: 'administratorEnding' | 'endingObjected',
): NoticeDraft[] {
  const about = { source: `registry#${seq}/${topic}`, topic, at, about: change };
  return [
    { ...about, to: { person } },
    ...bodies.map((organisation) => ({ ...about, organisation, to: { roles: objectors, organisation } })),
  ];
}

/** Tells whoever asked for a change what a second administrator made of it. */
export async function tellWhoAsked(
  trx: Transaction<Tables>,
  told: { change: string; askedBy: PersonId; approved: boolean; at: Instant },
): Promise<void> {
  const { change, askedBy, approved, at } = told;
  await putNotices(trx, [
    {
      source: `registry-change#${change}`,
      topic: approved ? 'changeApproved' : 'changeRejected',
      to: { person: askedBy },
      at,
      about: change,
    },
  ]);
}

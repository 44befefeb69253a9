/** Who is told of changes of the registry: whom they concern, and the administrators who may approve them. */
import type { Transaction } from 'kysely';
import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { objectors } from '../../machines/registry/ending.ts';
import { isGuarded } from '../../machines/registry/second-administrator.ts';
import type { Role } from '../../model/roles.ts';
import { type NoticeDraft, putNotices } from '../notices/put.ts';
import type { Tables } from '../tables.ts';
import { worksAt } from '../token-rows.ts';
import { identityOf } from './facts.ts';
import type { AppliedChange, WaitingChange } from './outcomes.ts';

/** Posts that are told what becomes of their body. */
const ofBody = ['headOfOrganisation', 'ciso', 'promotionOffice'] as const satisfies readonly Role[];
/** Posts that are told what becomes of their department. */
const ofDepartment = ['officer', 'divisionOfficer'] as const satisfies readonly Role[];
/** Departments of a body of which each is told to its own officers; beyond that, to those of the whole body. */
const DEPARTMENTS_TOLD = 100;

/** Tells everybody whom a change concerns. */
export async function tellOfChange(trx: Transaction<Tables>, change: AppliedChange): Promise<void> {
  await putNotices(trx, [
    ...ofAppointments(change),
    ...(await ofPlainTokens(trx, change)),
    ...ofNominations(change),
    ...ofPeople(change),
    ...ofBodies(change),
    ...ofDepartments(change),
  ]);
}

/** The holder of each appointment made, ended or changed, and once for each body its CISO. */
function ofAppointments({ judged, id, seq, at }: AppliedChange): NoticeDraft[] {
  const rows = judged.written.flatMap(({ kind, id: row, act }) => {
    const { after, recorded } = judged;
    const appointment =
      kind === 'appointment' ? (after.appointments.get(row) ?? recorded.appointments.get(row)) : undefined;
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
  return [...toHolders, ...toCisos];
}

/** Who is put on a guarded post and has tokens, an account or a passkey to sign in by, that will not carry it. */
async function ofPlainTokens(trx: Transaction<Tables>, { judged, seq, at }: AppliedChange): Promise<NoticeDraft[]> {
  const made = judged.written.flatMap(({ kind, id, act }) => {
    const row = kind === 'appointment' && act === 'added' ? judged.after.appointments.get(id) : undefined;
    return row !== undefined && isGuarded(row.role) ? [row] : [];
  });
  if (made.length === 0) return [];
  const people = made.map(({ person }) => person);
  const plain = await trx
    .selectFrom('tokens')
    .select('person')
    .distinct()
    .where('person', 'in', people)
    .where('plain', '=', true)
    .where(worksAt(at))
    .union(
      trx
        .selectFrom('identities')
        .select('person')
        .where('person', 'in', people)
        .where('plain', '=', true)
        .where('removed', 'is', null),
    )
    .union(
      trx
        .selectFrom('passkeys')
        .select('person')
        .where('person', 'in', people)
        .where('plain', '=', true)
        .where('removed', 'is', null),
    )
    .execute();
  return made
    .filter(({ person }) => plain.some((one) => one.person === person))
    .map(({ id, person, organisation }) => ({
      source: `registry#${seq}/token/${id}`,
      topic: 'tokenLacksPost',
      to: { person },
      organisation,
      at,
      about: id,
    }));
}

/** The nominated, the head in whose name it is, and the CISO. */
function ofNominations({ judged, seq, at }: AppliedChange): NoticeDraft[] {
  return judged.written.flatMap(({ kind, id }): NoticeDraft[] => {
    const row = kind === 'nomination' ? judged.after.nominations.get(id) : undefined;
    if (row === undefined) return [];
    const { organisation, instance } = row;
    const source = `registry#${seq}/nomination/${id}`;
    const draft = { source, topic: 'nominationRecorded', organisation, at, about: id, instance } as const;
    return [
      { ...draft, to: { person: row.person } },
      { ...draft, to: { person: row.head } },
      { ...draft, to: { roles: ['headOfOrganisation', 'ciso'], organisation } },
    ];
  });
}

/** Whose name or mail address changed, at the old address too. */
function ofPeople({ judged, seq, at }: AppliedChange): NoticeDraft[] {
  return judged.written.flatMap(({ kind, id }): NoticeDraft[] => {
    const before = kind === 'person' ? judged.recorded.people.get(id) : undefined;
    const after = judged.after.people.get(id);
    if (before === undefined || after === undefined || identityOf(before) === identityOf(after)) return [];
    const source = `registry#${seq}/person/${id}`;
    const draft = { topic: 'identityChanged', to: { person: id }, at, about: id } as const;
    const { mail } = before;
    const former =
      mail === null || mail === after.mail ? [] : [{ ...draft, source: `${source}/former`, address: mail }];
    return [{ ...draft, source }, ...former];
  });
}

/** A body that was changed, and those that succeed it or supervise it, now or before. */
function ofBodies({ judged, id, seq, at }: AppliedChange): NoticeDraft[] {
  return judged.written.flatMap(({ kind, id: body }): NoticeDraft[] => {
    const before = kind === 'organisation' ? judged.recorded.organisations.get(body) : undefined;
    const after = judged.after.organisations.get(body);
    if (before === undefined || after === undefined) return [];
    const others = [before.successors, after.successors, before.supervisors, after.supervisors].flat();
    return [...new Set([body, ...others])].map((organisation) => ({
      source: `registry#${seq}/body/${body}`,
      topic: 'bodyChanged',
      to: { roles: ofBody, organisation },
      organisation: body,
      at,
      about: id,
    }));
  });
}

/** The officers of departments that were recorded or changed, and the promotion office: each once for a body. */
function ofDepartments({ judged, id, seq, at }: AppliedChange): NoticeDraft[] {
  const byBody = new Map<OrganisationId, string[]>();
  for (const { kind, id: key } of judged.written) {
    const row = kind === 'department' ? judged.after.departments.get(key) : undefined;
    if (row !== undefined) byBody.set(row.organisation, [...(byBody.get(row.organisation) ?? []), row.id]);
  }
  return [...byBody].flatMap(([organisation, departments]): NoticeDraft[] => {
    const source = `registry#${seq}/departments/${organisation}`;
    const draft = { source, topic: 'departmentsChanged', organisation, at, about: id } as const;
    const own = departments.length <= DEPARTMENTS_TOLD ? departments : [];
    return [
      {
        ...draft,
        to: { roles: own.length > 0 ? ['promotionOffice'] : ['promotionOffice', ...ofDepartment], organisation },
      },
      ...own.map((department) => ({ ...draft, to: { roles: ofDepartment, organisation, department } })),
    ];
  });
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
export async function tellOfEnding(trx: Transaction<Tables>, ending: ToldEnding, again: boolean): Promise<void> {
  await putNotices(trx, toObjectors(ending, again ? 'endingAskedAgain' : 'administratorEnding'));
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
  topic: 'administratorEnding' | 'endingAskedAgain' | 'endingObjected',
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

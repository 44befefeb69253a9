/**
 * What may be recorded of bodies, appointments and nominations (domain.md 2), where it is more than form and reference.
 * Told with everything else that is wrong with a change, each at its field: these are answered as errors of the input.
 */
import type { LocalDate, OrganisationId, PersonId } from '../../model/identifiers.ts';
import { addDays } from '../../model/japan-time.ts';
import { type OrganisationKind, organisationKinds } from '../../model/organisations.ts';
import { onlyAt, type Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';
import type { RegistryRule } from './rule.ts';

const administrator: readonly Role[] = ['administrator'];

/** Fields of a recorded row that a change may still set; another value in any other is another appointment or nomination. */
const openOfAppointment: readonly string[] = ['to', 'instrument.order', 'instrument.date'];
const openOfNomination: readonly string[] = ['to'];

/** A field of a recorded row that would get another value. */
interface FieldChange {
  readonly field: string;
}

export const appointmentStands: RegistryRule<FieldChange> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '発令済みの任命は、終わりの日のほかは変更できません。終わりの日を入れ、新しい任命を登録してください',
  en: 'an appointment once recorded does not change but for its last day: end it and record a new one',
  test: ({ field }) => openOfAppointment.includes(field),
};

export const nominationStands: RegistryRule<FieldChange> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '書面による指名は変更できません。終わりの日を入れ、新しい指名を登録してください',
  en: 'a written nomination does not change: end it and record a new one',
  test: ({ field }) => openOfNomination.includes(field),
};

/** A written nomination, and who held which post when. */
export interface NominationCase {
  readonly head: PersonId;
  readonly organisation: OrganisationId;
  /** Day of the document. */
  readonly date: LocalDate;
  readonly posts: readonly {
    readonly person: PersonId;
    readonly role: string;
    readonly organisation: OrganisationId;
    readonly from: LocalDate;
    /** Last day. */
    readonly to: LocalDate | null;
  }[];
}

/** Who stands in for a barred or vacant decider is for the head of the organisation to say, on the day of the nomination. */
export const headNominates: RegistryRule<NominationCase> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: ['headOfOrganisation'],
  ja: 'その日に組織の長であった人ではありません。指名できるのは組織の長だけです',
  en: 'this person was not the head of the organisation on that day: only the head nominates',
  test: ({ head, organisation, date, posts }) =>
    posts.some(
      (post) =>
        post.person === head &&
        post.role === 'headOfOrganisation' &&
        post.organisation === organisation &&
        post.from <= date &&
        (post.to === null || date <= post.to),
    ),
};

/** What was voided is not recorded again: decisions may name it. */
export const voidStays: RegistryRule<{ readonly id: string; readonly voided: ReadonlySet<string> }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '"{what}" は取り消された任命です。この行を除くか、正しい任命を別のIDで登録してください',
  en: '"{what}" is an appointment that was voided: leave this row out, or record the right one under another id',
  test: ({ id, voided }) => !voided.has(id),
  what: ({ id }) => [id],
};

/** Whom the head nominated decides in place of another: that rests on what the head wrote, kept here. */
export const nominationKept: RegistryRule<{ readonly document: string; readonly readable: ReadonlySet<string> }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: ['headOfOrganisation', 'promotionOffice', 'administrator'],
  ja: '登録されていないか、登録する人が閲覧できない文書です。先に指名書を文書として登録してください',
  en: 'this document is not kept here, or not for you to read: register the written nomination as a document first',
  test: ({ document, readable }) => readable.has(document),
};

/** Whoever administers a person's home body administers the person: without one, nobody but an administrator of everything would. */
export const homeNamed: RegistryRule<{ readonly home: OrganisationId | null; readonly outside: boolean }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '所属する機関がありません。記入してください（契約した機関のない外部の人だけは不要です）',
  en: 'the body the person belongs to is missing: name it (only an outside person whom no body contracted has none)',
  test: ({ home, outside }) => home !== null || outside,
};

/** Days by which the end of a body may be recorded after the day itself. */
const LATE_DAYS = 30;

/** The last day of a recorded body, as it is and as it would be. */
interface EndOfBody {
  readonly recorded: LocalDate | null;
  readonly to: LocalDate | null;
  readonly today: LocalDate;
}

/** Cycles are told on the day after, at once when that day is past: a slip in the year would end a body for ever within seconds. */
export const endInTime: RegistryRule<EndOfBody> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: `廃止日が${LATE_DAYS}日より前です。年を確かめてください（実施は取り消せません）`,
  en: `this last day is more than ${LATE_DAYS} days past: check the year (it cannot be called back)`,
  test: ({ recorded, to, today }) => to === null || to === recorded || to >= addDays(today, -LATE_DAYS),
};

/** From the day after its last one the cycles of a body have been told. */
export const endStands: RegistryRule<EndOfBody> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: [],
  ja: '廃止日（{what}）を過ぎたため、変更も取りやめもできません。承継する組織で続けてください',
  en: 'the last day ({what}) is past: the end is neither changed nor taken back; go on with the successor',
  test: ({ recorded, to, today }) => recorded === null || recorded === to || recorded >= today,
  what: ({ recorded }) => (recorded === null ? [] : [recorded]),
};

/** The kind decides which clauses bind a body: a year that runs must not come under others. */
export const kindStays: RegistryRule<{ readonly kind: string; readonly recorded: string | undefined }> = {
  clause: '1-1',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '種別は変更できません（登録は {what}）。組織を廃止し、承継する組織を新しく登録してください',
  en: 'the kind of a body does not change (recorded: {what}): end the body and record its successor',
  test: ({ kind, recorded }) => recorded === undefined || recorded === kind,
  what: ({ recorded }) => (recorded === undefined ? [] : [recorded]),
};

export const supervisorIsMinistry: RegistryRule<{ readonly id: OrganisationId; readonly kind: string }> = {
  clause: '6-5',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: '"{what}" は府省庁ではないため、所管府省庁にできません',
  en: '"{what}" is not a ministry and cannot supervise',
  test: ({ kind }) => kind === 'ministry',
  what: ({ id }) => [id],
};

/** A ministry's, the centre's and headquarters' posts decide for other bodies: an agency's administrator does not make a minister. */
export const roleFitsBody: RegistryRule<{ readonly role: Role; readonly kind: string }> = {
  clause: '6-4',
  basis: 'design',
  concerns: 'input',
  whoCould: administrator,
  ja: 'この役割は{what}だけに置けます。組織IDか役割を確かめてください',
  en: 'only this kind of body has the role: {what}. Check the body or the role',
  test: ({ role, kind }) => kind === (onlyAt[role] ?? kind),
  what: ({ role }) => nameOfKind(onlyAt[role]),
};

function nameOfKind(kind: OrganisationKind | undefined): Text | readonly string[] {
  return kind === undefined ? [] : organisationKinds[kind];
}

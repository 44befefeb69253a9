/** Rows of the registry between three shapes: the contract's, the tables', and `GivenRows` – what a change says of a row. */
import { z } from 'zod';
import type { Appointment } from '../../machines/core/index.ts';
import { composedName } from '../../model/composed.ts';
import { addDays, isLocalDate } from '../../model/japan-time.ts';
import type { FormerName } from '../../model/organisation-names.ts';
import type { OrganisationKind } from '../../model/organisations.ts';
import { isAgencyClass, organisationKinds } from '../../model/organisations.ts';
import { isRole } from '../../model/roles.ts';
import type { DepartmentRow, NominationRow, OrganisationRow, PersonRow } from '../../contract/records/registry.ts';
import type { ChangeRequest } from '../../contract/records/governance.ts';
import type { Where } from './problems.ts';
import type { AppointmentTable, DepartmentTable, NominationTable, OrganisationTable, PersonTable } from './tables.ts';

/** A table row as a change gives it: `undefined` keeps what is recorded, `null` clears it. */
type Partly<T, Key extends keyof T> = { readonly [K in keyof T]?: T[K] | undefined } & { readonly [K in Key]: T[K] };

/** Successors a file names: they come after those recorded and take none away. */
interface AddedSuccessors {
  readonly successors_added?: readonly string[] | undefined;
}

/** An end a file names: it holds where none is recorded, and moves none that is. */
interface AddedEnd {
  readonly to_added?: string | undefined;
}

/** What a change says of a body's names before: added to those recorded, or in their place; and since when it has a new one. */
interface Renaming {
  readonly former_names_added?: readonly FormerName[] | undefined;
  /** First day of the new name, or `CORRECTION`: the name before was a slip. */
  readonly renamed_on?: string | undefined;
}

/** Said instead of a day where a name is put right and was never another. */
export const CORRECTION = 'correction';

export type GivenOrganisation = Partly<OrganisationTable, 'id'> & AddedSuccessors & AddedEnd & Renaming;
export type GivenDepartment = Partly<DepartmentTable, 'id' | 'organisation'> & AddedSuccessors & AddedEnd;
export type GivenPerson = Partly<PersonTable, 'id'>;
export type GivenAppointment = Partly<Omit<AppointmentTable, 'recorded_at' | 'recorded_by' | 'end_recorded_at'>, 'id'> &
  AddedEnd;
/** An appointment that never was, and why. */
export interface GivenVoid {
  readonly id: string;
  readonly reason: string;
}
export type GivenNomination = Partly<Omit<NominationTable, 'recorded_at'>, 'id'> & AddedEnd;

/** A given row with its place. A `broken` one could not be read in full: it is known to exist and not judged further. */
export interface Item<T> {
  readonly where: Where;
  readonly row: T;
  readonly broken?: boolean;
}

/** A change of the registry as it is judged and applied. */
export interface GivenRows {
  readonly organisations: readonly Item<GivenOrganisation>[];
  readonly departments: readonly Item<GivenDepartment>[];
  readonly people: readonly Item<GivenPerson>[];
  readonly appointments: readonly Item<GivenAppointment>[];
  readonly nominations: readonly Item<GivenNomination>[];
  readonly voids: readonly Item<GivenVoid>[];
}

/** Reads the contract's form; absent optional fields keep what is recorded. */
export function givenOf(change: ChangeRequest): GivenRows {
  return {
    organisations: [...organisationItems(change.organisations), ...keptItems(change.keeps)],
    departments: items('departments', change.departments, (row) => ({
      organisation: row.organisation,
      id: row.id,
      name_ja: composedName(row.nameJa),
      name_en: composedName(row.nameEn),
      parent: row.parent,
      bureau: row.bureau,
      separate: row.separate,
      from_date: row.from,
      to_date: row.to,
      successors: row.successors === undefined ? undefined : [...row.successors],
    })),
    people: items('people', change.people, (row) => ({
      id: row.id,
      name_ja: composedName(row.nameJa),
      name_en: composedName(row.nameEn),
      mail: row.mail,
      home: row.home,
      outside_firm: row.outside?.firm,
      outside_contract: row.outside?.contract,
      outside_from: row.outside?.from,
      outside_to: row.outside?.to,
      outside_declaration: row.outside?.declaration,
    })),
    appointments: [...appointmentItems(change.appointments), ...endItems(change.ends)],
    voids: voidItems(change.voids),
    nominations: items('nominations', change.nominations, (row) => ({
      id: row.id,
      organisation: row.organisation,
      head: row.head,
      person: row.person,
      instance: row.instance,
      decision: row.decision,
      document: row.document,
      date: row.date,
      to_date: row.to,
    })),
  };
}

function organisationItems(rows: ChangeRequest['organisations']): Item<GivenOrganisation>[] {
  return items('organisations', rows, (row) => ({
    id: row.id,
    kind: row.kind,
    class: row.class,
    legal_basis: row.legalBasis,
    objectives_basis: row.objectivesBasis,
    publication_basis: row.publicationBasis,
    name_ja: composedName(row.nameJa),
    name_en: composedName(row.nameEn),
    former_names: row.formerNames === undefined ? undefined : formerNamesText(row.formerNames),
    renamed_on: row.renamedOn,
    supervisors: row.supervisors === undefined ? undefined : [...row.supervisors],
    corporate_number: row.corporateNumber,
    from_date: row.from,
    to_date: row.to,
    abolition_basis: row.abolitionBasis,
    successors: row.successors === undefined ? undefined : [...row.successors],
    fictional: row.fictional,
  }));
}

/** Bodies whose recorded end is taken back, with who was to succeed them. */
function keptItems(rows: ChangeRequest['keeps']): Item<GivenOrganisation>[] {
  const kept = items('keeps', rows, (row) => ({
    id: row.organisation,
    to_date: null,
    abolition_basis: null,
    successors: [],
  }));
  return kept.map(({ where, row }) => ({ row, where: () => where('organisation') }));
}

function voidItems(rows: ChangeRequest['voids']): Item<GivenVoid>[] {
  const voids = items('voids', rows, (row) => ({ id: row.appointment, reason: row.reason }));
  return voids.map(({ where, row }) => ({ row, where: (field) => where(field === 'id' ? 'appointment' : field) }));
}

function appointmentItems(rows: ChangeRequest['appointments']): Item<GivenAppointment>[] {
  return items('appointments', rows, (row) => ({
    id: row.id,
    person: row.person,
    role: row.role,
    organisation: row.organisation,
    department: row.department,
    from_date: row.from,
    to_date: row.to,
    kind: row.kind,
    instrument_order: row.instrument?.order,
    instrument_date: row.instrument?.date,
  }));
}

/** Appointments to end, by their id: everything else stays as recorded. */
function endItems(rows: ChangeRequest['ends']): Item<GivenAppointment>[] {
  const ends = items('ends', rows, (row) => ({
    id: row.appointment,
    to_date: row.to,
    instrument_order: row.instrument?.order,
    instrument_date: row.instrument?.date,
  }));
  return ends.map(({ where, row }) => ({ row, where: (field) => where(field === 'id' ? 'appointment' : field) }));
}

function items<Row, T>(name: string, rows: readonly Row[] | undefined, read: (row: Row) => T): Item<T>[] {
  return (rows ?? []).map((row, index) => ({
    where: (field) => `${name}[${index}]${field === undefined ? '' : `.${field}`}`,
    row: read(row),
  }));
}

const keep = <V>(given: V | undefined, recorded: V): V => (given === undefined ? recorded : given);

/** The row as it will stand: what is given over what is recorded, nothing where neither says anything. */
export function organisationAfter(given: GivenOrganisation, recorded?: OrganisationTable): OrganisationTable {
  return {
    id: given.id,
    kind: keep(given.kind, recorded?.kind ?? ''),
    class: keep(given.class, recorded?.class ?? null),
    legal_basis: keep(given.legal_basis, recorded?.legal_basis ?? null),
    objectives_basis: keep(given.objectives_basis, recorded?.objectives_basis ?? null),
    publication_basis: keep(given.publication_basis, recorded?.publication_basis ?? null),
    name_ja: keep(given.name_ja, recorded?.name_ja ?? ''),
    name_en: keep(given.name_en, recorded?.name_en ?? ''),
    former_names: formerNamesText(formerNamesAfter(given, recorded)),
    supervisors: keep(given.supervisors, recorded?.supervisors ?? []),
    corporate_number: keep(given.corporate_number, recorded?.corporate_number ?? null),
    from_date: keep(given.from_date, recorded?.from_date ?? null),
    to_date: keep(given.to_date, endAfter(given, recorded)),
    abolition_basis: keep(given.abolition_basis, recorded?.abolition_basis ?? null),
    successors: successorsAfter(given, recorded?.successors),
    fictional: keep(given.fictional, recorded?.fictional ?? false),
  };
}

/** Those recorded, those given, and the recorded one where a new one follows it from a day on. */
function formerNamesAfter(given: GivenOrganisation, recorded: OrganisationTable | undefined): FormerName[] {
  const before = given.former_names ?? recorded?.former_names;
  const names = before === undefined ? [] : formerNamesOf({ former_names: before });
  const added = (given.former_names_added ?? []).map(({ nameJa, nameEn, to }) => ({
    nameJa: composedName(nameJa),
    nameEn: composedName(nameEn),
    to,
  }));
  for (const name of added) if (!names.some(({ to }) => to === name.to)) names.push(name);
  const { name_ja: nameJa = recorded?.name_ja, renamed_on: renamedOn } = given;
  if (recorded !== undefined && nameJa !== recorded.name_ja && renamedOn !== undefined && isLocalDate(renamedOn)) {
    const to = addDays(renamedOn, -1);
    if (!names.some((name) => name.to === to)) names.push({ nameJa: recorded.name_ja, nameEn: recorded.name_en, to });
  }
  return names.sort((a, b) => (a.to < b.to ? -1 : 1));
}

const formerNamesSchema = z.array(z.object({ nameJa: z.string(), nameEn: z.string(), to: z.string() }));

/** The former names of a row, the oldest first. */
export function formerNamesOf({ former_names: names }: Pick<OrganisationTable, 'former_names'>): FormerName[] {
  return formerNamesSchema.parse(JSON.parse(names));
}

function formerNamesText(names: readonly FormerName[]): string {
  return JSON.stringify(names.map(({ nameJa, nameEn, to }) => ({ nameJa, nameEn, to })));
}

export function departmentAfter(given: GivenDepartment, recorded?: DepartmentTable): DepartmentTable {
  return {
    organisation: given.organisation,
    id: given.id,
    name_ja: keep(given.name_ja, recorded?.name_ja ?? ''),
    name_en: keep(given.name_en, recorded?.name_en ?? ''),
    parent: keep(given.parent, recorded?.parent ?? null),
    bureau: keep(given.bureau, recorded?.bureau ?? false),
    separate: keep(given.separate, recorded?.separate ?? false),
    from_date: keep(given.from_date, recorded?.from_date ?? null),
    to_date: keep(given.to_date, endAfter(given, recorded)),
    successors: successorsAfter(given, recorded?.successors),
  };
}

function endAfter({ to_added: added }: AddedEnd, recorded?: { readonly to_date: string | null }): string | null {
  return recorded?.to_date ?? added ?? null;
}

function successorsAfter(
  { successors, successors_added: added = [] }: AddedSuccessors & { readonly successors?: string[] | undefined },
  recorded: readonly string[] = [],
): string[] {
  return successors ?? [...recorded, ...added.filter((id) => !recorded.includes(id))];
}

export function personAfter(given: GivenPerson, recorded?: PersonTable): PersonTable {
  return {
    id: given.id,
    name_ja: keep(given.name_ja, recorded?.name_ja ?? ''),
    name_en: keep(given.name_en, recorded?.name_en ?? ''),
    mail: keep(given.mail, recorded?.mail ?? null),
    home: keep(given.home, recorded?.home ?? null),
    outside_firm: keep(given.outside_firm, recorded?.outside_firm ?? null),
    outside_contract: keep(given.outside_contract, recorded?.outside_contract ?? null),
    outside_from: keep(given.outside_from, recorded?.outside_from ?? null),
    outside_to: keep(given.outside_to, recorded?.outside_to ?? null),
    outside_declaration: keep(given.outside_declaration, recorded?.outside_declaration ?? null),
  };
}

/** An appointment as it will stand. An end once recorded stays: an empty one does not reopen it. */
export function appointmentAfter(
  given: GivenAppointment,
  recorded: AppointmentTable | undefined,
  by: string,
  at: number,
): AppointmentTable {
  const toDate = given.to_date ?? endAfter(given, recorded);
  const isNewEnd = toDate !== null && toDate !== (recorded?.to_date ?? null);
  return {
    id: given.id,
    person: keep(given.person, recorded?.person ?? ''),
    role: keep(given.role, recorded?.role ?? ''),
    organisation: keep(given.organisation, recorded?.organisation ?? ''),
    department: keep(given.department, recorded?.department ?? null),
    from_date: keep(given.from_date, recorded?.from_date ?? ''),
    to_date: toDate,
    kind: keep(given.kind, recorded?.kind ?? 'regular'),
    instrument_order: given.instrument_order ?? recorded?.instrument_order ?? null,
    instrument_date: given.instrument_date ?? recorded?.instrument_date ?? null,
    recorded_at: recorded?.recorded_at ?? at,
    recorded_by: recorded?.recorded_by ?? by,
    end_recorded_at: isNewEnd ? at : (recorded?.end_recorded_at ?? null),
  };
}

export function nominationAfter(
  given: GivenNomination,
  recorded: NominationTable | undefined,
  at: number,
): NominationTable {
  return {
    id: given.id,
    organisation: keep(given.organisation, recorded?.organisation ?? ''),
    head: keep(given.head, recorded?.head ?? ''),
    person: keep(given.person, recorded?.person ?? ''),
    instance: keep(given.instance, recorded?.instance ?? ''),
    decision: keep(given.decision, recorded?.decision ?? null),
    document: keep(given.document, recorded?.document ?? ''),
    date: keep(given.date, recorded?.date ?? ''),
    to_date: given.to_date ?? endAfter(given, recorded),
    recorded_at: recorded?.recorded_at ?? at,
  };
}

/** True for the identifier of a kind of body. */
export function isOrganisationKind(text: string): text is OrganisationKind {
  return Object.hasOwn(organisationKinds, text);
}

/** The contract's form of a recorded row. Throws when the table holds a kind, class or role this version does not know. */
export function toOrganisation(row: OrganisationTable): OrganisationRow {
  if (!isOrganisationKind(row.kind)) throw new Error(`organisation ${row.id}: unknown kind ${row.kind}`);
  if (row.class !== null && !isAgencyClass(row.class))
    throw new Error(`organisation ${row.id}: unknown class ${row.class}`);
  const formerNames = formerNamesOf(row);
  return {
    id: row.id,
    kind: row.kind,
    ...(row.class === null ? {} : { class: row.class }),
    ...(row.legal_basis === null ? {} : { legalBasis: row.legal_basis }),
    ...(row.objectives_basis === null ? {} : { objectivesBasis: row.objectives_basis }),
    ...(row.publication_basis === null ? {} : { publicationBasis: row.publication_basis }),
    nameJa: row.name_ja,
    nameEn: row.name_en,
    ...(formerNames.length === 0 ? {} : { formerNames }),
    supervisors: row.supervisors,
    ...(row.corporate_number === null ? {} : { corporateNumber: row.corporate_number }),
    ...fromTo(row),
    ...(row.abolition_basis === null ? {} : { abolitionBasis: row.abolition_basis }),
    ...(row.successors.length === 0 ? {} : { successors: row.successors }),
    fictional: row.fictional,
  };
}

export function toDepartment(row: DepartmentTable): DepartmentRow {
  return {
    id: row.id,
    organisation: row.organisation,
    nameJa: row.name_ja,
    nameEn: row.name_en,
    ...(row.parent === null ? {} : { parent: row.parent }),
    bureau: row.bureau,
    ...(row.separate && { separate: true as const }),
    ...fromTo(row),
    ...(row.successors.length === 0 ? {} : { successors: row.successors }),
  };
}

export function toPerson(row: PersonTable): PersonRow {
  const { outside_firm: firm, outside_contract: contract, outside_declaration: declaration } = row;
  const { outside_from: from, outside_to: to } = row;
  const isOutside = firm !== null && contract !== null && from !== null && to !== null && declaration !== null;
  return {
    id: row.id,
    nameJa: row.name_ja,
    nameEn: row.name_en,
    ...(row.mail === null ? {} : { mail: row.mail }),
    ...(row.home === null ? {} : { home: row.home }),
    ...(isOutside ? { outside: { firm, contract, from, to, declaration } } : {}),
  };
}

export function toAppointment(row: AppointmentTable): Appointment {
  if (!isRole(row.role)) throw new Error(`appointment ${row.id}: unknown role ${row.role}`);
  const kind = row.kind === 'concurrent' || row.kind === 'acting' ? row.kind : 'regular';
  return {
    id: row.id,
    person: row.person,
    role: row.role,
    organisation: row.organisation,
    ...(row.department === null ? {} : { department: row.department }),
    from: row.from_date,
    ...(row.to_date === null ? {} : { to: row.to_date }),
    kind,
  };
}

export function toNomination(row: NominationTable): NominationRow {
  return {
    id: row.id,
    organisation: row.organisation,
    head: row.head,
    person: row.person,
    instance: row.instance,
    ...(row.decision === null ? {} : { decision: row.decision }),
    document: row.document,
    date: row.date,
    ...(row.to_date === null ? {} : { to: row.to_date }),
  };
}

function fromTo(row: { from_date: string | null; to_date: string | null }): { from?: string; to?: string } {
  return {
    ...(row.from_date === null ? {} : { from: row.from_date }),
    ...(row.to_date === null ? {} : { to: row.to_date }),
  };
}

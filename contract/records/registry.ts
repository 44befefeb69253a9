import type { Appointment } from '../../machines/core/index.ts';
import type {
  DepartmentId,
  InstanceId,
  Instant,
  LocalDate,
  OrganisationId,
  OrganisationScope,
  PersonId,
} from '../../model/identifiers.ts';
import type { FormerName } from '../../model/organisation-names.ts';
import type { AgencyClass, OrganisationKind } from '../../model/organisations.ts';
import type { Json } from '../../model/json.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

export interface OrganisationRow {
  readonly id: OrganisationId;
  readonly kind: OrganisationKind;
  /** Of an incorporated administrative agency, where it is known. */
  readonly class?: AgencyClass;
  /** The law of its own under which a designated corporation is guided and evaluated (4-4, 4-12), where it is known. */
  readonly legalBasis?: string;
  /** The article of that law by which the minister sets it objectives; absent where it has none. */
  readonly objectivesBasis?: string;
  /** The article of that law by which its evaluation is published; absent where it need not be. */
  readonly publicationBasis?: string;
  readonly nameJa: string;
  readonly nameEn: string;
  /** What it was called before, the oldest first. */
  readonly formerNames?: readonly FormerName[];
  /** Main supervising ministry first. */
  readonly supervisors: readonly OrganisationId[];
  readonly corporateNumber?: string;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  /** Legal basis of the abolition, where it was abolished. */
  readonly abolitionBasis?: string;
  readonly successors?: readonly OrganisationId[];
  /** Invented body of the demonstration. */
  readonly fictional: boolean;
}

export interface DepartmentRow {
  readonly id: DepartmentId;
  readonly organisation: OrganisationId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly parent?: DepartmentId;
  /** True where "same department" stops: the bureau 局・部. */
  readonly bureau: boolean;
  /** 独立した部署 (監査室, a division of a 官房): not the same as what lies above it. */
  readonly separate?: boolean;
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly successors?: readonly DepartmentId[];
}

export interface PersonRow {
  readonly id: PersonId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly mail?: string;
  /** The body to which the person belongs; of an outside person the one that contracted them, absent where none did. */
  readonly home?: OrganisationId;
  readonly outside?: {
    readonly firm: string;
    readonly contract: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly declaration: string;
  };
}

/** The head of an organisation nominates a person in writing, who then decides a matter in place of a barred decider. */
export interface NominationRow {
  readonly id: string;
  readonly organisation: OrganisationId;
  readonly head: PersonId;
  readonly person: PersonId;
  readonly instance: InstanceId;
  /** Absent: every decision of that instance. */
  readonly decision?: string;
  /** SHA-256 of the written nomination. */
  readonly document: string;
  readonly date: LocalDate;
  /** Last day of the nomination, when it was withdrawn. */
  readonly to?: LocalDate;
}

/** An appointment that never was. */
export interface VoidedAppointment {
  readonly appointment: Appointment;
  readonly recordedAt: Instant;
  readonly voided: {
    readonly at: Instant;
    /** Who asked for it. */
    readonly by: PersonId;
    readonly reason: string;
    /** It had begun: recorded in error. */
    readonly begun: boolean;
  };
}

/** A row of a change: what is absent stays as it is recorded, `null` takes it away. */
type Emptied<Row, Key extends keyof Row> = Omit<Row, Key> & { readonly [K in Key]?: Row[K] | null };

type EmptiedOfBody =
  | 'class'
  | 'legalBasis'
  | 'objectivesBasis'
  | 'publicationBasis'
  | 'corporateNumber'
  | 'from'
  | 'to'
  | 'abolitionBasis';

/** What may be imported: whole file or nothing, every error at its line, the same file twice changes nothing. */
export interface RegistryChange {
  readonly organisations?: readonly (Emptied<OrganisationRow, EmptiedOfBody> & {
    /** With a new name: its first day, or `correction` where the name before was a slip. */
    readonly renamedOn?: string;
  })[];
  readonly departments?: readonly Emptied<DepartmentRow, 'parent' | 'from' | 'to'>[];
  readonly people?: readonly Emptied<PersonRow, 'mail' | 'home'>[];
  readonly appointments?: readonly (Appointment & {
    readonly instrument?: { readonly order: string; readonly date: LocalDate };
  })[];
  readonly nominations?: readonly NominationRow[];
}

/** A file to import, as it came. */
export interface RegistryFile {
  readonly bytes: Uint8Array;
  /** JSON: a `RegistryChange`, or the form of `data/organisations.json`. CSV: UTF-8 (with or without BOM) or CP932. */
  readonly form: 'json' | 'csv';
  /** The charset its sender declares. */
  readonly charset?: string;
  /** What the rows of a CSV are. */
  readonly rows?: 'organisations' | 'departments' | 'people' | 'appointments';
}

/** A field of a row that said something and says nothing any more. */
export interface Clearing {
  readonly kind: string;
  readonly id: string;
  readonly field: string;
}

/** What a change takes away; absent when it takes nothing. */
export interface Clearings {
  readonly cleared?: number;
  /** The first 500 of them by name. */
  readonly clearings?: readonly Clearing[];
}

/** A row that a change would write, in words, with the fields that would be another; what says nothing is left out. */
export interface ChangedRow extends Text {
  readonly kind: string;
  readonly id: string;
  readonly act: string;
  readonly fields: readonly (Text & { readonly field: string; readonly before?: Json; readonly after?: Json })[];
}

/** What a change did to the rows it named. */
export interface RowCounts extends Clearings {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Who holds a post, by name. */
export interface NamedHolder {
  readonly person: PersonId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly role: Role;
  readonly department?: DepartmentId;
  /** 事務取扱・事務代理 */
  readonly acting: boolean;
}

/** A post that ends. */
export interface EndingPost {
  readonly appointment: Appointment & { readonly to: LocalDate };
  /** Somebody holds the same post on the day after. */
  readonly succeeded: boolean;
  /** Its place in the order. */
  readonly place: string;
}

export interface Registry {
  organisations(filter?: { kind?: OrganisationKind }): Promise<OrganisationRow[]>;
  organisation(id: OrganisationId): Promise<OrganisationRow | undefined>;
  departments(organisation: OrganisationId): Promise<DepartmentRow[]>;
  person(id: PersonId): Promise<PersonRow | undefined>;
  people(organisation: OrganisationId): Promise<PersonRow[]>;
  appointments(organisation: OrganisationId, at?: Instant): Promise<Appointment[]>;
  /** Every post of a person, past and to come. */
  appointmentsOf(person: PersonId): Promise<Appointment[]>;
  /** Posts by their ids; also those that never were. */
  appointmentsById(ids: readonly string[]): Promise<(Appointment | VoidedAppointment)[]>;
  /** Posts that end from one day to another, the earliest first, after a place in that order. */
  endingPosts(
    among: { readonly of: OrganisationScope; readonly from: LocalDate; readonly to: LocalDate },
    after: string,
    limit: number,
  ): Promise<EndingPost[]>;
  /** Appointments of a body that never were: kept to be shown, and read by nothing that asks who holds a post. */
  voidedAppointments(organisation: OrganisationId): Promise<VoidedAppointment[]>;
  nominations(organisation: OrganisationId): Promise<NominationRow[]>;
  /** Names for sentences; whoever is not known is not in it. */
  namesOfPeople(people: readonly PersonId[]): Promise<ReadonlyMap<PersonId, Text>>;
  namesOfDepartments(
    organisation: OrganisationId,
    departments: readonly DepartmentId[],
  ): Promise<ReadonlyMap<DepartmentId, Text>>;
  /** Who holds one of the posts in the body at that moment, by name; at most two hundred. */
  holdersOf(organisation: OrganisationId, posts: readonly Role[], at: Instant): Promise<NamedHolder[]>;
  /**
   * Applies a change as one transaction with its line in the registry's own hash-chained journal, without asking whether
   * its author may: the installation itself. People ask `governance`. Throws `RegistryErrors`.
   */
  change(change: RegistryChange, by: PersonId, at: Instant): Promise<RowCounts>;
  /** Imports a file: whole or not at all, every error at its line; the same file twice changes nothing. Throws `RegistryErrors`. */
  importFile(file: RegistryFile, by: PersonId, at: Instant): Promise<RowCounts>;
  /** Bodies with at least one appointment in force: those that are "taken up". */
  takenUp(at: Instant): Promise<ReadonlySet<OrganisationId>>;
}

/** One thing wrong: `where` is a line (`line 4: parent`) or a path (`departments[2].parent`). */
export interface RegistryProblem extends Text {
  readonly where: string;
}

/** How many problems are told one by one: nobody mends more at once, and a file may have millions. */
export const problemsTold = 50;

/** Errors of an import, each at its line (1-based) or path: the first `problemsTold`, and how many more there are. */
export class RegistryErrors extends Error {
  override readonly name = 'RegistryErrors';
  readonly errors: readonly RegistryProblem[];
  readonly more: number;
  constructor(errors: readonly RegistryProblem[], more = 0) {
    const told = errors.slice(0, problemsTold);
    super(told.map((error) => `${error.where}: ${error.en}`).join('\n'));
    this.errors = told;
    this.more = more + errors.length - told.length;
  }
}

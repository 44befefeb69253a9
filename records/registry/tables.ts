import type { Generated } from 'kysely';

/** Dates are kept as `YYYY-MM-DD` text in collation "C": they compare as dates and no driver changes them. Instants are `bigint` columns, read as numbers. */
export interface OrganisationTable {
  id: string;
  kind: string;
  class: string | null;
  /** The law of its own of a designated corporation, and its articles on objectives and on publishing the evaluation. */
  legal_basis: string | null;
  objectives_basis: string | null;
  publication_basis: string | null;
  name_ja: string;
  name_en: string;
  /** JSON of the body's `FormerName`s, the oldest first. */
  former_names: string;
  /** Main supervising ministry first. */
  supervisors: string[];
  corporate_number: string | null;
  from_date: string | null;
  to_date: string | null;
  /** Legal basis of the abolition. */
  abolition_basis: string | null;
  successors: string[];
  fictional: boolean;
}

export interface DepartmentTable {
  organisation: string;
  id: string;
  name_ja: string;
  name_en: string;
  parent: string | null;
  bureau: boolean;
  /** It is not the same as the department above it. */
  separate: boolean;
  from_date: string | null;
  to_date: string | null;
  successors: string[];
}

export interface PersonTable {
  id: string;
  name_ja: string;
  name_en: string;
  mail: string | null;
  /** The body to which the person belongs; of an outside person the one that contracted them. */
  home: string | null;
  outside_firm: string | null;
  outside_contract: string | null;
  outside_from: string | null;
  outside_to: string | null;
  outside_declaration: string | null;
}

/** Never deleted; only `to_date`, the instrument and the two that say when the end was recorded ever change. */
export interface AppointmentTable {
  id: string;
  person: string;
  role: string;
  organisation: string;
  department: string | null;
  from_date: string;
  to_date: string | null;
  kind: string;
  instrument_order: string | null;
  instrument_date: string | null;
  recorded_at: number;
  recorded_by: string;
  /** When the present `to_date` was recorded: a back-dated end shows. */
  end_recorded_at: number | null;
}

/** An appointment that never was, kept beside those that are or were: nothing that looks up posts reads it. */
export interface VoidedAppointmentTable extends AppointmentTable {
  /** It had begun when it was voided: recorded in error. */
  begun: boolean;
  reason: string;
  voided_at: number;
  /** Who asked for it; who approved it stands in the journal. */
  voided_by: string;
}

export interface NominationTable {
  id: string;
  organisation: string;
  head: string;
  person: string;
  instance: string;
  /** Null: every decision of that instance. */
  decision: string | null;
  document: string;
  date: string;
  to_date: string | null;
  recorded_at: number;
}

/** A line of the registry's own hash-chained journal. */
export interface RegistryJournalTable {
  seq: number;
  at: number;
  by_person: string;
  /** The token it was done with; null where the installation itself acted, or time. */
  token: string | null;
  /** Through whose hands the token came besides its holder's, the nearest first. */
  issuers: string[];
  previous_hash: string;
  hash: string;
  seal_key: string;
  seal: string;
}

/** What a line changed. The chain covers `payload_hash`; `payload` (salt and row) can be erased without touching it. */
export interface RegistryJournalRowTable {
  seq: number;
  position: number;
  kind: string;
  row_id: string;
  act: string;
  /** The body it belongs to: who of a body may read which lines. */
  organisation: string | null;
  payload_hash: string;
  payload: string | null;
}

/** A register: a fact with from–to. `organisation` is `common` for the registers of all. */
export interface RegisterTable {
  /** Order of writing: of two facts from the same instant the later one holds. */
  id: Generated<number>;
  organisation: string;
  register: string;
  key: string;
  /** JSON text. */
  value: string;
  from_at: number;
  to_at: number | null;
  /** The person who set it; null when a procedure did. */
  by_person: string | null;
  instance: string | null;
  seq: number | null;
}

/** The tables of the registry and the registers: `Kysely<… & RegistryTables>`. */
export interface RegistryTables {
  organisations: OrganisationTable;
  departments: DepartmentTable;
  people: PersonTable;
  appointments: AppointmentTable;
  voided_appointments: VoidedAppointmentTable;
  nominations: NominationTable;
  registry_journal: RegistryJournalTable;
  registry_journal_rows: RegistryJournalRowTable;
  registers: RegisterTable;
}

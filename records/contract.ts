/**
 * What records (the database) offers. Everything is asynchronous; every method throws `RecordsUnavailable` when the
 * database is away. Instants are epoch milliseconds, dates JST `YYYY-MM-DD`.
 */
import type {
  Actor,
  Appointment,
  DateBasis,
  DueItem,
  Entry,
  Json,
  Projection,
  Refusal,
  Reminder,
  Task,
} from '../machines/core/index.ts';
import type { DurableInput, TellMessage } from '../machines/messages.ts';
import type { CalendarProblem } from '../model/calendar/check.ts';
import type { CalendarSettings } from '../model/calendar/settings.ts';
import type { DepartmentId, Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../model/identifiers.ts';
import type { OrganisationKind, Profile } from '../model/organisations.ts';
import type { DecidingRole, Role } from '../model/roles.ts';
import type { Text } from '../model/text.ts';
import type { Feeds } from './feeds/contract.ts';
import type { Webhooks } from './webhooks/contract.ts';
import type { Claims, Governance } from './governance/contract.ts';

/** The database cannot be reached now. */
export class RecordsUnavailable extends Error {
  override readonly name = 'RecordsUnavailable';
}

/** An entry with what the caller's request adds to it. */
export interface Recorded {
  readonly entry: Entry;
  readonly updateId?: string;
  readonly bodyHash?: string;
  readonly tokenIssuedBy?: string;
}

/** A journal line as it is read back. */
export interface JournalLine extends Recorded {
  /** SHA-256 over the previous line's hash and this line's canonical bytes (payload by its hash). */
  readonly hash: string;
  readonly previousHash: string;
}

export interface Journal {
  /**
   * Insert-or-same on (instance, seq), in one transaction with the projection, the outbox (recipients of `notify`
   * resolved at the entry's own instant) and the registers (`register` effects). Throws `JournalConflict` when
   * another entry stands at the same seq. Entries of one instance come in order.
   */
  append(batch: readonly Recorded[]): Promise<void>;
  page(instance: InstanceId, after: number, limit: number): Promise<JournalLine[]>;
  /** All entries in order, for refold and rebuild. */
  all(instance: InstanceId): Promise<Entry[]>;
  head(instance: InstanceId): Promise<number>;
  /** Resolves true as soon as the journal holds that seq, false after the time. */
  waitFor(instance: InstanceId, seq: number, milliseconds: number): Promise<boolean>;
  byUpdate(
    updateId: string,
  ): Promise<{ instance: InstanceId; seq: number; at: Instant; to: Json; bodyHash: string } | undefined>;
  /** Verifies the hash chain of an instance; the first broken seq. */
  verifyChain(instance: InstanceId): Promise<number | undefined>;
}

/** Another entry stands at this seq: the journal is never overwritten. */
export class JournalConflict extends Error {
  override readonly name = 'JournalConflict';
}

/** An instance as the read model shows it. */
export interface InstanceRow {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly year: number;
  readonly organisation: OrganisationId;
  readonly number?: number;
  readonly seq: number;
  readonly at: Instant;
  /** Seq of the last entry that was a decision or told event. */
  readonly lastChange: number;
  readonly projection: Projection;
}

export interface Instances {
  /**
   * Claims an id before it is started; the same start (same `by`) again is `mine`. An id with a journal is `exists`.
   * In the same transaction hands over the told events waiting in the inbox register for it.
   */
  claim(start: DurableInput, by: string): Promise<{ result: 'claimed' | 'mine' | 'exists'; inbox: TellMessage[] }>;
  /** Claimed ids whose first entry is not in the journal: what a restart must start (again). */
  unstarted(): Promise<DurableInput[]>;
  get(instance: InstanceId): Promise<InstanceRow | undefined>;
  list(
    filter: { procedure?: string; year?: number; organisation?: OrganisationId },
    after: string | undefined,
    limit: number,
  ): Promise<InstanceRow[]>;
  /** Fiscal years in which a cycle was started, the newest first; of all bodies or of those named. */
  years(of: 'all' | readonly OrganisationId[]): Promise<{ year: number; cycles: number; firstOpened: Instant }[]>;
  /** A tell nobody runs for: `waiting` in the inbox register; `claimed` when the instance has been claimed meanwhile (tell it again). */
  putInInbox(message: TellMessage, reason: 'notStarted' | 'ended' | 'refused'): Promise<'waiting' | 'claimed'>;
  inbox(organisation: OrganisationId): Promise<(TellMessage & { reason: string; takenBy?: InstanceId })[]>;
}

/** A line of the board: one body in one year. */
export interface BoardLine {
  readonly organisation: OrganisationId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly kind: OrganisationKind;
  readonly year: number;
  /** Absent when the year is not opened. */
  readonly instance?: InstanceId;
  /** Phase of the cycle; `notTakenUp` when nobody is appointed (未着手（担当者未登録）). */
  readonly phase: string;
  readonly nextDue?: { readonly id: string; readonly due: Instant };
  readonly overdue: number;
  readonly openImprovements: number;
  readonly openAudits: number;
  /** Posts that a procedure wants to tell something and nobody holds. */
  readonly vacantPosts: number;
  readonly lastMovement?: Instant;
  readonly marks: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export interface BoardFilter {
  readonly year: number;
  readonly kind?: OrganisationKind;
  readonly phase?: string;
  readonly supervisor?: OrganisationId;
  readonly overdueOnly?: boolean;
  readonly search?: string;
  /** Bodies the reader may see; `all` for administrators. */
  readonly visible: 'all' | readonly OrganisationId[];
  readonly now: Instant;
}

export interface ReadModel {
  /** One query: page of lines and the totals over all lines of the filter. */
  board(
    filter: BoardFilter,
    after: string | undefined,
    limit: number,
  ): Promise<{
    lines: BoardLine[];
    next?: string;
    totals: {
      bodies: number;
      byPhase: Record<string, number>;
      overdue: number;
      openImprovements: number;
      notTakenUp: number;
    };
  }>;
  /** Tasks expected of a person now through his appointments. */
  tasks(
    person: PersonId,
    now: Instant,
  ): Promise<{ instance: InstanceId; procedure: string; version: number; task: Task; due?: DueItem }[]>;
  notices(person: PersonId, after: string | undefined, limit: number): Promise<NoticeRow[]>;
  markRead(person: PersonId, notice: string, at: Instant): Promise<boolean>;
  /** Posts a procedure wanted to tell something and nobody holds, the longest vacant first. */
  vacantPosts(of: 'all' | readonly OrganisationId[], now: Instant): Promise<VacantPost[]>;
}

/** A notice a mailer has taken, with what it needs to write the mail; the address is that of this moment. */
export interface MailToSend {
  readonly id: string;
  readonly claim: string;
  /** Until when nobody else takes it. */
  readonly until: Instant;
  readonly address?: string;
  /** Name of the body it concerns. */
  readonly body?: Text;
  readonly items: readonly NoticeItem[];
}

/**
 * What became of one taken. `failed`: refused for good; `later`: tried and to be tried again, for a day after the first
 * try; `released`: not tried after all. `reason` is a code, never a server's own words.
 */
export interface MailSettled {
  readonly id: string;
  readonly claim: string;
  readonly result: 'sent' | 'failed' | 'later' | 'noAddress' | 'released';
  readonly reason?: string;
}

/** The state of all mail, without texts and names. */
export interface MailCounts {
  readonly queued: number;
  readonly oldestQueued?: Instant;
  readonly failed: number;
  readonly noAddress: number;
  readonly reasons: readonly { readonly mail: MailStatus; readonly reason: string; readonly count: number }[];
}

/** The mailers' side of the outbox; several may work on it at once. */
export interface MailQueue {
  /** Takes what is due, the longest due first, each for the length of the lease (milliseconds). */
  take(now: Instant, options: { readonly atMost: number; readonly lease: number }): Promise<MailToSend[]>;
  /** Says what became of those taken, together with the administrators' notice of what failed for good. */
  settle(settled: readonly MailSettled[], now: Instant): Promise<void>;
  /** The server cannot be used: all that is due counts as tried. With `giveUp`, what has been tried for a day fails. */
  noServer(reason: string, now: Instant, options: { readonly giveUp: boolean }): Promise<void>;
  /** Where no mail server is configured: what nobody has tried for an hour is off for good. */
  switchOff(now: Instant): Promise<void>;
  counts(): Promise<MailCounts>;
}

/** A post that nobody has held since a procedure last wanted to tell it something. */
export interface VacantPost {
  readonly organisation: OrganisationId;
  /** Any of these would serve. */
  readonly roles: readonly string[];
  readonly department?: DepartmentId;
  readonly since: Instant;
  /** When it was last looked for in vain, by which instance, and how often since it fell vacant. */
  readonly last: Instant;
  readonly instance?: InstanceId;
  readonly times: number;
}

/** What became of a notice's mail. `off`: no mail server was configured; `noAddress`: the person has no usable address. */
export type MailStatus = 'queued' | 'sent' | 'failed' | 'off' | 'noAddress';

/** A notice as a person finds it in his inbox. */
export interface NoticeRow {
  readonly id: string;
  readonly person: PersonId;
  /** The body it concerns; empty for the installation itself. */
  readonly organisation: OrganisationId | '';
  /** Instant of its first item. */
  readonly at: Instant;
  readonly mail: MailStatus;
  /** Why the mail failed or was not tried: a code. */
  readonly mailReason?: string;
  readonly readAt?: Instant;
  /** What it tells: one event, or the reminders of one body and day. Never empty. */
  readonly items: readonly NoticeItem[];
}

/** What a notice tells. */
export interface NoticeItem {
  /** A topic of the procedure, of the core, or of `model/notice-topics.ts`. */
  readonly topic: string;
  readonly at: Instant;
  readonly instance?: InstanceId;
  readonly procedure?: string;
  readonly version?: number;
  /** Opaque id of what it is about, where that is no instance. */
  readonly about?: string;
  readonly dueItem?: string;
  readonly reminder?: Reminder;
  readonly basis?: DateBasis;
}

export interface Refusals {
  record(row: {
    at: Instant;
    instance: InstanceId;
    organisation: OrganisationId;
    person: PersonId;
    decision: string;
    refused: readonly Refusal[];
  }): Promise<void>;
  list(
    organisation: OrganisationId,
    after: string | undefined,
    limit: number,
  ): Promise<
    { id: string; at: Instant; instance: InstanceId; person: PersonId; decision: string; refused: readonly Refusal[] }[]
  >;
  counts(): Promise<{ organisation: OrganisationId; rule: string; count: number }[]>;
}

/** A document is larger than 20 MB; nothing was kept. */
export class DocumentTooLarge extends Error {
  override readonly name = 'DocumentTooLarge';
  readonly limit: number;
  constructor(limit: number) {
    super(`larger than ${limit} bytes`);
    this.limit = limit;
  }
}

/** The bytes received are not those whose SHA-256 was claimed; nothing was kept. */
export class DocumentHashDiffers extends Error {
  override readonly name = 'DocumentHashDiffers';
  readonly claimed: string;
  readonly found: string;
  constructor(claimed: string, found: string) {
    super(`claimed ${claimed}, found ${found}`);
    this.claimed = claimed;
    this.found = found;
  }
}

/** The bytes kept are not (or no longer) what their hash says, or are not there. */
export class DocumentDamaged extends Error {
  override readonly name = 'DocumentDamaged';
}

export interface Documents {
  /** Stores a stream, hashing on the way; the hash claimed must be the hash found. Limit 20 MB. Same bytes twice are kept once. */
  put(
    content: AsyncIterable<Uint8Array>,
    about: {
      claimed?: string;
      name: string;
      mediaType: string;
      confidentiality: 1 | 2 | 3;
      by: PersonId;
      organisation: OrganisationId;
      at: Instant;
    },
  ): Promise<{ hash: string; size: number }>;
  about(hash: string): Promise<
    | {
        hash: string;
        size: number;
        name: string;
        mediaType: string;
        confidentiality: 1 | 2 | 3;
        by: PersonId;
        organisation: OrganisationId;
        at: Instant;
      }
    | undefined
  >;
  /** The bytes in chunks; the hash is checked on reading too, and the stream fails when it differs. */
  read(hash: string): AsyncIterable<Uint8Array>;
  /** Whether this person sent these bytes himself; the same bytes may have come from several people. */
  sentBy(hash: string, person: PersonId): Promise<boolean>;
  /** Instances that cite it: what makes it readable. */
  citedBy(hash: string): Promise<InstanceId[]>;
}

export interface Tokens {
  /** Makes a token for a person; the secret is returned once and kept hashed. */
  issue(token: {
    person: PersonId;
    issuedBy: PersonId;
    at: Instant;
    expires: Instant;
    purpose: string;
  }): Promise<{ id: string; secret: string }>;
  /** Who a secret belongs to at that instant; undefined when unknown, expired or revoked. */
  holder(
    secret: string,
    at: Instant,
  ): Promise<{ id: string; person: PersonId; issuedBy: PersonId; expires: Instant } | undefined>;
  revoke(id: string, by: PersonId, at: Instant): Promise<boolean>;
  /** Whose token an id is; undefined when there is no such token. */
  owner(id: string): Promise<PersonId | undefined>;
  list(person: PersonId): Promise<
    {
      id: string;
      person: PersonId;
      issuedBy: PersonId;
      issued: Instant;
      expires: Instant;
      revoked?: Instant;
      purpose: string;
    }[]
  >;
}

/** Answers to idempotent requests that are not decisions (years, registry, registers, tokens). */
/** What was answered under a key. */
export interface KeptAnswer {
  readonly bodyHash: string;
  readonly status: number;
  readonly body: Json;
}

export interface Answers {
  /** The answer under a key; undefined when there is none yet. */
  get(person: PersonId, key: string): Promise<KeptAnswer | undefined>;
  /** Whether a key stands for a change that was answered or is on its way. */
  used(person: PersonId, key: string): Promise<boolean>;
  /**
   * Takes a key for an act: `mine` – do it, then `put` or `release`; `taken` – someone is at it; or its answer. Whoever
   * has not answered nor renewed in time has lost it: his process is gone, and the next one acts.
   */
  reserve(
    person: PersonId,
    key: string,
    reservation: { bodyHash: string; by: string; at: Instant; forMilliseconds: number },
  ): Promise<'mine' | 'taken' | KeptAnswer>;
  /** Goes on holding a key from now. */
  renew(person: PersonId, key: string, by: string, milliseconds: number): Promise<void>;
  /** Gives a key back unspent, after a refusal. */
  release(person: PersonId, key: string, by: string): Promise<void>;
  /** Keeps the answer; when another one was first, that one stays and is returned. */
  put(person: PersonId, key: string, answer: KeptAnswer & { at: Instant }): Promise<KeptAnswer | undefined>;
}

export interface OrganisationRow {
  readonly id: OrganisationId;
  readonly kind: OrganisationKind;
  readonly class?: string;
  readonly nameJa: string;
  readonly nameEn: string;
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
  readonly from?: LocalDate;
  readonly to?: LocalDate;
  readonly successors?: readonly DepartmentId[];
}

export interface PersonRow {
  readonly id: PersonId;
  readonly nameJa: string;
  readonly nameEn: string;
  readonly mail?: string;
  readonly outside?: {
    readonly firm: string;
    readonly contract: string;
    readonly from: LocalDate;
    readonly to: LocalDate;
    readonly declaration: string;
  };
}

/** The head of an organisation nominates a person in writing for a matter: he then decides in place of a barred decider. */
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

/** What may be imported: whole file or nothing, every error at its line, the same file twice changes nothing. */
export interface RegistryChange {
  readonly organisations?: readonly OrganisationRow[];
  readonly departments?: readonly DepartmentRow[];
  readonly people?: readonly PersonRow[];
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
  /** What the rows of a CSV are. */
  readonly rows?: 'organisations' | 'departments' | 'people' | 'appointments';
}

export interface Registry {
  organisations(filter?: { kind?: OrganisationKind }): Promise<OrganisationRow[]>;
  organisation(id: OrganisationId): Promise<OrganisationRow | undefined>;
  departments(organisation: OrganisationId): Promise<DepartmentRow[]>;
  person(id: PersonId): Promise<PersonRow | undefined>;
  people(organisation: OrganisationId): Promise<PersonRow[]>;
  appointments(organisation: OrganisationId, at?: Instant): Promise<Appointment[]>;
  nominations(organisation: OrganisationId): Promise<NominationRow[]>;
  /**
   * Applies a change as one transaction with its line in the registry's own hash-chained journal, without asking whether
   * its author may: the installation itself. People ask `governance`. Throws `RegistryErrors`.
   */
  change(
    change: RegistryChange,
    by: PersonId,
    at: Instant,
  ): Promise<{ added: number; changed: number; unchanged: number }>;
  /** Imports a file: whole or not at all, every error at its line; the same file twice changes nothing. Throws `RegistryErrors`. */
  importFile(
    file: RegistryFile,
    by: PersonId,
    at: Instant,
  ): Promise<{ added: number; changed: number; unchanged: number }>;
  /** Bodies with at least one appointment in force: those that are "taken up". */
  takenUp(at: Instant): Promise<ReadonlySet<OrganisationId>>;
}

/** Errors of an import, each at its line (1-based) or path. */
export class RegistryErrors extends Error {
  override readonly name = 'RegistryErrors';
  readonly errors: readonly { readonly where: string; readonly ja: string; readonly en: string }[];
  constructor(errors: readonly { readonly where: string; readonly ja: string; readonly en: string }[]) {
    super(errors.map((error) => `${error.where}: ${error.en}`).join('\n'));
    this.errors = errors;
  }
}

/** Registers of one organisation and the common ones: facts with from–to (domain.md 3). */
export interface Registers {
  /** The value in force at an instant. */
  inForce(organisation: OrganisationId, register: string, at: Instant): Promise<Json | undefined>;
  set(
    organisation: OrganisationId | 'common',
    register: string,
    key: string,
    value: Json,
    from: Instant,
    by: PersonId,
  ): Promise<void>;
  history(
    organisation: OrganisationId | 'common',
    register: string,
  ): Promise<
    { key: string; value: Json; from: Instant; to?: Instant; by?: PersonId; instance?: InstanceId; seq?: number }[]
  >;
  /** The value of one register in force in every body that has one, e.g. who opened its `visibility` to whom. */
  across(register: string, at: Instant): Promise<{ organisation: OrganisationId; value: Json }[]>;
  /** What each role is called under the edition of the common standards in force. */
  roleTerms(at: Instant): Promise<Readonly<Record<Role, Text>>>;
  /** Common registers in force: editions, directives, guidelines, criteria sets. */
  common(register: 'editions' | 'directives' | 'guidelines' | 'criteriaSets', at: Instant): Promise<Json[]>;
}

/** The calendars in force (domain.md 7). Configuration, never law. */
export interface Calendars {
  /** The calendar of a profile, without what single bodies have set for themselves. */
  readonly ofProfile: Readonly<Record<Profile, CalendarSettings>>;
  /** The calendar of a body at an instant: its profile's, with its register `calendarOverrides` laid over it. */
  of(organisation: OrganisationId, at: Instant): Promise<CalendarSettings>;
  /** From when on each body that runs a cycle may open a fiscal year, by its calendar in force at an instant. */
  planningDays(
    year: number,
    at: Instant,
  ): Promise<readonly { readonly organisation: OrganisationId; readonly planningDay: Instant }[]>;
  /** Overrides in force that do not make a calendar (any more), e.g. after another calendar file was configured. */
  problems(at: Instant): Promise<readonly CalendarProblem[]>;
}

/** One look-up of facts: what it may know. */
export interface FactScope {
  readonly organisation: OrganisationId;
  readonly instance: InstanceId;
  readonly at: Instant;
  readonly actor: Actor;
  /** What the decision's `asks` gave for this fact. */
  readonly ask: Json | undefined;
}

export interface LookUps {
  actor(person: PersonId, at: Instant): Promise<Actor>;
  /** Everyone who holds one of the roles in the body (for stand-ins). */
  holders(organisation: OrganisationId, roles: readonly DecidingRole[], at: Instant): Promise<Actor[]>;
  /** The head's written nomination of a person for a decision in an instance, if recorded. */
  nomination(
    person: PersonId,
    instance: InstanceId,
    decision: string,
    at: Instant,
  ): Promise<{ by: PersonId; document: string } | undefined>;
  /** Facts by name, e.g. `structure`, `people`. Throws on a name nobody provides. */
  fact(name: string, scope: FactScope): Promise<Json>;
  /** The names provided, for the start-up check. */
  readonly names: readonly string[];
}

/** Who read another body's data: shown to the body read (domain.md 8). */
export interface ReadLog {
  /** `what` is a route and an opaque id, e.g. `procedures cycle/2026/mof`; never a text that was read. */
  record(row: { at: Instant; person: PersonId; organisation: OrganisationId; what: string }): Promise<void>;
  /** Newest first; `after` is the id of the last row of the page before. */
  list(
    organisation: OrganisationId,
    after: string | undefined,
    limit: number,
  ): Promise<{ id: string; at: Instant; person: PersonId; what: string }[]>;
}

/** An opening of a fiscal year, whoever asked for it. */
export interface OpeningRow {
  /** Its workflow's id, `open-year/<year>/<digest of the bodies>`. */
  readonly id: string;
  readonly year: number;
  /** True when it was for all bodies: those that join later are opened by themselves from then on. */
  readonly everyone: boolean;
  /** A person, or what of the installation asked: `planning-day`, `round`, `installation`. */
  readonly by: string;
  readonly at: Instant;
}

/** Openings of fiscal years (docs/decisions/0013). */
export interface Openings {
  /** Before it is started; the same id again only renews its instant. */
  record(opening: OpeningRow): Promise<void>;
  /** The last one of a year. */
  last(year: number): Promise<OpeningRow | undefined>;
  /** Years that were opened for all bodies. */
  years(): Promise<ReadonlySet<number>>;
  /** Bodies whose cycle of that year has begun. */
  begun(year: number): Promise<ReadonlySet<OrganisationId>>;
  /** Bodies of an opening could not be opened: tells their administrators and the installation's, each person once. */
  reportFailed(opening: {
    readonly id: string;
    readonly organisations: readonly OrganisationId[];
    readonly at: Instant;
  }): Promise<void>;
}

/** A running cycle that is to be told something. */
export interface CycleToTell {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly seq: number;
}

/** What the registry and the common registers have told cycles: each is told once for ever. */
export interface RegistryTells {
  /** Running cycles that began before an instant and have not been told this. */
  untold(id: string, begunBefore: Instant, limit: number): Promise<CycleToTell[]>;
  /** Running cycles of these bodies that have not been told of the ending of their body (`endingTold`). */
  untoldEndings(organisations: readonly OrganisationId[], limit: number): Promise<CycleToTell[]>;
  /** It was told; again is harmless. */
  told(instance: InstanceId, id: string, at: Instant): Promise<void>;
}

/** The installation itself. */
export interface Installation {
  /** Fixed at creation. */
  readonly kind: 'demonstration' | 'real';
  readonly created: Instant;
  readonly id: string;
}

export interface Records {
  readonly installation: Installation;
  readonly journal: Journal;
  readonly instances: Instances;
  readonly readModel: ReadModel;
  readonly refusals: Refusals;
  readonly documents: Documents;
  readonly tokens: Tokens;
  readonly answers: Answers;
  readonly registry: Registry;
  readonly governance: Governance;
  readonly claims: Claims;
  readonly registers: Registers;
  readonly lookUps: LookUps;
  readonly calendars: Calendars;
  readonly readLog: ReadLog;
  readonly mailQueue: MailQueue;
  readonly openings: Openings;
  readonly registryTells: RegistryTells;
  readonly webhooks: Webhooks;
  readonly feeds: Feeds;
  /** Whether the database answers now. */
  ready(): Promise<boolean>;
  close(): Promise<void>;
}

/** Who is told and reminded: posts, resolved to persons when a notice is written. */
export interface Recipient {
  readonly person: PersonId;
  readonly role: Role;
}

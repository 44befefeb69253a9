/** What the governance of the registry offers (domain.md 2): who may change what, what waits for a second administrator. */
import type { Refusal } from '../../machines/core/index.ts';
import type {
  DepartmentId,
  InstanceId,
  Instant,
  LocalDate,
  OrganisationId,
  PersonId,
  OrganisationScope,
} from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import type { Page } from './page.ts';
import type { ChangedRow, Clearings, RegistryChange, RegistryFile, RowCounts } from './registry.ts';
import type { TokenUse } from './tokens.ts';

/** The change or the decision on it was refused by rules of the governance. */
export class GovernanceRefused extends Error {
  override readonly name = 'GovernanceRefused';
  readonly refusals: readonly Refusal[];
  constructor(refusals: readonly Refusal[]) {
    super(refusals.map(({ en }) => en).join('\n'));
    this.refusals = refusals;
  }
}

/** A change as it is asked for: rows as in an import, appointments to end by their id, and bodies that do not end after all. */
export interface ChangeRequest extends RegistryChange {
  /** Appointments that never were: voided before they begin, recorded in error afterwards. */
  readonly voids?: readonly { readonly appointment: string; readonly reason: string }[];
  readonly keeps?: readonly { readonly organisation: OrganisationId }[];
  readonly ends?: readonly {
    readonly appointment: string;
    /** Last day. */
    readonly to: LocalDate;
    readonly instrument?: { readonly order: string; readonly date: LocalDate } | undefined;
  }[];
}

/** What a change does that may be a slip: told, and no obstacle. `path`: a line and column, or a field. */
export interface ChangeWarning extends Text {
  readonly path: string;
}

/** What became of asking for a change. */
export type ChangeOutcome = { readonly warnings?: readonly ChangeWarning[] } & (
  | (RowCounts & {
      readonly status: 'done';
      /** Absent when nothing had to be written. */
      readonly id?: string;
      /** Line of the registry's journal. */
      readonly seq?: number;
      /** 単独管理者: nobody else could have approved it. */
      readonly soleAdministrator?: true;
      /** It ends administrators' posts, may be objected to until then, and this is their last day. */
      readonly objectionUntil?: Instant;
      readonly lastDay?: LocalDate;
    })
  | (Clearings & {
      readonly status: 'pending';
      readonly id: string;
      readonly expires: Instant;
      /** Ids of the rows for which a second administrator is needed. */
      readonly guarded: readonly string[];
    })
);

/** An open task, without what it is about. */
interface OpenTask {
  readonly instance: InstanceId;
  readonly procedure: string;
  readonly version: number;
  readonly decision: string;
  readonly department?: DepartmentId;
  readonly dueItem?: string;
}

/** A task of which a change makes somebody else's; nobody's where nobody gains it and no others have it. */
export interface MovedTask extends OpenTask {
  readonly loses: readonly PersonId[];
  readonly gains: readonly PersonId[];
  /** How many have it besides, as before. */
  readonly others: number;
}

/** What becomes another's on a day. */
export interface DayOfEffects {
  readonly day: LocalDate;
  readonly tasks: readonly MovedTask[];
  readonly more: number;
}

/** What a change does to running procedures, as their tasks stand now. */
export interface ChangeEffects {
  /** The bodies that were looked at. */
  readonly bodies: readonly OrganisationId[];
  readonly days: readonly DayOfEffects[];
  /** Whom it puts on a post, and from which of its tasks they are barred. */
  readonly barred: readonly (OpenTask & { readonly person: PersonId })[];
  /** Bodies and days that were not looked at. */
  readonly moreBodies: number;
  readonly moreDays: number;
}

/** What approving a change that waits would do now. */
export interface WaitingPreview {
  /** What has become wrong with it, or which rows moved since it was asked for. */
  readonly stale?: Text;
  readonly rows: readonly ChangedRow[];
  readonly moreRows: number;
  readonly effects?: ChangeEffects;
}

/** What would become of a change that is only looked at. */
export interface ChangePreview extends RowCounts {
  /** It would be made at once, wait for a second administrator, or change nothing. */
  readonly status: 'wouldBeMade' | 'wouldWait' | 'nothing';
  /** Ids of the rows for which a second administrator would be needed. */
  readonly guarded?: readonly string[];
  readonly soleAdministrator?: true;
  readonly objectionUntil?: Instant;
  readonly lastDay?: LocalDate;
  readonly warnings?: readonly ChangeWarning[];
  /** The first `rowsPreviewed` rows that would be written. */
  readonly rows: readonly ChangedRow[];
  /** How many there are besides. */
  readonly moreRows: number;
  /** Absent where it touches neither posts nor departments. */
  readonly effects?: ChangeEffects;
}

/** Rows that a preview names one by one. */
export const rowsPreviewed = 500;

/** A fact of a common register as somebody asks for it. */
export interface CommonFact {
  readonly register: string;
  readonly key: string;
  /** Null ends the fact. */
  readonly value: Json;
  readonly from: Instant;
}

/** What became of asking for it. */
export type FactOutcome =
  | { readonly status: 'done'; readonly soleAdministrator?: true }
  | { readonly status: 'pending'; readonly change: string; readonly expires: Instant };

/** A row that a change touches, without names. */
export interface TouchedRow {
  readonly kind: string;
  readonly id: string;
  readonly act: string;
  /** True when a second administrator is needed for it. */
  readonly guarded?: true;
}

/** A change that was asked for. */
export interface ChangeRow {
  readonly id: string;
  readonly status: 'pending' | 'done' | 'rejected' | 'withdrawn' | 'expired' | 'objected';
  readonly by: PersonId;
  readonly at: Instant;
  readonly expires?: Instant;
  readonly bodies: readonly OrganisationId[];
  readonly rows: readonly TouchedRow[];
  readonly decidedBy?: PersonId;
  readonly decidedAt?: Instant;
  readonly reason?: string;
  readonly seq?: number;
  readonly soleAdministrator?: true;
  /** It ends administrators' posts, and may or might be objected to until then. */
  readonly objectionUntil?: Instant;
  /** What was asked for; while it waits. */
  readonly given?: Json;
}

/** A line of the registry's journal. */
export interface RegistryLine {
  readonly seq: number;
  readonly at: Instant;
  readonly by: PersonId;
  /** The token it was done with; absent where the installation itself acted, or time. */
  readonly token?: {
    readonly id: string;
    /** Who issued it, in its line of descent, the nearest first; its holder where nobody else did. */
    readonly issuers: readonly PersonId[];
  };
  readonly hash: string;
  readonly previousHash: string;
  readonly rows: readonly {
    readonly kind: string;
    readonly id: string;
    readonly act: string;
    readonly organisation?: OrganisationId;
    /** Hash of the payload: what the chain covers. */
    readonly payloadHash: string;
    /** The row as it stood afterwards; absent when erased. */
    readonly row?: Json;
  }[];
}

/** An entry that rests on an appointment changed after the decision. */
export interface ChangedReliance {
  readonly seq: number;
  /** The appointment relied on. */
  readonly appointment: string;
  /** It had ended by then, as is now recorded; somebody else held the post; or it was never one. */
  readonly why: 'notHeld' | 'heldByAnother' | 'recordedInError';
  /** The appointment recorded or ended afterwards. */
  readonly changed: string;
  readonly recordedAt: Instant;
  /** Line of the registry's journal. */
  readonly registrySeq: number;
}

/** When an appointment was recorded: a back-dated one shows. */
export interface Recording {
  readonly recordedAt: Instant;
  readonly recordedBy: PersonId;
  /** When its present end was recorded. */
  readonly endRecordedAt?: Instant;
}

/** Whether whoever asks may read a document, by its hash. */
export type ReadsDocument = (hash: string) => Promise<boolean>;

export interface Governance {
  /**
   * Asks for a change, made at once or waiting for a second administrator. `reads`: nominations rest on documents that
   * whoever asks may read – none where it is absent. Throws `RegistryErrors`, `GovernanceRefused`.
   */
  ask(
    change: ChangeRequest,
    by: PersonId,
    at: Instant,
    token?: TokenUse,
    reads?: ReadsDocument,
  ): Promise<ChangeOutcome>;
  /** The same for a file; the same file again gets the same answer while it waits. */
  askFile(
    file: RegistryFile,
    by: PersonId,
    at: Instant,
    token?: TokenUse,
    reads?: ReadsDocument,
  ): Promise<ChangeOutcome>;
  /** What would become of it: asked for in full and taken back, so that nothing is recorded. Throws as `ask` does. */
  preview(
    change: ChangeRequest,
    by: PersonId,
    at: Instant,
    token?: TokenUse,
    reads?: ReadsDocument,
  ): Promise<ChangePreview>;
  previewFile(
    file: RegistryFile,
    by: PersonId,
    at: Instant,
    token?: TokenUse,
    reads?: ReadsDocument,
  ): Promise<ChangePreview>;
  /** Asks for a fact of a common register; one of which cycles are told waits for a second. Throws `RegistryErrors`, `GovernanceRefused`. */
  askCommon(fact: CommonFact, by: PersonId, at: Instant, token?: TokenUse): Promise<FactOutcome>;
  /** Approves, rejects (with a reason) or withdraws what waits. Throws `GovernanceRefused`; `undefined` when there is no such change. */
  decide(
    id: string,
    decision: 'approve' | 'reject' | 'withdraw',
    by: PersonId,
    at: Instant,
    reason?: string,
    token?: TokenUse,
  ): Promise<ChangeRow | undefined>;
  /** Takes back the end of an administrator's post (with a reason). Throws `GovernanceRefused`; `undefined` when there is no such change. */
  object(
    id: string,
    by: PersonId,
    at: Instant,
    reason: string | undefined,
    token?: TokenUse,
  ): Promise<ChangeRow | undefined>;
  /** Who may object to a change, or might have: nobody where it ends no administrator's post. */
  objectors(id: string, at: Instant): Promise<readonly PersonId[]>;
  change(id: string, at: Instant): Promise<ChangeRow | undefined>;
  /** What approving a change of the registry's rows would do now; `undefined` where none such waits. */
  previewWaiting(id: string, at: Instant): Promise<WaitingPreview | undefined>;
  /** The newest first. */
  changes(
    filter: { status?: ChangeRow['status']; visible: OrganisationScope; of?: PersonId },
    at: Instant,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<ChangeRow>>;
  /** The registry's journal, the oldest first. */
  lines(after: number, limit: number): Promise<RegistryLine[]>;
  /** Whether the chain is whole, the first broken seq otherwise; and how many changes had no second administrator to approve them. */
  verify(): Promise<{ whole: boolean; lines: number; firstBroken?: number; soleChanges: number }>;
  administers(person: PersonId, at: Instant): Promise<OrganisationScope>;
  /** Entries of an instance that rest on an appointment changed afterwards, in order. */
  restedOn(instance: InstanceId): Promise<ChangedReliance[]>;
  /** When the appointments of a body were recorded, by id. */
  recordings(organisation: OrganisationId): Promise<ReadonlyMap<string, Recording>>;
  /** The bodies to which a person belongs; empty where only an administrator of everything administers them. */
  bodiesOf(person: PersonId, at: Instant): Promise<readonly OrganisationId[]>;
  /** The bodies at which a person holds a post now or later. */
  postsOf(person: PersonId, at: Instant): Promise<readonly OrganisationId[]>;
}

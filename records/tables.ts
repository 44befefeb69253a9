import type { Generated } from 'kysely';
import type { FeedTables } from './feeds/tables.ts';
import type { GovernanceTables } from './governance/tables.ts';
import type { IntegrityTables, TokenAct } from './integrity/tables.ts';
import type { NoticeTables } from './notices/tables.ts';
import type { RegistryTables } from './registry/tables.ts';
import type { WebhookTables } from './webhooks/tables.ts';

/**
 * The tables of `migrations/0001-first/records.ts`. Instants are `bigint` columns, read as numbers; JSON that is hashed or
 * handed back word for word is `text` (jsonb reorders keys and refuses U+0000), derived values are typed columns.
 */
export interface RecordsTables {
  installation: { kind: 'demonstration' | 'real'; id: string; created: number; format: number };

  /** One row per claimed or journaled instance: its head, and what the read model shows of it. */
  instances: {
    instance: string;
    procedure: string;
    version: number;
    year: number;
    organisation: string;
    number: number | null;
    /** Who claimed the id before it was started; null when its journal came without a claim (a rebuilt instance). */
    claimed_by: string | null;
    /** The `DurableInput` to start it with. */
    start_input: string | null;
    /** Seq and hash of the last journal line; `emptyChain` before the first. */
    seq: number;
    head_hash: string;
    at: number | null;
    phase: string | null;
    ended: string | null;
    /** The last `Projection`, canonical. */
    projection: string | null;
    /** Due instants of the open due items, ascending; empty when it has ended. */
    open_due: number[];
    /** The ids of the same due items, in the same order. */
    open_due_ids: string[];
    /** Of the projection, what the board shows of a cycle; `counts` is JSON. */
    marks: string[];
    counts: string;
    /** False until the journal has its first entry. (Not `seq`: an index over a column that changes with every entry costs a new index row each time.) */
    started: boolean;
    /** The first damaged line of its chain, as long as it is not whole. */
    damaged: Generated<number | null>;
  };

  /** The journal itself. Only ever inserted into; `payload` may be erased after its retention. */
  journal: {
    instance: string;
    seq: number;
    at: number;
    update_id: string | null;
    body_hash: string | null;
    header: string;
    payload: string | null;
    payload_hash: string;
    previous_hash: string;
    hash: string;
  };

  /** What is expected of someone now: derived from the last projection of each instance. */
  tasks: {
    instance: string;
    position: number;
    organisation: string;
    procedure: string;
    version: number;
    decision: string;
    roles: string[];
    department: string | null;
    person: string | null;
    due_item: string | null;
    /** Of a task to confirm an entry: which. */
    entry: number | null;
    /** What must come first, as JSON; null: it can be done now. */
    waits_for: string | null;
    /** People who cannot do it, whatever their post. */
    barred: string[];
    /** Since when it is expected. */
    since: number;
  };

  /** Who is invited to read an instance now, from its last projection: a person, or holders of a role in another body. */
  invitations: { instance: string; person: string; organisation: string; role: string };

  /** The years that have begun: in each of them every body has a line, see `read-model/board-years.ts`. */
  board_years: { year: number };

  /** One row per body and year: what the board moves by. Narrow, because totals read all of it. */
  board_lines: {
    year: number;
    organisation: string;
    /** `board_bodies.place`; null when the body does not exist in that year, or runs none. */
    place: string | null;
    /** `board_bodies.taken_up`. */
    taken_up: string | null;
    /** The cycle; null while only other procedures of that year exist. */
    instance: string | null;
    phase: string | null;
    /** Open due instants of everything the body runs in that year, ascending: what is overdue is counted from it. */
    all_due: number[];
    /** For the totals; what one line shows are the counts of its cycle. */
    open_improvements: number;
    /** The round of each open improvement of the body's year, ascending. */
    rounds: Generated<number[]>;
    /** The phase of each audit of the body's year, ended ones too, sorted. */
    audits: Generated<string[]>;
    last_movement: number | null;
  };

  /** One row per body that runs a year: what the board needs of the registry, kept by `refreshBoardBodies`. */
  board_bodies: {
    organisation: string;
    /** Sort key and cursor: kind, then id. */
    place: string;
    kind: string;
    name_ja: string;
    name_en: string;
    /** As in the registry. */
    former_names: string;
    supervisors: string[];
    first_day: string | null;
    last_day: string | null;
    /** Dates on which at least one appointment is in force (`datemultirange` as text). */
    taken_up: string;
    /** Names and id in NFKC lower case. */
    search_text: string;
  };

  refusals: {
    id: Generated<number>;
    at: number;
    instance: string;
    organisation: string;
    person: string;
    decision: string;
    rules: string[];
    refused: string;
  };

  documents: {
    hash: string;
    /** Where its chunks stand. */
    upload: string;
    size: number;
    /** When it was last sent, or somebody was about to cite it. */
    wanted: number;
  };
  /** What people set for themselves. */
  person_settings: {
    person: string;
    language: 'ja' | 'en' | null;
    /** One mail a day. */
    digest: boolean;
    /** Kinds of notices of which no mail is wanted. */
    muted: string[];
    changed: number;
  };
  kept_forms: { id: string; person: string; sealed: Uint8Array; at: number };
  document_chunks: { upload: string; position: number; bytes: Uint8Array };
  /** An upload on its way; what an interrupted one left behind is removed by it. */
  document_uploads: { upload: string; begun: number };
  /** What everyone who sent the bytes says of them, for the body for which they were sent. */
  document_senders: {
    /** The order in which they came. */
    position: Generated<number>;
    hash: string;
    person: string;
    organisation: string;
    name: string;
    media_type: string;
    confidentiality: 1 | 2 | 3;
    at: number;
  };
  document_citations: { hash: string; instance: string };

  tokens: {
    id: string;
    secret_hash: string;
    person: string;
    issued_by: string;
    /** Who else stands in its line of descent, the nearest first. */
    earlier_issuers: string[];
    /** Those of them who made their link with nobody else looking. */
    alone: string[];
    /** Claimed by a link that was no guarded change: it carries no guarded post. */
    plain: boolean;
    /** The tokens it descends from, the oldest first: revoked with any of them. */
    ancestors: string[];
    issued: number;
    expires: number;
    purpose: string;
    revoked: number | null;
    revoked_by: string | null;
    /** A sign-in with a browser. */
    session: boolean;
    /** Ended by its holder on leaving: what was made with it stays. */
    signed_out: boolean;
    /** By which account of a provider the session began. */
    identity: string | null;
    /** By which passkey it began. */
    passkey: string | null;
    /** Hash of the provider's id of its session there. */
    provider_session: string | null;
    /** When a session was last used, to the minute. */
    seen: number;
  };
  /** A line for every act on a token, chained. Only ever inserted into. */
  token_journal: {
    seq: number;
    at: number;
    act: TokenAct;
    /** Its id; empty where many went by age. */
    token: string;
    /** The token's row after the act, but for `seen`, its purpose hashed; of those that went by age until when they were valid. Canonical JSON. */
    row: string;
    previous_hash: string;
    hash: string;
    seal_key: string;
    seal: string;
  };

  /** Status 0: reserved, its answer is yet to come. */
  answers: {
    person: string;
    key: string;
    body_hash: string;
    status: number;
    body: string;
    at: number;
    holder: string | null;
    held_until: Date | null;
    /** Of a decision's claim: who are at it and were not refused; 0 or less gives the key back. */
    askers: Generated<number>;
  };

  /** The organisations' inbox register: told events nobody ran for. */
  inbox: {
    position: Generated<number>;
    id: string;
    to_instance: string;
    from_instance: string;
    organisation: string;
    type: string;
    input: string;
    reason: 'notStarted' | 'ended' | 'refused';
    taken_by: string | null;
  };

  /** Who read another body's data. */
  read_log: {
    id: Generated<number>;
    at: number;
    person: string;
    organisation: string;
    what: string;
  };

  /** Openings of fiscal years: which there were, and which of them were for all bodies. */
  openings: {
    id: string;
    year: number;
    everyone: boolean;
    organisations: readonly string[];
    asked_by: string;
    at: number;
  };

  /** Which keys belong to this installation. */
  payload_keys: {
    id: string;
    fingerprint: string;
    since: number;
    /** Since when no open run has begun by it, and a later key seals. */
    unused: number | null;
    retired: number | null;
  };

  /** When the open instances were last compared with what Temporal runs, and when next. */
  engine_watch: {
    single: Generated<boolean>;
    next_at: number;
    looked_at: number | null;
    open: Generated<number>;
    /** When the administrators were last told of what is amiss. */
    told_at: Generated<number | null>;
  };
  /** The present run of each open instance, and the key by which it began. */
  engine_runs: { instance: string; run: string; key: string };
  /** Open instances that are not carried as they should be. */
  engine_amiss: { instance: string; kind: string; since: number; told: Generated<boolean> };
  /** Payloads that were not sealed with a known key. */
  unsealed_payloads: { reason: string; count: number; last_at: number };

  /** What the registry has told an instance: each once for ever. */
  registry_tells: { to_instance: string; id: string; at: number };
}

/** All tables. */
export interface Tables
  extends RecordsTables, RegistryTables, NoticeTables, WebhookTables, FeedTables, GovernanceTables, IntegrityTables {}

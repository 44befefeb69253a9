/**
 * The installation, instances, journal, read model, refusals, documents, tokens, answers, inbox, read log, openings.
 * Ids are in collation "C": they sort by their bytes everywhere, whatever the database's language is. Rows that change
 * with every entry have room beside them (fillfactor), so that the change stays on its page and touches no index.
 */
export const records: readonly string[] = [
  `create table installation (
    single boolean primary key default true check (single),
    kind text not null check (kind in ('demonstration', 'real')),
    id text not null,
    created bigint not null,
    format integer not null
  )`,
  `create table payload_keys (
    id text collate "C" primary key,
    fingerprint text not null,
    since bigint not null,
    unused bigint,
    retired bigint
  )`,
  `create table engine_watch (
    single boolean primary key default true check (single),
    next_at bigint not null,
    looked_at bigint,
    open integer not null default 0,
    told_at bigint
  )`,
  `create table engine_runs (
    instance text collate "C" primary key,
    run text not null,
    key text collate "C" not null
  )`,
  `create table engine_amiss (
    instance text collate "C" primary key,
    kind text not null check (kind in ('gone', 'foreign', 'stuck')),
    since bigint not null,
    told boolean not null default false
  )`,
  `create table unsealed_payloads (
    reason text primary key,
    count bigint not null,
    last_at bigint not null
  )`,
  `create table instances (
    instance text collate "C" primary key,
    procedure text collate "C" not null,
    version integer not null,
    year integer not null,
    organisation text collate "C" not null,
    number integer,
    claimed_by text,
    start_input text,
    seq integer not null,
    head_hash text not null,
    at bigint,
    phase text,
    ended text,
    projection text,
    open_due bigint[] not null,
    open_due_ids text[] not null,
    marks text[] not null,
    counts text not null,
    started boolean not null,
    damaged integer
  ) with (fillfactor = 60)`,
  `create index instances_of_body on instances (organisation, year)`,
  // Of a body's procedures those that are none of its own year: few, and the board asks for them at every line.
  `create index instances_between on instances (organisation, year) where procedure not in ('cycle', 'improvement', 'audit')`,
  `create index instances_of_kind on instances (procedure, year, instance)`,
  `create index instances_unstarted on instances (instance) where not started`,
  `create table journal (
    instance text collate "C" not null,
    seq integer not null,
    at bigint not null,
    update_id text collate "C",
    body_hash text,
    header text not null,
    payload text,
    payload_hash text not null,
    previous_hash text not null,
    hash text not null,
    primary key (instance, seq)
  )`,
  // Not unique: two entries under one key must never keep the journal from going on; the first one answers.
  `create index journal_by_update on journal (update_id) where update_id is not null`,
  // What somebody has decided, the latest first.
  `create index journal_by_person on journal ((header::json -> 'event' ->> 'person') collate "C", at desc)
    where header::json -> 'event' ->> 'person' is not null`,
  `create table tasks (
    instance text collate "C" not null,
    position integer not null,
    organisation text collate "C" not null,
    procedure text not null,
    version integer not null,
    decision text not null,
    roles text[] not null,
    department text collate "C",
    person text collate "C",
    due_item text,
    entry integer,
    waits_for text,
    barred text[] not null,
    since bigint not null,
    primary key (instance, position)
  )`,
  `create index tasks_of_body on tasks (organisation)`,
  // What a body owes in procedures of others: few of all tasks, and the board asks for them at every line.
  `create index tasks_elsewhere on tasks (organisation) where organisation <> split_part(instance, '/', 3)`,
  `create index tasks_of_person on tasks (person) where person is not null`,
  // Who is invited where: asked before any instance is looked at. A row names a person, or a role in a body; the rest is ''.
  `create table invitations (
    instance text collate "C" not null,
    person text collate "C" not null,
    organisation text collate "C" not null,
    role text not null,
    primary key (instance, person, organisation, role)
  )`,
  // The board reads one table: a line stands there for every body of a year that has begun, with its place (null: the body
  // does not exist in that year, or runs none) and the days on which somebody is appointed. Joining cost half of its time.
  `create table board_years (year integer primary key)`,
  `create table board_lines (
    year integer not null,
    organisation text collate "C" not null,
    instance text,
    phase text,
    all_due bigint[] not null,
    open_improvements integer not null,
    rounds integer[] not null default '{}',
    audits text[] not null default '{}',
    last_movement bigint,
    place text collate "C",
    taken_up datemultirange,
    primary key (year, organisation)
  ) with (fillfactor = 60)`,
  `create unique index board_lines_in_order on board_lines (year, place)`,
  `create table board_bodies (
    organisation text collate "C" primary key,
    place text collate "C" not null unique,
    kind text not null,
    name_ja text not null,
    name_en text not null,
    former_names text not null,
    supervisors text[] not null,
    first_day date,
    last_day date,
    taken_up datemultirange not null,
    search_text text not null
  )`,
  `create table refusals (
    id bigint generated always as identity primary key,
    at bigint not null,
    instance text collate "C" not null,
    organisation text collate "C" not null,
    person text not null,
    decision text not null,
    rules text[] not null,
    refused text not null
  )`,
  `create index refusals_of_body on refusals (organisation, id desc)`,
  `create table documents (
    hash text collate "C" primary key,
    upload text collate "C" not null,
    size integer not null,
    wanted bigint not null
  )`,
  `create index documents_by_wanted on documents (wanted)`,
  `create table document_chunks (
    upload text collate "C" not null,
    position integer not null,
    bytes bytea not null,
    primary key (upload, position)
  )`,
  // The bytes stand once, what is said of them once for each sender and body: nobody's words are another's.
  `create table document_senders (
    position bigint generated always as identity,
    hash text collate "C" not null,
    person text collate "C" not null,
    organisation text collate "C" not null,
    name text not null,
    media_type text not null,
    confidentiality integer not null check (confidentiality between 1 and 3),
    at bigint not null,
    primary key (hash, person, organisation)
  )`,
  `create index document_senders_by_person on document_senders (person)`,
  `create table document_uploads (upload text collate "C" primary key, begun bigint not null)`,
  `create table document_citations (
    hash text collate "C" not null,
    instance text collate "C" not null,
    primary key (hash, instance)
  )`,
  `create index document_citations_of_instance on document_citations (instance)`,
  `create table tokens (
    id text collate "C" primary key,
    secret_hash text collate "C" not null unique,
    person text collate "C" not null,
    issued_by text not null,
    earlier_issuers text[] not null default '{}',
    alone text[] not null default '{}',
    plain boolean not null default false,
    ancestors text[] not null default '{}',
    issued bigint not null,
    expires bigint not null,
    purpose text not null,
    revoked bigint,
    revoked_by text,
    session boolean not null default false,
    signed_out boolean not null default false,
    identity text collate "C",
    passkey text collate "C",
    provider_session text collate "C",
    seen bigint not null
  )`,
  `create index tokens_of_person on tokens (person)`,
  // What became of tokens, in a chain of its own: a sign-in does not wait behind an import of the registry.
  `create table token_journal (
    seq integer primary key,
    at bigint not null,
    act text not null check (act in ('issued', 'revoked', 'signedOut', 'aged')),
    token text collate "C" not null,
    row text not null,
    previous_hash text not null,
    hash text not null,
    seal_key text not null,
    seal text not null
  )`,
  `create index token_journal_of_token on token_journal (token, seq)`,
  // A key is taken in a row of its own before the act, so that two processes cannot act under it: whoever is at it, and
  // until when without another word; both null once answered. A decision's key is claimed here too, until its entry stands
  // in the journal: by how many that are at it and have not been refused.
  `create table answers (
    person text collate "C" not null,
    key text collate "C" not null,
    body_hash text not null,
    status integer not null,
    body text not null,
    at bigint not null,
    holder text,
    held_until timestamptz,
    askers integer not null default 0,
    primary key (person, key)
  )`,
  // What people set for themselves; who set nothing has no row.
  `create table person_settings (
    person text collate "C" primary key,
    language text check (language in ('ja', 'en')),
    digest boolean not null,
    muted text[] not null,
    changed bigint not null
  )`,
  // Forms whose sender's session had ended, for an hour; sealed, the key is kept nowhere here.
  `create table kept_forms (
    id text collate "C" primary key,
    person text collate "C" not null,
    sealed bytea not null,
    at bigint not null
  )`,
  `create index kept_forms_by_person on kept_forms (person, at)`,
  `create table inbox (
    position bigint generated always as identity primary key,
    id text collate "C" not null,
    to_instance text collate "C" not null,
    from_instance text collate "C" not null,
    organisation text collate "C" not null,
    type text not null,
    input text not null,
    reason text not null check (reason in ('notStarted', 'ended', 'refused')),
    taken_by text collate "C",
    unique (to_instance, id)
  )`,
  `create index inbox_of_body on inbox (organisation, position)`,
  `create index inbox_taken on inbox (taken_by) where taken_by is not null`,
  `create table read_log (
    id bigint generated always as identity primary key,
    at bigint not null,
    person text not null,
    organisation text collate "C" not null,
    what text not null
  )`,
  `create index read_log_of_body on read_log (organisation, id desc)`,
  // Which openings of fiscal years there were – so that anyone finds how far one is, whoever asked for it – and what the
  // registry has told procedures: each once for ever (an instance forgets what it was told after a while).
  `create table openings (
    id text collate "C" primary key,
    year integer not null,
    everyone boolean not null,
    organisations text[] collate "C" not null,
    asked_by text not null,
    at bigint not null
  )`,
  `create index openings_by_year on openings (year, at)`,
  `create table registry_tells (
    to_instance text collate "C" not null,
    id text collate "C" not null,
    at bigint not null,
    primary key (to_instance, id)
  )`,
];

/**
 * Registry and registers (domain.md 2 and 3). Dates are text in collation "C" so that they sort as dates everywhere;
 * lists of ids are arrays because their order means something (the main supervising ministry first).
 */
export const registry: readonly string[] = [
  `create table organisations (
    id text collate "C" primary key,
    kind text not null,
    class text,
    name_ja text not null,
    name_en text not null,
    supervisors text[] not null default '{}',
    corporate_number text,
    from_date text collate "C",
    to_date text collate "C",
    abolition_basis text,
    successors text[] not null default '{}',
    fictional boolean not null
  )`,
  `create table departments (
    organisation text collate "C" not null references organisations (id),
    id text collate "C" not null,
    name_ja text not null,
    name_en text not null,
    parent text collate "C",
    bureau boolean not null,
    from_date text collate "C",
    to_date text collate "C",
    successors text[] not null default '{}',
    primary key (organisation, id)
  )`,
  `create table people (
    id text collate "C" primary key,
    name_ja text not null,
    name_en text not null,
    mail text,
    home text collate "C" references organisations (id),
    outside_firm text,
    outside_contract text,
    outside_from text collate "C",
    outside_to text collate "C",
    outside_declaration text
  )`,
  `create table appointments (
    id text collate "C" primary key,
    person text collate "C" not null references people (id),
    role text not null,
    organisation text collate "C" not null references organisations (id),
    department text collate "C",
    from_date text collate "C" not null,
    to_date text collate "C",
    kind text not null check (kind in ('regular', 'concurrent', 'acting')),
    instrument_order text,
    instrument_date text collate "C",
    recorded_at bigint not null,
    recorded_by text not null,
    end_recorded_at bigint,
    foreign key (organisation, department) references departments (organisation, id),
    check (to_date is null or from_date <= to_date)
  )`,
  `create index appointments_by_person on appointments (person)`,
  `create index appointments_by_organisation on appointments (organisation, role)`,
  `create table nominations (
    id text collate "C" primary key,
    organisation text collate "C" not null references organisations (id),
    head text collate "C" not null references people (id),
    person text collate "C" not null references people (id),
    instance text collate "C" not null,
    decision text,
    document text not null,
    date text collate "C" not null,
    to_date text collate "C",
    recorded_at bigint not null
  )`,
  `create index nominations_by_instance on nominations (instance, person)`,
  `create table registry_journal (
    seq integer primary key,
    at bigint not null,
    by_person text not null,
    token text,
    issuers text[] not null default '{}',
    previous_hash text not null,
    hash text not null
  )`,
  `create table registry_journal_rows (
    seq integer not null references registry_journal (seq),
    position integer not null,
    kind text not null,
    row_id text not null,
    act text not null,
    payload_hash text not null,
    payload text,
    organisation text collate "C",
    primary key (seq, position)
  )`,
  `create index registry_journal_rows_by_row on registry_journal_rows (kind, row_id)`,
  `create table registers (
    id bigint generated always as identity primary key,
    organisation text collate "C" not null,
    register text not null,
    key text collate "C" not null,
    value text not null,
    from_at bigint not null,
    to_at bigint,
    by_person text,
    instance text,
    seq integer
  )`,
  `create index registers_by_register on registers (register, organisation, key, from_at)`,
  // The same entry written twice (the journal's insert-or-same) is one fact.
  `create unique index registers_by_entry on registers (instance, seq, register, key) where instance is not null`,
];

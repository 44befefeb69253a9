/**
 * Governance of the registry: changes with what became of them, one-time links by which tokens are claimed, and which
 * entries relied on which appointment.
 */
export const governance: readonly string[] = [
  `create table registry_changes (
    id text collate "C" primary key,
    position bigint generated always as identity,
    status text not null check (status in ('pending', 'done', 'rejected', 'withdrawn', 'expired', 'objected')),
    by_person text not null,
    token text,
    issuers text[] not null default '{}',
    alone text[] not null default '{}',
    at bigint not null,
    expires bigint,
    digest text not null,
    given text,
    rows text not null,
    bodies text[] not null,
    overall boolean not null,
    appointed text[] not null,
    decided_by text,
    decided_at bigint,
    reason text,
    seq integer references registry_journal (seq),
    sole boolean not null
  )`,
  `create table endings (
    change text collate "C" not null references registry_changes (id),
    appointment text collate "C" not null,
    person text collate "C" not null,
    bodies text[] not null,
    overall boolean not null,
    until bigint not null,
    to_before text collate "C",
    end_recorded_before bigint,
    primary key (change, appointment)
  )`,
  `create index endings_until on endings (until)`,
  `create index registry_changes_pending on registry_changes (expires) where status = 'pending'`,
  `create table claims (
    id text primary key,
    secret_hash text unique,
    person text collate "C" not null references people (id),
    issued_by text not null,
    issued_with text references tokens (id),
    earlier_issuers text[] not null default '{}',
    alone text[] not null default '{}',
    guarded boolean not null,
    issued bigint not null,
    expires bigint not null,
    purpose text not null,
    token_days integer not null,
    claimed bigint,
    token text references tokens (id),
    revoked bigint,
    revoked_by text
  )`,
  `create index claims_by_person on claims (person, issued)`,
  // An account of a provider is bound to one person at a time, and a person to one account of it.
  `create table identities (
    id text collate "C" primary key,
    issuer text collate "C" not null,
    subject text collate "C" not null,
    person text collate "C" not null references people (id),
    how text not null check (how in ('link', 'administrator')),
    bound bigint not null,
    issued_by text not null,
    earlier_issuers text[] not null default '{}',
    alone text[] not null default '{}',
    plain boolean not null,
    removed bigint,
    removed_by text
  )`,
  `create unique index identities_in_use on identities (issuer, subject) where removed is null`,
  `create unique index identities_of_person on identities (issuer, person) where removed is null`,
  `create index identities_by_person on identities (person, bound)`,
  `create table reliances (
    appointment text collate "C" not null,
    instance text collate "C" not null,
    seq integer not null,
    at bigint not null,
    person text not null,
    primary key (appointment, instance, seq)
  )`,
  `create table rested_on (
    instance text collate "C" not null,
    seq integer not null,
    appointment text collate "C" not null,
    why text not null check (why in ('notHeld', 'heldByAnother', 'recordedInError')),
    changed text not null,
    recorded_at bigint not null,
    registry_seq integer not null references registry_journal (seq),
    primary key (instance, seq, appointment, registry_seq)
  )`,
];

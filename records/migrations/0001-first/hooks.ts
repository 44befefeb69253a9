/**
 * Outgoing webhooks (endpoints, events, deliveries) and calendar feeds.
 */
export const hooks: readonly string[] = [
  // Secrets stand here as they are: whoever signs needs them. Nothing but the signing reads the two columns.
  `create table webhook_endpoints (
    id text collate "C" primary key,
    url text not null,
    purpose text not null,
    types text[] not null,
    organisations text[] not null,
    secret text not null,
    previous_secret text,
    previous_until bigint,
    state text not null check (state in ('active', 'disabled')),
    reason text check (reason in ('administrator', 'gone', 'lapsed')),
    address_by text not null,
    address_with text,
    secret_by text not null,
    secret_with text,
    created bigint not null,
    created_by text not null,
    changed bigint not null
  )`,
  // Written with the entry that causes it. \`source\` is what an event may be only once for.
  `create table webhook_events (
    id text collate "C" primary key,
    source text collate "C" not null unique,
    type text not null,
    organisation text collate "C" not null,
    at bigint not null,
    body text not null
  )`,
  // A sender that takes a row moves its `next_at` on: the lease; `claim` says who took it last. `attempts` counts those
  // whose outcome is known. No reference to the endpoint: a deletion must never keep an entry from the journal. What is left over is swept.
  `create table webhook_deliveries (
    event text collate "C" not null references webhook_events (id) on delete cascade,
    endpoint text collate "C" not null,
    status text not null check (status in ('waiting', 'delivered', 'dead')),
    attempts integer not null,
    next_at bigint not null,
    claim text,
    result text,
    at bigint not null,
    changed bigint not null,
    primary key (event, endpoint)
  )`,
  `create index webhook_deliveries_waiting on webhook_deliveries (endpoint, next_at) where status = 'waiting'`,
  `create index webhook_deliveries_open on webhook_deliveries (endpoint, status) where status <> 'delivered'`,
  `create index webhook_deliveries_of_endpoint on webhook_deliveries (endpoint, at desc, event desc)`,
  `create table calendar_feeds (
    id text collate "C" primary key,
    person text collate "C" not null,
    secret_hash text collate "C" not null unique,
    token text collate "C",
    created bigint not null,
    revoked bigint
  )`,
  `create unique index calendar_feeds_active on calendar_feeds (person) where revoked is null`,
  // What a person's calendar was last told of an item: a change counts the sequence on.
  `create table calendar_items (
    person text collate "C" not null,
    uid text collate "C" not null,
    digest text not null,
    sequence integer not null,
    modified bigint not null,
    primary key (person, uid)
  )`,
];

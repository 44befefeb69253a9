/**
 * The outbox (docs/decisions/0011): a notice is one line of a person’s inbox and one mail; its items are what
 * it tells. Vacant posts are lines of their own, not notices.
 */
export const notices: readonly string[] = [
  `create table notices (
    id bigint generated always as identity primary key,
    person text collate "C" not null,
    organisation text collate "C" not null,
    grouped boolean not null,
    key text collate "C" unique,
    at bigint not null,
    written bigint not null,
    read_at bigint,
    address text,
    mail text not null default 'queued' check (mail in ('queued', 'sent', 'failed', 'off', 'noAddress', 'unwanted')),
    mail_reason text,
    mail_at bigint,
    next_at bigint not null,
    first_try bigint,
    attempts integer not null default 0,
    claim text collate "C"
  ) with (fillfactor = 80)`,
  `create index notices_of_person on notices (person, id desc)`,
  `create index notices_to_send on notices (next_at) where mail = 'queued'`,
  `create index notices_not_sent on notices (mail) where mail in ('failed', 'noAddress')`,
  `create table notice_items (
    id bigint generated always as identity primary key,
    notice bigint not null,
    source text collate "C" not null,
    person text collate "C" not null,
    topic text not null,
    at bigint not null,
    instance text collate "C",
    procedure text,
    version integer,
    about text,
    due_item text collate "C",
    due_item_name text,
    rung bigint,
    stage text collate "C" check (stage in ('before', 'today', 'overdue', 'escalated')),
    due bigint,
    missed integer,
    basis text,
    reasoned boolean not null default false,
    unique (source, person)
  )`,
  `create index notice_items_of_notice on notice_items (notice)`,
  // No reminder twice, whatever entry brings it again.
  `create unique index notice_items_once on notice_items (person, instance, due_item, rung, stage) where stage is not null`,
  `create table vacant_posts (
    organisation text collate "C" not null,
    roles text collate "C" not null,
    department text collate "C" not null,
    opened bigint not null,
    last_at bigint not null,
    last_day text collate "C" not null,
    times integer not null,
    instance text,
    topic text not null,
    primary key (organisation, roles, department)
  )`,
];

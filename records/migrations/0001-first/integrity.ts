/** What verifying found and what was signed. The chains themselves stand beside what they cover. */
export const integrity: readonly string[] = [
  // One row per chain that is not whole, for as long as it is not.
  `create table damages (
    chain text collate "C" primary key,
    seq integer not null,
    damages text not null,
    noticed bigint not null
  )`,
  // Rounds that one process makes at a time: when the next is due, and what the last one found.
  `create table integrity_rounds (
    what text primary key,
    next_at bigint not null,
    asked bigint not null default 0,
    begun bigint not null default 0,
    finished bigint not null default 0,
    found text
  )`,
  // Signed heads, in a chain of their own; the same lines stand in files outside the database.
  `create table checkpoints (
    seq integer primary key,
    at bigint not null,
    header text not null,
    signature text not null
  )`,
  // What was found in the place of lines that were put back.
  `create table damaged_lines (
    position bigint generated always as identity primary key,
    instance text collate "C" not null,
    seq integer not null,
    found text not null,
    at bigint not null
  )`,
  // Instances that somebody asked to have rebuilt, and what became of it.
  `create table rebuilds (
    instance text collate "C" primary key,
    asked bigint not null,
    by_person text not null,
    token text,
    issuers text[] not null default '{}',
    next_at bigint not null,
    finished bigint,
    result text
  )`,
  // Public halves of the keys that sign, for whoever asks; those that count stand beside the files.
  `create table checkpoint_keys (
    id text primary key,
    public_key text not null,
    since bigint not null
  )`,
];

import type { Generated } from 'kysely';
import type { Reminder } from '../../machines/core/index.ts';
import type { MailStatus } from '../../contract/records/notices.ts';

/** A notice: one row of a person's inbox and one mail. Instants are `bigint` columns, read as numbers. */
export interface NoticeTable {
  id: Generated<number>;
  person: string;
  /** The body it concerns. */
  organisation: string;
  /** True for reminders: those of one person, body and day join one notice. */
  grouped: boolean;
  /** What joins or repeats it finds it by; null as soon as a grouped notice takes no more items. */
  key: string | null;
  /** Instant of its first item. */
  at: number;
  /** When it was written here, by this machine's clock: its mail is counted from it. */
  written: number;
  read_at: Generated<number | null>;
  /** Where its mail goes instead of to the person's address: one that was replaced. Null once it is settled. */
  address: Generated<string | null>;
  mail: Generated<MailStatus>;
  /** Why it failed: a code, never a server's own words. */
  mail_reason: Generated<string | null>;
  /** When it was sent, or given up. */
  mail_at: Generated<number | null>;
  /** Not before; a mailer that takes it puts this behind its lease, so that another may have it if the first one dies. */
  next_at: number;
  first_try: Generated<number | null>;
  attempts: Generated<number>;
  /** The mailer's mark of the taking, cleared when it has settled it. */
  claim: Generated<string | null>;
}

/** What a notice tells: an event, or a due item's reminder. */
export interface NoticeItemTable {
  id: Generated<number>;
  notice: number;
  /** `<instance>#<effect id>`, or e.g. `registry#17`; told to a person once. */
  source: string;
  person: string;
  topic: string;
  at: number;
  instance: string | null;
  procedure: string | null;
  version: number | null;
  /** An opaque id of what it is about, where that is no instance. */
  about: string | null;
  due_item: string | null;
  /** JSON of its registered name. */
  due_item_name: string | null;
  rung: number | null;
  stage: Reminder['stage'] | null;
  due: number | null;
  missed: number | null;
  /** JSON of the due item's `DateBasis` when it was written. */
  basis: string | null;
  /** Whether the entry of its source says why. */
  reasoned: Generated<boolean>;
}

/** A post that a notice was meant for and nobody held: open until somebody has held it since `last_day`. */
export interface VacantPostTable {
  organisation: string;
  /** The roles addressed, sorted, joined by spaces: with department its identity. */
  roles: string;
  /** Empty: the whole body. */
  department: string;
  opened: number;
  last_at: number;
  /** JST date of `last_at`. */
  last_day: string;
  times: number;
  /** What last looked for its holder. */
  instance: string | null;
  topic: string;
}

export interface NoticeTables {
  notices: NoticeTable;
  notice_items: NoticeItemTable;
  vacant_posts: VacantPostTable;
}

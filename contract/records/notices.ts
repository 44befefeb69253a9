import type { DateBasis, Reminder } from '../../machines/core/index.ts';
import type {
  DepartmentId,
  InstanceId,
  Instant,
  OrganisationId,
  OrganisationScope,
  PersonId,
} from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

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

/** Among whom people are looked for whom no mail reaches. */
export interface UnreachableFilter {
  readonly of: OrganisationScope;
  readonly now: Instant;
  /** Domains for tests count as well: nobody invented is meant to be reached. */
  readonly reserved: boolean;
}

/**
 * Somebody who holds a post and whom no mail reaches. `none`: no address; `malformed`: one that is none; `reserved`: in a
 * domain for tests; `refused`: the last mail failed for good.
 */
export interface UnreachablePerson {
  readonly person: PersonId;
  readonly nameJa: string;
  readonly nameEn: string;
  /** Where the person holds a post, of those asked about. */
  readonly organisations: readonly OrganisationId[];
  readonly reason: 'none' | 'malformed' | 'reserved' | 'refused';
  /** When it failed, and the code of why; never a server's own words. */
  readonly since?: Instant;
  readonly code?: string;
}

/**
 * What became of a notice's mail. `off`: no mail server was configured; `noAddress`: the person has no usable address;
 * `unwanted`: the person wants none of its kind.
 */
export type MailStatus = 'queued' | 'sent' | 'failed' | 'off' | 'noAddress' | 'unwanted';

/** A notice as a person finds it in the inbox. */
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
  /** Its registered name, where it is one of a register. */
  readonly dueItemName?: Text;
  readonly reminder?: Reminder;
  readonly basis?: DateBasis;
  /** The entry of the instance that told it. */
  readonly entry?: number;
  /** That entry says why. */
  readonly reasoned?: true;
}

/** Who is told and reminded: posts, resolved to persons when a notice is written. */
export interface Recipient {
  readonly person: PersonId;
  readonly role: Role;
}

import type { Instant } from '../../model/identifiers.ts';
import type { Text } from '../../model/text.ts';
import type { MailStatus, NoticeItem } from './notices.ts';
import type { ExpectedTask } from './read-model.ts';
import type { PersonSettings } from './settings.ts';

/** A notice in a mail. */
export interface MailedNotice {
  readonly id: string;
  readonly claim: string;
  /** Name of the body it concerns. */
  readonly body?: Text;
  readonly items: readonly NoticeItem[];
}

/** A mail that a mailer has taken, with what it needs to write it; address and settings are those of this moment. */
export interface MailToSend {
  /** One, or those of a day for who wants one mail a day. Never empty; the first gives the mail its number. */
  readonly notices: readonly MailedNotice[];
  /** Until when nobody else takes it. */
  readonly until: Instant;
  readonly address?: string;
  readonly settings: PersonSettings;
  /** What is expected of the person in the procedures it is about, as of the taking. */
  readonly tasks: readonly ExpectedTask[];
}

/**
 * What became of one taken. `failed`: refused for good; `later`: tried and to be tried again, for a day after the first
 * try; `released`: not tried after all. `reason` is a code, never a server's own words.
 */
export interface MailOutcome {
  readonly id: string;
  readonly claim: string;
  readonly result: 'sent' | 'failed' | 'later' | 'noAddress' | 'unwanted' | 'released';
  readonly reason?: string;
}

/** The state of all mail, without texts and names. */
export interface MailCounts {
  readonly queued: number;
  readonly oldestQueued?: Instant;
  readonly failed: number;
  readonly noAddress: number;
  readonly reasons: readonly { readonly mail: MailStatus; readonly reason: string; readonly count: number }[];
}

/** The mailers' side of the outbox; several may work on it at once. */
export interface MailQueue {
  /** Takes what is due, the longest due first, each for the length of the lease (milliseconds). */
  take(now: Instant, options: { readonly atMost: number; readonly lease: number }): Promise<MailToSend[]>;
  /** Says what became of those taken, together with the administrators' notice of what failed for good. */
  settle(settled: readonly MailOutcome[], now: Instant): Promise<void>;
  /** The server cannot be used: all that is due counts as tried. With `giveUp`, what has been tried for a day fails. */
  noServer(reason: string, now: Instant, options: { readonly giveUp: boolean }): Promise<void>;
  /** Where no mail server is configured: what nobody has tried for an hour is off for good. */
  switchOff(now: Instant): Promise<void>;
  counts(): Promise<MailCounts>;
}

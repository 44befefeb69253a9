import type { Instant, PersonId } from '../../model/identifiers.ts';
import type { OptionalMail } from '../../model/mail-kinds.ts';
import type { Language } from '../../model/text.ts';

/** What a person set for themselves. */
export interface PersonSettings {
  /** Of mails, and of pages until another is chosen at the browser; absent: mails are in both. */
  readonly language?: Language;
  /** One mail a day; what always goes goes at once. */
  readonly digest: boolean;
  /** Kinds of notices of which no mail is wanted. */
  readonly muted: readonly OptionalMail[];
}

export interface Settings {
  /** As set; of who set nothing, what holds then. */
  of(person: PersonId): Promise<PersonSettings>;
  /** Sets them all. What waited for the day's mail goes at once when no such mail is wanted any more. */
  set(person: PersonId, settings: PersonSettings, at: Instant): Promise<void>;
}

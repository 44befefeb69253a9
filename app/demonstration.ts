import type { Records } from '../contract/records/records.ts';
import type { Instant, PersonId } from '../model/identifiers.ts';

/**
 * What makes an installation a demonstration. The invented bodies stand beside `app`, not in it: the entry point
 * (`bin/main.ts`) hands them in, and only a command that needs them loads them.
 */
export interface Demonstration {
  /** Its first administrator; an invented person as well. */
  readonly administrator: PersonId;
  /** The CISO to whose desk a newcomer is led. */
  readonly ciso: PersonId;
  /** Puts the real registry and the invented bodies there, each part once; an interrupted seeding is completed. */
  seed(records: Pick<Records, 'registry' | 'registers'>, at: Instant): Promise<void>;
  /** Whether the invented bodies are there. */
  isSeeded(records: Pick<Records, 'registry'>): Promise<boolean>;
  /** Whether every invented body's cycle of a fiscal year is there and has ended. */
  hasLastYear(records: Pick<Records, 'instances'>, year: number): Promise<boolean>;
}

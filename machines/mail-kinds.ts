/** Which kind of mail a notice is. */
import type { MailKind } from '../model/mail-kinds.ts';
import { asksOf, type Reminder } from './core/index.ts';
import { definitionOf } from './texts.ts';

/** What a notice tells; one that no procedure caused names no version. */
interface Told {
  readonly topic: string;
  readonly procedure?: string;
  readonly version?: number;
  readonly reminder?: Reminder;
}

export function mailKindOf({ topic, procedure, version, reminder }: Told): MailKind {
  if (reminder !== undefined) {
    if (reminder.stage === 'escalated') return 'escalated';
    return reminder.stage === 'overdue' ? 'overdue' : 'due';
  }
  if (procedure === undefined || version === undefined) return 'account';
  return asksOf(definitionOf(procedure, version), topic) === undefined ? 'told' : 'asked';
}

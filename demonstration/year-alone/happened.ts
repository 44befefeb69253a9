/** What the real server made of the year: reminders as they stand in people's inboxes. */
import type { InstanceId, PersonId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import type { ExpectedReminder } from './expected.ts';

const PAGE = 500;

/** A reminder as it was told, with the instant of the entry that caused it. */
export interface SentReminder extends ExpectedReminder {
  readonly written: number;
}

/** Every reminder of one procedure in the inboxes of some people, ascending. */
export async function remindersIn(
  { readModel }: Pick<Records, 'readModel'>,
  instance: InstanceId,
  people: readonly PersonId[],
): Promise<readonly SentReminder[]> {
  const found: SentReminder[] = [];
  for (const person of people) {
    for (let after: string | undefined; ;) {
      const page = await readModel.notices(person, after, PAGE);
      for (const { items } of page) {
        for (const { instance: of, reminder, dueItem, at } of items) {
          if (of !== instance || reminder === undefined || dueItem === undefined) continue;
          found.push({ at: reminder.rung, stage: reminder.stage, item: dueItem, person, written: at });
        }
      }
      after = page.at(-1)?.id;
      if (page.length < PAGE) break;
    }
  }
  return found.toSorted((a, b) => a.at - b.at);
}

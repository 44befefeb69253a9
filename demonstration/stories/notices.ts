/** What a person was told, read from the inbox. */
import { z } from 'zod';
import type { PersonId } from '../../model/identifiers.ts';
import type { Teller } from './teller.ts';

const Inbox = z.looseObject({
  items: z.array(z.looseObject({ topic: z.string(), ja: z.string(), en: z.string() })),
});

/** Waits until a notice of the topic is in the inbox, and shows the line of the request with what it says. */
export async function isTold(teller: Teller, person: PersonId, topic: string): Promise<void> {
  const told = await teller.until(`${person} is told ${topic}`, async () => {
    const { items } = Inbox.parse(await teller.reads(person, '/notices?limit=100'));
    return items.find((notice) => notice.topic === topic);
  });
  await teller.looksAt(person, '/notices', { ja: `「${told.ja}」`, en: `“${told.en}”` });
}

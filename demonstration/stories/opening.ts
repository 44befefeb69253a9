/** A year is opened for some bodies by an administrator. */
import { z } from 'zod';
import type { OrganisationId } from '../../model/identifiers.ts';
import { cast } from '../cast/cast.ts';
import { StoryBroken, type Teller } from './teller.ts';

const Progress = z.looseObject({ done: z.boolean(), failed: z.number() });

/** Opens the year and waits until it is open. */
export async function opensYear(teller: Teller, year: number, organisations: readonly OrganisationId[]): Promise<void> {
  const { administrator } = cast.centre;
  await teller.sends(
    administrator,
    'POST',
    '/years',
    { year, organisations },
    { ja: `年度を開く：${organisations.join('、')}`, en: `the year is opened: ${organisations.join(', ')}` },
  );
  const { failed } = await teller.until('the year is opened', async () => {
    const progress = Progress.parse(await teller.reads(administrator, `/years/${year}/opening?wait=1`));
    return progress.done ? progress : undefined;
  });
  if (failed > 0) throw new StoryBroken(`${failed} years could not be opened`);
}

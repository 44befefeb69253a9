/** People who only look: each with their own token that outlives the year. */
import type { PersonId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Reads } from './views.ts';

/** Longer than the year that is rehearsed, milliseconds. */
const TOKEN_LIFE = 5 * 366 * 24 * 60 * 60 * 1000;

/** How somebody reads over HTTP. The reader throws on anything but success. */
export async function readerFor(
  { tokens }: Pick<Records, 'tokens'>,
  address: string,
  person: PersonId,
): Promise<Reads> {
  const at = Date.now();
  const { secret } = await tokens.issue({
    person,
    issuedBy: person,
    at,
    expires: at + TOKEN_LIFE,
    purpose: 'year-alone',
  });
  return async (path) => {
    const response = await fetch(`${address.replace(/\/$/, '')}/api/v1${path}`, {
      headers: { Authorization: `Bearer ${secret}` },
    });
    if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
}

/** What bodies were called in a year. */
import type { Instant, OrganisationId } from '../model/identifiers.ts';
import { dateInJapan } from '../model/japan-time.ts';
import { nameInYear } from '../model/organisation-names.ts';
import type { Text } from '../model/text.ts';
import type { OrganisationRow } from '../contract/records/registry.ts';
import type { Records } from '../contract/records/records.ts';

/** The names of bodies in the years of these rows: each body is read once. */
export async function namesIn(
  { registry }: Pick<Records, 'registry'>,
  rows: readonly { readonly organisation: OrganisationId }[],
  at: Instant,
): Promise<(organisation: OrganisationId, year: number) => Text> {
  const ids = [...new Set(rows.map(({ organisation }) => organisation))];
  const bodies = new Map<OrganisationId, OrganisationRow | undefined>();
  for (const id of ids) bodies.set(id, await registry.organisation(id));
  return (organisation, year) => {
    const body = bodies.get(organisation);
    return body === undefined ? { ja: organisation, en: organisation } : nameInYear(body, year, dateInJapan(at));
  };
}

/** The name of a body in a fiscal year; its id where there is no such body. */
export async function nameOfBody(
  { registry }: Pick<Records, 'registry'>,
  organisation: OrganisationId,
  year: number,
  at: Instant,
): Promise<Text> {
  return (await namesIn({ registry }, [{ organisation }], at))(organisation, year);
}

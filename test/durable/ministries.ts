import type { Records } from '../../contract/records/records.ts';
import type { OrganisationRow } from '../../contract/records/registry.ts';

/**
 * Enough to kill a worker half-way: five batches of 25, of which the interpreter has four under way at a time – when the
 * first is reported, three are being opened and one has not begun.
 */
export const HALF_WAY = 125;

/** Puts invented ministries `demo-<prefix>-<n>` into the registry and answers their ids. */
export async function inventMinistries(
  { registry }: Pick<Records, 'registry'>,
  prefix: string,
  count: number,
  more: Partial<OrganisationRow> = {},
): Promise<string[]> {
  const organisations = Array.from({ length: count }, (_, i): OrganisationRow => ({
    id: `demo-${prefix}-${i}`,
    kind: 'ministry',
    nameJa: `試験${i}（架空）`,
    nameEn: `Test ${i} (fictional)`,
    supervisors: [],
    fictional: true,
    ...more,
  }));
  await registry.change({ organisations }, 'p-admin', Date.now());
  return organisations.map(({ id }) => id);
}

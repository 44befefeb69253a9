/** Opens the records, and gives a new demonstration its past before anything else works on them. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import type { Instant } from '../model/identifiers.ts';
import type { Text } from '../model/text.ts';
import type { Records } from '../contract/records/records.ts';
import { embeddedRecords } from '../records/database.ts';
import { openRecords, type OpenRecords } from '../records/open.ts';
import type { Demonstration } from './demonstration.ts';
import type { Creation } from './installation.ts';

interface Opening {
  readonly where: OpenRecords;
  readonly creation: Creation | undefined;
  readonly demonstration: Demonstration;
  readonly say: (text: Text) => void;
}

/** The records, open. Throws what `openRecords` throws. */
export async function openInstallation({ where, creation, demonstration, say }: Opening): Promise<Records> {
  let clock: () => Instant = Date.now;
  const open = (): Promise<Records> => openRecords({ ...where, clock: () => clock() });
  let records = await open();
  const begins = creation?.kind === 'demonstration' && creation.opensYear !== false;
  if (!begins || records.installation.kind !== 'demonstration') return records;
  try {
    if (where.databaseUrl === undefined && (await wasInterrupted(records, demonstration))) {
      await records.close();
      rmSync(join(where.dataDirectory, embeddedRecords), { recursive: true, force: true });
      records = await open();
    }
    if (!(await demonstration.isSeeded(records))) {
      say({ ja: '架空の機関の前年度を作っています…', en: "Making the invented bodies' last year…" });
      await demonstration.tellLastYear({ records, setClock: (other) => (clock = other), now: Date.now() });
    }
    return records;
  } catch (error) {
    await records.close();
    throw error;
  }
}

/**
 * True when the making of an embedded demonstration was broken off: seeded, last year told half or not at all, and no year
 * of its own begun. Nobody has ever been let in, and what there is is half a story: it is made anew.
 */
async function wasInterrupted(records: Records, demonstration: Demonstration): Promise<boolean> {
  if (!(await demonstration.isSeeded(records))) return false;
  const year = fiscalYearOf(dateInJapan(records.installation.created));
  if ((await records.instances.list({ year }, undefined, 1)).length > 0) return false;
  return !(await demonstration.hasLastYear(records, year - 1));
}

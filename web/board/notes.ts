import type { OrganisationId } from '../../model/identifiers.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { isForeign } from '../access/bodies.ts';
import type { Caller } from '../caller.ts';
import type { Parts } from '../parts.ts';

/** Who saw another body's line, noted once a day per reader and body. */
export interface BoardNotes {
  /** Lines: after the answer – the board is read all the time and shows dates and counts only. What cannot be noted is logged. */
  lines(me: Caller, year: number, organisations: readonly OrganisationId[]): void;
  /** What somebody wrote, and names: it stands before the answer. Throws when it cannot be noted. */
  details(me: Caller, year: number, organisations: readonly OrganisationId[]): Promise<void>;
}

export function makeBoardNotes({ records, logger }: Parts): BoardNotes {
  let day = '';
  const noted = new Set<string>();
  const note = async (me: Caller, year: number, organisations: readonly OrganisationId[]): Promise<void> => {
    const today = dateInJapan(me.at);
    if (today !== day) noted.clear();
    day = today;
    const key = (organisation: OrganisationId): string => `${me.person} ${organisation} ${year}`;
    const fresh = organisations.filter((organisation) => isForeign(me, organisation) && !noted.has(key(organisation)));
    if (fresh.length === 0) return;
    await records.readLog.record({ at: me.at, person: me.person, organisations: fresh, what: `board ${year}` });
    for (const organisation of fresh) noted.add(key(organisation));
  };
  return {
    lines(me, year, organisations) {
      note(me, year, organisations).catch((error: unknown) => {
        logger.warn({ person: me.person, reason: String(error) }, 'who read the board could not be noted');
      });
    },
    details: note,
  };
}

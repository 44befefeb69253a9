/** Begins what the calendar opens once a year for each body, as the definitions say (`yearly`). */
import { log } from '@temporalio/activity';
import type { RoundActivities } from '../contract/activities.ts';
import type { Engine } from '../contract/engine.ts';
import type { Records } from '../contract/records/records.ts';
import type { Procedure } from '../machines/core/index.ts';
import { instanceId, type Instant, type OrganisationId } from '../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { existsOn } from '../model/opening.ts';
import { startOf } from '../records/look-ups/start-facts.ts';
import { isAway } from './absent.ts';
import { forEachOf } from './long-work.ts';
import { beganWith } from './tell-competence.ts';

/** Begun at the same time. */
const AT_ONCE = 4;
/** How long one may keep its place until its first entry is in the journal, milliseconds. */
const SETTLED_WITHIN = 15_000;

interface Need {
  readonly records: Pick<Records, 'registry' | 'registryTells' | 'instances' | 'lookUps' | 'journal'>;
  readonly engine: Pick<Engine, 'start'>;
  /** The newest version of every published procedure. */
  readonly procedures: readonly Procedure[];
}

/** An instance that is owed. */
interface Owed {
  readonly procedure: Procedure;
  readonly organisation: OrganisationId;
  readonly year: number;
}

/** Makes the activity. Nothing begins before somebody works with the installation: before a first year was opened here. */
export function makeOpenYearly(need: Need): RoundActivities['openYearly'] {
  return async (at) => {
    let begun = 0;
    await forEachOf(await owedAt(need, at), AT_ONCE, async (owed) => {
      if (await beginOne(need, owed, at)) begun += 1;
    });
    return begun;
  };
}

async function owedAt({ records, procedures }: Need, at: Instant): Promise<readonly Owed[]> {
  const yearly = procedures.filter((procedure) => procedure.yearly !== undefined);
  if (yearly.length === 0 || (await records.instances.years('all')).length === 0) return [];
  const today = dateInJapan(at);
  const present = fiscalYearOf(today);
  const bodies = (await records.registry.organisations()).filter((body) => existsOn(body, today));
  const owed: Owed[] = [];
  for (const procedure of yearly) {
    const { of = [], beside } = procedure.yearly ?? {};
    // What stands beside another may belong to a year that is planned already.
    for (const year of beside === undefined ? [present] : [present, present + 1]) {
      const there = await records.instances.bodiesWith(procedure.id, year);
      const ready = beside === undefined ? undefined : await records.instances.bodiesWith(beside, year);
      const lacking = bodies.filter(({ id, kind }) => of.includes(kind) && !there.has(id) && ready?.has(id) !== false);
      owed.push(...lacking.map(({ id: organisation }) => ({ procedure, organisation, year })));
    }
  }
  return owed;
}

/** One that cannot begin keeps no other waiting: it is named in the log, and the next round tries again. */
async function beginOne(
  { records, engine }: Need,
  { procedure, organisation, year }: Owed,
  at: Instant,
): Promise<boolean> {
  const instance = instanceId({ kind: procedure.id, year, organisation });
  try {
    const start = await startOf(records, procedure, { instance, input: {}, at });
    const { result, inbox } = await records.instances.claim(start, `yearly/${year}`);
    if (result === 'exists') return false;
    await beganWith(records, procedure, start, at);
    await engine.start({ ...start, inbox });
    await records.journal.waitFor(instance, 1, SETTLED_WITHIN);
    return true;
  } catch (error) {
    if (isAway(error)) throw error;
    log.error('what a body has once a year could not begin', { instance, error: String(error) });
    return false;
  }
}

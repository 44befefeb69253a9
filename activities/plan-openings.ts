/** Which fiscal years open by themselves, and for which bodies (docs/decisions/0013). */
import { log } from '@temporalio/activity';
import type { PlannedOpening, PlanOpeningsRequest, RoundActivities } from '../contract/activities.ts';
import { planningDay } from '../model/calendar/year.ts';
import type { Instant } from '../model/identifiers.ts';
import { dateInJapan, fiscalYearOf } from '../model/japan-time.ts';
import { existsIn, existsOn, openingId, yearPlannedAt } from '../model/opening.ts';
import { profiles, type Profile } from '../model/organisations.ts';
import type { Records } from '../contract/records/records.ts';
import type { OrganisationRow } from '../contract/records/registry.ts';

type OpeningsRecords = Pick<
  Records,
  'registry' | 'openings' | 'instances' | 'installation' | 'calendars' | 'engineWatch'
>;

/** A body that runs cycles. */
interface Body extends OrganisationRow {
  readonly kind: Profile;
}

/** How far clocks may differ, milliseconds. */
const SKEW = 5 * 60 * 1000;

export interface Planning {
  readonly clock: () => Instant;
  /** Whether a planning day still to come may be made up for. */
  readonly ahead: boolean;
}

/**
 * Makes the activity. Whoever reaches Temporal's port can have the Schedule act for a day to come: by the records' own clock
 * that is refused, counted, and opens nothing.
 */
export function makePlanOpenings(
  records: OpeningsRecords,
  { clock, ahead }: Planning,
): RoundActivities['planOpenings'] {
  return async (request) => {
    if (!ahead && request.scheduledAt > clock() + SKEW) {
      log.warn('a planning day was begun before its time, and opens nothing: somebody reaches the port of Temporal');
      await records.engineWatch.count(new Map([['early', 1]]), clock());
      return [];
    }
    const bodies = (await records.registry.organisations()).filter(runsCycles);
    if (!(await isInUse(records, bodies, request.at))) return [];
    const planned: PlannedOpening[] = [];
    for (const year of yearsOf(records, request)) planned.push(...(await planYear(records, request, bodies, year)));
    return planned;
  };
}

async function planYear(
  { openings, installation, calendars }: OpeningsRecords,
  { why, scheduledAt, at }: PlanOpeningsRequest,
  bodies: readonly Body[],
  year: number,
): Promise<readonly PlannedOpening[]> {
  const everyone = why === 'planningDay';
  // A year whose planning day lay before the installation is opened by command; from then on it, too, goes by itself.
  const since = everyone || (await openings.years()).has(year) ? Number.NEGATIVE_INFINITY : installation.created;
  const today = dateInJapan(Math.max(scheduledAt, at));
  const days = await calendars.planningDays(year, Math.max(scheduledAt, at));
  const planningDays = new Map(days.map(({ organisation, planningDay }) => [organisation, planningDay]));
  const due = bodies.filter((body) => {
    const planning = planningDays.get(body.id) ?? Number.POSITIVE_INFINITY;
    return planning <= scheduledAt && planning >= since && existsOn(body, today) && existsIn(body, year);
  });
  if (due.length === 0) return [];
  const begun = await openings.begun(year);
  const organisations = due.map(({ id }) => id).filter((id) => !begun.has(id));
  const id = openingId(year, organisations);
  // A planning day without a body to open is recorded all the same: the year counts as opened for all.
  if (everyone || organisations.length > 0) {
    await openings.record({ id, year, everyone, organisations, by: everyone ? 'planning-day' : 'round', at });
  }
  return organisations.length === 0 ? [] : [{ id, year, organisations }];
}

/** A planning day opens its own year; the round looks at the present year and those that may be planned already. */
function yearsOf({ calendars }: OpeningsRecords, { why, scheduledAt }: PlanOpeningsRequest): readonly number[] {
  const planned = yearPlannedAt(scheduledAt, calendars.ofProfile);
  const today = dateInJapan(scheduledAt);
  if (why === 'planningDay') {
    // The Schedule also runs on days that are none this year: before the last day of a month, or by a calendar replaced since.
    const isOne = profiles.some((profile) => dateInJapan(planningDay(calendars.ofProfile[profile], planned)) === today);
    return isOne ? [planned] : [];
  }
  const present = fiscalYearOf(today);
  return [...new Set([present, present + 1, planned])];
}

/** True when somebody works with it: a year was opened here before, or a body has somebody appointed. */
async function isInUse(
  { instances, registry }: OpeningsRecords,
  bodies: readonly Body[],
  at: Instant,
): Promise<boolean> {
  if ((await instances.years('all')).length > 0) return true;
  const takenUp = await registry.takenUp(at);
  return bodies.some(({ id }) => takenUp.has(id));
}

function runsCycles(body: OrganisationRow): body is Body {
  return profiles.some((profile) => profile === body.kind);
}

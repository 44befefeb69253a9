/** Trials out of the honest year: the state just before a step, with its event as it is or varied. */
import type { Json } from '../../../machines/core/index.ts';
import type { Profile } from '../../../model/organisations.ts';
import type { Driver } from '../support/drive.ts';
import type { Trial } from '../support/rule-case.ts';
import { cast, type CastKey } from './cast.ts';
import { honestYear, open, walk, type ScriptStep, type Year } from './honest-year.ts';

const walked = new Map<string, Year>();

/** The year just before the honest step that takes a decision (or is told an event), on that step's day. */
export function before(name: string, profile: Profile = 'ministry'): Year {
  const key = `${profile} ${name}`;
  const known = walked.get(key);
  if (known !== undefined) return fork(known);
  const index = honestYear.findIndex((step) => nameOf(step) === name);
  const step = honestYear[index];
  if (step === undefined) throw new Error(`the honest year has no ${name}`);
  const year = walk(open(profile), honestYear.slice(0, index));
  year.driver.passTo(step.on);
  walked.set(key, year);
  return fork(year);
}

const nameOf = (step: ScriptStep): string => ('told' in step ? step.told : step.decision);
const fork = ({ driver, world }: Year): Year => ({ driver: driver.fork(), world });

/** What of the honest event, or of the state before it, is different. */
export interface Variation {
  readonly input?: object;
  readonly by?: CastKey;
  /** Merged into the facts' registers or common registers. */
  readonly registers?: Readonly<Record<string, Json>>;
  readonly common?: Readonly<Record<string, Json>>;
  /** What happens before it. */
  readonly first?: (driver: Driver) => unknown;
  readonly profile?: Profile;
  /** People who do not hold the posts they hold in the honest year. */
  readonly without?: readonly CastKey[];
  /** Posts held besides. */
  readonly also?: readonly (typeof cast)[CastKey][];
}

/** The honest step, varied: the trial of one rule case. */
export function varied(decision: string, by: Variation = {}): Trial {
  const { driver, world } = before(decision, by.profile);
  const step = honestYear.find((one) => 'decision' in one && one.decision === decision);
  if (step === undefined || 'told' in step) throw new Error(`${decision} is no decision of the honest year`);
  const without = (by.without ?? []).map((key) => cast[key].person);
  driver.in({
    ...world,
    people: [...world.people.filter(({ person }) => !without.includes(person)), ...(by.also ?? [])],
    registers: { ...world.registers, ...by.registers },
    common: { ...world.common, ...by.common },
  });
  by.first?.(driver);
  return driver.trial(decision, cast[by.by ?? step.by], { ...step.input, ...by.input });
}

/** The honest step as it is. */
export const honest = (decision: string): Trial => varied(decision);

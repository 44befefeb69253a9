/** Which versions of policy and standards were in force when they were taught or made known (3-10). */
import type { Thing } from '../../../core/index.ts';
import { dateThing, rowsAt, type InForce } from '../../../kit/v1/index.ts';
import { versionThing } from '../things.ts';

type Registers = { readonly policy?: InForce; readonly standards?: InForce };
type Taught = readonly { readonly of: 'policy' | 'standards'; readonly version: string }[];

/** What was in force on a day; on the day of a change both are, the newer first. */
function inForceOn(register: InForce | undefined, date: string): readonly string[] {
  if (register === undefined) return [];
  const history = [{ version: register.version, since: register.since }, ...(register.previous ?? [])];
  const index = history.findIndex((known) => known.since <= date);
  const current = history[index];
  if (current === undefined) return [];
  const before = current.since === date ? history[index + 1] : undefined;
  return [current.version, ...(before === undefined ? [] : [before.version])];
}

const isOutdated =
  (registers: Registers, date: string) =>
  (item: Taught[number]): boolean =>
    !inForceOn(registers[item.of], date).includes(item.version);

/** True when something is named, and all of it was in force. */
export function allCurrent(registers: Registers, taught: Taught, date: string): boolean {
  return taught.length > 0 && !taught.some(isOutdated(registers, date));
}

/** What was not in force; where nothing is named, what was. */
export function outdatedThings(registers: Registers, taught: Taught, date: string): readonly Thing[] {
  const outdated = taught.filter(isOutdated(registers, date));
  if (outdated.length > 0) return outdated.map(({ of, version }) => versionThing(of, version));
  const current = (['policy', 'standards'] as const).flatMap((of) =>
    inForceOn(registers[of], date).map((version) => versionThing(of, version)),
  );
  return current.length > 0 ? current : [dateThing(date)];
}

/** Where it stands in the input. */
export function outdatedPaths(list: string, registers: Registers, taught: Taught, date: string): readonly string[] {
  const rows = rowsAt(list, taught, isOutdated(registers, date));
  return rows.length > 0 ? rows : [list];
}

/** A later version of a procedure that differs from an earlier one in some of its rules. */
import type { Procedure, Rule } from '../../core/index.ts';

/** What a later version has of its own. */
interface Amendment {
  readonly version: number;
  /** In the place of the rules of the same names. */
  readonly rules: Readonly<Record<string, Rule>>;
}

/**
 * The definition with rules of its own in the place of an earlier version's: statechart, decisions and lists stay that
 * version's, which is frozen. A version that needs another decision or another list composes a statechart of its own from
 * the subjects of the earlier one.
 *
 * @throws Error for a name that is no rule there, and for a version that is not later
 */
export function amended(before: Procedure, { version, rules }: Amendment): Procedure {
  if (version <= before.version)
    throw new Error(`${before.id} v${version} is no later version than v${before.version}`);
  const unknown = Object.keys(rules).find((name) => !Object.hasOwn(before.rules, name));
  if (unknown !== undefined) throw new Error(`${before.id} v${before.version} has no rule ${unknown}`);
  return { ...before, version, rules: { ...before.rules, ...rules } };
}

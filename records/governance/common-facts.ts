/**
 * Facts of the common registers as changes of the registry: an edition or a directive, of which every open cycle is told,
 * waits for a second person. In one transaction, with the registry locked.
 */
import type { Transaction } from 'kysely';
import { z } from 'zod';
import { stillValid } from '../../machines/registry/second-administrator.ts';
import { failing } from '../../machines/registry/rule.ts';
import { weigh } from '../../machines/registry/weigh.ts';
import { canonicalText, digestOf, sha256Hex } from '../../model/canonical.ts';
import type { CommonFact, FactOutcome } from '../../contract/records/governance.ts';
import { RegistryErrors } from '../../contract/records/registry.ts';
import type { Signature } from '../../contract/records/tokens.ts';
import { isToldToCycles } from '../registers/known.ts';
import { problemsOf, type ToSet, valueBefore, writeFact } from '../registers/set.ts';
import { lockRegistry } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import type { Tables } from '../tables.ts';
import { waitOrMakeAlone } from './ask.ts';
import { expireOld } from './expire.ts';
import { refuse } from './said.ts';
import type { WaitingRow } from './stored.ts';
import type { RecordedChange } from './tables.ts';

const Waiting = z.object({
  fact: z.object({ register: z.string(), key: z.string(), value: z.json(), from: z.number() }),
});

/** The fact that a waiting change asks for, where it asks for one. */
export function factIn(given: string | null): CommonFact | undefined {
  return given === null ? undefined : Waiting.safeParse(JSON.parse(given)).data?.fact;
}

const toSet = (fact: CommonFact): ToSet => ({ organisation: 'common', ...fact });

/** Writes the fact, or makes it wait. Throws `RegistryErrors`, `GovernanceRefused`. */
export async function askCommon(trx: Transaction<Tables>, fact: CommonFact, signed: Signature): Promise<FactOutcome> {
  const { register, key, value } = fact;
  const { by, at } = signed;
  await lockRegistry(trx);
  await expireOld(trx, at);
  const problems = await problemsOf(trx, toSet(fact));
  if (problems.length > 0) throw new RegistryErrors(problems);
  const recorded = await valueBefore(trx, toSet(fact));
  if (canonicalText(recorded ?? null) === canonicalText(value)) return { status: 'done' };
  if (!isToldToCycles(register, value)) {
    await writeFact(trx, toSet(fact), signed, { setBy: by, before: recorded });
    return { status: 'done' };
  }
  const id = `common/${register}/${key}`;
  const weighed = weigh([{ kind: 'register', id, setsOff: true }]);
  const act = recorded === undefined ? 'added' : 'changed';
  const row: WaitingRow = { kind: 'register', id, act, before: fingerprint(recorded), guarded: true };
  const digest = digestOf([['fact', canonicalText({ register, key, value })]]);
  const waiting = { ...signed, digest, given: JSON.stringify({ fact }), rows: [row], weighed };
  const made = await waitOrMakeAlone(trx, waiting, async (said) => ({
    status: 'done' as const,
    seq: await writeFact(trx, toSet(fact), signed, { setBy: by, before: recorded, said }),
  }));
  return made.status === 'pending' ? made : { status: 'done', soleAdministrator: true };
}

/** A second person approved it: it is in force from the instant asked for, not before the approval. Returns the line's seq. */
export async function approveFact(
  trx: Transaction<Tables>,
  change: Pick<RecordedChange, 'by_person' | 'rows'>,
  asked: CommonFact,
  signed: Signature,
  approved: JournaledRow,
): Promise<number> {
  const fact = toSet({ ...asked, from: Math.max(asked.from, signed.at) });
  const rows: readonly WaitingRow[] = JSON.parse(change.rows);
  const recorded = await valueBefore(trx, fact);
  const now = fingerprint(recorded);
  refuse(failing({ stillValid }, { since: rows.filter(({ before }) => before !== now).map(({ id }) => id) }));
  return writeFact(trx, fact, signed, { setBy: change.by_person, before: recorded, said: [approved] });
}

function fingerprint(value: CommonFact['value'] | undefined): string {
  return value === undefined ? '' : sha256Hex(canonicalText(value));
}

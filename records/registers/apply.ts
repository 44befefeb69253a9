import type { Effect, Entry, Json } from '../../machines/core/index.ts';
import { isObject } from '../../model/json.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import { keyOfObjective } from '../../model/objectives.ts';
import type { Connection } from '../database.ts';
import { auditedRegister } from '../look-ups/audit-interval.ts';
import { type NewFact, putInForce } from './in-force.ts';
import { editionSchema } from './known.ts';

type RegisterEffect = Extract<Effect, { kind: 'register' }>;

/**
 * A procedure brings a fact into force: policy, standards, structure, plan, criteria set, objectives of its organisation
 * (domain.md 3). Runs in the journal's transaction, from the entry's own instant; the same entry again changes nothing. Plans are
 * kept per fiscal year, because the next year's is approved while this year's is still being carried out.
 */
export async function applyRegisterEffect(
  trx: Connection,
  entry: Pick<Entry, 'instance' | 'seq' | 'at'>,
  effect: RegisterEffect,
): Promise<void> {
  const instance = parseInstanceId(entry.instance);
  if (instance === undefined) throw new Error(`not an instance: ${entry.instance}`);
  const { value, register } = effect;
  if (register === editionsRegister) {
    // For all bodies, kept by its id: what centre staff set by hand follows the same way.
    await putInForce(trx, { ...commonFact(value), from: entry.at, instance: entry.instance, seq: entry.seq });
    return;
  }
  const year = isObject(value) && typeof value['year'] === 'number' ? value['year'] : instance.year;
  await putInForce(trx, {
    organisation: instance.organisation,
    register,
    key: keyOf(effect, year, entry.instance),
    value,
    from: entry.at,
    instance: entry.instance,
    seq: entry.seq,
  });
}

/** The register of editions is common to all bodies; `promulgate` writes it. */
const editionsRegister = 'editions';

/** Throws for what is no edition: nothing unchecked comes into a register that every body rests on. */
function commonFact(value: Json): Pick<NewFact, 'organisation' | 'register' | 'key' | 'value'> {
  const { id } = editionSchema.parse(value);
  return { organisation: 'common', register: editionsRegister, key: id, value };
}

/** One plan a year, what each audit audited, and the objectives of each minister and period. */
function keyOf({ register, value }: RegisterEffect, year: number, instance: string): string {
  if (register === auditedRegister) return instance;
  if (register === 'objectives') return keyOfObjective(value);
  return register === 'plan' ? String(year) : '';
}

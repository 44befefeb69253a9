import type { Effect, Entry, Json } from '../../machines/core/index.ts';
import { isObject } from '../../model/json.ts';
import { parseInstanceId, type InstanceId } from '../../model/identifiers.ts';
import { keyOfObjective } from '../../model/objectives.ts';
import type { Connection } from '../database.ts';
import { auditedRegister } from '../look-ups/audit-interval.ts';
import { headquartersAudited } from '../look-ups/headquarters-interval.ts';
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
  const { instance, seq, at: from } = entry;
  await putInForce(trx, { ...factOf(instance, effect), from, instance, seq });
}

/** What an effect brings into force, and where: in its own body, or – an edition – for all. */
export function factOf(instance: InstanceId, effect: RegisterEffect): Omit<NewFact, 'from'> {
  const parts = parseInstanceId(instance);
  if (parts === undefined) throw new Error(`not an instance: ${instance}`);
  const { value, register } = effect;
  // Kept by its id: what centre staff set by hand follows the same way.
  if (register === editionsRegister) return commonFact(value);
  const year = isObject(value) && typeof value['year'] === 'number' ? value['year'] : parts.year;
  return { organisation: parts.organisation, register, key: keyOf(effect, year, instance), value };
}

/** The register of editions is common to all bodies; `promulgate` writes it. */
export const editionsRegister = 'editions';

/** Throws for what is no edition: nothing unchecked comes into a register that every body rests on. */
function commonFact(value: Json): Pick<NewFact, 'organisation' | 'register' | 'key' | 'value'> {
  const { id } = editionSchema.parse(value);
  return { organisation: 'common', register: editionsRegister, key: id, value };
}

/** One plan a year, what each audit audited, and the objectives of each minister and period. */
function keyOf({ register, value }: RegisterEffect, year: number, instance: string): string {
  if (register === auditedRegister || register === headquartersAudited) return instance;
  if (register === 'objectives') return keyOfObjective(value);
  return register === 'plan' ? String(year) : '';
}

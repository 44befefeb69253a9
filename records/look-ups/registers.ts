import type { Json } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { type FactInForce, factsInForce, theOneInForce } from '../registers/in-force.ts';
import { registerDefaults } from '../registers/known.ts';

/** Registers that are simply absent where nothing is recorded. */
const withoutDefault = ['policy', 'standards', 'plan', 'criteriaSet', 'structure'] as const;

/** The registers the fact is made of. */
export const registersOfBody: readonly string[] = [...withoutDefault, ...Object.keys(registerDefaults)];

/** Fact `registers`: what is in force in the body at that moment, with the defaults of what it has not recorded. */
export async function registers(db: Database, { organisation, at }: FactScope): Promise<Json> {
  return registersFrom(await factsInForce(db, { organisation, registers: registersOfBody }, at), at);
}

/** The same, made of what is in force in one body. */
export function registersFrom(facts: readonly FactInForce[], at: Instant): Json {
  const recorded = registersOfBody.flatMap((register) => {
    const one = theOneInForce(
      facts.filter((fact) => fact.register === register),
      at,
    );
    return one === undefined ? [] : [[register, one.value] as const];
  });
  return { ...registerDefaults, ...Object.fromEntries(recorded) };
}

import type { Json } from '../../machines/core/index.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { factsInForce, theOneInForce } from '../registers/in-force.ts';
import { registerDefaults } from '../registers/known.ts';

/** Registers that are simply absent where nothing is recorded. */
const withoutDefault = ['policy', 'standards', 'plan', 'criteriaSet', 'structure'] as const;

/** Fact `registers`: what is in force in the body at that moment, with the defaults of what it has not recorded. */
export async function registers(db: Database, { organisation, at }: FactScope): Promise<Json> {
  const names = [...withoutDefault, ...Object.keys(registerDefaults)];
  const facts = await factsInForce(db, { organisation, registers: names }, at);
  const recorded = names.flatMap((register) => {
    const one = theOneInForce(
      facts.filter((fact) => fact.register === register),
      at,
    );
    return one === undefined ? [] : [[register, one.value] as const];
  });
  return { ...registerDefaults, ...Object.fromEntries(recorded) };
}

import type { Json } from '../../machines/core/index.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { factsInForce } from '../registers/in-force.ts';
import { commonLists } from '../registers/known.ts';

/** Fact `common`: editions, directives, guidelines and criteria sets for all bodies in force at that moment. */
export async function common(db: Database, { at }: FactScope): Promise<Json> {
  const registers = Object.keys(commonLists);
  const facts = await factsInForce(db, { organisation: 'common', registers }, at);
  return Object.fromEntries(
    registers.map((register) => [
      register,
      facts.filter((fact) => fact.register === register).map((fact) => fact.value),
    ]),
  );
}

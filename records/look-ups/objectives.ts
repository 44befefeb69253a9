import type { Json } from '../../machines/core/index.ts';
import type { FactScope } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { factsInForce } from '../registers/in-force.ts';

/** Fact `objectives`: what competent ministers set the body, of every minister and period that is recorded (4-3). */
export async function objectives(db: Database, { organisation, at }: FactScope): Promise<Json> {
  const facts = await factsInForce(db, { organisation, registers: ['objectives'] }, at);
  return facts.map(({ value }) => value);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';
import { findRepository } from '../../app/repository.ts';
import { centre, departmentRows, organisationRows } from './bodies.ts';
import { administratorOfDemonstration } from './cast.ts';
import { peopleAndAppointments } from './people.ts';
import { registerSeeds } from './registers.ts';

/**
 * Makes a demonstration: the real registry – names and relations only, nobody appointed – and beside it the invented
 * bodies with their people and registers. Each part is put there once: what is there already, and what was changed since,
 * stays as it is; an interrupted seeding is completed.
 *
 * @param at when it is recorded
 * @param now the present, around whose fiscal year appointments and registers lie
 */
export async function seedDemonstration(
  { registry, registers }: Pick<Records, 'registry' | 'registers'>,
  at: Instant,
  now: Instant = at,
): Promise<void> {
  const known = new Set((await registry.organisations()).map((body) => body.id));
  const by = administratorOfDemonstration;
  if (![...known].some((id) => !id.startsWith('demo-'))) {
    const bytes = readFileSync(join(findRepository().root, 'data', 'organisations.json'));
    await registry.importFile({ form: 'json', bytes }, by, at);
  }
  if (!known.has(centre.id)) {
    const bodies = { organisations: organisationRows(), departments: departmentRows() };
    await registry.change({ ...bodies, ...peopleAndAppointments(now) }, by, at);
  }
  for (const seed of registerSeeds(now)) {
    const history = await registers.history(seed.organisation, seed.register);
    if (history.some((fact) => fact.key === seed.key)) continue;
    await registers.set(seed.organisation, seed.register, seed.key, seed.value, seed.from, seed.by);
  }
}

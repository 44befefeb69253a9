import type { Json } from '../../machines/core/index.ts';
import type { Calendars } from '../../contract/records/calendars.ts';
import type { Instances } from '../../contract/records/instances.ts';
import type { Journal } from '../../contract/records/journal.ts';
import type { FactScope, LookUps } from '../../contract/records/look-ups.ts';
import type { Database } from '../database.ts';
import { actor } from './actor.ts';
import { asked } from './asked.ts';
import { auditInterval } from './audit-interval.ts';
import { bodies } from './bodies.ts';
import { calendar } from './calendar.ts';
import { cited } from './cited.ts';
import { common } from './common.ts';
import { recipientsOf } from '../notices/recipients.ts';
import { competent } from './competent.ts';
import { departments } from './departments.ts';
import { due } from './due.ts';
import { entry } from './entry.ts';
import { headquartersInterval } from './headquarters-interval.ts';
import { holders } from './holders.ts';
import { inspection } from './inspection.ts';
import { nomination } from './nomination.ts';
import { objectives } from './objectives.ts';
import { people } from './people.ts';
import { registers } from './registers.ts';
import { structure } from './structure.ts';

/**
 * What the server looks up for an event: each fact a file of its own, answering for the instant it is given and never for
 * the database's clock, so that a step looked up again gives the same facts.
 */
export function makeLookUps(
  db: Database,
  {
    instances,
    calendars,
    journal,
  }: { instances: Pick<Instances, 'get'>; calendars: Pick<Calendars, 'of'>; journal: Pick<Journal, 'page'> },
): LookUps {
  const facts = new Map<string, (scope: FactScope) => Promise<Json>>([
    ['structure', (scope) => structure(db, scope)],
    ['registers', (scope) => registers(db, scope)],
    ['common', (scope) => common(db, scope)],
    ['bodies', (scope) => bodies(db, scope)],
    ['competent', (scope) => competent(db, scope)],
    ['objectives', (scope) => objectives(db, scope)],
    ['people', (scope) => people(db, scope)],
    ['departments', (scope) => departments(db, scope)],
    ['inspection', (scope) => inspection(db, scope)],
    ['auditInterval', (scope) => auditInterval(db, scope)],
    ['headquartersInterval', (scope) => headquartersInterval(db, scope)],
    ['due', (scope) => due(db, calendars, scope)],
    ['calendar', (scope) => calendar(calendars, scope)],
    ['asked', (scope) => asked(db, calendars, scope)],
    ['cited', (scope) => cited(instances, scope)],
    ['entry', (scope) => entry(journal, scope)],
  ]);
  return {
    actor: (person, at) => actor(db, person, at),
    holders: (organisation, roles, at) => holders(db, organisation, roles, at),
    nomination: (person, matter, at) => nomination(db, person, matter, at),
    async recipients(audiences, at) {
      const found = await recipientsOf(
        db,
        audiences.map((to) => ({ to, at })),
      );
      return found.map((one) => one.people);
    },
    async fact(name, scope) {
      const lookUp = facts.get(name);
      if (lookUp === undefined) throw new Error(`nobody provides the fact ${name}`);
      return lookUp(scope);
    },
    names: [...facts.keys()],
  };
}

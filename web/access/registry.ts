/** Who may ask for changes of the registry at all, before anything of a change is read. */
import { nominationRecorders, refusedStranger } from '../../machines/registry/who-may-change.ts';
import type { ChangeRow } from '../../contract/records/governance.ts';
import type { Records } from '../../contract/records/records.ts';
import type { Caller } from '../caller.ts';
import { refusedProblem, requireCarried } from '../decisions/refused.ts';
import { administersBody, holds, isAdministrator, ownBodies } from './bodies.ts';

/** Throws 403 for whoever neither administers anything nor records written nominations of some body. */
export function checkMayChange(me: Caller): void {
  if (isAdministrator(me)) return;
  requireCarried(me);
  const nominatesFor = ownBodies(me).filter((body) => holds(me, body, nominationRecorders));
  // The best a change of theirs could be; what it is in truth is judged when it is read.
  const change = { bodies: nominatesFor, onlyNominations: true };
  const refused = refusedStranger({ administers: undefined, nominatesFor, change });
  if (refused.length > 0) throw refusedProblem(refused);
}

/** A change is read by whoever asked for it, administers all bodies it touches, or may object to it, or might have. */
export async function readsChange(records: Records, me: Caller, change: ChangeRow): Promise<boolean> {
  return administersChange(me, change) || (await records.governance.objectors(change.id, me.at)).includes(me.person);
}

/** Whoever asked for a change, and administrators of all bodies it touches. */
export function administersChange(me: Caller, { by, bodies }: ChangeRow): boolean {
  if (me.administers === 'all' || by === me.person) return true;
  return isAdministrator(me) && bodies.every((body) => administersBody(me, body));
}

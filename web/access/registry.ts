/** Who may ask for changes of the registry at all, before anything of a change is read. */
import { nominationRecorders, refusedStranger } from '../../machines/registry/who-may-change.ts';
import type { Caller } from '../caller.ts';
import { refusedProblem, requireCarried } from '../decisions/refused.ts';
import { holds, isAdministrator, ownBodies } from './bodies.ts';

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

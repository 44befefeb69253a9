/** Lines of the task list. */
import type { Task } from '../../core/index.ts';
import type { DecidingRole } from '../../../model/roles.ts';
import type { CommonContext } from './context.ts';
import { openItem } from './due-items.ts';

/** What is expected of whoever holds one of the roles; more only where it is known. */
export function task(
  decision: string,
  roles: readonly DecidingRole[],
  { organisation, department, person, dueItem }: Partial<Omit<Task, 'decision' | 'roles'>> = {},
): Task {
  return {
    decision,
    roles,
    ...(organisation === undefined ? {} : { organisation }),
    ...(department === undefined ? {} : { department }),
    ...(person === undefined ? {} : { person }),
    ...(dueItem === undefined ? {} : { dueItem }),
  };
}

/** A task of a due item that is still open; one that was met, or has no dates yet, is not named. */
export function taskIn(
  context: Pick<CommonContext, 'dueItems'>,
  decision: string,
  roles: readonly DecidingRole[],
  dueItem: string,
  of: Partial<Omit<Task, 'decision' | 'roles' | 'dueItem'>> = {},
): Task {
  return task(decision, roles, openItem(context, dueItem) === undefined ? of : { ...of, dueItem });
}

/** Lines of the task list. */
import type { Task } from '../../core/index.ts';
import type { DecidingRole } from '../../../model/roles.ts';

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

/** Lines of the task list. */
import type { Task } from '../../core/index.ts';
import type { DecidingRole } from '../../../model/roles.ts';

/** What is expected of whoever holds one of the roles; more only where it is known. */
export function task(
  decision: string,
  roles: readonly DecidingRole[],
  { department, person, dueItem }: Partial<Pick<Task, 'department' | 'person' | 'dueItem'>> = {},
): Task {
  return {
    decision,
    roles,
    ...(department === undefined ? {} : { department }),
    ...(person === undefined ? {} : { person }),
    ...(dueItem === undefined ? {} : { dueItem }),
  };
}

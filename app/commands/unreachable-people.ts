import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan unreachable-people`: who holds a post and is reached by no mail. */
export const unreachablePeople = listCommand(
  'メールの届かない人 / people whom no mail reaches',
  lists.unreachablePeople,
);

import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan vacant-posts`: posts that a procedure waits for and nobody holds. */
export const vacantPosts = listCommand(
  '未発令の役職 / posts a procedure waits for and nobody holds',
  lists.vacantPosts,
);

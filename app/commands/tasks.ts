import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan tasks`: what is expected of the holder of the token. */
export const tasks = listCommand('自分に求められていること / what is expected of you', lists.tasks);

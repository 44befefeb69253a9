import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan openings`: what the holder of the token may open, each by its first decision. */
export const openings = listCommand('自分が始められる手続 / what you may open', lists.openings);

import { listCommand } from '../cli/list.ts';
import { lists } from '../cli/described.built.ts';

/** `junkan waiting`: who waits for a decision of the holder of the token. */
export const waiting = listCommand('自分の決裁・処理を待つ者 / who waits for a decision of yours', lists.waiting);

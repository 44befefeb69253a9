import type { Text } from '../model/text.ts';

/** Something wrong with one key of the environment. */
export interface Problem {
  key: string;
  text: Text;
}

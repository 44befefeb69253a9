import type { Text } from '../model/text.ts';

/** One part that was looked at. */
export interface Finding {
  readonly id: string;
  readonly what: Text;
  readonly verdict: 'good' | 'warning' | 'bad';
  readonly found: Text;
  /** What to do; absent where nothing is to be done. */
  readonly todo?: Text;
}

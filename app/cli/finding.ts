import type { Text } from '../../model/text.ts';

/** One thing that `junkan doctor` looked at. `warning` does not make the command fail. */
export interface Finding {
  readonly what: Text;
  readonly verdict: 'good' | 'warning' | 'bad';
  readonly detail: Text;
}

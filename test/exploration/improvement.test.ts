import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { expectExplored } from './expect-explored.ts';
import { improvementExplorations } from './improvement.ts';

/** As many measurements and reports of recurrence as the bound allows would multiply every state; the rule's table tries both sides. */
const many = 'more of a kind than an alphabet holds';

expectExplored(improvementV1, improvementExplorations, {
  'rule measurementsBounded refuses': many,
  'rule recurrencesBounded refuses': many,
});

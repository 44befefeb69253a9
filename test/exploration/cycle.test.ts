import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { cycleExplorations } from './cycle.ts';
import { expectExplored } from './expect-explored.ts';

/** As many open reports and applications of one person as the bound allows would multiply every state; the rule's table tries both sides. */
const many = 'more of a kind than an alphabet holds';

expectExplored(cycleV1, cycleExplorations(), {
  'rule reportsOpenBounded refuses': many,
  'rule applicationsOpenBounded refuses': many,
});

import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { cycleExplorations } from './cycle.ts';
import { expectExplored } from './expect-explored.ts';

expectExplored(cycleV1, cycleExplorations());

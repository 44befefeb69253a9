import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { expectExplored } from './expect-explored.ts';
import { improvementExplorations } from './improvement.ts';

expectExplored(improvementV1, improvementExplorations);

import { hqauditV1 } from '../../machines/hqaudit/v1/index.ts';
import { hqauditExplorations } from './hqaudit.ts';
import { expectExplored } from './expect-explored.ts';

expectExplored(hqauditV1, hqauditExplorations);

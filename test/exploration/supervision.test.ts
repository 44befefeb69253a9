import { supervisionV1 } from '../../machines/supervision/v1/index.ts';
import { supervisionExplorations } from './supervision.ts';
import { expectExplored } from './expect-explored.ts';

expectExplored(supervisionV1, supervisionExplorations);

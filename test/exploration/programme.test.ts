import { programmeV1 } from '../../machines/programme/v1/index.ts';
import { programmeExplorations } from './programme.ts';
import { expectExplored } from './expect-explored.ts';

expectExplored(programmeV1, programmeExplorations);

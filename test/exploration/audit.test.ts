import { expectExplored } from './expect-explored.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { auditExplorations } from './audit.ts';

expectExplored(auditV1, auditExplorations);

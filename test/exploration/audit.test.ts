import { expectExplored } from './expect-explored.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { auditExplorations } from './audit.ts';

/** As many conflicts and comments as the bound allows would multiply every state; the rule's table tries both sides. */
const many = 'more of a kind than an alphabet holds';

expectExplored(auditV1, auditExplorations, {
  'rule conflictsBounded refuses': many,
  'rule commentsBounded refuses': many,
});

import { expectExplored } from './expect-explored.ts';
import { standardsV1 } from '../../machines/standards/v1/index.ts';
import { standardsExplorations } from './standards.ts';

expectExplored(standardsV1, standardsExplorations, {
  'rule opinionsBounded refuses':
    'more opinions of one ministry than an alphabet holds; the rule’s table tries both sides',
});

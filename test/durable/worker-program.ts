/** A worker as a process of its own, for tests that kill it. Says `ready` when it works. */
import { parseArgs } from 'node:util';
import { openRecords } from '../../records/open.ts';
import { startWorker } from '../../worker/worker.ts';
import { newestOfTests } from './definitions.ts';
import { workflowsPath } from './world.ts';
import { testKeys } from '../support/keys.ts';

const { values } = parseArgs({
  options: {
    address: { type: 'string', default: '' },
    namespace: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    directory: { type: 'string', default: '' },
  },
});
const records = await openRecords({ keys: testKeys, databaseUrl: values.database, dataDirectory: values.directory });
const { address, namespace } = values;
const worker = await startWorker({
  address,
  namespace,
  keys: testKeys,
  records,
  planningAhead: true,
  workflowsPath,
  newest: newestOfTests,
});
process.on('SIGTERM', () => void worker.shutdown());
console.log('ready');
await worker.run;
await records.close();

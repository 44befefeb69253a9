// Program, not test: an owner of an embedded Temporal server, to be killed by server.test.ts. Arguments: directory, and
// `watchdog` for the tie used on machines without setpriv. Prints one line of JSON when the server is usable.
import { join } from 'node:path';
import { startTemporalServer } from '../../worker/temporal-server/start.ts';
import { pinnedBinary } from '../support/pinned.ts';

const [, , directory = '', tie] = process.argv;
const server = await startTemporalServer({
  binary: pinnedBinary(),
  dataDirectory: join(directory, 'temporal'),
  logFile: join(directory, 'temporal.log'),
  tie: tie === 'watchdog' ? 'watchdog' : undefined,
});
process.on('SIGTERM', () => void server.stop());
process.stdout.write(`${JSON.stringify({ address: server.address, pid: server.pid() })}\n`);

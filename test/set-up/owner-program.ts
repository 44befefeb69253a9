// Program, not test: an owner of an embedded Temporal server, to be killed by server.test.ts. Arguments: directory, and
// `watchdog` for the tie used on machines without setpriv. Prints one line of JSON when the server is usable.
import { join } from 'node:path';
import { startTemporalServer } from '../../worker/temporal-server/start.ts';
import { inspect } from '../../worker/temporal-server/version.ts';
import { pinnedServer } from '../support/pinned.ts';

const [, , directory = '', tie] = process.argv;
const binary = await inspect(pinnedServer());
if (binary === undefined) throw new Error('the pinned server does not run');
const server = await startTemporalServer({
  binary,
  dataDirectory: join(directory, 'temporal'),
  logFile: join(directory, 'temporal.log'),
  tie: tie === 'watchdog' ? 'watchdog' : undefined,
});
process.on('SIGTERM', () => void server.stop());
process.stdout.write(`${JSON.stringify({ address: server.address, pid: server.pid() })}\n`);

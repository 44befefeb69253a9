// Program, not test: says `ready`, waits to be asked to stop, takes half a second to finish and says `finished`.
import { setTimeout as pause } from 'node:timers/promises';
import { untilAskedToStop } from '../../app/lifetime.ts';

const alive = setInterval(() => undefined, 60_000);
process.stdout.write('ready\n');
await untilAskedToStop();
await pause(500);
process.stdout.write('finished\n');
clearInterval(alive);
process.exit(0);

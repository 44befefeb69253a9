// Program, not test: says `ready`, waits to be asked to stop, takes half a second to finish and says `finished`.
import { setTimeout as pause } from 'node:timers/promises';
import { untilAskedToStop } from '../../app/lifetime.ts';

const alive = setInterval(() => undefined, 60_000);
// Listening first: whoever reads `ready` may send the signal in the same instant.
const asked = untilAskedToStop();
process.stdout.write('ready\n');
await asked;
await pause(500);
process.stdout.write('finished\n');
clearInterval(alive);
process.exit(0);

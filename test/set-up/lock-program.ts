// Program, not test: takes the data directory named by its argument, says so or says why not, and stays until killed.
import { lockDataDirectory } from '../../app/lock.ts';
import { UserError } from '../../app/user-error.ts';

try {
  lockDataDirectory(process.argv[2] ?? '');
  process.stdout.write(`owner ${process.pid}\n`);
  setInterval(() => undefined, 60_000);
} catch (error) {
  process.stdout.write(`${error instanceof UserError ? error.text.en : String(error)}\n`);
}

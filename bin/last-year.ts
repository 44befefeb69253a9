/**
 * Tells the demonstration's last year and ends. A start that makes a demonstration has it done by a process of its own: what
 * the stories take of memory goes with it. The records are the starting process's, which waits and holds their lock.
 */
import { tellLastYear } from '../demonstration/index.ts';
import { openWithKeys, type RecordsWithKeyFile } from '../app/open-installation.ts';

if (process.send === undefined) {
  process.stderr.write('これは junkan start が使うものです。\nThis is for junkan start to use.\n');
  process.exitCode = 2;
} else {
  process.once('message', (where: RecordsWithKeyFile) => {
    tell(where).then(
      () => process.disconnect(),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  });
}

async function tell(where: RecordsWithKeyFile): Promise<void> {
  let clock = Date.now;
  const records = await openWithKeys(where, () => clock());
  try {
    await tellLastYear({ records, setClock: (other) => (clock = other), now: Date.now() });
  } finally {
    await records.close();
  }
}

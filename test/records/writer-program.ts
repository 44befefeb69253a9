/** Appends entries one after the other and says which were acknowledged, until it is killed. */
import { writeSync } from 'node:fs';
import { openRecords } from '../../records/open.ts';
import { entryOf } from '../support/records.ts';
import { testKeys } from '../support/keys.ts';

const [dataDirectory = '', instance = ''] = process.argv.slice(2);
const { journal } = await openRecords({ keys: testKeys, dataDirectory, create: { kind: 'demonstration' } });
for (let seq = (await journal.head(instance)) + 1; ; seq += 1) {
  await journal.append([{ entry: entryOf(instance, seq) }]);
  writeSync(1, `${seq}\n`);
}

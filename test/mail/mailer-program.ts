/** The sending half of a worker process: opens the records and mails what is in the outbox until it is killed. */
import { writeSync } from 'node:fs';
import { openRecords } from '../../records/open.ts';
import { startMailer } from '../../worker/mail/mailer.ts';
import { testKeys } from '../support/keys.ts';

const [dataDirectory = '', port = '', databaseUrl] = process.argv.slice(2);
const records = await openRecords({
  keys: testKeys,
  dataDirectory,
  ...(databaseUrl === undefined ? {} : { databaseUrl }),
});
startMailer({
  queue: records.mailQueue,
  installation: records.installation,
  settings: { host: '127.0.0.1', port: Number(port), security: 'none', from: 'junkan@mail.example', test: true },
  timing: { look: 250, lease: 12_000, send: 8_000, firstPause: 50 },
});
writeSync(1, 'started\n');

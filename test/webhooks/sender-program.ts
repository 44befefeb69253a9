/** Sends webhooks until it is killed: `sender-program DATABASE_URL LEASE`. */
import { openRecords } from '../../records/open.ts';
import { startWebhookSender } from '../../worker/webhooks/sender.ts';
import { authority } from '../support/webhook-receiver.ts';
import { testKeys } from '../support/keys.ts';

const [databaseUrl = '', lease = ''] = process.argv.slice(2);
const records = await openRecords({ keys: testKeys, databaseUrl, dataDirectory: '' });
startWebhookSender({
  webhooks: records.webhooks,
  privateDestinations: 'all',
  ports: 'any',
  certificates: [authority],
  version: 'test',
  every: 20,
  timeout: Number(lease) - 100,
  lease: Number(lease),
  schedule: [50, 50],
});

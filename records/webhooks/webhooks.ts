import type { Database } from '../database.ts';
import type { Webhooks } from '../../contract/records/webhooks.ts';
import { makeDeliveries } from './deliveries.ts';
import { makeEndpoints } from './endpoints.ts';

/** Outgoing webhooks: endpoints, and what is on its way to them. Events are written by the journal. */
export function makeWebhooks(db: Database): Webhooks {
  return { ...makeEndpoints(db), ...makeDeliveries(db) };
}

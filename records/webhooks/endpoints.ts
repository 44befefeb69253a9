import { randomUUID } from 'node:crypto';
import { sql, type Selectable } from 'kysely';
import { isWebhookType } from '../../model/webhooks/events.ts';
import { comesAfter, pageOf } from '../cursors.ts';
import type { Connection, Database } from '../database.ts';
import type { Tables } from '../tables.ts';
import type { WebhookEndpoint, Webhooks } from '../../contract/records/webhooks.ts';
import { giveUp } from '../leases.ts';
import { lockRegistry, writeLine } from '../registry/journal.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';
import { randomSecret } from '../secret.ts';
import { deliveryRow, eventRow, QUEUE } from './outbox.ts';
import { isLapsed } from './standing.ts';

/** Columns of an endpoint without its secrets: nobody who lists endpoints reads them. */
const shown = [
  'id',
  'url',
  'purpose',
  'types',
  'organisations',
  'previous_until',
  'state',
  'reason',
  'created',
  'created_by',
  'changed',
] as const;

/** Registering, changing and testing endpoints. */
export function makeEndpoints(
  db: Database,
): Pick<Webhooks, 'list' | 'page' | 'get' | 'add' | 'change' | 'remove' | 'rotate' | 'ping'> {
  const inOrder = () =>
    db
      .selectFrom('webhook_endpoints')
      .select(shown)
      .select((eb) => [open(eb.ref('webhook_endpoints.id'), 'waiting'), open(eb.ref('webhook_endpoints.id'), 'dead')])
      .orderBy('created')
      .orderBy('id');
  return {
    list: async () => (await inOrder().execute()).map(endpointOf),

    async page(cursor, limit) {
      const rows = await inOrder()
        .where(comesAfter(cursor, { at: 'created', id: 'id' }))
        .limit(limit + 1)
        .execute();
      return pageOf(rows, limit, ({ created, id }) => ({ at: created, id }), endpointOf);
    },

    async get(id) {
      const row = await inOrder().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : endpointOf(row);
    },

    async add({ url, purpose, types, organisations }, signed) {
      const { by, at, token } = signed;
      const id = `wh_${randomUUID().replaceAll('-', '')}`;
      const secret = newSecret();
      await db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        await trx
          .insertInto('webhook_endpoints')
          .values({
            id,
            url,
            purpose,
            types: [...types],
            organisations: [...organisations],
            secret,
            previous_secret: null,
            previous_until: null,
            state: 'active',
            reason: null,
            address_by: by,
            address_with: token?.id ?? null,
            secret_by: by,
            secret_with: token?.id ?? null,
            created: at,
            created_by: by,
            changed: at,
          })
          .execute();
        await writeLine(trx, [saidOf(id, 'registered')], signed);
      });
      return { id, secret };
    },

    async change(id, { url, purpose, types, organisations, enabled }, signed) {
      const { by, at, token } = signed;
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const result = await trx
          .updateTable('webhook_endpoints')
          .set({
            changed: at,
            ...(url === undefined ? {} : { url, address_by: by, address_with: token?.id ?? null }),
            ...(purpose === undefined ? {} : { purpose }),
            ...(types === undefined ? {} : { types: [...types] }),
            ...(organisations === undefined ? {} : { organisations: [...organisations] }),
          })
          .where('id', '=', id)
          .executeTakeFirst();
        if (enabled !== undefined) {
          await trx
            .updateTable('webhook_endpoints')
            .set(enabled ? enabledNow : disabledNow)
            .where('id', '=', id)
            // Whoever takes it over is shown a new secret.
            .where((where) => where.or([where('reason', 'is', null), where('reason', '<>', 'lapsed')]))
            .execute();
        }
        if (enabled === false) await putAside(trx, id, 'disabled', at);
        if (result.numUpdatedRows > 0n) await writeLine(trx, [saidOf(id, 'changed')], signed);
        return result.numUpdatedRows > 0n;
      });
    },

    async remove(id, signed) {
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const result = await trx.deleteFrom('webhook_endpoints').where('id', '=', id).executeTakeFirst();
        await trx.deleteFrom('webhook_deliveries').where('endpoint', '=', id).execute();
        if (result.numDeletedRows > 0n) await writeLine(trx, [saidOf(id, 'removed')], signed);
        return result.numDeletedRows > 0n;
      });
    },

    async rotate(id, previousUntil, signed) {
      const { by, at, token } = signed;
      const secret = newSecret();
      const keeper = { secret, secret_by: by, secret_with: token?.id ?? null, changed: at };
      return db.transaction().execute(async (trx) => {
        await lockRegistry(trx);
        const before = await trx
          .selectFrom('webhook_endpoints as e')
          .select(['secret', sql<boolean>`(e.reason = 'lapsed' or ${isLapsed(at)})`.as('lapsed')])
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst();
        if (before === undefined) return undefined;
        // Whoever is gone knows the secret before.
        const taken = { ...enabledNow, address_by: by, address_with: token?.id ?? null };
        const after = before.lapsed
          ? { ...keeper, ...taken, previous_secret: null, previous_until: null }
          : { ...keeper, previous_secret: before.secret, previous_until: previousUntil };
        await trx.updateTable('webhook_endpoints').set(after).where('id', '=', id).execute();
        await writeLine(trx, [saidOf(id, 'rotated')], signed);
        return { secret, ...(before.lapsed ? {} : { previousUntil }) };
      });
    },

    async ping(id, at) {
      return db.transaction().execute(async (trx) => {
        const active = await trx
          .selectFrom('webhook_endpoints')
          .select('id')
          .where('id', '=', id)
          .where('state', '=', 'active')
          .executeTakeFirst();
        if (active === undefined) return undefined;
        const event = eventRow('webhook.ping', `ping#${randomUUID()}`, at, {});
        await trx.insertInto('webhook_events').values(event).execute();
        await trx
          .insertInto('webhook_deliveries')
          .values(deliveryRow(event.id, id, at))
          .execute();
        return event.id;
      });
    },
  };
}

const enabledNow = { state: 'active', reason: null } as const;
const disabledNow = { state: 'disabled', reason: 'administrator' } as const;

/** What the registry's journal says of an endpoint: that something became of it, and by its seal what it is. */
export const saidOf = (
  id: string,
  act: 'registered' | 'changed' | 'removed' | 'rotated' | 'disabled',
): JournaledRow => ({
  kind: 'webhook',
  id,
  act,
  row: {},
});

/** `whsec_` and a random secret in base64, as Standard Webhooks has it. */
function newSecret(): string {
  return `whsec_${randomSecret('base64')}`;
}

/** Moves what waits for an endpoint to the dead list. */
export async function putAside(db: Connection, endpoint: string, result: string, at: number): Promise<void> {
  await giveUp(db, QUEUE, sql`q.endpoint = ${endpoint}`, { status: 'dead', result, now: at });
}

function open(id: ReturnType<typeof sql.ref> | object, status: 'waiting' | 'dead') {
  return sql<number>`(select count(*)::integer from webhook_deliveries d where d.endpoint = ${id} and d.status = ${status})`.as(
    status,
  );
}

type EndpointRow = Pick<Selectable<Tables['webhook_endpoints']>, (typeof shown)[number]> & {
  waiting: number;
  dead: number;
};

function endpointOf(row: EndpointRow): WebhookEndpoint {
  return {
    id: row.id,
    url: row.url,
    purpose: row.purpose,
    types: row.types.filter(isWebhookType),
    organisations: row.organisations,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    ...(row.previous_until === null ? {} : { previousUntil: row.previous_until }),
    created: row.created,
    createdBy: row.created_by,
    changed: row.changed,
    waiting: row.waiting,
    dead: row.dead,
  };
}

import { sql } from 'kysely';
import { isWebhookType } from '../../model/webhooks/events.ts';
import type { Database } from '../database.ts';
import type { WebhookDelivery, WebhookOutcome, Webhooks } from '../../contract/records/webhooks.ts';
import { due, giveUp, settle, taking } from '../leases.ts';
import { lockRegistry, TIME, writeLine } from '../registry/journal.ts';
import { putAside, saidOf } from './endpoints.ts';
import { lapse } from './lapse.ts';
import { QUEUE } from './outbox.ts';
import { isLapsed } from './standing.ts';
import { tellGivenUp } from './tell.ts';

const DAY = 24 * 60 * 60 * 1000;
/** How long deliveries are kept after they arrived, or after they were given up. */
const KEEP_DELIVERED = 30 * DAY;
const KEEP_DEAD = 180 * DAY;
/** Events are what keeps a second one for the same due instant away: longer than any fiscal year. */
const KEEP_EVENTS = 550 * DAY;

/** Deliveries: the list, the lease, the outcome. */
export function makeDeliveries(db: Database): Pick<Webhooks, 'deliveries' | 'replay' | 'take' | 'settle' | 'sweep'> {
  return {
    async deliveries(id, { status }, after, limit) {
      const from = placeOf(after);
      const rows = await db
        .selectFrom('webhook_deliveries as d')
        .innerJoin('webhook_events as e', 'e.id', 'd.event')
        .select(['d.event', 'e.type', 'e.organisation', 'd.status', 'd.attempts', 'd.next_at', 'd.result'])
        .select(['d.at', 'd.changed'])
        .where('d.endpoint', '=', id)
        .$if(status !== undefined, (query) => query.where('d.status', '=', status ?? 'dead'))
        .$if(from !== undefined, (query) =>
          query.where(sql<boolean>`(d.at, d.event) < (${from?.at ?? 0}::bigint, ${from?.event ?? ''})`),
        )
        .orderBy('d.at', 'desc')
        .orderBy('d.event', 'desc')
        .limit(limit)
        .execute();
      const items = rows.flatMap(({ type, next_at, result, status: state, ...row }): WebhookDelivery[] =>
        isWebhookType(type)
          ? [
              {
                ...row,
                type,
                status: state,
                ...(state === 'waiting' ? { next: next_at } : {}),
                ...(result === null ? {} : { result }),
              },
            ]
          : [],
      );
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return { items, ...(last === undefined ? {} : { next: `${last.at}_${last.event}` }) };
    },

    async replay(id, events, at) {
      if (events?.length === 0) return 0;
      const result = await db
        .updateTable('webhook_deliveries')
        .set({ status: 'waiting', attempts: 0, next_at: at, claim: null, changed: at })
        .where('endpoint', '=', id)
        .where('status', '=', 'dead')
        .$if(events !== undefined, (query) => query.where('event', 'in', [...(events ?? [])]))
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    async take({ at, lease, perEndpoint, except }) {
      const ofEach = sql`
        select w.* from webhook_endpoints as e
          cross join lateral (${due(QUEUE, at, perEndpoint, sql`d.endpoint = e.id`)}) as w
        where e.state = 'active' and not ${isLapsed(at)} and e.id <> all (${[...except]}::text[])`;
      const { claim, part } = taking(QUEUE, ofEach, { now: at, lease });
      const { rows } = await sql<TakenRow>`
        with ${part}
        select t.event, t.endpoint, t.attempts, v.body, p.url, p.secret, p.previous_secret, p.previous_until
        from taken as t join webhook_events as v on v.id = t.event join webhook_endpoints as p on p.id = t.endpoint`.execute(
        db,
      );
      return rows.map((row) => ({
        event: row.event,
        endpoint: row.endpoint,
        url: row.url,
        body: row.body,
        attempts: row.attempts,
        secrets: [
          row.secret,
          ...(row.previous_secret !== null && (row.previous_until ?? 0) > at ? [row.previous_secret] : []),
        ],
        claim,
      }));
    },

    async settle({ event, endpoint, url, claim }, outcome, at) {
      await db.transaction().execute(async (trx) => {
        // Before any row: whoever changes an endpoint holds it, and then its deliveries.
        if (outcome.kind === 'gone') await lockRegistry(trx);
        const settled = await settle(
          trx,
          QUEUE,
          [{ key: { event, endpoint }, claim, tried: true, ...settlementOf(outcome) }],
          at,
        );
        if (settled.length === 0) return;
        if (outcome.kind === 'dead' || outcome.kind === 'gone') await tellGivenUp(trx, endpoint, at);
        if (outcome.kind !== 'gone') return;
        const disabled = await trx
          .updateTable('webhook_endpoints')
          .set({ state: 'disabled', reason: 'gone', changed: at })
          .where('id', '=', endpoint)
          .where('url', '=', url)
          .executeTakeFirst();
        if (disabled.numUpdatedRows === 0n) return;
        await putAside(trx, endpoint, outcome.result, at);
        await writeLine(trx, [saidOf(endpoint, 'disabled')], { by: TIME, at });
      });
    },

    async sweep(at) {
      await db.transaction().execute((trx) => lapse(trx, at));
      const disabled = sql`exists (select from webhook_endpoints as e where e.id = q.endpoint and e.state = 'disabled')`;
      await giveUp(db, QUEUE, disabled, { status: 'dead', result: 'disabled', now: at });
      await sql`delete from webhook_deliveries d
        where not exists (select from webhook_endpoints e where e.id = d.endpoint)
          or (d.status = 'delivered' and d.changed < ${at - KEEP_DELIVERED})
          or (d.status = 'dead' and d.changed < ${at - KEEP_DEAD})`.execute(db);
      await db
        .deleteFrom('webhook_events')
        .where('at', '<', at - KEEP_EVENTS)
        .execute();
    },
  };
}

interface TakenRow {
  event: string;
  endpoint: string;
  attempts: number;
  body: string;
  url: string;
  secret: string;
  previous_secret: string | null;
  previous_until: number | null;
}

function settlementOf(outcome: WebhookOutcome) {
  const { result } = outcome;
  if (outcome.kind === 'delivered') return { status: 'delivered', result };
  // One that was put aside while it was on its way stays on the dead list.
  if (outcome.kind === 'again') return { next: outcome.next, result };
  return { status: 'dead', result };
}

/** The place in a list that a cursor names; the beginning when the caller made the text up. */
function placeOf(cursor: string | undefined): { at: number; event: string } | undefined {
  const match = /^(\d{1,15})_(evt_[0-9a-f]{32})$/.exec(cursor ?? '');
  return match?.[1] === undefined || match[2] === undefined ? undefined : { at: Number(match[1]), event: match[2] };
}

import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Entry } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { WebhookFacts, WebhookType } from '../../model/webhooks/events.ts';
import { type Part, rowsOf } from '../journal/statement.ts';
import type { Queue } from '../leases.ts';
import type { Tables } from '../tables.ts';
import { eventsOf, type Standing, type WebhookDraft } from './events-of.ts';

export const QUEUE: Queue = {
  table: 'webhook_deliveries',
  key: { event: 'text', endpoint: 'text' },
  status: 'status',
  waiting: 'waiting',
  result: 'result',
  changed: 'changed',
};

/** An endpoint as it takes part in the journal's statement. */
export interface ListeningEndpoint {
  readonly id: string;
  readonly types: readonly string[];
  readonly organisations: readonly string[];
}

/** The endpoints of this moment, as JSON. */
export const listening = sql`(
  select coalesce(json_agg(json_build_object('id', id, 'types', types, 'organisations', organisations)), '[]')
  from webhook_endpoints where state = 'active')`;

/**
 * The events of new entries for the endpoints of this moment. An endpoint counts from the moment its registration was
 * answered: what was committed before the journal read it is told. What was told before – an item overdue a second time
 * for the same instant – is not told again.
 */
export function webhookParts(
  entries: readonly Entry[],
  before: ReadonlyMap<string, Standing>,
  endpoints: readonly ListeningEndpoint[],
): Part[] {
  const wanted = eventsOf(entries, before)
    .map((draft) => ({ draft, to: endpoints.filter((endpoint) => wants(endpoint, draft)).map(({ id }) => id) }))
    .filter(({ to }) => to.length > 0)
    .map(({ draft, to }) => ({ row: eventRow(draft.type, draft.source, draft.at, draft.facts), to }));
  if (wanted.length === 0) return [];
  const deliveries = wanted.flatMap(({ row, to }) => to.map((endpoint) => deliveryRow(row.id, endpoint, row.at)));
  return [
    sql`webhook_events_written as (
      insert into webhook_events (id, source, type, organisation, at, body)
      select * from json_to_recordset(${rowsOf(wanted.map(({ row }) => row))}) as event (
        id text, source text, type text, organisation text, at bigint, body text)
      on conflict (source) do nothing
      returning id)`,
    sql`webhook_deliveries_written as (
      insert into webhook_deliveries (event, endpoint, status, attempts, next_at, claim, result, at, changed)
      select delivery.* from json_to_recordset(${rowsOf(deliveries)}) as delivery (
        event text, endpoint text, status text, attempts integer, next_at bigint, claim text, result text, at bigint,
        changed bigint)
      join webhook_events_written as event on event.id = delivery.event)`,
  ];
}

function wants(endpoint: ListeningEndpoint, { type, facts }: WebhookDraft): boolean {
  return (
    (endpoint.types.length === 0 || endpoint.types.includes(type)) &&
    (endpoint.organisations.length === 0 || endpoint.organisations.includes(facts.organisation))
  );
}

/** An event as it is kept, with the body that is signed and sent (`type`, `timestamp`, `data`: Standard Webhooks). */
export function eventRow(
  type: WebhookType,
  source: string,
  at: Instant,
  facts: WebhookFacts | Record<never, never>,
): Tables['webhook_events'] {
  const id = `evt_${randomUUID().replaceAll('-', '')}`;
  const body = JSON.stringify({ type, timestamp: new Date(at).toISOString(), data: { id, at, ...facts } });
  return { id, source, type, organisation: 'organisation' in facts ? facts.organisation : '', at, body };
}

/** A delivery that waits to be taken at once. */
export function deliveryRow(event: string, endpoint: string, at: Instant): Tables['webhook_deliveries'] {
  return { event, endpoint, status: 'waiting', attempts: 0, next_at: at, claim: null, result: null, at, changed: at };
}

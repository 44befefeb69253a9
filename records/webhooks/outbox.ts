import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Entry } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import type { WebhookFacts, WebhookType } from '../../model/webhooks/events.ts';
import type { Tables } from '../tables.ts';
import { eventsOf, type Stood, type WebhookDraft } from './events-of.ts';

/** Rows in one statement: far below PostgreSQL's 65,535 parameters. */
const ROWS_AT_ONCE = 2_000;

/**
 * Writes the events of new entries for the endpoints of this moment, in the journal's transaction. Without events no
 * statement is run; without endpoints one, and nothing is written. An endpoint counts from the moment its registration
 * was answered: what was committed before this reads it is told.
 */
export async function writeWebhookEvents(
  trx: Transaction<Tables>,
  entries: readonly Entry[],
  before: ReadonlyMap<string, Stood>,
): Promise<void> {
  const drafts = eventsOf(entries, before);
  if (drafts.length === 0) return;
  const endpoints = await trx
    .selectFrom('webhook_endpoints')
    .select(['id', 'types', 'organisations'])
    .where('state', '=', 'active')
    .execute();
  const wanted = drafts
    .map((draft) => ({ draft, to: endpoints.filter((endpoint) => wants(endpoint, draft)).map(({ id }) => id) }))
    .filter(({ to }) => to.length > 0);
  for (let i = 0; i < wanted.length; i += ROWS_AT_ONCE) await write(trx, wanted.slice(i, i + ROWS_AT_ONCE));
}

function wants(endpoint: { types: string[]; organisations: string[] }, { type, facts }: WebhookDraft): boolean {
  return (
    (endpoint.types.length === 0 || endpoint.types.includes(type)) &&
    (endpoint.organisations.length === 0 || endpoint.organisations.includes(facts.organisation))
  );
}

async function write(
  trx: Transaction<Tables>,
  wanted: readonly { readonly draft: WebhookDraft; readonly to: readonly string[] }[],
): Promise<void> {
  const rows = wanted.map(({ draft, to }) => ({ row: eventRow(draft.type, draft.source, draft.at, draft.facts), to }));
  const written = await trx
    .insertInto('webhook_events')
    .values(rows.map(({ row }) => row))
    .onConflict((conflict) => conflict.column('source').doNothing())
    .returning('id')
    .execute();
  // What was told before – an item overdue a second time for the same instant – is not told again.
  const isNew = new Set(written.map(({ id }) => id));
  const deliveries = rows
    .filter(({ row }) => isNew.has(row.id))
    .flatMap(({ row, to }) => to.map((endpoint) => deliveryRow(row.id, endpoint, row.at)));
  for (let i = 0; i < deliveries.length; i += ROWS_AT_ONCE) {
    await trx
      .insertInto('webhook_deliveries')
      .values(deliveries.slice(i, i + ROWS_AT_ONCE))
      .execute();
  }
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

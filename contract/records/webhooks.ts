import type { Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { WebhookType } from '../../model/webhooks/events.ts';
import type { Page } from './page.ts';
import type { Signature } from './tokens.ts';

/** What an administrator decides about an endpoint. */
export interface WebhookSettings {
  readonly url: string;
  readonly purpose: string;
  /** Types it is told of; empty: all. */
  readonly types: readonly WebhookType[];
  /** Bodies whose events it is told of; empty: all. */
  readonly organisations: readonly OrganisationId[];
}

/** Somebody else's address that is told of events; never with its secret. */
export interface WebhookEndpoint extends WebhookSettings {
  readonly id: string;
  readonly state: 'active' | 'disabled';
  /** Why it is disabled: an administrator did it, it answered 410 Gone, or somebody who stood for it does no more. */
  readonly reason?: 'administrator' | 'gone' | 'lapsed';
  /** Until when the secret before the present one signs too. */
  readonly previousUntil?: Instant;
  readonly created: Instant;
  readonly createdBy: PersonId;
  readonly changed: Instant;
  readonly waiting: number;
  readonly dead: number;
}

/** One event on its way to one endpoint. */
export interface WebhookDelivery {
  /** The `webhook-id`: the same at every attempt. */
  readonly event: string;
  readonly type: WebhookType;
  readonly organisation: OrganisationId;
  readonly status: 'waiting' | 'delivered' | 'dead';
  /** Attempts whose outcome is known. */
  readonly attempts: number;
  /** Of one that waits: when it is tried. */
  readonly next?: Instant;
  /** How the last attempt went, in a word. */
  readonly result?: string;
  readonly at: Instant;
  readonly changed: Instant;
}

/** What is sent: taken under a lease, so that nobody else sends it meanwhile. */
export interface TakenDelivery {
  readonly event: string;
  readonly endpoint: string;
  readonly url: string;
  readonly body: string;
  readonly attempts: number;
  /** The present secret, and the one before while both sign. */
  readonly secrets: readonly string[];
  /** Names this taking: only whoever holds it says how it went. */
  readonly claim: string;
}

/** How an attempt ended. `gone`: the endpoint wants no more at all. */
export type WebhookOutcome =
  | { readonly kind: 'delivered'; readonly result: string }
  | { readonly kind: 'again'; readonly result: string; readonly next: Instant }
  | { readonly kind: 'dead'; readonly result: string }
  | { readonly kind: 'gone'; readonly result: string };

export interface Webhooks {
  list(): Promise<WebhookEndpoint[]>;
  /** The oldest first. */
  page(cursor: string | undefined, limit: number): Promise<Page<WebhookEndpoint>>;
  get(id: string): Promise<WebhookEndpoint | undefined>;
  /** The secret is returned once. Whoever registers it with a token stands for it; the installation itself has none. */
  add(settings: WebhookSettings, signed: Signature): Promise<{ id: string; secret: string }>;
  /**
   * Changes an endpoint; disabling it moves what waits to the dead list. Whoever gives it another address stands for that.
   * One that has lapsed is not enabled by it. False when there is none.
   */
  change(id: string, settings: Partial<WebhookSettings> & { enabled?: boolean }, signed: Signature): Promise<boolean>;
  /** Removes an endpoint with its deliveries and secrets. */
  remove(id: string, signed: Signature): Promise<boolean>;
  /**
   * A new secret, returned once; the one before signs too until `previousUntil`. Whoever asks for it stands for it; one that
   * had lapsed is taken over with its address, goes on, and the secret before signs no more.
   */
  rotate(
    id: string,
    previousUntil: Instant,
    signed: Signature,
  ): Promise<{ secret: string; previousUntil?: Instant } | undefined>;
  /** Queues a test event for this endpoint alone; its id. `undefined` when it is not there or disabled. */
  ping(id: string, at: Instant): Promise<string | undefined>;
  /** Newest first; `after` is the cursor of the last one of the page before. */
  deliveries(
    id: string,
    filter: { status?: WebhookDelivery['status'] },
    after: string | undefined,
    limit: number,
  ): Promise<{ items: WebhookDelivery[]; next?: string }>;
  /** Sends dead deliveries again – those named, or all; how many. */
  replay(id: string, events: readonly string[] | undefined, at: Instant): Promise<number>;
  /** Takes what is due, at most so many of each endpoint, none of the endpoints named. */
  take(options: {
    readonly at: Instant;
    readonly lease: number;
    readonly perEndpoint: number;
    readonly except: readonly string[];
  }): Promise<TakenDelivery[]>;
  /** Says how a taken delivery went; without effect when somebody else has taken it since. */
  settle(taken: TakenDelivery, outcome: WebhookOutcome, at: Instant): Promise<void>;
  /** Moves what waits for a disabled endpoint to the dead list, forgets what is old or belongs to nobody. */
  sweep(at: Instant): Promise<void>;
}

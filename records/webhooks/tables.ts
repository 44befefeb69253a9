/** The tables of `migrations/0001-first/hooks.ts` for webhooks. Instants are epoch milliseconds. */
export interface WebhookTables {
  webhook_endpoints: {
    id: string;
    url: string;
    purpose: string;
    /** Empty: all. */
    types: string[];
    /** Empty: all. */
    organisations: string[];
    /** Read by nothing but the signing. */
    secret: string;
    previous_secret: string | null;
    previous_until: number | null;
    state: 'active' | 'disabled';
    reason: 'administrator' | 'gone' | 'lapsed' | null;
    /** Who chose the address, and who was shown the secret, each with which token; null: the installation itself. */
    address_by: string;
    address_with: string | null;
    secret_by: string;
    secret_with: string | null;
    created: number;
    created_by: string;
    changed: number;
  };
  /** One row per event, written in the transaction of the entry that causes it. */
  webhook_events: {
    id: string;
    source: string;
    type: string;
    organisation: string;
    at: number;
    /** The JSON that is signed and sent, word for word the same at every attempt. */
    body: string;
  };
  webhook_deliveries: {
    event: string;
    endpoint: string;
    status: 'waiting' | 'delivered' | 'dead';
    /** Attempts whose outcome is known. */
    attempts: number;
    /** When it is tried (again); whoever takes it moves this on: the lease. */
    next_at: number;
    /** Who took it last, and alone says how it went. */
    claim: string | null;
    /** How the last attempt went: `http 503`, `timeout`, … Never anything the other side wrote. */
    result: string | null;
    at: number;
    changed: number;
  };
}

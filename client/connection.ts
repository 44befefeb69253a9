import { Connection, type ConnectionOptions } from '@temporalio/client';
import type { Sealing } from './codecs.ts';

/** Where Temporal is. */
export interface TemporalAddress {
  /** `host:port`. */
  readonly address: string;
  readonly namespace: string;
  /** TLS, as the SDK's usual variables give it; absent: plaintext, for loopback only. */
  readonly tls?: ConnectionOptions['tls'];
  readonly apiKey?: string;
}

/** Where Temporal is, and with what everything is sealed that goes there. */
export interface SealedTemporal extends TemporalAddress, Sealing {}

/**
 * A connection that is made when first used and made again whenever it breaks. The channel tries again within a second:
 * its own default goes up to two minutes, while an embedded server is back after five seconds.
 */
export function lazyConnection({ address, tls, apiKey }: TemporalAddress): Connection {
  return Connection.lazy({
    address,
    ...(tls === undefined ? {} : { tls }),
    ...(apiKey === undefined ? {} : { apiKey }),
    // The engine repeats by itself, up to its own deadline; the SDK's repetitions pause beyond it.
    interceptors: [],
    connectTimeout: 5_000,
    channelArgs: {
      'grpc.enable_http_proxy': 0,
      'grpc.initial_reconnect_backoff_ms': 100,
      'grpc.max_reconnect_backoff_ms': 1_000,
    },
  });
}

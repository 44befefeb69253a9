import { loadClientConnectConfig } from '@temporalio/envconfig';

type ConnectOptions = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

/** How an existing Temporal server is reached. */
export interface TemporalAddress {
  address: string;
  namespace: string;
  /** For `Connection.connect` and `NativeConnection.connect`: address, TLS, API key, metadata. */
  connection: ConnectOptions & { address: string };
}

/**
 * Completes an address with namespace, TLS and API key from the variables that every Temporal SDK reads
 * (`TEMPORAL_NAMESPACE`, `TEMPORAL_API_KEY`, `TEMPORAL_TLS…`). The SDK's configuration file is left alone: only what
 * stands in the environment counts. Throws when a file named there cannot be read.
 */
export function readTemporalAddress(address: string, environment: NodeJS.ProcessEnv): TemporalAddress {
  const given: Record<string, string> = {};
  for (const [key, value] of Object.entries(environment))
    if (value !== undefined && value !== '' && key.startsWith('TEMPORAL_')) given[key] = value;
  const { connectionOptions, namespace } = loadClientConnectConfig({ disableFile: true, overrideEnvVars: given });
  return { address, namespace: namespace ?? 'default', connection: { ...connectionOptions, address } };
}

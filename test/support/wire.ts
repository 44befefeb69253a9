/** A wire to a server that can be cut, and made deaf: what is sent still arrives, and no answer comes back. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Wire {
  /** Where it begins: `127.0.0.1` and a port. */
  readonly port: number;
  /** Nothing gets through any more, and what was connected is not. */
  cut(): void;
  /** Requests arrive, answers are lost. */
  deafen(): void;
  /** All is well again; what was connected begins anew. */
  mend(): Promise<void>;
  close(): void;
}

/** Makes one, to a host and port. */
export async function wireTo(hostname: string, port: number): Promise<Wire> {
  const sockets = new Set<Socket>();
  let isDeaf = false;
  const make = (): Server =>
    createServer((near) => {
      const far = connect(port, hostname);
      for (const one of [near, far]) {
        sockets.add(one);
        one.on('error', () => {});
        one.on('close', () => sockets.delete(one));
      }
      near.pipe(far);
      far.on('data', (answer) => void (isDeaf || near.write(answer)));
      far.on('end', () => near.end());
    });
  const cutAll = (): void => {
    for (const one of sockets) one.destroy();
  };
  let server = make();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = portOf(server.address());
  const cut = (): void => {
    server.close();
    cutAll();
  };
  return {
    port: own,
    cut,
    deafen: () => void (isDeaf = true),
    async mend() {
      isDeaf = false;
      cut();
      if (server.listening) await once(server, 'close');
      server = make();
      server.listen(own, '127.0.0.1');
      await once(server, 'listening');
    },
    close: cut,
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

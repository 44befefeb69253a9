import { createServer } from 'node:net';
import { UserError } from './user-error.ts';

/** Turns what `listen` says into an error that names the port and the way out; other errors come back unchanged. */
export function explainListenError(error: unknown, host: string, port: number): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError({
        ja: `JUNKAN_PORT：ポート ${port}（${host}）は別のプログラムが使用中です。そのプログラムを止めるか、別のポートを指定してください（例：JUNKAN_PORT=${port + 1} npm start、0 なら空いているポート）。`,
        en: `JUNKAN_PORT: port ${port} at ${host} is used by another program. Stop that program or choose another port (for example JUNKAN_PORT=${port + 1} npm start; 0 takes a free one).`,
      });
    case 'EACCES':
      return new UserError({
        ja: `JUNKAN_PORT：ポート ${port} を使う権限がありません。1024 以上のポートを指定してください。`,
        en: `JUNKAN_PORT: no permission to use port ${port}. Choose one from 1024 up.`,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new UserError({
        ja: `JUNKAN_HOST：この機械には「${host}」というアドレスがありません。`,
        en: `JUNKAN_HOST: this machine has no address "${host}".`,
      });
    default:
      return error;
  }
}

/**
 * Looks, before anything slow is started, whether the HTTP port is free.
 *
 * @throws UserError when it is taken, forbidden or not of this machine
 */
export async function checkPort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => reject(explainListenError(error, host, port)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()));
  });
}

import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What happens to a message at one of the places where a server can fail. */
export interface SmtpBehaviour {
  /** Says no to a recipient: the SMTP code, or `undefined` to take it. */
  refuses?: (address: string) => number | undefined;
  /** Called when the server has the whole message and has not answered; `cut` ends the connection instead. */
  onMessage?: (mail: ParsedMail, cut: () => void) => void | Promise<void>;
  /** Called when a connection is made, when a recipient was named, when the answer was sent. */
  on?: (moment: 'connect' | 'recipient' | 'answered') => void;
  /** Milliseconds before it greets. */
  greetsAfter?: number;
  /** Requires this user and password. */
  login?: { user: string; password: string };
  /** Connections it takes at once; to others it says 421. */
  mostConnections?: number;
  /** Takes the port of a server that was stopped. */
  port?: number;
}

/** A real SMTP server of the tests. */
export interface TestSmtp {
  readonly port: number;
  /** Every message whose bytes it had completely, answered or not, in order. */
  readonly mails: ParsedMail[];
  /** What stood in each RCPT TO, as it came over the wire. */
  readonly named: string[];
  /** Addresses named in RCPT TO and accepted, one per message taken. */
  readonly recipients: string[];
  stop(): Promise<void>;
}

export async function startSmtp(behaviour: SmtpBehaviour = {}): Promise<TestSmtp> {
  const mails: ParsedMail[] = [];
  const named: string[] = [];
  const recipients: string[] = [];
  const sockets = new Map<number, Socket>();
  const { login, refuses, onMessage, on, greetsAfter = 0 } = behaviour;
  const server = new SMTPServer({
    authOptional: login === undefined,
    disabledCommands: ['STARTTLS', ...(login === undefined ? ['AUTH'] : [])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 200,
    // It would refuse the dots of old carriers also in quotation marks, where the standard allows them.
    lenientAddressParsing: true,
    ...(behaviour.mostConnections !== undefined && { maxClients: behaviour.mostConnections }),
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(Object.assign(new Error('no'), { responseCode: 535 }));
    },
    onConnect(_session, done) {
      on?.('connect');
      setTimeout(done, greetsAfter);
    },
    onRcptTo({ address }, _session, done) {
      on?.('recipient');
      const responseCode = refuses?.(address);
      done(responseCode === undefined ? null : Object.assign(new Error(`not ${address}`), { responseCode }));
    },
    onData(stream, session, done) {
      const receive = async (): Promise<void> => {
        const mail = await simpleParser(stream);
        mails.push(mail);
        recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
        let cut = false;
        await onMessage?.(mail, () => {
          cut = true;
          sockets.get(session.remotePort)?.destroy();
        });
        if (cut) return;
        done();
        on?.('answered');
      };
      // A sender that died in the middle of a message has sent none.
      receive().catch(() => {});
    },
  });
  server.on('error', () => {});
  server.server.on('connection', (socket: Socket) => {
    if (socket.remotePort !== undefined) sockets.set(socket.remotePort, socket);
    socket.on('data', (chunk: Buffer) => {
      for (const [, address = ''] of chunk.toString().matchAll(/^RCPT TO:<(.*)>/gm)) named.push(address);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(behaviour.port ?? 0, '127.0.0.1', resolve);
  });
  const address: AddressInfo | string | null = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('the SMTP server has no port');
  return {
    port: address.port,
    mails,
    named,
    recipients,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets.values()) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Message-IDs, each once, sorted. */
export function distinctIds(mails: readonly ParsedMail[]): string[] {
  return [...new Set(mails.map(({ messageId }) => messageId ?? ''))].sort();
}

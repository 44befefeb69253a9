import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailSettings } from './settings.ts';

/** One mail as it goes over the wire. */
export interface Envelope {
  readonly from: string;
  readonly to: string;
  readonly message: Buffer;
}

/**
 * Why a mail did not go. `refused`: this one for good; `deferred`: this one for now; `server`: the server cannot be used,
 * or it is not known whether it took it. The code never holds the server's own words: they may repeat an address.
 */
export class SendError extends Error {
  override readonly name = 'SendError';
  readonly kind: 'refused' | 'deferred' | 'server';
  readonly code: string;
  /** The server was away before it had anything of the mail: another may send it at once, and it goes once. */
  readonly before: boolean;
  constructor(kind: SendError['kind'], code: string, before = false) {
    super(code);
    this.kind = kind;
    this.code = code;
    this.before = before;
  }
}

/** Milliseconds until a server that says nothing counts as away. */
const CONNECT = 10_000;
const SILENCE = 20_000;
/** Mails over one connection; some servers allow no more. */
const MAILS_PER_CONNECTION = 50;

/** One connection at a time to the mail server, kept for several mails. */
export class SmtpLane {
  readonly #settings: MailSettings;
  #connection: SMTPConnection | undefined;
  #sent = 0;

  constructor(settings: MailSettings) {
    this.#settings = settings;
  }

  /**
   * Sends one mail within that many milliseconds; resolves when the server has said that it took it.
   *
   * @throws SendError
   */
  async send(envelope: Envelope, within: number): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.close();
    }, within);
    let connected = false;
    try {
      const connection = this.#connection ?? (await this.#connect());
      connected = true;
      await sent(connection, envelope);
      this.#sent += 1;
      if (this.#sent >= MAILS_PER_CONNECTION) this.#quit();
    } catch (error) {
      // After an error the dialogue may be anywhere: the next mail begins a new one.
      this.close();
      if (late) throw new SendError('server', 'timeout', !connected);
      throw error instanceof SendError && connected ? error : sendErrorOf(error, connected);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the connection politely, where there is one. */
  finish(): void {
    this.#quit();
  }

  /** Cuts the connection; what is being sent fails as `server`. */
  close(): void {
    this.#connection?.close();
    this.#connection = undefined;
  }

  #quit(): void {
    this.#connection?.quit();
    this.#connection = undefined;
  }

  async #connect(): Promise<SMTPConnection> {
    const { host, port, security, user, password } = this.#settings;
    const connection = new SMTPConnection({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      connectionTimeout: CONNECT,
      greetingTimeout: CONNECT,
      dnsTimeout: CONNECT,
      socketTimeout: SILENCE,
      logger: false,
    });
    this.#connection = connection;
    this.#sent = 0;
    // A connection that breaks while nothing is sent is simply not there for the next mail.
    connection.on('error', () => this.#lost(connection));
    connection.on('end', () => this.#lost(connection));
    await answered((done) => connection.connect(done), connection);
    if (user !== undefined && password !== undefined) {
      await answered((done) => connection.login({ credentials: { user, pass: password } }, done), connection);
    }
    return connection;
  }

  #lost(connection: SMTPConnection): void {
    if (this.#connection === connection) this.#connection = undefined;
  }
}

/** Waits for a step of the dialogue, or for the connection's end, whichever comes first. */
function answered(step: (done: (error?: Error | null) => void) => void, connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error): void => settle(() => reject(error));
    const ended = (): void => settle(() => reject(new SendError('server', 'closed')));
    const settle = (how: () => void): void => {
      connection.off('error', failed);
      connection.off('end', ended);
      how();
    };
    connection.on('error', failed);
    connection.on('end', ended);
    step((error) => settle(() => (error ? reject(error) : resolve())));
  });
}

function sent(connection: SMTPConnection, { from, to, message }: Envelope): Promise<void> {
  return answered((done) => connection.send({ from, to: [to] }, message, (error) => done(error)), connection);
}

/** nodemailer's errors by what was said when: only to a recipient or a message is a refusal about this mail. */
function sendErrorOf(error: unknown, connected: boolean): SendError {
  if (error instanceof SendError) return new SendError(error.kind, error.code, true);
  const { code, command, responseCode } = partsOf(error);
  const said = responseCode === undefined ? '' : ` ${responseCode}`;
  const aboutThis = command === 'RCPT TO' || command === 'DATA';
  if (aboutThis && responseCode !== undefined && responseCode >= 500) return new SendError('refused', `refused${said}`);
  // 421: the server is closing down, not refusing this mail.
  if (aboutThis && responseCode !== undefined && responseCode !== 421)
    return new SendError('deferred', `deferred${said}`);
  const before = !connected || command === 'MAIL FROM' || command === 'RCPT TO';
  const away = (why: string): SendError => new SendError('server', why, before);
  if (code === 'EAUTH') return away(`authentication${said}`);
  if (code === 'ETLS' || code === 'EREQUIRETLS') return away('tls');
  if (code === 'ETIMEDOUT') return away('timeout');
  if (command === 'MAIL FROM') return away(`sender${said}`);
  return away(`unreachable${said}`);
}

function partsOf(error: unknown): { code?: string; command?: string; responseCode?: number } {
  if (!(error instanceof Error)) return {};
  return {
    ...('code' in error && typeof error.code === 'string' ? { code: error.code } : {}),
    ...('command' in error && typeof error.command === 'string' ? { command: error.command } : {}),
    ...('responseCode' in error && typeof error.responseCode === 'number' ? { responseCode: error.responseCode } : {}),
  };
}

import { request as overHttp, type IncomingMessage } from 'node:http';

/** What is sent. */
interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** What came back, whole. */
export interface Response {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/**
 * Sends one request. `fetch` of Node loads and compiles more than all the rest of a command together, so this is
 * `node:http`; redirects are not followed, as a token must not go where nobody sent it.
 *
 * @throws what the connection says when there is none
 */
export async function send(url: string, { method, headers, body }: Request): Promise<Response> {
  const request = url.startsWith('https:') ? (await import('node:https')).request : overHttp;
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sending.on('error', reject);
    sending.end(body);
  });
}

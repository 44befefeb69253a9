/** What the command line writes reaches a terminal, and a terminal obeys control characters – whoever's text they stand in. */

/** Every control character but the line feed, and what turns the direction of writing. */
const obeyed = /(?!\n)[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/**
 * The text with such characters written out, as JSON escapes them (a document of JSON stays the same document). A carriage
 * return before a line feed only ends the line.
 */
export function forTerminal(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(obeyed, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * From now on nothing that is written to the stream is obeyed by a terminal. Who reads it may stop reading – `junkan board |
 * head` –: the rest is not written, and nothing is wrong.
 */
export function guard(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const write = stream.write.bind(stream);
  stream.write = (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error | null) => void),
    done?: (error?: Error | null) => void,
  ): boolean => {
    const text = forTerminal(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
    return typeof encoding === 'function' ? write(text, encoding) : write(text, encoding, done);
  };
}

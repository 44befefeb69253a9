import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { forTerminal, guard } from '../../app/cli/terminal.ts';

/** Every control character but the line feed. */
const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).filter(
  (one) => /\p{Cc}/u.test(one) && one !== '\n',
);

describe('what reaches a terminal', () => {
  it('has no control character but the line feed, and shows those that stood there', () => {
    expect(controls).toHaveLength(64);
    for (const one of controls) {
      const shown = forTerminal(`a${one}b\n`);
      expect(shown).toMatch(/^a\\u00[0-9a-f]{2}b\n$/);
    }
    expect(forTerminal('\u001b]0;title\u0007\u009b2J')).toBe('\\u001b]0;title\\u0007\\u009b2J');
    expect(forTerminal('決定\u202e読む')).toBe('決定\\u202e読む');
    expect(forTerminal('葛󠄀城 👩‍💻 é\nZeile\r\n')).toBe('葛󠄀城 👩‍💻 é\nZeile\n');
  });

  it('stays the same JSON', () => {
    const value = { text: controls.join('x'), turned: '\u2066\u202e' };
    const shown = forTerminal(JSON.stringify(value));
    expect(/(?!\n)\p{Cc}/u.test(shown)).toBe(false);
    expect(JSON.parse(shown)).toEqual(value);
  });

  it('goes through the guard of a stream, as text and as bytes', async () => {
    const written: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written.push(chunk.toString());
        done();
      },
    });
    const terminal = Object.assign(stream, { isTTY: true }) as unknown as NodeJS.WriteStream;
    guard(terminal);
    await new Promise<void>((resolve) => terminal.write('a\u001b[2J', () => resolve()));
    await new Promise<void>((resolve) => terminal.write(Buffer.from('b\u009b'), () => resolve()));
    await new Promise<void>((resolve) => terminal.write('c\u0007', 'utf8', () => resolve()));
    expect(written.join('|')).toBe('a\\u001b[2J|b\\u009b|c\\u0007');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type Raw, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  web = await makeWeb();
});
afterAll(() => web?.close());

const errorsOf = (body: { errors?: { path: string; ja: string; en: string }[] }) => body.errors ?? [];
const token = () => web.token('p-admin');
const issue = async (raw: Raw, headers: Record<string, string> = {}) =>
  ask(web.app, 'POST', '/api/v1/tokens', {
    token: await token(),
    raw,
    headers: { 'content-type': 'application/json', ...headers },
  });

describe('hostile bodies', () => {
  it.each([
    ['10,000 nested lists', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 nested objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['10,000 open brackets', '['.repeat(10_000)],
  ])('%s are refused with 400 before they are parsed', async (_, raw) => {
    const { status, body } = await issue(raw);
    expect(status).toBe(400);
    expect(errorsOf(body)[0]?.en).toMatch(/nested too deep/);
  });

  it('brackets inside texts are no nesting', async () => {
    const { status } = await issue(JSON.stringify({ person: 'p-admin', purpose: `"${'[{'.repeat(60)}\\"` }));
    expect(status).toBe(201);
  });

  it.each([
    ['U+0000', '{"person":"p-admin","purpose":"a\\u0000b"}', 'purpose'],
    ['a lone high surrogate', '{"person":"p-admin","purpose":"a\\ud800b"}', 'purpose'],
    ['a lone low surrogate', '{"person":"p-admin","purpose":"\\udc00"}', 'purpose'],
    ['U+0000 in a key', '{"person":"p-admin","purpose":"x","a\\u0000":1}', '(key)'],
    ['a terminal escape', '{"person":"p-admin","purpose":"a\\u001b[2Jb"}', 'purpose'],
    ['an eight-bit terminal escape', '{"person":"p-admin","purpose":"a\\u009b2Jb"}', 'purpose'],
    ['a carriage return', '{"person":"p-admin","purpose":"good\\rbad"}', 'purpose'],
    ['a tabulator', '{"person":"p-admin","purpose":"a\\tb"}', 'purpose'],
    ['a backspace', '{"person":"p-admin","purpose":"a\\bb"}', 'purpose'],
    ['DEL', '{"person":"p-admin","purpose":"a\\u007fb"}', 'purpose'],
    ['an escape in a key', '{"person":"p-admin","purpose":"x","a\\u001b":1}', '(key)'],
    ['a number that is not kept exactly', '{"person":"p-admin","purpose":"x","days":9007199254740993}', 'days'],
    ['a number beyond all numbers', '{"person":"p-admin","purpose":"x","days":1e999}', 'days'],
    ['__proto__ as a key', '{"person":"p-admin","purpose":"x","__proto__":{"days":9}}', '__proto__'],
    ['__proto__ deep inside', '{"person":"p-admin","purpose":"x","a":[{"__proto__":{}}]}', 'a[0].__proto__'],
    ['constructor as a key', '{"person":"p-admin","purpose":"x","constructor":{"prototype":{}}}', 'constructor'],
  ])('%s is refused with 400 naming the field', async (_, raw, path) => {
    const { status, body } = await issue(raw);
    expect(status).toBe(400);
    expect(errorsOf(body).map((error) => error.path)).toContain(path);
    for (const error of errorsOf(body)) expect([error.ja, error.en].every((text) => text.length > 0)).toBe(true);
    expect(Object.hasOwn(Object.prototype, 'days')).toBe(false);
  });

  it('a line feed is no such character', async () => {
    const { status } = await issue(JSON.stringify({ person: 'p-admin', purpose: 'one line\nand another' }));
    expect(status).toBe(201);
  });

  it.each([8_640_000_000_000_001, -8_640_000_000_000_001, 9_007_199_254_740_991, 32_503_680_000_000, -1])(
    'an instant at which there are no dates (%d) is refused in a body and in a query',
    async (from) => {
      const written = await ask(web.app, 'PUT', '/api/v1/registers/demo-ministry/visibility', {
        token: await web.token('p-ciso'),
        body: { value: { opened: [] }, from },
      });
      expect([written.status, errorsOf(written.body)[0]?.path]).toEqual([400, 'from']);
      const read = await ask(web.app, 'GET', `/api/v1/appointments?organisation=demo-ministry&at=${from}`, {
        token: await web.token('p-ciso'),
      });
      expect([read.status, errorsOf(read.body)[0]?.path]).toEqual([400, 'query.at']);
    },
  );

  it('bytes that are not UTF-8 are refused', async () => {
    const { status, body } = await issue(new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]));
    expect([status, errorsOf(body)[0]?.en]).toEqual([400, 'The body is not UTF-8.']);
  });

  it('IVS kanji, half-width kana and emoji are kept as they are', async () => {
    const purpose = '葛󠄀城 ﾊﾝｶｸ 𠮷野家 👩‍💻';
    const { status, body } = await issue(JSON.stringify({ person: 'p-admin', purpose }));
    expect(status).toBe(201);
    const list = await ask(web.app, 'GET', '/api/v1/tokens?limit=500', { token: await token() });
    expect(list.body.items.find((row: { id: string }) => row.id === body.id).purpose).toBe(purpose);
  });

  it('every error of a body is listed, with its path, in both languages', async () => {
    const { status, headers, body } = await issue(JSON.stringify({ person: '', days: 0, purpose: 5, more: 1 }));
    expect(status).toBe(400);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(
      errorsOf(body)
        .map((error) => error.path)
        .sort(),
    ).toEqual(['days', 'more', 'person', 'purpose']);
    expect(body).toMatchObject({ ja: { title: expect.any(String) }, en: { title: expect.any(String) } });
  });

  it('a body of more than 256 KiB is refused with 413, announced or not', async () => {
    const long = JSON.stringify({ person: 'p-admin', purpose: 'x'.repeat(300_000) });
    expect((await issue(long)).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 40; i += 1) controller.enqueue(new TextEncoder().encode('x'.repeat(10_000)));
        controller.close();
      },
    });
    expect((await issue(stream)).status).toBe(413);
  });

  it('a field given twice is refused, however deep and however it is written, and a long text is no obstacle', async () => {
    const twice = await issue('{"person":"p-admin","days":1,\n"days":2,"purpose":"x"}');
    expect([twice.status, errorsOf(twice.body)]).toMatchObject([
      400,
      [{ path: 'days', ja: expect.stringMatching(/2行目/) }],
    ]);
    const hidden = '{"person":"p-admin","purpose":"x","more":[0,{"a":{"\\u0062":1,"b":2}}]}';
    expect(errorsOf((await issue(hidden)).body)[0]?.path).toBe('more[1].a.b');
    const long = JSON.stringify({ person: 'p-admin', purpose: 'x'.repeat(200_000) });
    expect(errorsOf((await issue(long)).body).map(({ path }) => path)).toEqual(['purpose']);
  });

  it('what is not JSON is refused: 415 by its type, 400 by its content', async () => {
    expect((await issue('a=b', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415);
    expect((await issue('<a/>', { 'content-type': 'text/xml' })).status).toBe(415);
    expect((await issue('{"a":')).status).toBe(400);
    expect((await issue('')).status).toBe(400);
  });
});

describe('hostile addresses, queries and headers', () => {
  const get = async (path: string) => ask(web.app, 'GET', path, { token: await token() });

  it.each([
    '/api/v1/procedures/__proto__/2026/demo-ministry',
    '/api/v1/procedures/cycle/2026/..%2F..%2Fetc',
    '/api/v1/procedures/cycle/20x6/demo-ministry',
    '/api/v1/procedures/improvement/2026/demo-ministry/0',
    '/api/v1/procedures/improvement/2026/demo-ministry/99999999',
    '/api/v1/documents/../../etc/passwd',
    '/api/v1/documents/%00',
    '/api/v1/organisations/%F0%28%8C%28',
    '/api/v1/constructor',
    '/nothing/here',
  ])('%s is 404', async (path) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body.type).toBe('urn:junkan:problem:notFound');
  });

  it.each([
    ['/api/v1/board?limit=501', 'query.limit'],
    ['/api/v1/board?limit=0', 'query.limit'],
    ['/api/v1/board?year=abc', 'query.year'],
    ['/api/v1/board?yaer=2026', 'query.yaer'],
    ['/api/v1/board?search=%00', 'query.search'],
    ['/api/v1/board?year=2026&year=2027', 'query.year'],
    ['/api/v1/board?__proto__=1', 'query.__proto__'],
    ['/api/v1/people', 'query.organisation'],
  ])('%s is 400 naming the parameter', async (path, field) => {
    const { status, body } = await get(path);
    expect(status).toBe(400);
    expect(errorsOf(body).map((error) => error.path)).toContain(field);
  });

  it('a cursor that was made up gives a page, not an error', async () => {
    for (const path of ['board', 'notices', 'tasks', 'tokens', 'procedures', 'organisations']) {
      const { status } = await get(`/api/v1/${path}?cursor=${encodeURIComponent("' or 1=1; --")}`);
      expect([path, status]).toEqual([path, 200]);
    }
  });

  it('a wrong method is 405 and says which are taken', async () => {
    const { status, headers } = await ask(web.app, 'DELETE', '/api/v1/board', { token: await token() });
    expect([status, headers.get('allow')]).toEqual([405, 'GET']);
    expect((await ask(web.app, 'PATCH', '/api/v1/tokens', { token: await token() })).headers.get('allow')).toBe(
      'POST, GET',
    );
  });

  it.each(['a b', 'x'.repeat(201), 'キー'])('the key %j is refused with 400', async (key) => {
    const headers = { 'idempotency-key': encodeURIComponent(key) === key || key.includes(' ') ? key : 'é' };
    const { status } = await ask(web.app, 'POST', '/api/v1/tokens', {
      token: await token(),
      body: { person: 'p-admin', purpose: 'x' },
      key: '',
      headers,
    });
    expect(status).toBe(400);
  });
});

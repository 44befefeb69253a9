import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry, agency } = cast;
const cycle = `cycle/2026/${agency.organisation}`;
/** Hashes by what they are. */
const hashes: Record<string, string> = {};

async function sent(person: string, name: string, confidentiality: number): Promise<string> {
  const query = `name=${encodeURIComponent(name)}&confidentiality=${confidentiality}`;
  const { body } = await (
    await stack.as(person)
  ).send('POST', `/documents?${query}`, { type: 'text/plain', content: `the content of ${name}` });
  return body.hash;
}
const decided = async (person: string, type: string, input: object): Promise<number> => {
  const { status, body, text } = await (await stack.as(person)).decide(cycle, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
  return body.seq;
};
const listed = async (person: string) => (await stack.as(person)).get(`/documents?procedure=${cycle}`);
const hashesFor = async (person: string): Promise<string[]> =>
  (await listed(person)).body.items.map(({ hash }: { hash: string }) => hash);
let direction = 0;

beforeAll(async () => {
  stack = await startStack({ database: 'PostgreSQL' });
  await stack.openYear(2026, ['demo-agency']);
  hashes['direction'] = await sent(agency.ciso, '方向性（架空）.txt', 2);
  direction = await decided(agency.ciso, 'setDirection', {
    direction: '方向性（架空）',
    resourcePolicy: '配分（架空）',
    level: '水準（架空）',
    document: hashes['direction'],
  });
  hashes['method'] = await sent(agency.promotionLead, '評価の方法（架空）.txt', 1);
  hashes['risk'] = await sent(agency.promotionLead, 'リスクの詳細（架空）.txt', 3);
  await decided(agency.promotionLead, 'recordRiskAssessment', {
    document: hashes['method'],
    guideline: 'demo-guideline-1',
    important: [{ name: '基幹業務（架空）', assessment: hashes['risk'] }],
  });
  hashes['report'] = await sent(agency.staffOfPlanning, '支障（架空）.txt', 1);
  await decided(agency.staffOfPlanning, 'reportWorkability', { about: 'x', text: 'y', document: hashes['report'] });
  // Sent by somebody who cites nothing: the words are not those of the document here.
  await sent(agency.ciso, '支障（架空）.txt', 3);
});
afterAll(() => stack?.close());

describe('the documents of a procedure', () => {
  it('are listed with name, size, class, who sent them when, and the decisions that cite them', async () => {
    const { status, body } = await listed(agency.promotionLead);
    expect(status).toBe(200);
    const item = body.items.find(({ hash }: { hash: string }) => hash === hashes['direction']);
    expect(item).toEqual({
      hash: hashes['direction'],
      size: Buffer.byteLength('the content of 方向性（架空）.txt'),
      name: '方向性（架空）.txt',
      mediaType: 'text/plain',
      confidentiality: 2,
      by: { id: agency.ciso, ja: expect.stringContaining('（架空）'), en: expect.stringContaining('(fictional)') },
      at: expect.any(Number),
      cited: [{ seq: direction, decision: 'setDirection', ja: expect.any(String), en: expect.any(String) }],
    });
    const report = body.items.find(({ hash }: { hash: string }) => hash === hashes['report']);
    expect(report).toMatchObject({ confidentiality: 1, by: { id: agency.staffOfPlanning } });
  });

  it('stand in the procedure’s state as they are listed', async () => {
    const ciso = await stack.as(agency.ciso);
    const { documents } = (await ciso.show(cycle)).body;
    expect(documents).toEqual((await listed(agency.ciso)).body.items);
    expect(documents.map(({ hash }: { hash: string }) => hash).sort()).toEqual(Object.values(hashes).sort());
  });

  it('are those that the reader reads: the detail of a risk is not for every officer, one’s own report is for its author', async () => {
    const officer = await hashesFor(agency.divisionOfficerOfPlanning);
    expect(officer).not.toContain(hashes['risk']);
    expect(await hashesFor(agency.staffOfPlanning)).toEqual([hashes['report']]);
    for (const hash of officer)
      expect((await (await stack.as(agency.divisionOfficerOfPlanning)).get(`/documents/${hash}`)).status).toBe(200);
    const state = (await (await stack.as(agency.staffOfSystems)).show(cycle)).body;
    expect([state.reading, state.documents]).toEqual(['state', undefined]);
  });

  it('are 404 for whoever reads nothing of it, as if it were not there', async () => {
    const stranger = await stack.as(ministry.supervisingStaff);
    const answers = [cycle, 'cycle/2031/demo-agency', 'cycle/2026/nowhere', 'nonsense', '../..'].map(async (one) => {
      const { status, body } = await stranger.get(`/documents?procedure=${encodeURIComponent(one)}`);
      return { status, ...body, request: '' };
    });
    const [first, ...others] = await Promise.all(answers);
    expect(first).toMatchObject({ status: 404 });
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('the documents somebody may know of', () => {
  interface Page {
    readonly items: { readonly hash: string; readonly name?: string }[];
    readonly next?: string;
  }
  const known = async (person: string, query = ''): Promise<Page> =>
    (await (await stack.as(person)).get(`/documents${query}`)).body;

  it('are those they sent and those they read, page by page, the last sent first', async () => {
    const shown: string[] = [];
    let next: string | undefined;
    do {
      const page = await known(agency.promotionLead, `?limit=1${next === undefined ? '' : `&cursor=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(1);
      shown.push(...page.items.map(({ hash }) => hash));
      next = page.next;
    } while (next !== undefined && shown.length < 10);
    expect(shown).toEqual([hashes['report'], hashes['risk'], hashes['method'], hashes['direction']]);
    const own = (await known(agency.staffOfPlanning)).items.map(({ hash }) => hash);
    expect(own).toContain(hashes['report']);
    expect(own).not.toContain(hashes['risk']);
    expect(await known(ministry.staffOfPlanning)).toEqual({ items: [] });
  });

  it('are found by the name that is for the reader, and no other', async () => {
    expect((await known(agency.promotionLead, '?search=%E8%A9%95%E4%BE%A1')).items).toEqual([
      expect.objectContaining({ hash: hashes['method'], name: '評価の方法（架空）.txt' }),
    ]);
    expect((await known(agency.staffOfPlanning, '?search=%E8%A9%B3%E7%B4%B0')).items).toEqual([]);
  });

  it('say where they are cited, and to others nothing', async () => {
    const about = async (person: string) => (await stack.as(person)).get(`/documents/${hashes['direction']}/about`);
    const { body } = await about(agency.promotionLead);
    expect(body.citations).toEqual([
      expect.objectContaining({
        instance: cycle,
        entries: [expect.objectContaining({ seq: direction, decision: 'setDirection' })],
      }),
    ]);
    expect((await about(ministry.staffOfPlanning)).status).toBe(404);
  });
});

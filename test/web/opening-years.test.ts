/** Which years can be opened, and when (3-12): what cannot be is refused before anything is begun. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, makeWeb, type Reply, type TestWeb } from './support/web.ts';

let web: TestWeb;
beforeAll(async () => {
  // 2026-11-23. Nothing answers for the engine: what goes on to it is 503.
  web = await makeWeb();
});
afterAll(() => web?.close());

/** A token that holds until the next planning day. */
async function token(person: string): Promise<string> {
  const at = web.now;
  const { secret } = await web.records.tokens.issue({
    person,
    issuedBy: person,
    at,
    expires: at + 365 * 86_400_000,
    purpose: 'test',
  });
  return secret;
}
const open = async (person: string, year: number, organisations?: readonly string[]): Promise<Reply> =>
  ask(web.app, 'POST', '/api/v1/years', {
    token: await token(person),
    body: { year, ...(organisations && { organisations }) },
  });
const refusedBy = ({ status, body }: Reply): unknown[] => [status, body.refusals?.[0]?.id];

describe('a fiscal year', () => {
  it.each([2000, 2024, 2025, 2028, 2031, 2999])('%i is neither the running one nor the next: 409', async (year) => {
    for (const bodies of [undefined, ['demo-ministry']]) {
      const answer = await open('p-admin', year, bodies);
      expect(refusedBy(answer)).toEqual([409, 'yearInReach']);
      expect(answer.body.refusals[0]).toMatchObject({ clause: '3-12', basis: 'design' });
    }
    expect((await open('p-ciso', year, ['demo-ministry'])).status).toBe(409);
    expect(await web.records.openings.last(year)).toBeUndefined();
  });

  it('that comes next is opened from the planning day on; the refusal names the day', async () => {
    for (const bodies of [undefined, ['demo-ministry']]) {
      const early = await open('p-admin', 2027, bodies);
      expect(refusedBy(early)).toEqual([409, 'planningDayCome']);
      expect(early.body.refusals[0].ja).toContain('2027-02-01');
    }
    const before = web.now;
    // 2027-02-01 00:00 in Japan.
    web.now = Date.parse('2027-01-31T15:00:00Z') - 1;
    expect(refusedBy(await open('p-ciso', 2027, ['demo-ministry']))).toEqual([409, 'planningDayCome']);
    web.now += 1;
    expect((await open('p-ciso', 2027, ['demo-ministry'])).status).toBe(503);
    web.now = before;
  }, 30_000);

  it('once begun is followed by whoever opens the years of all its bodies; to others it is not there', async () => {
    const begun = {
      everyone: { id: 'open-year/2025/00000000000000aa', organisations: ['demo-ministry', 'demo-agency'] },
      two: { id: 'open-year/2025/00000000000000ab', organisations: ['demo-ministry', 'demo-agency'] },
      own: { id: 'open-year/2025/00000000000000ac', organisations: ['demo-ministry'] },
    };
    for (const [name, opening] of Object.entries(begun)) {
      const everyone = name === 'everyone';
      await web.records.openings.record({ ...opening, year: 2025, everyone, by: 'round', at: web.now });
    }
    const look = async (person: string, id?: string): Promise<number> => {
      const query = id === undefined ? '' : `?id=${id.split('/').at(-1) ?? ''}`;
      return (await ask(web.app, 'GET', `/api/v1/years/2025/opening${query}`, { token: await token(person) })).status;
    };
    // Whoever may is asked on to the engine, which is away.
    const { everyone, two, own } = begun;
    const all = [everyone.id, two.id, own.id, undefined];
    const seen = async (person: string) => [person, ...(await Promise.all(all.map(async (id) => look(person, id))))];
    const people = ['p-admin', 'p-ciso', 'p-office', 'p-staff', 'p-unrelated', 'p-agency-ciso', 'p-centre'];
    expect(await Promise.all(people.map(seen))).toEqual([
      ['p-admin', 503, 503, 503, 503],
      ['p-ciso', 404, 404, 503, 503],
      ['p-office', 404, 404, 503, 503],
      ['p-staff', 404, 404, 404, 404],
      ['p-unrelated', 404, 404, 404, 404],
      ['p-agency-ciso', 404, 404, 404, 404],
      ['p-centre', 404, 404, 404, 404],
    ]);
  }, 30_000);

  it('of a body that runs no cycle, or does not exist in it, is 400 at its place', async () => {
    await web.records.registry.change(
      {
        organisations: [
          {
            id: 'demo-gone',
            kind: 'ministry',
            nameJa: '廃止済（架空）',
            nameEn: 'gone (fictional)',
            supervisors: [],
            to: '2025-03-31',
            abolitionBasis: '架空法',
            fictional: true,
          },
        ],
      },
      'p-admin',
      web.now,
    );
    const answer = await open('p-admin', 2026, ['demo-ministry', 'demo-centre', 'demo-gone', 'nowhere']);
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'organisations[1]',
      'organisations[2]',
      'organisations[3]',
    ]);
    expect(await web.records.openings.last(2026)).toBeUndefined();
  });
});

/**
 * What a reader is told of a document: the words of whoever cited it in a decision, else of their own body's first sender –
 * never another body's. And what opens it: a field for documents, not a text in which its hash stands.
 */
import { createHash } from 'node:crypto';
import { parse } from 'content-disposition';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
const { ministry, agency } = cast;
const cycleOf = (body: typeof agency | typeof ministry) => `cycle/2026/${body.organisation}`;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry', 'demo-agency']);
});
afterAll(() => stack?.close());

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
async function send(person: string, text: string, name: string, confidentiality: number) {
  const query = `name=${encodeURIComponent(name)}&confidentiality=${confidentiality}`;
  const body = { type: 'text/plain; charset=shift_jis', content: text };
  return (await stack.as(person)).send('POST', `/documents?${query}`, body);
}
async function seen(person: string, hash: string) {
  const { status, headers } = await (await stack.as(person)).get(`/documents/${hash}`);
  const disposition = headers.get('content-disposition');
  const name = disposition === null ? undefined : parse(disposition).parameters['filename'];
  return [status, name, headers.get('x-confidentiality')];
}
const decided = async (person: string, instance: string, type: string, input: object): Promise<void> => {
  const { status, text } = await (await stack.as(person)).decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
};

describe('the same bytes sent in two bodies', () => {
  const text = 'the same form in every body';
  const hash = hashOf(text);

  it('are called what each sender called them; who reads them through a decision is told what its decider said', async () => {
    expect((await send(ministry.staffOfPlanning, text, '省の資料.txt', 3)).body).toMatchObject({
      hash,
      name: '省の資料.txt',
      confidentiality: 3,
      organisation: 'demo-ministry',
      mediaType: 'text/plain; charset=shift_jis',
    });
    expect((await send(agency.staffOfSystems, text, '先に出した別人の名.txt', 2)).status).toBe(201);
    expect((await send(agency.staffOfPlanning, text, '法人の資料.txt', 1)).body).toMatchObject({
      name: '法人の資料.txt',
      confidentiality: 1,
    });
    for (const body of [ministry, agency])
      await decided(body.staffOfPlanning, cycleOf(body), 'reportWorkability', {
        about: 'x',
        text: 'y',
        document: hash,
      });
    expect(await seen(ministry.promotionLead, hash)).toEqual([200, '省の資料.txt', '3']);
    expect(await seen(agency.promotionLead, hash)).toEqual([200, '法人の資料.txt', '1']);
    expect(await seen(agency.staffOfSystems, hash)).toEqual([200, '先に出した別人の名.txt', '2']);
    expect(await seen(cast.corporation.staffOfPlanning, hash)).toEqual([404, undefined, null]);
  });

  it('are shown without a name where only another body has named them', async () => {
    const other = 'known to the ministry under its own name';
    await send(ministry.promotionLead, other, '省だけの名.txt', 3);
    // Of the agency nobody sent them: the citation alone says nothing.
    const { status } = await (
      await stack.as(agency.staffOfPlanning)
    ).decide(cycleOf(agency), 'reportWorkability', { about: 'x', text: 'y', document: hashOf(other) });
    expect(status).toBe(400);
    expect(await seen(agency.promotionLead, hashOf(other))).toEqual([404, undefined, null]);
  });
});

describe('a document that is cited where a reader does not look', () => {
  it('is not opened by writing its hash into a text, nor by a field that is not for documents', async () => {
    const office = await stack.as(agency.promotionLead);
    const secret = await office.document('the detail of a risk');
    const method = await office.document('the method of the assessment');
    await decided(agency.promotionLead, cycleOf(agency), 'recordRiskAssessment', {
      document: method,
      guideline: 'demo-guideline-1',
      important: [{ name: 'x', assessment: secret }],
    });
    const insider = agency.divisionOfficerOfPlanning;
    expect(await seen(insider, secret)).toEqual([404, undefined, null]);
    await decided(insider, cycleOf(agency), 'reportWorkability', { about: secret, text: secret });
    await decided(insider, cycleOf(agency), 'applyForException', {
      passage: 'ex-5.2 logs and monitoring',
      reason: secret,
      substitute: secret,
      until: '2027-03-31',
    });
    expect(await seen(insider, secret)).toEqual([404, undefined, null]);
    expect((await seen(agency.headOfOfficers, secret))[0]).toBe(200);
  });
});

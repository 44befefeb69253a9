/** What pages stand on: a decision's fields in words, what may be chosen, what is known already, what would happen. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';

let stack: Stack;
let ciso: Caller;
let office: Caller;
const cycle = 'cycle/2026/demo-ministry';
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
  ciso = await stack.as(cast.ministry.ciso);
  office = await stack.as(cast.ministry.promotionLead);
});
afterAll(() => stack?.close());

describe('the schema of a decision', () => {
  it('has for every field its title, its place and its heading, and for every choice its label', async () => {
    const { body } = await office.get('/openapi.json');
    expect(body.components.schemas['cycle-v1-submitPlan'].properties.measures).toMatchObject({
      title: '対策の一覧 / measures',
      'x-field': { title: { ja: '対策の一覧', en: 'measures' }, order: 3 },
      items: {
        properties: {
          kind: { 'x-field': { labels: { training: { ja: '教育・訓練', en: 'education and training' } } } },
          due: { 'x-field': { title: { ja: '期限' }, example: '2026-11-23' } },
        },
      },
    });
  });
});

describe('wrong input', () => {
  const errors = async (who: Caller, name: string, input: object) => {
    const { status, body } = await who.decide(cycle, name, input);
    expect(status).toBe(400);
    return (path: string) => body.errors.find((error: { path: string }) => error.path === path);
  };
  it('is told by the title of its field, rows by their number, with the path beside it', async () => {
    const at = await errors(office, 'submitPlan', { measures: [{}, { due: 'never' }] });
    expect(at('measures[1].due')).toMatchObject({
      field: { ja: '「対策の一覧」2件目の「期限」', en: '“measures”, row 2, “due date”' },
      ja: expect.stringMatching(/^「対策の一覧」2件目の「期限」（measures\[1\]\.due）：/),
      en: expect.stringMatching(/^“measures”, row 2, “due date” \(measures\[1\]\.due\): /),
    });
  });
  it('names the choices by their labels, of a choice that tells what is meant as well', async () => {
    const at = await errors(office, 'submitPlan', {
      measures: [{ kind: 'party' }],
      evaluation: { kind: 'none of these' },
    });
    expect(at('measures[0].kind').ja).toContain('教育・訓練（training）');
    expect(at('measures[0].kind').en).toContain('training (education and training)');
    expect(at('evaluation.kind').en).toContain('predecessor (last year’s evaluation)');
  });
  it('names the field of a reference to what is not there', async () => {
    const input = { requirement: '1.1.1', reason: 'x', substitute: 'x', until: '2027-01-31', department: 'd-nowhere' };
    const at = await errors(ciso, 'applyForException', input);
    expect(at('department').ja).toMatch(/^「部署」（department）：この部署は/);
  });
});

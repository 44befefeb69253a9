/** Whose hands a decider's token came through stands with the entry; where it is another decider, it is marked for ever (domain.md 2). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '../../model/identifiers.ts';
import { cast, startStack, type Caller, type Stack } from '../support/stack.ts';
import { start } from './support.ts';

const { ministry } = cast;
let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await stack.openYear(2026, ['demo-ministry']);
});
afterAll(() => stack?.close());

let count = 0;
const improvement = (): Promise<string> => {
  count += 1;
  return start(stack, `improvement/2026/demo-ministry/${count}`, {
    cycle: 'cycle/2026/demo-ministry',
    title: { ja: '権限の見直し', en: 'review of rights' },
    covers: [{ ref: `own-${count}`, source: 'own', clause: '3-16', department: ministry.departments.services }],
    source: 'own',
    openedBy: ministry.headOfOfficers,
    needsAudit: false,
    minimumObservationDays: 0,
    department: ministry.departments.services,
  });
};

/** A person with a token that came through these hands, the nearest first. */
async function through(person: PersonId, issuedBy: PersonId, ...earlier: PersonId[]): Promise<Caller> {
  const at = Date.now();
  const grant = { person, issuedBy, earlier, at, expires: at + 3_600_000, purpose: 'test' };
  return stack.with(person, (await stack.records.tokens.issue(grant)).secret);
}

async function decided(caller: Caller, instance: string, type: string, input: object = {}): Promise<void> {
  const { status, text } = await caller.decide(instance, type, input);
  expect([type, status, text]).toEqual([type, 200, expect.any(String)]);
}

/** A withdrawal proposed by one and attested by another; the marks of both entries, and of the procedure on the board's line. */
async function withdrawn(proposer: Caller, attester: Caller) {
  const instance = await improvement();
  const evidence = [await proposer.document(`evidence ${count}`)];
  await decided(proposer, instance, 'proposeWithdrawal', { reason: '対象が存在しない', evidence });
  await decided(attester, instance, 'attestWithdrawal', { confirmed: true, statement: '台帳で確かめた' });
  const ciso = await stack.as(ministry.ciso);
  const journal = await ciso.get(`/procedures/${instance}/journal`);
  const { body } = await ciso.show(instance);
  type Line = { event: { issuers?: string[] }; marks: string[] };
  const lines: Line[] = journal.body.items.slice(-2);
  const marks: { id: string; ja: string }[] = body.marks;
  return { entries: lines.map((line) => line.marks), issuers: lines.map(({ event }) => event.issuers), marks };
}

describe('a decision with a token that another decider issued', () => {
  it('is marked, whoever came first: the entry, and the procedure for ever; the journal says through whose hands', async () => {
    const proposer = await stack.as(ministry.promotionLead);
    const handed = await through(ministry.officerOfInformation, ministry.promotionLead);
    const attested = await withdrawn(proposer, handed);
    expect(attested.entries).toEqual([[], ['tokenOfAnother']]);
    expect(attested.issuers).toEqual([[], [ministry.promotionLead]]);
    expect(attested.marks.map(({ id }) => id)).toContain('tokenOfAnother');
    expect(attested.marks.find(({ id }) => id === 'tokenOfAnother')?.ja).toContain('他の決定者が発行');
    // The other way round: who proposed did so with a token of who attests.
    const proposing = await through(ministry.promotionLead, ministry.officerOfInformation);
    const reversed = await withdrawn(proposing, await stack.as(ministry.officerOfInformation));
    expect(reversed.entries).toEqual([[], ['tokenOfAnother']]);
  });

  it('is marked in whatever line of descent, and not where the issuer decides nothing here', async () => {
    const far = await through(ministry.officerOfInformation, 'p-somebody', ministry.promotionLead);
    const proposer = await stack.as(ministry.promotionLead);
    expect((await withdrawn(proposer, far)).entries).toEqual([[], ['tokenOfAnother']]);
    const { person } = await stack.administrator();
    const usual = await through(ministry.officerOfInformation, person);
    const honest = await withdrawn(await through(ministry.promotionLead, person), usual);
    expect(honest.entries).toEqual([[], []]);
    expect(honest.issuers).toEqual([[person], [person]]);
    expect(honest.marks.map(({ id }) => id)).not.toContain('tokenOfAnother');
  });
});

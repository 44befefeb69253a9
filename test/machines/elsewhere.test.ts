/** Posts of another body that decide: who may, who stands in, who enters from paper and who contradicts it. */
import { setup } from 'xstate';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { begin, checkProcedure, open, refusals, step } from '../../machines/core/index.ts';
import type { BaseContext, DecisionEvent, DueItem, Procedure, State, Step } from '../../machines/core/index.ts';
import {
  actions,
  defineProcedure,
  guards,
  handlersOf,
  onRung,
  reminders,
  task,
  type DecisionEvents,
  type RuleNames,
  type TimeEvents,
} from '../../machines/kit/v1/index.ts';
import { person } from './support/people.ts';

interface Context extends BaseContext {
  readonly dueItems: readonly DueItem[];
  readonly lastRung: number;
  readonly marks: readonly string[];
  readonly documents: readonly string[];
}

const text = { ja: '文', en: 'text' };
const decisions = {
  settle: {
    input: z.strictObject({}),
    by: ['headquarters'],
    bodies: () => ['demo-hq', 'demo-m'],
    clause: '2-2',
    rules: [],
    label: { ja: '決定する', en: 'decide' },
    why: text,
  },
} as const satisfies Procedure['decisions'];
const times = { rung: text };

type Events = DecisionEvents<typeof decisions> | TimeEvents<typeof times>;
const handlers = handlersOf<Context, Events, RuleNames<typeof decisions>>();

const opened = Date.parse('2026-05-01T00:00:00Z');
const DAY = 86_400_000;
const owed: DueItem = {
  id: 'owed',
  due: opened + 10 * DAY,
  original: opened + 10 * DAY,
  rungs: [opened + 5 * DAY],
  escalations: [{ to: 'ciso', at: opened + 12 * DAY }],
  roles: ['headquarters'],
  organisation: 'demo-hq',
};

const petition = defineProcedure<Context>({
  id: 'petition',
  version: 1,
  label: text,
  input: z.object({}),
  decisions,
  opens: { by: ['settle'], of: ['centre'] },
  told: {},
  times,
  rules: {},
  routes: {},
  states: { waiting: text, settled: text },
  phases: { waiting: text, settled: text },
  notices: { reminder: text, overdue: text, escalated: text },
  dueItems: { owed: text },
  contents: { parts: [], parties: () => [{ organisation: 'demo-hq', roles: ['headquarters'] }] },
  machine: setup({
    types: {} as { context: Context; events: Events; input: BaseContext },
    guards,
    actions,
  }).createMachine({
    context: ({ input }) => ({ ...input, dueItems: [owed], lastRung: opened, marks: [], documents: [] }),
    initial: 'waiting',
    states: {
      waiting: {
        on: {
          ...handlers(decisions, { settle: { target: 'settled' } }),
          ...handlers(times, { rung: onRung<Context>((context) => reminders(context)) }),
        },
      },
      settled: { type: 'final' },
    },
  }),
  timers: () => ({}),
  project: ({ context, status }) => ({
    phase: status === 'done' ? 'settled' : 'waiting',
    ...(status === 'done' ? { ended: 'settled' } : {}),
    due: status === 'done' ? [] : context.dueItems,
    tasks: status === 'done' ? [] : [task('settle', ['headquarters'], { organisation: 'demo-hq', dueItem: 'owed' })],
    counts: {},
    marks: [],
    documents: [],
  }),
});

const first: Step = begin(
  petition,
  { instance: 'petition/2026/demo-c/1', organisation: 'demo-c', year: 2026, input: {} },
  opened,
);
const at = opened + DAY;

function settle(who: ReturnType<typeof person>, more: Partial<DecisionEvent> = {}): DecisionEvent {
  const { person: id, appointments } = who;
  return { type: 'settle', at, actor: { person: id, appointments }, input: {}, facts: {}, ...more };
}

const member = person('p-1').holds('headquarters', { organisation: 'demo-hq' });
const head = person('p-2').holds('headOfOrganisation', { organisation: 'demo-hq' });
const paper = { by: 'p-9', decidedOn: '2026-05-01', number: '一', document: 'a'.repeat(64), allowed: true };

describe('a decision of another body’s post', () => {
  it('passes the start-up check; anybody anywhere and named bodies are not both said', () => {
    expect(checkProcedure(petition)).toEqual([]);
    const both = { ...petition, decisions: { settle: { ...decisions.settle, elsewhere: true } } } as const;
    expect(checkProcedure(both)).toContain('petition v1: settle: both elsewhere and in named bodies');
    const none = { ...petition, opens: { by: ['begin'], of: ['centre'] } } as const;
    expect(checkProcedure(none)).toContain('petition v1: opens: no decision begin');
  });

  it('is taken by who holds it there, and by nobody who holds the same post in the instance’s own body', () => {
    expect(step(petition, first.state, settle(member)).entry.refused).toBeUndefined();
    const own = person('p-3').holds('headquarters', { organisation: 'demo-c' });
    expect(refusals(petition, first.state, settle(own))).toMatchObject([
      {
        rule: 'notYourRole',
        clause: '2-2',
        whoCould: ['headquarters'],
        where: ['demo-hq', 'demo-m'],
        about: [
          { kind: 'role', id: 'headquarters' },
          { kind: 'organisation', id: 'demo-hq' },
          { kind: 'organisation', id: 'demo-m' },
        ],
      },
    ]);
    expect(open(petition, first.state, member, at).slice(0, 1)).toMatchObject([
      { decision: 'settle', status: 'open', where: ['demo-hq', 'demo-m'] },
    ]);
  });

  it('is the head’s of a deciding body to take in the place of a vacant post, not the head’s of the own body', () => {
    const standIn = { reason: '欠員', holders: [] };
    expect(refusals(petition, first.state, settle(head, { standIn }))).toEqual([]);
    const own = person('p-4').holds('headOfOrganisation', { organisation: 'demo-c' });
    expect(refusals(petition, first.state, settle(own, { standIn }))).toMatchObject([{ rule: 'notYourRole' }]);
    const there = { reason: '欠員', holders: [member] };
    expect(refusals(petition, first.state, settle(head, { standIn: there }))).toMatchObject([
      { rule: 'deciderIsThere' },
    ]);
  });

  it('entered from paper is told to its decider and the office in charge there, who may both contradict it', () => {
    const entered = step(petition, first.state, settle(member, { enteredFor: paper }));
    expect(entered.effects).toMatchObject([
      { to: { person: 'p-1' }, topic: 'enteredForYou' },
      {
        to: { roles: ['promotionOffice', 'manager', 'supervisingStaff'], organisation: 'demo-hq' },
        topic: 'enteredForYourBody',
      },
    ]);
    const office = person('p-5').holds('manager', { organisation: 'demo-hq' });
    const contradict = (who: ReturnType<typeof person>, state: State) =>
      refusals(petition, state, {
        ...settle(who),
        type: 'contradict',
        input: { seq: entered.entry.seq, reason: '違う' },
      });
    expect(contradict(office, entered.state)).toEqual([]);
    expect(contradict(member, entered.state)).toEqual([]);
    const stranger = person('p-6').holds('manager', { organisation: 'demo-m' });
    expect(contradict(stranger, entered.state)).toMatchObject([{ rule: 'notYourEntry' }]);
    expect(open(petition, entered.state, office, at).map(({ decision }) => decision)).toContain('contradict');
    expect(open(petition, entered.state, office, at).map(({ decision }) => decision)).not.toContain('confirm');
    expect(entered.entry.projection.invited).toContainEqual({
      organisation: 'demo-hq',
      roles: ['promotionOffice', 'manager', 'supervisingStaff'],
    });
  });

  it('reminds the post in its body, and goes up to that body’s CISO', () => {
    const rung = (due: number) => step(petition, first.state, { type: 'rung', at: due, due }).effects;
    expect(rung(opened + 5 * DAY)).toMatchObject([
      { to: { roles: ['headquarters'], organisation: 'demo-hq' }, topic: 'reminder' },
    ]);
    expect(rung(opened + 12 * DAY)).toMatchObject([
      { topic: 'overdue' },
      { to: { roles: ['ciso'], organisation: 'demo-hq' }, topic: 'escalated' },
    ]);
  });

  it('is expected of that body, and lets in its parties', () => {
    expect(first.entry.projection).toMatchObject({
      tasks: [{ decision: 'settle', organisation: 'demo-hq' }],
      invited: [{ organisation: 'demo-hq', roles: ['headquarters'] }],
    });
  });
});

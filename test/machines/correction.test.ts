import { describe, expect, it } from 'vitest';
import { annotations, open, refold, refusals, step } from '../../machines/core/index.ts';
import type { Actor, DecisionEvent, State, EntryFact } from '../../machines/core/index.ts';
import { published } from '../../machines/procedures.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import {
  begun,
  carryingOut,
  ciso,
  clerk,
  head,
  implementer,
  office,
  outsider,
  owner,
  sha,
  verifier,
} from './improvement/cast.ts';
import { actorOf, body, person } from './support/people.ts';

const driver = carryingOut();
const state = driver.state;
const deputy = person('deputy').holds('deputyCiso');
const minister = person('minister').holds('headOfOrganisation');
const sameOffice = person('next-owner').holds('systemOfficer', { department: 'sys-new', scope: ['sys-new', 'sys'] });
const otherSystem = person('other-system').holds('systemOfficer', { department: 'elsewhere' });

/** An entry as the journal gives it. */
const entry = (type: string, by: Actor, more: Partial<EntryFact> = {}): EntryFact => ({
  seq: 2,
  type,
  decider: by.person,
  posts: by.appointments.map(({ role, organisation, department }) => ({
    role,
    organisation,
    ...(department && { department }),
  })),
  ...more,
});
const correct = (actor: Actor, of: EntryFact | null, more: Partial<DecisionEvent> = {}, input: object = {}) => ({
  type: 'correct',
  at: driver.now,
  actor: actorOf(actor),
  input: { seq: 2, reason: '番号の誤り', statement: '正しくは第13号', ...input },
  facts: { entry: of },
  ...more,
});
const refused = (event: DecisionEvent, from: State = state): string[] =>
  refusals(improvementV1, from, event).map(({ rule }) => rule);

describe('correct: the deciding post adds to an entry and never replaces it (domain.md 9)', () => {
  it('adds an entry, marks line and instance, cites the document, tells CISO and decider, and moves nothing', () => {
    const taken = step(improvementV1, state, correct(head, entry('assignOwner', head), {}, { document: sha('c') }));
    expect(taken.entry.refused).toBeUndefined();
    expect([taken.entry.from, taken.entry.to]).toEqual([state.snapshot.value, state.snapshot.value]);
    expect(taken.state.snapshot).toEqual(state.snapshot);
    expect(taken.state.annotations).toEqual([{ of: 2, entry: state.seq + 1, kind: 'corrected', document: sha('c') }]);
    expect(taken.entry.projection.marks).toContain('corrected');
    expect(taken.entry.projection.documents).toContain(sha('c'));
    expect(taken.entry.reliedOn).toEqual([head.appointments[0]?.id]);
    expect(taken.effects.map((effect) => (effect.kind === 'notify' ? [effect.topic, effect.to] : []))).toEqual([
      ['entryCorrected', { roles: ['ciso'], organisation: body }],
      ['yourEntryCorrected', { person: 'head' }],
    ]);
    expect(refold(improvementV1, [...driver.entries, taken.entry])).toBeUndefined();
  });

  it('is the post’s, not the person’s: who held it then and left is refused, who holds it now is not', () => {
    const left = person('head').holds('staff');
    const successor = person('new-head').holds('headOfOfficers');
    expect(refused(correct(left, entry('assignOwner', head)))).toEqual(['correctedByItsPost']);
    expect(refused(correct(successor, entry('assignOwner', head)))).toEqual([]);
    expect(refused(correct(clerk, entry('assignOwner', head)))).toEqual(['correctedByItsPost']);
    expect(refused(correct(office, entry('approve', ciso)))).toEqual(['correctedByItsPost']);
    expect(refused(correct(deputy, entry('approve', ciso)))).toEqual([]);
  });

  it('of a department’s post: its holder, also in the department that succeeds it, none of another', () => {
    expect(refused(correct(owner, entry('plan', owner)))).toEqual([]);
    expect(refused(correct(sameOffice, entry('plan', owner)))).toEqual([]);
    expect(refused(correct(otherSystem, entry('plan', owner)))).toEqual(['correctedByItsPost']);
  });

  it('what anyone may do is corrected by the same post, or by the person who relied on none', () => {
    const outside = entry('verify', outsider);
    expect(refused(correct(outsider, outside))).toEqual([]);
    expect(refused(correct(verifier, outside))).toEqual(['correctedByItsPost']);
    const inside = entry('verify', verifier);
    const nextVerifier = person('next').holds('divisionOfficer', { department: 'general' });
    expect(refused(correct(nextVerifier, inside))).toEqual([]);
    expect(refused(correct(owner, inside))).toEqual(['correctedByItsPost']);
    expect(refused(correct(implementer, entry('reportRecurrence', clerk)))).toEqual(['correctedByItsPost']);
  });

  it('of a stand-in: not by the holder who was barred; by the head, or by who holds the post later', () => {
    const stoodIn = entry('assignOwner', minister, { posts: [], standIn: { barred: ['head'] } });
    expect(refused(correct(head, stoodIn))).toEqual(['correctedByItsPost']);
    expect(refused(correct(minister, stoodIn))).toEqual([]);
    expect(refused(correct(person('new-head').holds('headOfOfficers'), stoodIn))).toEqual([]);
  });

  it('by a stand-in only where nobody holds the post; on paper only where the body allows it', () => {
    const of = entry('assignOwner', head);
    const standIn = (holders: readonly Actor[]) => ({ standIn: { reason: '空席', holders: holders.map(actorOf) } });
    expect(refused(correct(minister, of, standIn([head])))).toEqual(['deciderIsThere']);
    expect(refused(correct(minister, of, standIn([])))).toEqual([]);
    const taken = step(improvementV1, state, correct(minister, of, standIn([])));
    expect(taken.entry.marks).toEqual(['standIn']);
    expect(taken.entry.projection.marks).toContain('standIn');
    const enteredFor = { by: 'office', decidedOn: '2026-04-15', number: '1', document: sha('d'), allowed: false };
    expect(refused(correct(head, of, { enteredFor }))).toEqual(['paperEntryOff']);
    const entered = step(improvementV1, state, correct(head, of, { enteredFor: { ...enteredFor, allowed: true } }));
    expect(entered.state.entered?.[String(entered.entry.seq)]).toBe('head');
  });

  it('only entries that are there, and only decisions: no opening, told event, timer, correction', () => {
    const { decider: _, ...nobody } = entry('auditReported', head);
    expect(refused(correct(head, null))).toEqual(['noSuchEntry']);
    expect(refused(correct(head, entry('assignOwner', head, { seq: 3 })))).toEqual(['noSuchEntry']);
    expect(refused(correct(head, entry('assignOwner', head, { seq: 99 }), {}, { seq: 99 }))).toEqual(['noSuchEntry']);
    expect(refused(correct(head, nobody))).toEqual(['onlyDecisionsCorrected']);
    for (const type of ['begin', 'correct', 'contradict', 'constructor']) {
      expect(refused(correct(head, entry(type, head)))).toEqual(['onlyDecisionsCorrected']);
    }
  });

  it('is taken after the end too, where everything else is over (domain.md 4: after the close nothing changes)', () => {
    const ended: State = { ...state, snapshot: { ...state.snapshot, status: 'done' } };
    const of = entry('assignOwner', head);
    expect(refused(correct(head, of), ended)).toEqual([]);
    expect(refused({ ...correct(head, of), type: 'approve', input: {} }, ended)).toEqual(['over']);
    expect(step(improvementV1, ended, correct(head, of)).state.snapshot).toEqual(ended.snapshot);
  });

  it('is offered to whoever takes some decision here, and belongs to every procedure', () => {
    const offered = (actor: Actor) =>
      open(improvementV1, state, actorOf(actor), driver.now).map(({ decision }) => decision);
    expect(offered(head)).toContain('correct');
    expect(offered(person('nobody'))).not.toContain('correct');
    for (const procedure of published) {
      for (const name of Object.keys(annotations)) expect(Object.hasOwn(procedure.decisions, name)).toBe(false);
    }
    expect(begun().projection.marks).not.toContain('corrected');
  });
});

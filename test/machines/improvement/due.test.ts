import { describe, expect, it } from 'vitest';
import { next, step } from '../../../machines/core/index.ts';
import { improvementV1 } from '../../../machines/improvement/v1/index.ts';
import * as cast from './cast.ts';

const { head, ciso, owner, implementer, verifier } = cast;
const { begun, planning, carryingOut, submitted, observing } = cast;
const midnight = (date: string): number => Date.parse(`${date}T00:00:00+09:00`);
const extension = { item: 'done', date: '2026-10-30', reason: 'Parts are late' };

/** Topics, with who and which item, of all reminders since an entry. */
function reminders(run: ReturnType<typeof begun>, since: number) {
  return run.entries
    .slice(since)
    .filter(({ event }) => JSON.stringify(event).includes('"rung"'))
    .map(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'notify' ? [`${effect.topic} ${effect.dueItem}`] : [])),
    );
}

describe('improvement: due dates', () => {
  it('naming the owner falls due by itself and reminds the head of officers', () => {
    const run = begun();
    expect(run.dueItem('owner')).toMatchObject({ due: midnight('2026-05-16'), roles: ['headOfOfficers'] });
    // The first reminder, seven business days before, would have come an hour before it began.
    run.passTo('2026-05-22');
    // The second is the due instant itself: an entry, at night, that tells nobody.
    expect(run.entries.at(-2)).toMatchObject({
      at: midnight('2026-05-16'),
      effects: [],
      projection: { counts: { overdue: 1 } },
    });
    expect(reminders(run, 1)).toEqual([['reminder owner'], [], ['overdue owner']]);
    run.decide('assignOwner', head, { ...cast.named, ...cast.ownerPost, planBy: '2026-06-30' });
    expect(run.dueItem('owner')?.met).toBe(run.now);
  });
  it('extension keeps the first due date for ever; reminders follow the date now in force, and say that the first is past', () => {
    const run = carryingOut();
    expect(run.dueItem('done')).toMatchObject({ due: midnight('2026-08-01'), original: midnight('2026-08-01') });
    run.decide('requestExtension', implementer, extension).decide('grantExtension', head);
    expect(run.dueItem('done')).toMatchObject({ due: midnight('2026-10-31'), original: midnight('2026-08-01') });
    expect(run.projection).toMatchObject({ marks: ['extended'], counts: { extensions: 1 } });
    const since = run.entries.length;
    // Nobody is reminded of a date that was moved; 30 business days before Friday 30 October: the implementer and the head.
    // Further up, it is the first date that counts.
    run.passTo('2026-08-07');
    expect(reminders(run, since).flat()).toEqual([]);
    run.passTo('2026-09-20');
    expect(reminders(run, since).flat().toSorted()).toEqual([
      'escalated done',
      'escalated done',
      'pastFirstDue done',
      'pastFirstDue done',
    ]);
    // Five business days after Friday 30 October: the 3rd is a holiday.
    run.passTo('2026-11-09');
    expect(reminders(run, since).flat().at(-1)).toBe('overdue done');
    run.decide('requestExtension', implementer, { ...extension, date: '2026-12-25' }).decide('grantExtension', ciso);
    expect(run.dueItem('done')?.original).toBe(midnight('2026-08-01'));
    expect(run.projection.counts['extensions']).toBe(2);
  });
  it('moves the verification along with the action, so that the observation keeps its length', () => {
    const run = carryingOut();
    const before = run.dueItem('verification');
    run.decide('requestExtension', owner, extension).decide('grantExtension', head);
    const after = run.dueItem('verification');
    expect(after?.original).toBe(before?.original);
    expect((after?.due ?? 0) - midnight('2026-10-31')).toBeGreaterThanOrEqual(58 * 86_400_000);
  });
  it('a refused extension leaves the date, and the reason on record', () => {
    const run = carryingOut().decide('requestExtension', implementer, extension);
    run.decide('refuseExtension', head, { reason: 'Too long' });
    expect(run.topics()).toEqual(['extensionRefused']);
    expect(run.dueItem('done')?.due).toBe(midnight('2026-08-01'));
    expect(run.projection.marks).toEqual([]);
    expect(JSON.stringify(run.state)).toContain('Too long');
  });
  it('an extension is its approver’s: the CISO’s where the CISO approved the plan, and never the requester’s', () => {
    const run = submitted().decide('approve', ciso).decide('requestExtension', owner, extension);
    run.expectRefused('approverOfThePlan', 'grantExtension', head);
    run.expectRefused('approverOfThePlan', 'refuseExtension', head, { reason: 'r' });
    run.decide('grantExtension', ciso);
    expect(
      planning()
        .decide('requestExtension', owner, { ...extension, item: 'plan' })
        .decide('grantExtension', head).projection.marks,
    ).toEqual(['extended']);
  });
  it('the deputy CISO grants what the CISO approved', () => {
    const run = submitted().decide('approve', ciso).decide('requestExtension', owner, extension);
    const both = cast.head.holds('deputyCiso');
    expect(run.decide('grantExtension', both).projection.marks).toEqual(['extended']);
  });
  it('a past due item gives one reminder, not all that were missed', () => {
    const { state } = carryingOut();
    const first = next(improvementV1, state);
    const at = midnight('2026-08-08');
    const late = step(improvementV1, state, { type: 'rung', at, due: first?.due ?? 0 });
    expect(late.effects).toMatchObject([
      { topic: 'overdue', dueItem: 'done', to: { person: 'implementer' } },
      { topic: 'overdue', dueItem: 'done', to: { roles: ['headOfOfficers'] } },
    ]);
    expect(next(improvementV1, late.state)?.due).toBeGreaterThan(at);
  });
  it('reminds the verifier, and no earlier than the observation allows when the action was late', () => {
    const run = carryingOut().passTo('2026-10-01').decide('reportDone', implementer, cast.done);
    const item = run.dueItem('verification');
    // 58 days after 31 July is Sunday 27 September: met until the end of the Monday.
    expect(item?.original).toBe(midnight('2026-09-29'));
    expect(item?.due).toBeGreaterThanOrEqual(run.now + 58 * 86_400_000);
    const since = run.entries.length;
    run.passTo((item?.due ?? 0) - 86_400_000);
    const people = run.entries
      .slice(since)
      .flatMap(({ effects }) =>
        effects.flatMap((e) =>
          e.kind === 'notify' && 'person' in e.to && e.dueItem === 'verification' ? [e.to.person] : [],
        ),
      );
    expect(new Set(people)).toEqual(new Set(['verifier']));
  });
  it('the shortest observation period comes from the opening; none at all is possible (0 days, the demonstration)', () => {
    const run = observing({ opening: { minimumObservationDays: 0 }, plan: { observationDays: 0 } });
    expect(run.decide('verify', verifier, cast.achieved).value).toBe('verified');
    planning({ opening: { minimumObservationDays: 31 } }).expectRefused(
      'observationLongEnough',
      'plan',
      owner,
      cast.plan,
    );
  });
});

/** A decision that says why says so in one field, and the notices of its entry know it: whichever decision it is. */
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { decisionsOf, reasonField, reasonOf } from '../../machines/core/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { published } from '../../machines/procedures.ts';
import { wordsOf } from '../../model/field.ts';
import { asObject } from '../../model/json.ts';
import * as cast from './improvement/cast.ts';
import { person } from './support/people.ts';

const decisions = published.flatMap((procedure) =>
  decisionsOf(procedure).map(([name, decision]) => ({ procedure, name, decision })),
);

/** Reasons for one part of what is handed in: why another method, why nothing is important, why better than a part; which kind; and why there is none of a stream. */
const ofParts = [
  'otherMethod',
  'noneImportant',
  'partlyInsufficient',
  'ground',
  'noMinistries',
  'noAgencies',
  'noBasis',
  'withoutResult',
];

describe('the reason of a decision', () => {
  it.each(decisions)('$procedure.id $name: is the field that speaks of one', ({ decision }) => {
    const { properties } = asObject(JSON.parse(JSON.stringify(z.toJSONSchema(decision.input, { io: 'input' }))));
    const speaking = Object.entries(asObject(properties)).flatMap(([name, schema]) => {
      const title = wordsOf(schema)?.title;
      return asObject(schema)['type'] === 'string' && /理由|why|reason/.test(`${title?.ja} ${title?.en}`) ? [name] : [];
    });
    const field = reasonField(decision.input);
    expect(speaking.filter((name) => name !== field && !ofParts.includes(name))).toEqual([]);
  });

  it.each(
    decisions.filter(({ decision }) =>
      /差し戻す|取り戻す|認めない|断る|異議|引き継がない|訂正/.test(decision.label.ja),
    ),
  )('$procedure.id $name: is asked for where something is sent back, refused or objected to', ({ decision }) => {
    expect(reasonField(decision.input)).toBeDefined();
  });

  it('is given under the title of its field, and by nothing that says none', () => {
    const said = (type: string, input: Record<string, string>) => reasonOf(improvementV1, { type, input });
    expect(said('return', { reason: '原因が足りない' })).toEqual({
      title: { ja: '差し戻す理由', en: 'why it is returned' },
      said: '原因が足りない',
    });
    expect(said('reportRecurrence', { what: '再び残っていた' })?.said).toBe('再び残っていた');
    expect(said('return', { reason: '  ' })).toBeUndefined();
    expect(said('assignOwner', { reason: '' })).toBeUndefined();
    expect(said('nothing', {})).toBeUndefined();
  });
});

describe('a notice', () => {
  const { head, plan, planning, submitted, carryingOut, implementer } = cast;
  const notices = (run: ReturnType<typeof planning>) => run.effects.filter((effect) => effect.kind === 'notify');

  it('knows that its entry says why, and only then', () => {
    const run = submitted();
    run.decide('return', head, { reason: '原因の分析が足りない' });
    expect(notices(run)).not.toEqual([]);
    expect(notices(run).map(({ reasoned }) => reasoned)).toEqual(notices(run).map(() => true));
    run.decide('plan', cast.owner, plan);
    expect(notices(run)).not.toEqual([]);
    expect(notices(run).map(({ reasoned }) => reasoned)).toEqual(notices(run).map(() => undefined));
  });

  it('of what waits for a decision leaves out whom a rule bars from it, and nobody else', () => {
    // The CISO holds the owner's post as well, and plans: the head of officers approves (3-16).
    const planner = person('ciso').holds('ciso').holds('systemOfficer', { department: 'sys' });
    const run = planning().decide('plan', planner, plan);
    const [told] = notices(run);
    expect(told).toMatchObject({ topic: 'planSubmitted', except: ['ciso'] });
    const [others] = notices(submitted());
    expect(others?.except).toEqual(['owner']);
  });

  it('of a request for more time leaves out who planned it or carries it out', () => {
    const run = carryingOut();
    run.decide('requestExtension', implementer, { item: 'done', date: '2026-10-30', reason: '調達が遅れている' });
    const told = notices(run).find(({ topic }) => topic === 'extensionRequested');
    expect(told).toMatchObject({ reasoned: true });
    expect(told?.except).toEqual(expect.arrayContaining(['implementer', 'owner']));
  });
});

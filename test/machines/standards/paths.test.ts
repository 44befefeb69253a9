/** Paths of a revision of the common standards: from the draft to the edition, and from the draft to the guidance. */
import { describe, expect, it } from 'vitest';
import { standardsV1 } from '../../../machines/standards/v1/index.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import * as cast from './cast.ts';
import { expectRefolds, type Driver } from '../support/drive.ts';
import { person } from '../support/people.ts';
import { problemsOfForms } from '../support/forms.ts';

const { staff, centreHead, member, both, ciso, office, hash } = cast;
const { draft, guidebook, council, decided, edition, asking, comment, noObjection } = cast;
const { begun, drafted, passed, settled, consulting, heard, answered, here } = cast;
const reason = 'r';

const tasksOf = (driver: Driver) =>
  driver.projection.tasks.map(({ decision, organisation }) => [decision, organisation].filter(Boolean).join('@'));

describe('the norms', () => {
  it('2-2: drafted, passed by the council, decided by headquarters and promulgated, they are an edition', () => {
    const driver = begun().decide('submitDraft', staff, draft);
    expect(driver.topics()).toEqual(['submitted']);
    expect(tasksOf(driver)).toEqual(['recordCouncil']);
    driver.decide('recordCouncil', staff, council);
    expect(driver.effects).toMatchObject([
      { to: { roles: ['headquarters'], organisation: 'demo-hq' }, topic: 'putForward' },
    ]);
    expect(tasksOf(driver)).toEqual(['decide@demo-hq']);
    driver.decide('decide', member, decided);
    expect(tasksOf(driver)).toEqual(['promulgate']);
    driver.decide('promulgate', staff, edition);
    expect(driver.effects[0]).toMatchObject({
      kind: 'register',
      register: 'editions',
      value: {
        id: '2026',
        decidedOn: '2026-05-11',
        applyBy: '2027-03-31',
        predecessor: '2016',
        document: hash(1),
        requirements: ['1.1', '1.2'],
        roleTerms: cast.edition2016.roleTerms,
      },
    });
    expect(driver.projection).toMatchObject({ ended: 'completed', marks: [], tasks: [] });
    expectRefolds(standardsV1, driver);
  });

  it('2-2: decide before the council is refused, with what comes first', () => {
    const refused = drafted().expectRefused('councilPassed', 'decide', member, decided);
    expect(refused).toMatchObject({ clause: '2-2', basis: 'text', remedies: [{ decision: 'recordCouncil' }] });
  });

  it('2-4: a draft without inspection is refused, naming the fields', () => {
    const bare = { ...draft, inspection: undefined, inspectionPeriod: undefined, inspectedBodies: [] };
    const refused = begun().expectRefused('inspectionCited', 'submitDraft', staff, bare);
    expect(refused).toMatchObject({ clause: '2-4', basis: 'text' });
    expect(refused.paths).toEqual(['inspection', 'inspectionPeriod', 'inspectedBodies']);
  });

  it('2-2: returned by council or headquarters, the next version passes the council anew', () => {
    const driver = drafted().decide('recordCouncil', staff, { ...council, outcome: 'returned', reason });
    expect(tasksOf(driver)).toEqual(['submitDraft']);
    expect(driver.projection.phase).toBe('opened');
    driver.decide('submitDraft', staff, { ...draft, document: hash(11) });
    driver.expectRefused('councilPassed', 'decide', member, { draft: hash(11) });
    driver.decide('recordCouncil', staff, { ...council, draft: hash(11) });
    driver.decide('returnDraft', member, { draft: hash(11), reason });
    driver.expectRefused('councilPassed', 'decide', member, { draft: hash(11) });
    expect(driver.projection.marks).toEqual(['returned']);
    expect(driver.topics()).toEqual(['returned']);
    driver.decide('submitDraft', staff, { ...draft, document: hash(12) });
    expect(driver.state.snapshot.context).toMatchObject({ norms: { versions: 3 } });
  });

  it('2-2: mended editorially after the council, headquarters decides the mended one, and the chair is told', () => {
    const driver = passed().decide('correctDraft', staff, {
      draft: hash(1),
      document: hash(4),
      comparison: hash(5),
      reason,
    });
    expect(driver.effects[0]).toMatchObject({ to: { roles: ['centreHead'] }, topic: 'corrected' });
    driver.expectRefused('namesPresentDraft', 'decide', member, decided);
    driver.decide('decide', member, { draft: hash(4) });
    expect(driver.projection.marks).toEqual(['corrected']);
  });

  it('2-2: amended at the meeting, the amended document becomes the edition, with the list of changes', () => {
    const driver = passed().decide('decideAmended', member, { draft: hash(1), amended: hash(3), changes: '語句' });
    driver.decide('promulgate', staff, edition);
    expect(driver.effects[0]).toMatchObject({ value: { document: hash(3) } });
    expect(driver.projection.marks).toEqual(['decidedAmended']);
    expect(driver.state.snapshot.context).toMatchObject({ norms: { decision: { draft: hash(1), changes: '語句' } } });
  });

  it('2-2: whoever drafted does not decide, although of headquarters', () => {
    const driver = begun().decide('submitDraft', both, draft).decide('recordCouncil', staff, council);
    driver.expectRefused('deciderDidNotDraft', 'decide', both, decided);
    driver.decide('decide', member, decided);
    expect(driver.projection.phase).toBe('decided');
  });

  it('2-2: a decision on paper bears its day, and no edition applies before it', () => {
    const paper = { by: 'staff', decidedOn: '2026-05-08', number: '一', document: hash(72), allowed: true };
    const driver = passed().decide('decide', member, decided, undefined, { enteredFor: paper });
    driver.expectRefused('appliesOnceDecided', 'promulgate', staff, { ...edition, applyBy: '2026-05-07' });
    driver.expectRefused('promulgatorDidNotEnter', 'promulgate', staff, edition);
    driver.decide('promulgate', cast.second, { ...edition, applyBy: '2026-05-08' });
    expect(driver.effects[0]).toMatchObject({ value: { decidedOn: '2026-05-08' } });
  });

  it('2-1: the first edition there is has no predecessor', () => {
    const none = { ...here, common: { ...here.common, editions: [] } };
    const driver = settled(none);
    driver.expectRefused('predecessorLast', 'promulgate', staff, edition);
    driver.decide('promulgate', staff, { ...edition, predecessor: undefined });
    expect(driver.effects[0]).not.toHaveProperty('value.predecessor');
  });
});

describe('the guidance', () => {
  it('2-3: every ministry is asked, says what it thinks and is answered; then the head of the centre decides', () => {
    const driver = consulting();
    expect(driver.effects.map((effect) => effect.kind === 'notify' && effect.to)).toEqual(
      ['demo-m', 'demo-n'].map((organisation) => ({
        roles: ['ciso', 'headOfOfficers', 'promotionOffice'],
        organisation,
      })),
    );
    expect(tasksOf(driver)).toEqual(['giveOpinion@demo-m', 'giveOpinion@demo-n']);
    // 20 business days: 9 June would be the day after.
    expect(dateInJapan((driver.dueItem('opinion:demo-m')?.due ?? 0) - 1)).toBe('2026-06-08');
    driver.decide('giveOpinion', ciso, comment).decide('giveOpinion', office, noObjection);
    expect(tasksOf(driver)).toEqual(['answerOpinions']);
    driver.decide('answerOpinions', staff, cast.answer);
    expect(driver.effects).toMatchObject([{ to: { organisation: 'demo-m' }, topic: 'opinionAnswered' }]);
    expect(tasksOf(driver)).toEqual(['decideGuidebook']);
    driver.decide('decideGuidebook', centreHead, { draft: hash(2), amended: hash(6), changes: '例示を追加' });
    expect(driver.projection).toMatchObject({ ended: 'completed', marks: ['guidebookAmended'] });
    expectRefolds(standardsV1, driver);
  });

  it('2-3: one ministry unasked, no decision; asked and silent past its date, it passes and is marked', () => {
    const driver = answered().in(cast.founded);
    const refused = driver.expectRefused('everyMinistryAsked', 'decideGuidebook', centreHead, { draft: hash(2) });
    expect(refused).toMatchObject({
      clause: '2-3',
      basis: 'text',
      about: [{ kind: 'organisation', id: 'demo-o' }],
      remedies: [{ decision: 'consult' }],
    });
    driver.decide('consult', staff, { draft: hash(2), ministries: ['demo-o'] });
    driver.expectRefused('opinionsInOrDatePassed', 'decideGuidebook', centreHead, { draft: hash(2) });
    driver.passTo('2026-06-09');
    expect(driver.projection.due.every(({ met }) => met !== undefined)).toBe(true);
    driver.decide('decideGuidebook', centreHead, { draft: hash(2) });
    expect(driver.projection.marks).toEqual(['noOpinion']);
    expect(driver.state.snapshot.context).toMatchObject({ guidebook: { decision: { silent: ['demo-o'] } } });
  });

  it('2-3: nobody waits for a ministry merged meanwhile, nor speaks for it', () => {
    const driver = consulting().decide('giveOpinion', office, noObjection);
    driver.expectRefused('opinionsInOrDatePassed', 'decideGuidebook', centreHead, { draft: hash(2) });
    driver.in(cast.merged);
    const refusal = driver.expectRefused('ministriesExist', 'giveOpinion', ciso, comment);
    expect(refusal).toMatchObject({ clause: '2-3', about: [{ id: 'demo-m' }] });
    driver.decide('decideGuidebook', centreHead, { draft: hash(2) });
    expect(driver.projection.marks).toEqual(['noOpinion']);
    expect(driver.state.snapshot.context).toMatchObject({ guidebook: { decision: { silent: ['demo-m'] } } });
  });

  it('2-3: asked by letter before, their days count from then, and it is marked', () => {
    const driver = cast.guided().decide('consult', staff, { ...asking, askedOn: '2026-03-02', letter: hash(73) });
    driver.passDays(1);
    expect(driver.projection.marks).toEqual(['askedByLetter']);
    driver.decide('decideGuidebook', centreHead, { draft: hash(2) });
    expect(driver.projection.marks).toEqual(['askedByLetter', 'noOpinion']);
  });

  it('2-3: a late opinion still counts until the decision, and wants its answer', () => {
    const driver = consulting().passTo('2026-06-09').decide('giveOpinion', ciso, comment);
    driver.expectRefused('everyOpinionAnswered', 'decideGuidebook', centreHead, { draft: hash(2) });
    driver.decide('answerOpinions', staff, cast.answer).decide('decideGuidebook', centreHead, { draft: hash(2) });
    expect(driver.state.snapshot.context).toMatchObject({ guidebook: { decision: { silent: ['demo-n'] } } });
  });

  it('2-3: a new version is put to the ministries anew; what was said of the one before stays', () => {
    const driver = heard().decide('submitGuidebook', staff, { ...guidebook, document: hash(22) });
    expect(driver.projection.due).toEqual([]);
    expect(tasksOf(driver)).toEqual(['consult']);
    driver.expectRefused('everyMinistryAsked', 'decideGuidebook', centreHead, { draft: hash(22) });
    driver.expectRefused('ministryAsked', 'giveOpinion', ciso, comment);
    expect(driver.state.snapshot.context).toMatchObject({ opinions: [{ version: 1 }, { version: 1 }] });
  });

  it('2-3: ministries are reminded of their opinion, and nobody is overdue with it', () => {
    const driver = consulting();
    const told = new Set<string>();
    for (let day = 0; day < 60; day += 1) {
      driver.passDays(1);
      for (const topic of driver.topics()) told.add(topic);
    }
    expect([...told]).toContain('reminder');
    expect([...told]).not.toContain('overdue');
    expect([...told]).not.toContain('escalated');
  });

  it('2-3: the head of a ministry speaks where the posts are vacant, nobody for another ministry', () => {
    const minister = person('head-m').holds('headOfOrganisation', { organisation: 'demo-m' });
    const standIn = { standIn: { reason: '欠員', holders: [] } };
    const driver = consulting();
    driver.expectRefused('speaksForMinistry', 'giveOpinion', minister, noObjection, undefined, standIn);
    driver.decide('giveOpinion', minister, comment, undefined, standIn);
    expect(driver.entries.at(-1)?.marks).toContain('standIn');
  });
});

describe('both together', () => {
  it('2-2: the one ends when the other has ended too', () => {
    const driver = settled().decide('submitGuidebook', staff, guidebook).decide('promulgate', staff, edition);
    expect(driver.projection).toMatchObject({ phase: 'guidebookDrafted' });
    expect(driver.projection.ended).toBeUndefined();
    driver.decide('consult', staff, asking).passTo('2026-07-01');
    driver.decide('decideGuidebook', centreHead, { draft: hash(2) });
    expect(driver.projection).toMatchObject({ ended: 'completed', marks: ['noOpinion'] });
  });

  it('2-2: abandoned with a reason, it tells all who knew; what is done stays done', () => {
    const driver = consulting().decide('submitDraft', staff, draft);
    driver.decide('abandon', centreHead, { reason });
    expect(driver.projection).toMatchObject({ ended: 'abandoned', marks: ['abandoned'], due: [] });
    expect(driver.effects.map((effect) => effect.kind === 'notify' && effect.to)).toMatchObject([
      { organisation: 'demo-c' },
      { organisation: 'demo-m' },
      { organisation: 'demo-n' },
    ]);
    const half = settled().decide('submitGuidebook', staff, guidebook).decide('promulgate', staff, edition);
    half.decide('abandon', centreHead, { reason });
    expect(half.projection).toMatchObject({ ended: 'completed', marks: ['abandoned'] });
  });
});

describe('who knows of it', () => {
  const parties = (driver: Driver) => standardsV1.contents?.parties?.(driver.state.snapshot.context) ?? [];
  it('2-2, 2-3: nobody but the centre; headquarters once it is put to it, each ministry once it was asked', () => {
    expect(parties(drafted())).toEqual([]);
    expect(parties(passed()).map(({ organisation }) => organisation)).toEqual(['demo-hq']);
    expect(parties(consulting()).map(({ organisation }) => organisation)).toEqual(['demo-m', 'demo-n']);
    // A new version takes nobody’s knowledge away.
    const again = heard().decide('submitGuidebook', staff, { ...guidebook, document: hash(22) });
    expect(parties(again)).toHaveLength(2);
  });
});

describe('its forms', () => {
  it.each([
    ['begun', begun],
    ['drafted', drafted],
    ['passed', passed],
    ['decided', settled],
    ['consulting', consulting],
    ['heard', heard],
  ] as const)('2-2: offer in the stage %s what would be taken', (_, stage) => {
    expect(problemsOfForms(standardsV1, stage(), here)).toEqual([]);
  });
});

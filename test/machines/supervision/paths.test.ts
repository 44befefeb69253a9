/** A year's supervision of an agency on its honest ways, and the ways out (domain-2.md 5). */
import { describe, expect, it } from 'vitest';
import { supervisionV1 } from '../../../machines/supervision/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { asObject } from '../../../model/json.ts';
import { expectRefolds, type Driver } from '../support/drive.ts';
import { body } from '../support/people.ts';
import {
  abolished,
  advised,
  audited,
  centre,
  checked,
  checker,
  ciso,
  contact,
  designated,
  ended,
  evaluated,
  evaluatedByOne,
  evaluation,
  evaluation2,
  executing,
  guidance,
  hash,
  here,
  instance,
  joint,
  m1,
  m2,
  m3,
  manager,
  manager2,
  manager3,
  minister,
  minister2,
  minister3,
  movedTo,
  objective,
  ofDesignated,
  office,
  opened,
  pension,
  publication,
  published,
  publishing,
  publishing2,
  replaced,
  result,
  single,
  staff,
  staff2,
  staff3,
  submitted,
  whole,
  withObjectives,
} from './cast.ts';

const decisionsAsked = (driver: Driver): string[] =>
  driver.projection.tasks.map(({ decision, organisation = body }) => `${decision}@${organisation}`);

/** Where a track stands. */
const at = (driver: Driver, track: string) => asObject(asObject(driver.value)['live'])[track];

/** How the list of parts says it of a ministry. */
const statusOf = (driver: Driver, ministry: string) =>
  supervisionV1.lists?.['parts']?.rows(driver.state.snapshot.context).find(({ id }) => id === ministry)?.status?.ja;

describe('the supervision of an agency of two ministers', () => {
  it('goes from the objectives to the end, each part evaluated and published, checked, and refolds', () => {
    const driver = withObjectives();
    expect(driver.effects).toContainEqual(
      expect.objectContaining({
        kind: 'register',
        register: 'objectives',
        value: {
          ministries: [m1, m2],
          article: 'article29',
          from: '2023-04-01',
          to: '2028-03-31',
          document: joint.document,
          place: joint.place,
          passage: joint.passage,
        },
      }),
    );
    driver.decide('recordContact', staff, { ...contact, on: '2026-02-01' }).passTo('2027-06-20');
    driver.decide('submitResult', office, result).passTo('2027-08-02');
    driver.decide('evaluate', minister, evaluation).decide('evaluate', minister2, evaluation2);
    driver.decide('check', checker).passTo('2027-08-11');
    driver.decide('publish', staff, publishing).decide('needNoAdvice', checker, { reason: '妥当である' });
    expect(driver.projection.ended).toBeUndefined();
    driver.decide('publish', staff2, publishing2);
    expect(driver.passTo(driver.now).value).toBe('ended');
    expect(driver.projection).toMatchObject({ ended: 'ended', counts: { evaluated: 2, unpublished: 0 } });
    expectRefolds(supervisionV1, driver);
  });

  it('asks the cycle of the same year for its result as it opens, and each ministry for its objectives', () => {
    const driver = opened();
    expect(driver.toldTo(`cycle/2026/${body}`, 'resultRequested')).toEqual([{ by: instance }]);
    expect(decisionsAsked(driver)).toEqual([`recordObjective@${m1}`, `recordObjective@${m2}`]);
    expect(driver.dueItem(`objective:${m1}`)).toMatchObject({ organisation: m1, basis: { own: '2026-02-28' } });
    expect(driver.dueItem('result')).toMatchObject({ basis: { own: '2027-06-30' } });
    expect(driver.dueItem(`evaluation:${m2}`)).toMatchObject({ organisation: m2, basis: { own: '2027-08-31' } });
  });

  it('opened late its objectives are due some business days later, moved and saying so', () => {
    const driver = opened(here, '2026-11-02');
    expect(driver.projection.counts).toMatchObject({ overdue: 0 });
    expect(driver.dueItem(`objective:${m1}`)?.basis).toMatchObject({ moved: [{}, { reason: 'openedLate' }] });
  });

  it('objectives of an earlier year that cover this one are confirmed, and stand confirmed in the register (4-3)', () => {
    const { period, ...of } = joint;
    const standing = { ...of, ...period };
    const driver = opened({ ...here, registers: { objectives: [standing] } });
    expect(decisionsAsked(driver)).toEqual([`confirmObjective@${m1}`, `confirmObjective@${m2}`]);
    driver.decide('confirmObjective', staff, { ministries: [m1, m2] });
    expect(driver.effects).toMatchObject([
      { kind: 'register', register: 'objectives', value: { ...standing, confirmedOn: '2026-02-02' } },
    ]);
    expect(decisionsAsked(driver)).toEqual([]);
  });

  it('objectives that say nothing of it are recorded with the reason and marked; nothing is blocked', () => {
    const driver = opened().decide('objectiveLacks', manager, { ministries: [m1], reason: '改定前' });
    expect(driver.projection.marks).toContain('objectiveLacks');
    expect(driver.projection.tasks).toContainEqual(expect.objectContaining({ decision: 'recordObjective' }));
  });

  it('a ministry without any contact is reminded of it once, and never overdue (6-5)', () => {
    const driver = withObjectives().decide('recordContact', staff, { ...contact, on: '2026-02-01' });
    driver.passTo('2027-02-01');
    const reminded = driver.entries.flatMap(({ effects }) =>
      effects.flatMap((effect) => (effect.kind === 'notify' && effect.topic === 'contactMissing' ? [effect.to] : [])),
    );
    expect(reminded).toEqual([{ roles: ['supervisingStaff'], organisation: m2 }]);
    expect(decisionsAsked(driver)).toEqual([`recordContact@${m2}`]);
    expect(driver.projection.counts).toMatchObject({ overdue: 0 });
  });

  it('what the cycle gave asks the agency for its submission and opens no text to anybody', () => {
    const given = { cycle: `cycle/2026/${body}`, result: 'achieved', document: hash(30), evaluatedOn: '2027-03-20' };
    const driver = opened().told('resultGiven', given);
    expect(driver.topics()).toEqual(['resultToSubmit']);
    expect(driver.projection.documents).not.toContain(hash(30));
    expect(decisionsAsked(driver)).toContain(`submitResult@${body}`);
  });

  it('a returned result comes again as the next version, and is due again', () => {
    const driver = submitted().decide('returnResult', staff, { reason: '数値の誤り' });
    expect(driver.dueItem('result')?.met).toBeUndefined();
    driver.passTo('2027-08-02').expectRefused('resultIsIn', 'evaluate', minister, evaluation);
    driver.decide('submitResult', ciso, { document: hash(31) }).decide('evaluate', minister, evaluation);
    expect(driver.state.snapshot.context).toMatchObject({ result: { version: 2, document: hash(31) } });
  });

  it('without a result it is evaluated with the reason, marked', () => {
    const driver = opened().passTo('2027-08-02');
    driver.decide('evaluate', minister, { ...evaluation, withoutResult: '法人が提出しなかった' });
    expect(driver.projection.marks).toContain('withoutResult');
  });

  it('what the minister asks comes to the running cycle as advice; what its CISO makes of it is told back (3-20, 4-14)', () => {
    const driver = evaluatedByOne();
    const [told] = driver.toldTo(`cycle/2027/${body}`, 'adviceGiven');
    expect(told).toEqual({ ref: `${instance}/${m1}/1/1`, clause: '4-10', by: 'minister', source: instance });
    const back = { cycle: `cycle/2027/${body}`, ref: `${instance}/${m1}/1/1`, priority: 'high', disposition: 'now' };
    driver.told('adviceDisposed', back);
    expect(driver.state.snapshot.context).toMatchObject({
      parts: [{ evaluation: { points: [{ disposition: 'now' }] } }, {}],
    });
  });

  it('a joint evaluation is entered once for all ministries (共管)', () => {
    const driver = submitted().passTo('2027-08-02');
    driver.decide('evaluate', minister2, { ...evaluation, ministries: [m1, m2] });
    expect(driver.projection.counts).toMatchObject({ evaluated: 2 });
    driver.passTo('2027-08-11').decide('publish', staff, { ...whole, publication });
    expect(driver.projection.marks).not.toContain('partlyPublished');
  });

  it('a corrected evaluation is published again', () => {
    const driver = published().decide('evaluate', minister, { ...evaluation, document: hash(40) });
    expect(driver.projection.marks).toContain('correctedEvaluation');
    expect(decisionsAsked(driver)).toContain(`publish@${m1}`);
    driver.decide('needNoAdvice', checker, { reason: '妥当' });
    expect(driver.projection.ended).toBeUndefined();
    driver.decide('publish', staff, {
      ...publishing,
      publication: { ...publication, on: '2027-08-11', document: hash(40) },
    });
    expect(driver.passTo(driver.now).value).toBe('ended');
  });

  it('advice of the centre is answered by each ministry, and ends the year last (4-13)', () => {
    const driver = advised().decide('publish', staff, publishing).decide('publish', staff2, publishing2);
    expect(decisionsAsked(driver)).toEqual(expect.arrayContaining([`answerAdvice@${m1}`, `answerAdvice@${m2}`]));
    driver.decide('answerAdvice', manager, { ministries: [m1], answer: '指摘のとおり' });
    expect(driver.projection.ended).toBeUndefined();
    driver.decide('answerAdvice', manager2, { ministries: [m2], answer: '検討する' });
    expect(driver.passTo(driver.now).value).toBe('ended');
  });

  it('an audit reported by the agency is received by each ministry, and holds the end (5-4)', () => {
    const driver = published().told('auditResultReported', audited, audited.audit);
    driver.decide('needNoAdvice', checker, { reason: '妥当' });
    driver.decide('receiveAuditResult', staff, { ministries: [m1], audit: audited.audit });
    expect(driver.projection.ended).toBeUndefined();
    driver.decide('receiveAuditResult', staff2, { ministries: [m2], audit: audited.audit });
    expect(driver.passTo(driver.now).value).toBe('ended');
  });

  it('the receipt falls due ten business days after the report; each audit by itself, told again it adds ministries (5-4)', () => {
    const driver = opened().told('auditResultReported', { ...audited, ministries: [m1] }, audited.audit);
    const item = driver.dueItem(`receipt:${audited.audit}:${m1}`);
    expect(item).toMatchObject({ organisation: m1, roles: ['supervisingStaff'], basis: { own: '2026-02-17' } });
    driver.told('auditResultReported', { ...audited, ministries: [m2] }, audited.audit);
    expect(driver.state.snapshot.context).toMatchObject({ audits: [{ ministries: [m1, m2] }] });
    const second = 'hqaudit/2026/demo-centre/2';
    driver.told('auditResultReported', { ...audited, audit: second, ministries: [m1] }, second);
    driver.decide('receiveAuditResult', staff, { ministries: [m1], audit: audited.audit });
    expect(driver.dueItem(`receipt:${audited.audit}:${m1}`)?.met).toBe(driver.now);
    expect(driver.dueItem(`receipt:${second}:${m1}`)?.met).toBeUndefined();
    expect(decisionsAsked(driver)).toEqual(expect.arrayContaining([`receiveAuditResult@${m1}`]));
    expect(at(driver, 'audits')).toBe('reported');
  });

  it('past its date an evaluation that is not published is marked 未公表, stays open, and the mark stays', () => {
    const driver = checked().decide('needNoAdvice', checker, { reason: '妥当' });
    const { due = 0 } = driver.dueItem(`publication:${m1}`) ?? {};
    driver.passTo(due - 1);
    expect(driver.projection.marks).not.toContain('unpublished');
    expect([at(driver, 'publication'), statusOf(driver, m1)]).toEqual(['none', '評価済・公表待ち']);
    driver.passTo(due);
    expect(driver.projection).toMatchObject({ phase: 'concluding', counts: { unpublished: 2 } });
    expect(driver.projection.marks).toContain('unpublished');
    expect([at(driver, 'publication'), statusOf(driver, m1)]).toEqual(['overdue', '未公表（期限経過）']);
    driver.passTo('2027-12-01').decide('publish', staff, publishing);
    expect([at(driver, 'publication'), statusOf(driver, m2)]).toEqual(['partly', '未公表（期限経過）']);
    driver.decide('publish', staff2, publishing2);
    expect(driver.projection.marks).toContain('unpublished');
    expect(driver.passTo(driver.now).value).toBe('ended');
  });

  it('a corrected evaluation is published again; its date is marked again when it passes', () => {
    const driver = checked().decide('publish', staff, publishing).decide('publish', staff2, publishing2);
    expect(at(driver, 'publication')).toBe('whole');
    driver.decide('evaluate', minister, { ...evaluation, document: hash(40) });
    expect(driver.projection.marks).toContain('correctedEvaluation');
    expect([at(driver, 'evaluation'), decisionsAsked(driver)]).toEqual([
      'checked',
      expect.arrayContaining([`publish@${m1}`]),
    ]);
    driver.passTo('2027-12-01');
    expect(at(driver, 'publication')).toBe('overdue');
  });

  it('is evaluated from the first of April: then each minister is asked, and not before', () => {
    const driver = withObjectives();
    driver.passTo(startOfDate('2027-04-01') - 1);
    expect([driver.projection.phase, at(driver, 'evaluation')]).toEqual(['running', 'running']);
    driver.passTo(startOfDate('2027-04-01'));
    expect([driver.projection.phase, at(driver, 'evaluation')]).toEqual(['evaluating', 'awaited']);
    expect(decisionsAsked(driver)).toEqual(expect.arrayContaining([`evaluate@${m1}`, `evaluate@${m2}`]));
  });

  describe('a ministry replaced in mid-year', () => {
    const parties = (driver: Driver) =>
      supervisionV1.contents?.parties?.(driver.state.snapshot.context).map(({ organisation }) => organisation);
    it('the new one gets its part, its dates and need-to-know; the former one’s stays, and it loses them', () => {
      const driver = movedTo(replaced, withObjectives());
      expect(driver.topics()).toEqual(['becameCompetent', 'ministriesChanged']);
      expect(driver.state.snapshot.context).toMatchObject({
        parts: [
          { ministry: m1 },
          { ministry: m3 },
          { ministry: m2, until: driver.now, takenOverBy: m3, objective: {} },
        ],
      });
      expect(decisionsAsked(driver)).toEqual([`recordObjective@${m3}`]);
      expect(parties(driver)).toEqual([m1, m3]);
      expect(driver.dueItem(`evaluation:${m2}`)).toBeUndefined();
      expect(driver.projection.marks).toContain('competenceChanged');
      driver.passTo('2027-06-20').decide('submitResult', office, result).passTo('2027-08-02');
      driver.expectRefused('ministriesAreCompetent', 'evaluate', minister2, evaluation2);
      driver.decide('evaluate', minister, evaluation);
      driver.expectRefused('everyPartEvaluated', 'check', checker);
      driver.decide('evaluate', minister3, { ...evaluation2, ministries: [m3] }).decide('check', checker);
      expectRefolds(supervisionV1, driver);
    });
    it('told what is known already nothing is other than before', () => {
      const driver = movedTo(here, checked());
      expect([driver.topics(), at(driver, 'evaluation')]).toEqual([[], 'checked']);
      expect(driver.projection.marks).not.toContain('competenceChanged');
      movedTo(here, driver);
      expect(driver.state.snapshot.context).toHaveProperty('check');
    });
    it('before the registry has told it a part is not evaluated', () => {
      const driver = submitted().passTo('2027-08-02').in(replaced);
      const third = { ...evaluation2, ministries: [m3] };
      expect(driver.expectRefused('ministriesHaveParts', 'evaluate', minister3, third)).toMatchObject({
        about: [{ id: m3 }],
      });
    });
    it('after the check its part is evaluated, and checked again', () => {
      const driver = movedTo(replaced, published());
      expect([at(driver, 'evaluation'), driver.projection.phase]).toEqual(['awaited', 'evaluating']);
      driver.expectRefused('checkedFirst', 'needNoAdvice', checker, { reason: '妥当' });
      driver.decide('evaluate', minister3, { ...evaluation2, ministries: [m3] });
      expect(at(driver, 'evaluation')).toBe('evaluated');
      driver.decide('check', checker);
      driver.decide('publish', staff3, {
        ministries: [m3],
        publication: { ...publishing2.publication, on: '2027-08-11' },
      });
      driver.decide('needNoAdvice', checker, { reason: '妥当' });
      expect(driver.passTo(driver.now).value).toBe('ended');
    });
    it('before the year is over it runs on; one that is gone leaves it evaluated where the others have', () => {
      expect(at(movedTo(replaced, opened()), 'evaluation')).toBe('running');
      expect(at(movedTo(replaced, submitted().passTo('2027-08-02')), 'evaluation')).toBe('awaited');
      expect(at(movedTo(single, evaluatedByOne()), 'evaluation')).toBe('evaluated');
      expect(at(movedTo(single, advised()), 'evaluation')).toBe('advised');
    });
    it('what a former one leaves to publish or to answer is asked of who took it over, and due from it', () => {
      const driver = movedTo(replaced, advised());
      expect(decisionsAsked(driver)).toEqual(
        expect.arrayContaining([`publish@${m3}`, `answerAdvice@${m3}`, `publish@${m1}`]),
      );
      expect(driver.dueItem(`publication:${m2}`)).toMatchObject({ organisation: m3 });
      expect(driver.dueItem(`answer:${m2}`)).toMatchObject({ organisation: m3 });
      expect(driver.expectRefused('actsForOwnMinistry', 'publish', staff, publishing2)).toMatchObject({
        concerns: 'who',
      });
      driver.decide('publish', staff3, publishing2);
      driver.decide('answerAdvice', manager3, { ministries: [m2], answer: '引き継いだ' });
      // Advice of before stands: answered by all it is settled once the new part is evaluated and checked.
      driver.decide('answerAdvice', manager, { ministries: [m1], answer: '改める' });
      expect(at(driver, 'evaluation')).toBe('awaited');
      driver.decide('evaluate', minister3, { ...evaluation2, ministries: [m3] }).decide('check', checker);
      expect(at(driver, 'evaluation')).toBe('settled');
    });
    it('advice of before that waits for answers is waited for after the new check', () => {
      const driver = movedTo(replaced, advised());
      driver.decide('evaluate', minister3, { ...evaluation2, ministries: [m3] }).decide('check', checker);
      expect(at(driver, 'evaluation')).toBe('advised');
    });
    it('replaced again it is taken over again, and back again it has its own', () => {
      const driver = movedTo(replaced, advised());
      movedTo({ ...here, supervisors: [m1] }, driver);
      expect(driver.dueItem(`publication:${m2}`)).toMatchObject({ organisation: m1 });
      movedTo(here, driver);
      expect(driver.dueItem(`publication:${m2}`)).toMatchObject({ organisation: m2 });
      expect(parties(driver)).toEqual([m1, m2, centre]);
    });
    it('the last receipt of a former one ends the year', () => {
      const driver = published().told('auditResultReported', { ...audited, ministries: [m2] }, audited.audit);
      driver.decide('needNoAdvice', checker, { reason: '妥当' });
      movedTo(single, driver);
      expect(driver.dueItem(`receipt:${audited.audit}:${m2}`)).toBeUndefined();
      expect(driver.passTo(driver.now).value).toBe('ended');
    });
  });

  it('an agency that is abolished is evaluated from the day after, as soon as it is told', () => {
    const driver = movedTo(abolished, opened());
    expect(driver.projection.marks).toContain('abolished');
    driver.passTo('2026-12-31');
    expect(at(driver, 'evaluation')).toBe('running');
    driver.passTo(startOfDate('2027-01-01'));
    expect([at(driver, 'evaluation'), decisionsAsked(driver)]).toEqual([
      'awaited',
      expect.arrayContaining([`evaluate@${m1}`]),
    ]);
    expect(at(movedTo(abolished, opened().passTo('2027-01-20')), 'evaluation')).toBe('awaited');
  });

  it('of an abolished agency the last evaluation is still due, and told to the successor', () => {
    const driver = opened(abolished).passTo('2027-01-20');
    driver.decide('evaluate', minister, { ...evaluation, withoutResult: '廃止された' });
    expect(driver.toldTo('cycle/2026/demo-heir', 'adviceGiven')).toHaveLength(1);
    expect(driver.projection.marks).toContain('abolished');
  });

  describe('a designated corporation', () => {
    it('is guided and evaluated on the basis of its own law; nothing need be published (4-4, 4-12)', () => {
      const driver = opened(designated);
      expect(decisionsAsked(driver)).toEqual([`recordGuidance@${m1}`]);
      driver.passTo('2026-05-02').decide('recordGuidance', staff, guidance).passTo('2027-06-20');
      driver.decide('submitResult', office, result).passTo('2027-08-02').decide('evaluate', manager, ofDesignated);
      driver.decide('check', checker).decide('needNoAdvice', checker, { reason: '妥当' });
      expect(driver.passTo(driver.now).value).toBe('ended');
    });
    it('needs no guidance, with a reason; without a supervision article the reason is marked', () => {
      const driver = opened(designated).decide('needNoGuidance', manager, { ministries: [m1], reason: '十分である' });
      driver.passTo('2027-08-02');
      const without = { ...ofDesignated, basis: '', noBasis: '条項がない', withoutResult: '提出がない' };
      driver.decide('evaluate', minister, without);
      expect(driver.projection.marks).toEqual(expect.arrayContaining(['noGuidance', 'noSupervisionBasis']));
    });
    it('whose law has objectives and publication has both (日本年金機構)', () => {
      const driver = opened(pension).decide('recordObjective', minister, { ...objective, article: 'ownLaw' });
      driver.passTo('2027-06-20').decide('submitResult', office, result).passTo('2027-08-02');
      driver.decide('evaluate', manager, ofDesignated);
      expect(decisionsAsked(driver)).toContain(`publish@${m1}`);
    });
  });

  it('where the class is not registered any article of the Act passes, marked', () => {
    const unknown = { ...here, law: { class: undefined } } as unknown as typeof here;
    const driver = opened(unknown).decide('recordObjective', minister, { ...joint, article: 'article35-9' });
    expect(driver.projection.marks).toContain('classUnknown');
  });

  it('each ministry reads its part and the joint one; the centre once a minister evaluated; nobody else', () => {
    const parties = (driver: ReturnType<typeof opened>) =>
      supervisionV1.contents?.parties?.(driver.state.snapshot.context).map(({ organisation }) => organisation);
    expect(parties(opened())).toEqual([m1, m2]);
    expect(parties(evaluatedByOne())).toEqual([m1, m2, centre]);
    const { context } = evaluated().state.snapshot;
    const [part] = supervisionV1.contents?.parts ?? [];
    const reads = (organisation: string, ministries: readonly string[]) =>
      part?.party?.({
        context,
        organisation,
        actor: staff,
        event: { type: 'evaluate', input: { ministries: [...ministries] } },
      });
    expect([reads(m1, [m1]), reads(m1, [m2]), reads(m1, [m1, m2]), reads(centre, [m2])]).toEqual([
      true,
      false,
      true,
      true,
    ]);
    expect(part?.party?.({ context, organisation: m1, actor: staff })).toBe(false);
    const item = { ministry: m2 };
    expect(part?.readsItem?.({ context, actor: staff, item })).toBe(false);
    expect(part?.readsItem?.({ context, actor: staff2, item })).toBe(true);
  });

  describe('acceptance stories', () => {
    it('publish as a whole with one of two parts missing → 4-11; the finished part alone passes, 一部公表, still due', () => {
      const driver = evaluatedByOne().passTo('2027-08-11');
      const refusal = driver.expectRefused('everyNamedPartEvaluated', 'publish', staff, whole);
      expect(refusal).toMatchObject({ clause: '4-11', basis: 'text', about: [{ id: m2 }] });
      driver.decide('publish', staff, publishing);
      expect(driver.projection.marks).toContain('partlyPublished');
      driver.decide('evaluate', minister2, evaluation2);
      expect(decisionsAsked(driver)).toContain(`publish@${m2}`);
    });
    it('29① for a 行政執行法人 → 4-3', () => {
      const refusal = opened(executing).expectRefused('articleFitsClass', 'recordObjective', minister, joint);
      expect(refusal).toMatchObject({ clause: '4-3', basis: 'text', paths: ['article'] });
    });
    it('recordGuidance without legal basis → 4-4', () => {
      const driver = opened(designated).passTo('2026-05-02');
      const refusal = driver.expectRefused('guidanceHasBasis', 'recordGuidance', staff, { ...guidance, basis: ' ' });
      expect(refusal).toMatchObject({ clause: '4-4', basis: 'text', paths: ['basis'] });
    });
  });

  it('ended tells that to nobody in vain', () => {
    expect(ended().passDays(0).projection).toMatchObject({ phase: 'ended', tasks: [] });
  });
});

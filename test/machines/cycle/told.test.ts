import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../../machines/cycle/v1/index.ts';
import { startOfDate } from '../../../model/japan-time.ts';
import { contextOf } from '../../exploration/cycle-memory.ts';
import { body, cast, doc } from './cast.ts';
import { auditInstance, auditReport, closing, honestYear, improvement, inputs, open, walk } from './honest-year.ts';
import type { Driver } from '../support/drive.ts';
import { before } from './trials.ts';

const carriedAdvice = {
  ref: '助言1',
  clause: '3-20',
  by: 'headquarters',
  source: 'hqaudit/2025/demo-centre/1',
  priority: 'middle',
  what: 'later',
  until: '2027-12-01',
};

const samples: Readonly<Record<string, object>> = {
  auditReported: auditReport,
  auditCancelled: { audit: auditInstance, reason: '対象の廃止' },
  improvementEnded: { improvement: improvement(1), end: 'verified', covers: [], round: 1 },
  improvementRequested: { source: 'incident', ref: '事案1', clause: '6-23' },
  askedAnswered: { answers: [{ source: 'directive', ref: 'dir-9', how: 'notApplicable' }] },
  amendmentRequired: { source: 'directive', ref: 'dir-9', subject: 'standards', what: '反映' },
  educationRequired: { ref: improvement(1), what: '周知' },
  adviceGiven: { ref: '助言1', clause: '3-20' },
  adviceCarried: carriedAdvice,
  resultRequested: { by: `ministerEvaluation/2026/${body}` },
  predecessorEvaluated: {
    cycle: `cycle/2025/${body}`,
    provisional: false,
    result: 'achieved',
    document: doc('e'),
    evaluatedOn: '2026-03-20',
    openImprovements: [],
  },
  predecessorWithdrawn: { cycle: `cycle/2025/${body}` },
  predecessorReopened: { cycle: `cycle/2025/${body}` },
  exceptionCarried: {
    ref: `cycle/2025/${body}#exception-1`,
    requirement: 'r3',
    applicant: 'p-staff',
    until: '2027-09-30',
    rungs: [],
    escalations: [],
  },
  noLongerRequired: { ref: 'improvement/2026/demo-body/1', kind: 'education' },
  predecessorNotEvaluable: { cycle: `cycle/2025/${body}`, on: '2026-03-20' },
  organisationEnding: { successors: [], legalBasis: '個別法第1条' },
  bodySucceeded: {
    organisation: 'demo-old',
    cycle: 'cycle/2026/demo-old',
    legalBasis: '個別法附則第2条',
    successors: [body],
    takenBy: body,
    owed: [],
    improvements: [],
    audits: [],
    observations: [],
    exceptions: [],
  },
};

describe('told events', () => {
  it.each(Object.keys(cycleV1.told))('%s is accepted in every phase of the year', (type) => {
    const input = samples[type];
    if (input === undefined) throw new Error(`no sample of ${type}`);
    for (let taken = 0; taken < honestYear.length; taken += 6) {
      const { driver } = walk(open(), honestYear.slice(0, taken));
      expect(driver.told(type, input).entries.at(-1)?.refused).toBeUndefined();
    }
  });
  it('an audit counts for the fiscal year it examines: one of last year leaves this year unaudited (3-15)', () => {
    const { driver } = before('auditReported');
    driver.told('auditReported', { ...auditReport, yearExamined: 2025 }, auditInstance);
    const refused = driver.attempt('proposeJudgement', cast.chief, inputs.proposeJudgement).map(({ rule }) => rule);
    expect(refused).toEqual(['independentAuditReported']);
  });
  it('findings belong to the year examined while its cycle is open; to this one when that is over (3-16)', () => {
    const of = (status: string) => ({ firstCycle: false, predecessor: { status, document: doc('e25') } });
    const findings = (status: string, times = 1): number | undefined => {
      const { driver } = open('ministry', of(status));
      for (let i = 0; i < times; i += 1) driver.told('auditReported', { ...auditReport, yearExamined: 2025 });
      return driver.projection.counts['findings'];
    };
    expect(['running', 'evaluated', 'closed', 'none', 'ended', 'withdrawn'].map((one) => findings(one))).toEqual([
      0, 0, 3, 3, 3, 3,
    ]);
    // Told once more out of the inbox: the cycle of the year examined has ended meanwhile.
    expect(findings('evaluated', 2)).toBe(3);
  });
  it('a cancelled audit is no longer waited for, and stays visible (3-15)', () => {
    const { driver } = before('close');
    driver.decide('openAudit', cast.auditOfficer, { title: '追加', planned: false, yearExamined: 2026 });
    driver.expectRefused('auditsFinished', 'close', cast.ciso);
    driver.told('auditCancelled', { audit: `audit/2026/${body}/2`, reason: '対象の廃止' });
    expect(driver.attempt('close', cast.ciso)).toEqual([]);
    expect(driver.projection.marks).toContain('auditCancelled');
  });
  it('an improvement asked for from outside starts with a number of its own; one out of a year without audit still needs one', () => {
    const { driver } = open();
    driver.told('improvementRequested', samples['improvementRequested'] ?? {});
    expect(driver.effects).toMatchObject([
      { kind: 'start', instance: improvement(1), input: { source: 'incident' } },
      {},
    ]);
    driver.told('improvementRequested', {
      source: 'transfer',
      ref: 'improvement/2025/demo-old/3',
      clause: '3-15',
      covers: [{ ref: 'cycle/2025/demo-old#noAudit', source: 'noAudit', clause: '3-15' }],
    });
    expect(driver.effects).toMatchObject([{ instance: improvement(2), input: { needsAudit: true } }, {}]);
  });
  it('an improvement that nobody gave a title is called by what opened it; one handed over keeps its own', () => {
    const request = { source: 'transfer', ref: 'improvement/2025/demo-old/3', clause: '3-15' };
    const { driver } = open();
    const titleNow = () => {
      const called = contextOf(driver.state).improvements.at(-1)?.title;
      expect(driver.effects).toMatchObject([{ kind: 'start', input: { title: called } }, {}]);
      return called;
    };
    driver.told('improvementRequested', { ...request, source: 'incident', ref: '事案1' });
    expect(titleNow()).toEqual({ ja: 'インシデント 事案1', en: 'incident 事案1' });
    driver.told('improvementRequested', { ...request, title: { ja: '持出しの未承認', en: '持出しの未承認' } });
    expect(titleNow()).toEqual({ ja: '持出しの未承認', en: '持出しの未承認' });
    const { driver: audited } = before('disposeObservation');
    audited.decide('disposeObservation', cast.ciso, { ref: `${auditInstance}#2`, disposition: 'improve', reason: 'r' });
    expect(contextOf(audited.state).improvements.at(-1)?.title).toEqual({ ja: '補講の遅れ', en: '補講の遅れ' });
    // An insufficiency that an ended body left uncovered.
    const ended = before('judge').driver.fork();
    ended.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    const handed = ended.toldTo('cycle/2026/demo-heir', 'improvementRequested');
    expect(handed).toMatchObject([{ ref: `${auditInstance}#1`, title: { ja: '退職者の利用権限の残存' } }]);
  });
  it('what headquarters or a minister says is refused as a request for an improvement: it comes as advice (3-20)', () => {
    for (const source of ['headquarters', 'minister']) {
      const { driver } = before('evaluate');
      const { openImprovements } = driver.projection.counts;
      driver.expectToldRefused('adviceComesAsAdvice', 'improvementRequested', { source, ref: '求め1', clause: '4-10' });
      expect(driver.effects).toEqual([]);
      expect(driver.projection.counts['openImprovements']).toBe(openImprovements);
    }
  });
  it('advice is disposed of with priority and reason before the close; “now” opens an improvement (3-20)', () => {
    const { driver } = before('close');
    const later = { disposition: 'later', until: '2027-12-01' };
    const dispose = { ref: '助言1', priority: 'high', reason: '予算措置を待つ' };
    driver.told('adviceGiven', { ref: '助言1', clause: '3-20' });
    driver.expectRefused('adviceDisposed', 'close', cast.ciso);
    const postponed = driver.fork().decide('disposeAdvice', cast.ciso, { ...dispose, ...later });
    expect(postponed.attempt('close', cast.ciso)).toEqual([]);
    driver.decide('disposeAdvice', cast.ciso, { ...dispose, disposition: 'now' });
    driver.expectRefused('everyImprovementEnded', 'close', cast.ciso);
  });
  describe('what was begun for advice taken now (3-20)', () => {
    const giver = 'hqaudit/2026/demo-centre/1';
    const now = { ref: '助言1', priority: 'high', reason: '急ぐため', disposition: 'now' };
    const begun = () => {
      const { driver } = before('close');
      driver.told('adviceGiven', { ref: '助言1', clause: '3-20' }, giver).decide('disposeAdvice', cast.ciso, now);
      const [one = ''] = driver.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : []));
      return { driver, one };
    };
    const ending = (one: string, end: string) => ({ improvement: one, end, covers: ['助言1'], round: 1 });

    it('ends: whoever gave it is told so once', () => {
      const { driver, one } = begun();
      expect(driver.toldTo(giver, 'adviceSettled')).toEqual([]);
      driver.told('improvementEnded', ending(one, 'verified'), one);
      driver.told('improvementEnded', ending(one, 'verified'), one);
      const settled = [{ cycle: `cycle/2026/${body}`, ref: '助言1', end: 'verified' }];
      expect(driver.toldTo(giver, 'adviceSettled')).toEqual(settled);
    });

    it('merged into another ends with that', () => {
      const { driver, one } = begun();
      driver.told('improvementRequested', { source: 'incident', ref: '事案9', clause: '6-23' }, 'incident/1');
      const [other = ''] = driver.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : []));
      driver.told('improvementEnded', { ...ending(one, 'merged'), into: other }, one);
      expect(driver.toldTo(giver, 'adviceSettled')).toEqual([]);
      driver.told('improvementEnded', ending(other, 'verified'), other);
      expect(driver.toldTo(giver, 'adviceSettled')).toMatchObject([{ ref: '助言1', end: 'verified' }]);
    });

    it('was begun and ended before: it is told at once', () => {
      const { driver } = before('close');
      driver.told('improvementRequested', { source: 'incident', ref: '助言1', clause: '6-23' }, 'incident/1');
      const [one = ''] = driver.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : []));
      driver.told('improvementEnded', ending(one, 'verified'), one);
      driver.told('adviceGiven', { ref: '助言1', clause: '3-20' }, giver).decide('disposeAdvice', cast.ciso, now);
      expect(driver.effects.filter(({ kind }) => kind === 'start')).toEqual([]);
      expect(driver.toldTo(giver, 'adviceSettled')).toMatchObject([{ ref: '助言1', end: 'verified' }]);
    });
  });

  it('advice put off is told back once, asked again at its date, and goes over at each close before that (3-20)', () => {
    const source = `headquarters/2026/${body}`;
    const { driver } = before('close');
    driver.told('adviceGiven', { ref: '助言1', clause: '3-20' }, source);
    const putOff = { ref: '助言1', priority: 'middle', disposition: 'later', reason: '予算措置を待つ' };
    driver.expectRefused('laterNamesDate', 'disposeAdvice', cast.ciso, putOff);
    driver.expectRefused('laterNamesDate', 'disposeAdvice', cast.ciso, { ...putOff, until: '2027-05-01' });
    driver.decide('disposeAdvice', cast.ciso, { ...putOff, until: '2027-12-01' });
    expect(driver.toldTo(source, 'adviceDisposed')).toMatchObject([
      { ref: '助言1', priority: 'middle', disposition: 'later', until: '2027-12-01' },
    ]);
    expect(driver.effects).toHaveLength(1);
    expect(driver.dueItem('advice:助言1')).toMatchObject({ roles: ['ciso'], due: startOfDate('2027-12-02') });
    expect(driver.projection.tasks.map(({ decision }) => decision)).not.toContain('disposeAdvice');
    driver.decide('close', cast.ciso, {});
    expect(driver.toldTo(source, 'adviceDisposed')).toHaveLength(1);
    const passed = driver.toldTo(`cycle/2027/${body}`, 'adviceCarried');
    expect(passed).toMatchObject([{ ref: '助言1', clause: '3-20', source, what: 'later', until: '2027-12-01' }]);
    // Next year may close before the date: nothing is decided, the advice and its first date go on.
    const year = (): Driver => before('close').driver.told('adviceCarried', Object(passed[0]), `cycle/2025/${body}`);
    const early = year().decide('close', cast.ciso, {});
    expect(early.toldTo(source, 'adviceDisposed')).toEqual([]);
    expect(early.toldTo(`cycle/2027/${body}`, 'adviceCarried')).toEqual(passed);
    // On its date it is asked again, and holds up the close; what is decided is told to who first gave it.
    const next = year().passTo('2027-12-01');
    expect(next.projection.tasks).toContainEqual(
      expect.objectContaining({ decision: 'disposeAdvice', dueItem: 'advice:助言1' }),
    );
    next.expectRefused('adviceDisposed', 'close', cast.ciso);
    const again = next.fork().decide('disposeAdvice', cast.ciso, { ...putOff, until: '2028-06-01' });
    expect(again.dueItem('advice:助言1')).toMatchObject({ original: startOfDate('2027-12-02') });
    expect(again.attempt('close', cast.ciso)).toEqual([]);
    next.decide('disposeAdvice', cast.ciso, { ...putOff, disposition: 'not', reason: '対象の業務を廃止した' });
    expect(next.toldTo(source, 'adviceDisposed')).toMatchObject([
      { disposition: 'not', reason: '対象の業務を廃止した' },
    ]);
    expect(next.dueItem('advice:助言1')).toBeUndefined();
    next.expectRefused('adviceOpen', 'disposeAdvice', cast.ciso, { ...putOff, until: '2028-06-01' });
    next.decide('close', cast.ciso, {});
    expect(next.toldTo(`cycle/2027/${body}`, 'adviceCarried')).toEqual([]);
  });
  it('advice put off may be taken up before its date; word of it twice is one (3-20)', () => {
    const { driver } = before('close');
    driver.told('adviceCarried', carriedAdvice, `cycle/2025/${body}`).told('adviceCarried', carriedAdvice, 'again');
    expect(contextOf(driver.state).advice).toHaveLength(1);
    driver.decide('disposeAdvice', cast.ciso, { ref: '助言1', priority: 'high', disposition: 'now', reason: '急ぐ' });
    expect(driver.toldTo('hqaudit/2025/demo-centre/1', 'adviceDisposed')).toMatchObject([{ disposition: 'now' }]);
    expect(driver.effects).toContainEqual(expect.objectContaining({ kind: 'start', procedure: 'improvement' }));
  });
  it('a year to which advice was carried is not withdrawn: nobody would ask again (3-20)', () => {
    const { driver } = open();
    driver.told('adviceCarried', carriedAdvice, `cycle/2025/${body}`);
    const refusal = driver.expectRefused('nothingFoundYet', 'withdrawYear', cast.ciso, { reason: '誤って開いた' });
    expect(refusal.about).toMatchObject([{ kind: 'advice', id: '助言1' }]);
  });
  it('headquarters hears which body answers for its advice when the body ends; what is taken now ends with the successor’s improvement', () => {
    const giver = 'hqaudit/2026/demo-centre/1';
    const { driver } = before('evaluate');
    for (const number of [1, 2]) driver.told('adviceGiven', { ref: `${giver}#${number}`, clause: '3-20' }, giver);
    const now = { ref: `${giver}#1`, priority: 'high', disposition: 'now', reason: '急ぐ' };
    driver.decide('disposeAdvice', cast.ciso, now);
    driver.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    const heir = 'cycle/2026/demo-heir';
    expect(driver.toldTo(giver, 'successorAnswers')).toEqual([{ cycle: `cycle/2026/${body}`, successor: 'demo-heir' }]);
    expect(driver.toldTo(heir, 'adviceGiven')).toMatchObject([{ ref: `${giver}#2`, source: giver }]);
    const [taken] = driver.toldTo(heir, 'adviceCarried');
    expect(taken).toMatchObject({ ref: `${giver}#1`, what: 'now', source: giver });
    // In the successor's year: told in whatever order, the improvement taken over ends the advice.
    const { driver: next } = before('close');
    next.told('adviceCarried', Object(taken), 'cycle/2026/demo-old');
    next.told('improvementRequested', {
      source: 'transfer',
      ref: 'improvement/2026/demo-old/1',
      clause: '3-20',
      covers: [{ ref: `${giver}#1`, source: 'headquarters', clause: '3-20' }],
    });
    const [one = ''] = next.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : []));
    next.told('improvementEnded', { improvement: one, end: 'verified', covers: [], round: 1 }, one);
    expect(next.toldTo(giver, 'adviceSettled')).toMatchObject([{ ref: `${giver}#1`, end: 'verified' }]);
  });
  it('an improvement that another body takes on takes the advice along, whose end that body’s year then tells (3-20)', () => {
    const giver = 'hqaudit/2026/demo-centre/1';
    const { driver } = before('close');
    driver.told('adviceGiven', { ref: '助言1', clause: '3-20' }, giver);
    driver.decide('disposeAdvice', cast.ciso, { ref: '助言1', priority: 'high', disposition: 'now', reason: '急ぐ' });
    const [one = ''] = driver.effects.flatMap((effect) => (effect.kind === 'start' ? [effect.instance] : []));
    driver.told(
      'improvementEnded',
      { improvement: one, end: 'transferred', into: 'demo-heir', covers: [], round: 1 },
      one,
    );
    expect(driver.toldTo(giver, 'adviceSettled')).toEqual([]);
    expect(driver.toldTo('cycle/2027/demo-heir', 'adviceCarried')).toMatchObject([{ ref: '助言1', what: 'now' }]);
  });
  it('advice put off goes to the successor when the body ends meanwhile (3-20, 廃止)', () => {
    const { driver } = before('evaluate');
    driver.told('adviceGiven', { ref: '助言1', clause: '4-14', by: 'minister' });
    driver.decide('disposeAdvice', cast.ciso, {
      ref: '助言1',
      priority: 'low',
      disposition: 'later',
      until: '2027-06-30',
      reason: '更新の時期に合わせる',
    });
    driver.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    expect(driver.toldTo('cycle/2026/demo-heir', 'adviceGiven')).toEqual([]);
    expect(driver.toldTo('cycle/2026/demo-heir', 'adviceCarried')).toMatchObject([
      { ref: '助言1', by: 'minister', until: '2027-06-30' },
    ]);
  });
  it('what an improvement no longer asks for is owed no more: dropped, not done (3-17)', () => {
    const ref = `improvement/2026/${body}/1`;
    const driver = before('evaluate').driver.told('educationRequired', { ref, what: '周知' }, ref);
    driver.told('noLongerRequired', { ref, kind: 'amendment' }, ref);
    expect(driver.topics()).toEqual([]);
    expect(driver.projection.counts['owed']).toBe(1);
    driver.told('noLongerRequired', { ref, kind: 'education' }, ref);
    expect(driver.topics()).toEqual(['owedDropped']);
    expect(driver.projection.counts['owed']).toBe(0);
  });
  it('only a final evaluation answers who asked for the result, with a document made for that (4-10)', () => {
    const by = `ministerEvaluation/2026/${body}`;
    const given = { document: doc('result-for-ministry') };
    const { driver } = before('evaluate');
    expect(driver.projection.counts['resultsAsked']).toBeUndefined();
    driver.told('resultRequested', { by });
    expect(driver.projection.counts).toMatchObject({ resultsAsked: 1 });
    driver.expectRefused('evaluatedFirst', 'giveResult', cast.ciso, given);
    driver.decide('evaluateProvisionally', cast.ciso, {
      result: 'soFarPartly',
      missing: ['監査報告'],
      document: doc('provisional'),
    });
    driver.expectRefused('evaluatedFirst', 'giveResult', cast.ciso, given);
    driver.decide('evaluate', cast.ciso, inputs.evaluate);
    expect(driver.toldTo(by, 'resultGiven')).toEqual([]);
    expect(driver.projection.tasks.map(({ decision }) => decision)).toContain('giveResult');
    driver.expectRefused('madeForTheMinistry', 'giveResult', cast.ciso, { document: inputs.evaluate.document });
    driver.decide('giveResult', cast.ciso, given);
    expect(driver.toldTo(by, 'resultGiven')).toEqual([
      {
        cycle: `cycle/2026/${body}`,
        result: 'partlyAchieved',
        openImprovements: 2,
        ...given,
        evaluatedOn: '2027-03-20',
      },
    ]);
    expect(driver.projection.counts).toMatchObject({ resultsGiven: 1 });
    expect(driver.projection.counts['resultsAsked']).toBeUndefined();
    driver.expectRefused('resultRequestWaits', 'giveResult', cast.ciso, given);
    // Who asks after the evaluation is answered in the same way, and before the close.
    const late = before('close').driver.told('resultRequested', { by });
    late.expectRefused('resultRequestsAnswered', 'close', cast.ciso);
    late.decide('giveResult', cast.ciso, given);
    expect(late.toldTo(by, 'resultGiven')).toMatchObject([given]);
    expect(late.attempt('close', cast.ciso)).toEqual([]);
  });
  it('an edition the standards conform to already is not owed; another is (4-1)', () => {
    const { driver } = before('evaluate');
    const edition = (ref: string) => ({ source: 'edition', ref, subject: 'standards', what: '新版' });
    driver.told('amendmentRequired', edition('ed-2016'));
    expect(driver.projection.counts['owed']).toBe(0);
    driver.told('amendmentRequired', edition('ed-2027'));
    expect(driver.projection.counts['owed']).toBe(1);
  });
  it('an improvement of a body that ended drops what it asked for, whichever of the two is heard first (3-17, 廃止)', () => {
    const foreign = 'improvement/2026/demo-old/1';
    const asked = { source: 'improvement', ref: foreign, subject: 'standards', what: '第5条' };
    const gone = (kind: string) => ({ ref: foreign, kind });
    const { driver } = before('evaluate');
    driver.told('noLongerRequired', gone('amendment')).told('noLongerRequired', gone('education'));
    driver.told('amendmentRequired', asked).told('educationRequired', { ref: foreign, what: '周知' });
    expect(driver.projection.counts['owed']).toBe(0);
    const other = before('evaluate').driver;
    other.told('amendmentRequired', asked);
    expect(other.projection.counts['owed']).toBe(1);
    other.told('noLongerRequired', gone('amendment'));
    expect(other.projection.counts['owed']).toBe(0);
    // What an improvement of this body asks for anew after it dropped something is owed.
    const own = { ...asked, ref: improvement(9) };
    other.told('noLongerRequired', { ref: own.ref, kind: 'amendment' }).told('amendmentRequired', own);
    expect(other.projection.counts['owed']).toBe(1);
  });
  it('an amendment in force is told back with the plan that asked for it (3-17)', () => {
    const { driver } = before('submitStandardsAmendment');
    driver.told('amendmentRequired', {
      source: 'improvement',
      ref: improvement(7),
      subject: 'standards',
      what: '第5条',
      askedAt: 1234,
    });
    driver
      .decide('submitStandardsAmendment', cast.office, {
        ...inputs.submitStandardsAmendment,
        settles: [...inputs.submitStandardsAmendment.settles, improvement(7)],
      })
      .decide('approveStandardsAmendment', cast.ciso, inputs.approveStandardsAmendment);
    expect(driver.toldTo(improvement(7), 'amendmentInForce')).toMatchObject([{ askedAt: 1234 }]);
  });
  it('a body that ends hands on what is open to its successor, and nothing more is taken (廃止)', () => {
    const { driver } = before('evaluate');
    driver
      .told('amendmentRequired', { source: 'edition', ref: 'ed-2027', subject: 'standards', what: '新版' })
      .told('educationRequired', { ref: improvement(2), what: '周知' })
      .told('adviceGiven', { ref: '助言1', clause: '3-20' })
      .told('auditReported', {
        ...auditReport,
        audit: `audit/2026/${body}/2`,
        findings: [{ ref: `audit/2026/${body}/2#1`, title: '題名', grade: 'nonconformity' }],
      })
      .told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    expect(driver.projection).toMatchObject({ phase: 'ended', ended: 'ended' });
    const heir = 'cycle/2026/demo-heir';
    expect(driver.toldTo(heir, 'amendmentRequired')).toHaveLength(1);
    expect(driver.toldTo(heir, 'educationRequired')).toHaveLength(1);
    expect(driver.toldTo(heir, 'adviceGiven')).toHaveLength(1);
    expect(driver.toldTo(heir, 'improvementRequested')).toMatchObject([{ source: 'transfer' }]);
    driver.expectRefused('over', 'close', cast.ciso);
  });
  it('of two successors the first takes over, both are told who took what, and the improvements transfer themselves (廃止)', () => {
    const { driver } = before('evaluate');
    const open = driver.projection.counts['openImprovements'];
    expect(open).toBeGreaterThan(0);
    driver
      .told('amendmentRequired', { source: 'edition', ref: 'ed-2027', subject: 'standards', what: '新版' })
      .told('organisationEnding', { successors: ['demo-heir', 'demo-other'], legalBasis: '個別法附則第2条' });
    expect(driver.toldTo('cycle/2026/demo-heir', 'amendmentRequired')).toHaveLength(1);
    expect(driver.toldTo('cycle/2026/demo-other', 'amendmentRequired')).toEqual([]);
    for (const successor of ['demo-heir', 'demo-other']) {
      expect(driver.toldTo(`cycle/2026/${successor}`, 'bodySucceeded')).toMatchObject([
        { organisation: body, takenBy: 'demo-heir', owed: ['ed-2027'], improvements: [improvement(1), improvement(2)] },
      ]);
    }
    expect(driver.toldTo(improvement(1), 'organisationEnding')).toHaveLength(1);
    expect(driver.projection.counts).toMatchObject({ openImprovements: 0 });
  });
  it('what is open goes to the successor’s cycle of the year in which the body ends, not to one it never had (廃止)', () => {
    const { driver } = before('close');
    driver.passTo('2027-07-01').told('adviceGiven', { ref: '助言1', clause: '3-20' });
    driver.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    expect(driver.toldTo('cycle/2027/demo-heir', 'adviceGiven')).toHaveLength(1);
  });
  it('exceptions still running in a body that ends are named to its successors, as its open audits are (廃止)', () => {
    const { driver } = before('evaluate');
    driver
      .decide('applyForException', cast.staff, { ...inputs.applyForException, until: '2027-12-31' })
      .told('organisationEnding', { successors: ['demo-heir'], legalBasis: '個別法附則第2条' });
    expect(driver.toldTo('cycle/2026/demo-heir', 'bodySucceeded')).toMatchObject([
      { exceptions: [inputs.applyForException.requirement] },
    ]);
  });
  it('of several successors each improvement says itself which one took it over: it may have been proposed to another (廃止)', () => {
    const ending = (...successors: string[]) => {
      const { driver } = before('evaluate');
      driver.told('organisationEnding', { successors, legalBasis: '個別法附則第2条' });
      return contextOf(driver.state).improvements.filter(({ end }) => end === 'transferred');
    };
    expect(ending('demo-heir')).toMatchObject([{ into: 'demo-heir' }, { into: 'demo-heir' }]);
    expect(ending('demo-heir', 'demo-other').map(({ into }) => into)).toEqual([undefined, undefined]);
  });
  it('an audit of a body it succeeds brings its findings, but is no independent audit of this body (3-15, 廃止)', () => {
    const other = 'audit/2026/demo-old/1';
    const findings = [{ ref: `${other}#1`, title: '題名', grade: 'nonconformity' }];
    // Also those of an earlier year: this body’s own year of then never knew that body.
    for (const yearExamined of [2026, 2025]) {
      const { driver } = before('auditReported');
      driver.told('auditReported', { ...auditReport, audit: other, findings, yearExamined });
      const context = contextOf(driver.state);
      expect(context.findings.map(({ ref }) => ref)).toEqual([`${other}#1`]);
      expect(context.dueItems.find(({ id }) => id === 'audit')?.met).toBeUndefined();
      driver.expectRefused('independentAuditReported', 'proposeJudgement', cast.chief, inputs.proposeJudgement);
    }
  });
  it('a body that succeeds one that was abolished says so for ever', () => {
    const { driver } = open();
    driver.told('bodySucceeded', samples['bodySucceeded'] ?? {});
    expect(driver.projection.marks).toContain('succeeded');
  });
  it('the predecessor’s evaluation is taken in whatever order word of it arrives; none takes it back (3-19)', () => {
    const { driver } = open('ministry', { firstCycle: false, predecessor: { status: 'running' } });
    const final = samples['predecessorEvaluated'] ?? {};
    driver.told('predecessorEvaluated', final);
    const { documents } = driver.projection;
    driver.told('predecessorEvaluated', { ...final, provisional: true, document: doc('provisional') });
    expect(driver.projection.documents).toEqual(documents);
  });
  it('the evaluation and the close of last year are two notices, each by its own words (3-19)', () => {
    const { driver } = open('ministry', { firstCycle: false, predecessor: { status: 'running' } });
    const final = samples['predecessorEvaluated'] ?? {};
    driver.told('predecessorEvaluated', final);
    expect(driver.topics()).toEqual(['predecessorEvaluated']);
    driver.told('predecessorEvaluated', { ...final, closed: true });
    expect(driver.topics()).toEqual(['predecessorClosed']);
  });
  it('ends of improvements it did not start change nothing', () => {
    const { driver } = before('close');
    driver.told('improvementEnded', { improvement: 'improvement/2025/x/1', end: 'verified', covers: [], round: 2 });
    expect(driver.projection.counts).toMatchObject({ improvementsVerified: 2 });
    expect(walk({ driver, world: before('close').world }, closing.slice(-1)).driver.projection.phase).toBe('closed');
  });
});

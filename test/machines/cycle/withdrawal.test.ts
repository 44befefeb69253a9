/** A year opened by mistake (3-12): withdrawn before any decision, resting, and reopened with dates of its own. */
import { describe, expect, it } from 'vitest';
import { endOfDate } from '../../../model/japan-time.ts';
import { body, cast, doc } from './cast.ts';
import { cycle, inputs, open, planning, walk, year } from './honest-year.ts';
import { changedCalendar } from './rules-calendar.ts';

const byMistake = { reason: '年度を誤って開いた（架空）' };
const calendar = changedCalendar;

describe('a year opened by mistake', () => {
  it('is withdrawn by the CISO or the office, and then asks nothing of anybody', () => {
    for (const by of ['ciso', 'office'] as const) {
      const { driver } = open();
      driver.decide('withdrawYear', cast[by], byMistake);
      expect(driver.topics()).toEqual(['yearWithdrawn']);
      expect(driver.projection).toMatchObject({ phase: 'withdrawn', due: [], tasks: [] });
      expect(driver.projection.ended).toBeUndefined();
      expect(driver.projection.marks).toContain('withdrawnOnce');
      driver.expectRefused('notNow', 'setDirection', cast.ciso, inputs.setDirection);
      const seq = driver.entries.length;
      driver.passTo('2026-03-31');
      expect(driver.entries.length).toBe(seq);
    }
    open().driver.expectRefused('notYourRole', 'withdrawYear', cast.staff, byMistake);
  });

  it('says on 1 April that it still rests, and then asks to be reopened', () => {
    const { driver } = open();
    driver.decide('withdrawYear', cast.office, byMistake).passTo('2026-04-02');
    expect(driver.topics()).toEqual(['yearBegunWithdrawn']);
    expect(driver.projection.tasks).toEqual([{ decision: 'reopenYear', roles: ['ciso', 'promotionOffice'] }]);
    const seq = driver.entries.length;
    driver.passTo('2026-09-30');
    expect(driver.entries.length).toBe(seq);
  });

  it('is reopened under its id, dated as a year that is opened now; nobody was late meanwhile', () => {
    const { driver, world } = open();
    driver.decide('withdrawYear', cast.office, byMistake).passTo('2026-04-16');
    driver.in({ ...world, calendar }).decide('reopenYear', cast.ciso, { reason: '必要になった' });
    expect(driver.topics()).toEqual(['yearReopened']);
    expect(driver.projection.phase).toBe('planning');
    const plan = driver.projection.due.find(({ id }) => id === 'plan');
    // Opened late on 16 April: the first dates four weeks later, on 14 May, and the plan ten business days after them.
    expect(plan).toMatchObject({ due: endOfDate('2026-05-28'), escalations: [] });
    driver.decide('setDirection', cast.ciso, inputs.setDirection);
  });

  it('is not withdrawn once anything was decided in it, a withdrawal included', () => {
    const { driver, world } = open();
    driver.decide('submitPolicy', cast.office, inputs.submitPolicy);
    driver.expectRefused('nothingDecided', 'withdrawYear', cast.ciso, byMistake);
    // Nothing is left of it in the year, and yet it was decided.
    driver.decide('returnPolicy', cast.ciso, { reason: '記載を補うこと' });
    driver.expectRefused('nothingDecided', 'withdrawYear', cast.ciso, byMistake);
    const again = open().driver.decide('withdrawYear', cast.ciso, byMistake);
    again.in({ ...world, calendar }).decide('reopenYear', cast.ciso, byMistake);
    again.expectRefused('nothingDecided', 'withdrawYear', cast.ciso, byMistake);
    expect(again.projection.phase).toBe('planning');
  });

  it('holds up no plan of the next year, which is told; reopened, its evaluation is waited for again (3-19)', () => {
    const next = `cycle/2027/${body}`;
    const { driver, world } = open();
    driver.decide('withdrawYear', cast.office, byMistake);
    expect(driver.toldTo(next, 'predecessorWithdrawn')).toEqual([{ cycle }]);
    driver.in({ ...world, calendar }).decide('reopenYear', cast.ciso, byMistake);
    expect(driver.toldTo(next, 'predecessorReopened')).toEqual([{ cycle }]);
  });

  it('is no predecessor: the plan says why there is no evaluation, and owes an amendment if one comes after all (3-19)', () => {
    const last = { cycle: `cycle/2025/${body}` };
    const begun = open('ministry', { firstCycle: false, predecessor: { status: 'running', ...last } });
    const planned = planning.findIndex((step) => 'decision' in step && step.decision === 'submitPlan');
    const { driver } = walk(begun, planning.slice(0, planned));
    const none = { ...inputs.submitPlan, evaluation: { kind: 'none', reason: '前年度は取り下げた（架空）' } };
    driver.expectRefused('evaluationCited', 'submitPlan', cast.office, none);
    driver.told('predecessorWithdrawn', last);
    const waiting = driver.fork().told('predecessorReopened', last);
    waiting.expectRefused('evaluationCited', 'submitPlan', cast.office, none);
    // Word of it may come late: reopened, it is never withdrawn again.
    waiting.told('predecessorWithdrawn', last).expectRefused('evaluationCited', 'submitPlan', cast.office, none);
    driver.decide('submitPlan', cast.office, none).decide('decideResources', cast.ciso, inputs.decideResources);
    const reopened = driver.fork().told('predecessorReopened', last);
    reopened.expectRefused('evaluationStillCited', 'approvePlan', cast.ciso, inputs.approvePlan);
    driver.decide('approvePlan', cast.ciso, inputs.approvePlan).told('predecessorReopened', last);
    const evaluated = { ...last, result: 'achieved', document: doc('e25'), evaluatedOn: '2026-05-20' };
    driver.told('predecessorEvaluated', { ...evaluated, provisional: true, openImprovements: [] });
    expect(driver.projection.counts['owed']).toBe(0);
    driver.told('predecessorEvaluated', { ...evaluated, provisional: false, openImprovements: [] });
    expect(driver.projection.counts['owed']).toBe(1);
  });

  it('takes an exception of the year before also while it rests, and is not withdrawn with one', () => {
    const lastYear = `cycle/${year - 1}/${body}`;
    const carried = { requirement: 'r3', applicant: 'p-staff', until: '2027-09-30', rungs: [], escalations: [] };
    const told = { ref: `${lastYear}#exception-1`, ...carried };
    const rests = open().driver.decide('withdrawYear', cast.ciso, { reason: '誤って開いた' });
    expect(rests.told('exceptionCarried', told, lastYear).projection.counts['exceptions']).toBe(1);
    const runs = open().driver.told('exceptionCarried', told, lastYear);
    runs.expectRefused('nothingFoundYet', 'withdrawYear', cast.ciso, { reason: '誤って開いた' });
  });
  it('keeps what it is told while it rests, and ends with its body', () => {
    const { driver } = open();
    driver.decide('withdrawYear', cast.office, byMistake);
    driver.told('adviceGiven', { ref: 'advice-1', clause: '3-20' }, 'headquarters/2026/demo-body');
    expect(driver.projection.phase).toBe('withdrawn');
    driver.told('organisationEnding', { successors: ['demo-heir'], legalBasis: '架空法' }, 'registry/2026/demo-body');
    expect(driver.projection.ended).toBe('ended');
    const told = driver.entries.at(-1)?.effects.flatMap((effect) => (effect.kind === 'tell' ? [effect.type] : []));
    expect(told).toContain('adviceGiven');
  });
});

import { describe, expect, it } from 'vitest';
import { startOfDate } from '../../../model/japan-time.ts';
import { asObject } from '../../../model/json.ts';
import { body, cast } from './cast.ts';
import { cycle, inputs, open } from './honest-year.ts';
import { before } from './trials.ts';

const nextCycle = `cycle/2027/${body}`;

describe('exceptional measures', () => {
  it('one that is granted goes over into the next cycle at the close, and expires there (3-11)', () => {
    const { driver } = before('close');
    driver
      .decide('applyForException', cast.staff, { ...inputs.applyForException, until: '2028-03-31' })
      .decide('decideException', cast.ciso, { ...inputs.decideException, exception: 2 })
      .decide('close', cast.ciso, inputs.close);
    const carried = asObject(driver.toldTo(nextCycle, 'exceptionCarried')[0] ?? null);
    expect(carried).toMatchObject({ ref: `${cycle}#exception-2`, requirement: 'r3', until: '2028-03-31' });
    const next = open().driver.told('exceptionCarried', carried, cycle).told('exceptionCarried', carried, cycle);
    expect(next.projection.counts['exceptions']).toBe(1);
    next.passTo('2028-04-01');
    expect(next.projection.marks).toContain('exceptionExpired');
    expect(next.dueItem('exception')).toMatchObject({ due: startOfDate('2028-04-01') });
    next.decide('settleException', cast.chief, { ...inputs.settleException, exception: 1 });
  });
  it('an emergency is applied for afterwards with its true start, and marked 事後申請 (6-8)', () => {
    const { driver } = before('applyForException');
    driver.decide('applyForException', cast.staff, { ...inputs.applyForException, begunOn: '2026-05-20' });
    expect(driver.projection.marks).toContain('appliedAfterwards');
  });
  it('rest on a requirement of the edition, or from a passage of the body’s own rules (6-8)', () => {
    const { driver } = before('applyForException');
    const { requirement: _, ...rest } = inputs.applyForException;
    driver.expectRefused('exceptionNamesRequirement', 'applyForException', cast.staff, rest);
    const both = { ...inputs.applyForException, passage: '実施手順 第4条' };
    driver.expectRefused('exceptionNamesRequirement', 'applyForException', cast.staff, both);
    driver.decide('applyForException', cast.staff, { ...rest, passage: '実施手順 第4条' });
    expect(driver.topics()).toEqual(['exceptionApplied']);
  });
});

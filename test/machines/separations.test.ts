/**
 * Who does not decide on what in procedures between bodies. One person of the centre may do everything up to the decision of
 * headquarters; where domain-2.md asks for another person, a rule says so, and nobody gets past it by holding every post.
 */
import { describe, expect, it } from 'vitest';
import * as programme from './programme/cast.ts';
import * as standards from './standards/cast.ts';

/** Staff and head of the centre at once. */
const alone = { standards: standards.acting, programme: programme.both };
const onPaper = { number: '一', document: standards.hash(72), allowed: true };

describe('one person who holds every post of the centre', () => {
  it('2-2, 2-3: drafts, puts before the council, and enters what headquarters decided; registers no edition, decides no guidance', () => {
    const { acting } = standards;
    const driver = standards
      .begun()
      .decide('submitDraft', acting, standards.draft)
      .decide('recordCouncil', acting, standards.council);
    expect(driver.attempt('decide', alone.standards, standards.decided).map(({ rule }) => rule)).toContain(
      'notYourRole',
    );
    const enteredFor = { ...onPaper, by: acting.person, decidedOn: '2026-05-11' };
    driver.decide('decide', standards.member, standards.decided, undefined, { enteredFor });
    driver.expectRefused('promulgatorDidNotEnter', 'promulgate', acting, standards.edition);
    driver.decide('submitGuidebook', acting, standards.guidebook).decide('consult', acting, standards.asking);
    driver.passTo('2026-06-30');
    const draft = { draft: standards.hash(2) };
    driver.expectRefused('guidebookDeciderDidNotDraft', 'decideGuidebook', acting, draft);
    driver.decide('promulgate', standards.second, standards.edition);
    driver.decide('decideGuidebook', standards.centreHead, draft);
    expect(driver.projection.ended).toBe('completed');
  });

  it('2-2: whoever drafts and is of headquarters, too, decides neither as drafted nor amended', () => {
    const { both } = standards;
    const driver = standards.begun().decide('submitDraft', both, standards.draft);
    driver.decide('recordCouncil', both, standards.council);
    for (const [type, input] of [
      ['decide', standards.decided],
      ['decideAmended', { ...standards.decided, amended: standards.hash(8), changes: 'c' }],
      ['returnDraft', { draft: standards.hash(1), reason: 'r' }],
    ] as const)
      expect(driver.expectRefused('deciderDidNotDraft', type, both, input)).toMatchObject({ clause: '2-2' });
  });

  it('5-3, 5-5: proposes the plan, compiles the issues, and enters the direction; adopts no plan of its own, publishes no outline', () => {
    const { both } = programme;
    const driver = programme.withPolicy().decide('proposePlan', both, programme.plan);
    driver.expectRefused('adopterDidNotPropose', 'adoptPlan', both);
    driver.decide('adoptPlan', programme.head);
    for (const report of [programme.ministryReport, programme.agencyReport])
      driver.passTo('2027-03-01').told('hqauditReported', report, report.audit);
    driver.decide('compileIssues', both, programme.issues);
    const refused = driver.attempt('decideDirection', both, programme.direction);
    expect(refused[0]).toMatchObject({ rule: 'notYourRole', clause: '5-5' });
    const enteredFor = { ...onPaper, by: both.person, decidedOn: '2027-03-02' };
    driver
      .passTo('2027-03-21')
      .decide('decideDirection', programme.member, programme.direction, undefined, { enteredFor });
    driver.expectRefused('publisherDidNotEnter', 'publishOutline', both, programme.outline);
    driver.decide('publishOutline', programme.second, programme.outline);
    expect(driver.projection.ended).toBe('published');
  });
});

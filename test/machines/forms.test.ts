/** What forms offer and fill in, in every state of honest paths: lists in words, drafts that their schemas take. */
import { describe, expect, it } from 'vitest';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import * as audits from './audit/cast.ts';
import { asObject } from '../../model/json.ts';
import { cast } from './cycle/cast.ts';
import { honestYear, inputs, open, walk } from './cycle/honest-year.ts';
import { before } from './cycle/trials.ts';
import * as improvements from './improvement/cast.ts';
import { problemsOfForms } from './support/forms.ts';

describe('the forms of a cycle', () => {
  it('have lists in words and drafts from them in every state of an honest year', () => {
    let at = open();
    const seen = new Set<string>();
    for (const step of honestYear) {
      expect([step.on, problemsOfForms(cycleV1, at.driver, at.world)]).toEqual([step.on, []]);
      for (const [name, { from, facts }] of Object.entries(cycleV1.choices ?? {})) {
        if (facts === undefined && from(at.driver.state.snapshot.context, {}).length > 0) seen.add(name);
      }
      at = walk(at, [step]);
    }
    expect([...seen].sort()).toEqual([
      'auditMeasures',
      'exceptionsApplied',
      'exceptionsToSettle',
      'measures',
      'observations',
      'openImprovements',
      'owedEducations',
      'owedItems',
      'owedOfStandards',
      'selfInspectionMeasures',
      'toCover',
      'trainingMeasures',
      'workabilityReports',
    ]);
  });
});

describe('the form of a judgement', () => {
  it('begins with what was proposed, and with an improvement for everything that falls short', () => {
    const { driver } = before('judge');
    const drafted = asObject(cycleV1.drafts?.['judge']?.from(driver.state.snapshot.context, {}));
    const { document, ...proposed } = inputs.proposeJudgement;
    expect(drafted).toMatchObject({ ...proposed, proposal: document });
    const { document: judgement, improvements: titled } = inputs.judge;
    // Called like the finding; what was judged insufficient has no title until whoever judges gives it one.
    const [ofFinding, ofDimension] = titled;
    expect(drafted['improvements']).toEqual([ofFinding, { covers: ofDimension.covers }]);
    expect(
      driver.decide('judge', cast.ciso, { ...drafted, document: judgement, improvements: titled }).projection.phase,
    ).toBe('judged');
  });
});

describe('the forms of an improvement', () => {
  const { begun, planning, submitted, carryingOut, observing, verifying, proposed, attested, head, owner } =
    improvements;
  it.each(Object.entries({ begun, planning, submitted, carryingOut, observing, verifying, proposed, attested }))(
    'have lists in words and drafts from them: %s',
    (_, state) => {
      expect(problemsOfForms(improvementV1, state(), improvements.usual)).toEqual([]);
      expect(problemsOfForms(improvementV1, state({ world: improvements.agencys }), improvements.agencys)).toEqual([]);
    },
  );
  it('put a plan that was returned forward again, as it was handed in', () => {
    const back = submitted().decide('return', head, { reason: 'cause' });
    const drafted = improvementV1.drafts?.['plan']?.from(back.state.snapshot.context, {});
    expect(drafted).toEqual(improvements.plan);
    expect(problemsOfForms(improvementV1, back, improvements.usual)).toEqual([]);
    expect(back.decide('plan', owner, { ...improvements.plan, cause: 'another' }).projection.phase).toBe('submitted');
  });
});

describe('the forms of an audit', () => {
  const { opened, planned, assigned, inFieldwork, withFinding, commenting, commented, replaced } = audits;
  it.each(Object.entries({ opened, planned, assigned, inFieldwork, withFinding, commenting, commented, replaced }))(
    'have lists in words and drafts from them: %s',
    (_, state) => {
      expect(problemsOfForms(auditV1, state(), audits.here)).toEqual([]);
    },
  );
  it('name what cannot be undone by nothing filled in: it is chosen by number and title, and the choice fills both', () => {
    const { context } = replaced().state.snapshot;
    for (const name of ['rejectFinding', 'withdrawFinding']) expect(auditV1.drafts).not.toHaveProperty(name);
    expect(auditV1.choices?.['findingsPending']?.from(context, {})).toMatchObject([
      { id: '1', ja: '指摘1「shared accounts」 不適合', fills: { title: 'shared accounts' } },
    ]);
    const { context: improvement } = improvements.begun().state.snapshot;
    expect(improvementV1.drafts?.['assignOwner']?.from(improvement, {})).not.toHaveProperty('title');
    expect(improvementV1.choices?.['thisImprovement']?.from(improvement, {})).toEqual([
      {
        id: '1',
        ja: '第1号「unpatched servers」',
        en: 'no. 1 “unpatched servers”',
        fills: { title: 'unpatched servers' },
      },
    ]);
  });
  it('say the result that follows from the findings, and revise the plan that stands', () => {
    const { report, revisePlan } = auditV1.drafts ?? {};
    expect(report?.from(commented().state.snapshot.context, {})).toEqual({ result: 'findings' });
    expect(report?.from(inFieldwork().state.snapshot.context, {})).toEqual({ result: 'noFinding' });
    expect(revisePlan?.from(planned().state.snapshot.context, {})).toEqual(audits.plan);
  });
});

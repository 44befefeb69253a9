/** A second version of a procedure beside the first: short, and the instances of the first do not notice. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditV1 } from '../../../machines/audit/v1/index.ts';
import { begin, checkProcedure, refold, refusals, step } from '../../../machines/core/index.ts';
import { amended } from '../../../machines/kit/v1/index.ts';
import { ROOT } from '../../support/pinned.ts';
import { leader, withFinding } from '../audit/cast.ts';
import { expectRefolds } from '../support/drive.ts';
import { auditV2 } from './audit-v2.ts';

const tomorrow = { commentDate: '2026-11-03' };

describe('a version that amends one rule', () => {
  it('is a file of under 100 lines, and passes the start-up check', () => {
    const lines = readFileSync(`${ROOT}/test/machines/versions/audit-v2.ts`, 'utf8').split('\n');
    expect(lines.length).toBeLessThan(100);
    expect(checkProcedure(auditV2)).toEqual([]);
    expect(auditV2).toMatchObject({ id: 'audit', version: 2 });
  });

  it('judges by the amended rule, where the first goes on judging by its own', () => {
    const running = withFinding();
    const { state, event } = running.trial('requestComments', leader, tomorrow);
    expect(refusals(auditV2, state, event)).toMatchObject([
      { rule: 'commentDateAhead', en: 'The comment date must lie at least five days ahead.' },
    ]);
    expect(refusals(auditV1, state, event)).toEqual([]);
    const later = running.trial('requestComments', leader, { commentDate: '2026-11-07' });
    expect(refusals(auditV2, later.state, later.event)).toEqual([]);
    expect(step(auditV2, later.state, later.event).entry).toMatchObject({
      version: 2,
      to: { live: { active: 'commenting' } },
    });
  });

  it('leaves instances of the first untouched: they go on, and their journals refold to the same digests', () => {
    const running = withFinding().decide('requestComments', leader, tomorrow);
    expect(running.entries.every(({ version }) => version === 1)).toBe(true);
    expectRefolds(auditV1, running);
    // The same journal is another story under the second version: what began with the first keeps it.
    expect(refold(auditV2, running.entries)).toMatchObject({ seq: running.entries.length });
  });

  it('cannot amend a rule that is none', () => {
    const rule = auditV1.rules['commentDateAhead'];
    if (rule === undefined) throw new Error('the audit has a rule commentDateAhead');
    expect(() => amended(auditV1, { version: 2, rules: { commentDatePast: rule } })).toThrow('no rule commentDatePast');
    expect(() => amended(auditV1, { version: 1, rules: {} })).toThrow('later version');
  });

  it('begins as the first does', () => {
    const [first] = withFinding().entries;
    const { instance = '', at = 0 } = first ?? {};
    const beginning = {
      instance,
      organisation: 'demo-body',
      year: 2026,
      input: JSON.parse(JSON.stringify(first?.event)).input,
    };
    expect(begin(auditV2, beginning, at).entry).toMatchObject({
      version: 2,
      to: first?.to,
      projection: first?.projection,
    });
  });
});

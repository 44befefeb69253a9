/** The lists a procedure shows of what it holds, from the same context its rules read. */
import { describe, expect, it } from 'vitest';
import type { ListRow, Procedure, State } from '../../machines/core/index.ts';
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { cycleV1 } from '../../machines/cycle/v1/index.ts';
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { withFinding } from './audit/cast.ts';
import * as honest from './cycle/honest-year.ts';
import { verifying } from './improvement/cast.ts';

const rowsOf = (procedure: Procedure, { snapshot }: State, list: string): readonly ListRow[] =>
  procedure.lists?.[list]?.rows(snapshot.context) ?? [];

describe('lists', () => {
  const planned = honest.walk(honest.open(), honest.planning);
  const closed = honest.walk(honest.open(), honest.honestYear).driver;

  it('of a cycle: each measure of the plan with its progress, its post and its date (3-7, 3-11)', () => {
    const before = rowsOf(cycleV1, planned.driver.state, 'measures');
    expect(before.length).toBeGreaterThan(3);
    expect(before.every(({ done, status }) => done === false && status.ja === '未報告')).toBe(true);
    const after = rowsOf(cycleV1, closed.state, 'measures');
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
    expect(after.filter(({ done }) => done === true).length).toBeGreaterThan(0);
    expect(after.every(({ role, due }) => role !== undefined && due !== undefined)).toBe(true);
  });

  it('of a cycle: what was judged of each dimension and of the whole; nothing before (3-16)', () => {
    expect(rowsOf(cycleV1, planned.driver.state, 'judgement')).toEqual([]);
    const judged = rowsOf(cycleV1, closed.state, 'judgement');
    expect(judged.map(({ id }) => id)).toEqual(['implementation', 'effect', 'resultingState', 'overall']);
    expect(judged.find(({ id }) => id === 'effect')).toMatchObject({ ja: '効果', done: false });
    expect(judged.map(({ status }) => status.ja)).toContain('十分（求める水準：達成）');
  });

  it('of a cycle: its findings, with the improvement that covers each (3-16)', () => {
    const findings = rowsOf(cycleV1, closed.state, 'findings');
    expect(findings.length).toBeGreaterThan(0);
    const covered = findings.filter(({ instance }) => instance !== undefined);
    expect(covered.length).toBeGreaterThan(0);
    expect(covered[0]).toMatchObject({ ja: '不適合「退職者の利用権限の残存」' });
    expect(covered.every(({ status }) => status.ja === '改善措置の対象')).toBe(true);
  });

  it('of a cycle: which improvements were still open when it was evaluated, by number and title (3-19)', () => {
    const rows = rowsOf(cycleV1, closed.state, 'openAtEvaluation');
    expect(rows.map(({ ja, status }) => [ja, status.ja])).toEqual([
      ['第1号「退職者の利用権限の残存」', 'その後終了'],
      ['第2号「訓練の効果の不足」', 'その後終了'],
    ]);
  });

  it('of a cycle: what was answered never reads as open, however it was answered (3-4, 3-6)', () => {
    const { snapshot } = planned.driver.state;
    const answers = ['amended', 'conforms', 'reflected', 'inOperation', 'notApplicable', 'before', 'carried', 'held'];
    const owed = answers.map((how) => ({
      ref: how,
      source: 'directive',
      subject: 'standards',
      what: '',
      since: 0,
      settled: 1,
      how,
    }));
    const state = { ...planned.driver.state, snapshot: { ...snapshot, context: { ...snapshot.context, owed } } };
    const rows = rowsOf(cycleV1, state, 'owed');
    expect(rows.map(({ id }) => id)).toEqual(answers);
    expect(rows.filter(({ status }) => status.ja === '未対応')).toEqual([]);
  });

  it('of an audit: its findings with author and department, and its team (3-15)', () => {
    const { state } = withFinding();
    expect(rowsOf(auditV1, state, 'findings')).toMatchObject([
      { ja: '1．不適合：shared accounts', status: { ja: '記録済' }, department: 'tax', person: 'anna' },
    ]);
    expect(rowsOf(auditV1, state, 'auditors').map(({ person }) => person)).toContain('anna');
  });

  it('of an improvement: what it covers, and the plans so far with how each ended (3-17)', () => {
    const run = verifying();
    expect(rowsOf(improvementV1, run.state, 'covers').length).toBeGreaterThan(0);
    expect(rowsOf(improvementV1, run.state, 'attempts')).toEqual([]);
  });
});

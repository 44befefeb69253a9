/** An independent audit (3-15), from its opening by the cycle to the report. */
import { z } from 'zod';
import type { PersonId } from '../../model/identifiers.ts';
import { addDays, fiscalYearDates } from '../../model/japan-time.ts';
import { criteria, criteriaSet } from '../cast/registers.ts';
import { cycleOf, numbered, type Scene } from './year.ts';

const Read = z.looseObject({ phase: z.looseObject({ id: z.string() }) });

/** Opens audit `n` and takes it to fieldwork with a team; an auditor who is not independent is refused on the way. */
export async function openAudit(scene: Scene, n: number, team: readonly PersonId[], planned = true): Promise<string> {
  const { teller, people, year, today } = scene;
  const audit = numbered(scene, 'audit', n);
  teller.chapter({ ja: `${people.organisation}：独立した監査`, en: `${people.organisation}: independent audit` });
  await teller.does(people.auditOfficer, cycleOf(scene), 'openAudit', {
    title: '年次監査',
    planned,
    ...(planned ? { programmeItem: 'm-audit' } : {}),
    yearExamined: year,
  });
  await teller.until(`${audit} begins`, async () => {
    try {
      return Read.parse(await teller.reads(people.auditOfficer, `/procedures/${audit}`));
    } catch {
      return undefined;
    }
  });
  await teller.does(people.auditOfficer, audit, 'planAudit', {
    departments: [people.departments.servicesPlanning],
    period: { from: fiscalYearDates(year).first, to: today },
    yearExamined: year,
    criteriaSet,
    reportBy: addDays(today, 30),
  });
  teller.says({
    ja: '対象期間中に対象部署に在籍していた者は、監査実施者になれません（指針3(3)〔3-15〕の明文）。',
    en: 'Whoever held a post in the audited department within the period cannot audit it (guideline 3(3) [3-15], in words).',
  });
  await teller.isRefused(
    people.auditOfficer,
    audit,
    'assign',
    { auditors: [people.movedAuditor] },
    'auditorsHoldNoPostThere',
  );
  await teller.does(people.auditOfficer, audit, 'assign', { auditors: team });
  await teller.does(people.auditOfficer, audit, 'startFieldwork', {});
  return audit;
}

/** What the findings are called. */
export const findingTitles = {
  nonconformity: '退職者の利用権限の残存',
  observation: '欠席者への補講の遅れ',
} as const;

/** A finding by one of the team. */
export async function find(
  { teller, people }: Scene,
  audit: string,
  auditor: PersonId,
  grade: 'nonconformity' | 'observation',
): Promise<void> {
  await teller.does(auditor, audit, 'recordFinding', {
    title: findingTitles[grade],
    grade,
    criterion: grade === 'nonconformity' ? criteria[1] : criteria[0],
    department: people.departments.servicesPlanning,
    statement: grade === 'nonconformity' ? '退職者の利用権限が残っていた' : '研修の欠席者への補講が遅い',
    evidence: [await teller.document(auditor, `監査証拠 ${grade}`)],
  });
}

/** Comments of the audited department, then the report to the CISO. */
export async function report(
  { teller, people, today }: Scene,
  audit: string,
  result: 'findings' | 'noFinding',
): Promise<void> {
  await teller.does(people.auditOfficer, audit, 'requestComments', { commentDate: addDays(today, 7) });
  const document = await teller.document(people.auditOfficer, '監査報告書');
  await teller.isRefused(people.auditOfficer, audit, 'report', { result, document }, 'commentsInOrDatePassed');
  await teller.does(people.divisionOfficerOfPlanning, audit, 'comment', {
    department: people.departments.servicesPlanning,
    comment: result === 'findings' ? '指摘のとおり改める' : '意見なし',
  });
  await teller.does(people.auditOfficer, audit, 'report', { result, document });
}

/** The audit officer is in conflict, an auditor comes from the department audited, and a finding was a slip (3-15). */
import type { PersonId } from '../../model/identifiers.ts';
import { addDays, fiscalYearDates } from '../../model/japan-time.ts';
import { criteria, criteriaSet } from '../cast/registers.ts';
import { findingTitles, report } from '../stories/audits.ts';
import { isTold } from '../stories/notices.ts';
import { cycleOf, numbered, type Scene } from '../stories/year.ts';
import { begun } from './planning.ts';

/** From the opening to fieldwork, led by a substitute; answers the audit and who leads it. */
export async function auditWithSubstitute(scene: Scene): Promise<{ audit: string; leader: PersonId }> {
  const { teller, people, year, today } = scene;
  const { auditOfficer, ciso, thirdAuditor, firstAuditor, movedAuditor, headOfOfficers, departments } = people;
  const audit = numbered(scene, 'audit', 1);
  teller.chapter({ ja: '監査責任者に利害関係がある', en: 'The audit officer is in conflict' });
  await teller.does(auditOfficer, cycleOf(scene), 'openAudit', {
    title: '年次監査',
    planned: true,
    programmeItem: 'm-audit',
    yearExamined: year,
  });
  await begun(scene, audit);
  await teller.does(auditOfficer, audit, 'declareConflict', { reason: '対象の局の局長は家族である' });
  const plan = {
    departments: [departments.servicesPlanning],
    period: { from: fiscalYearDates(year).first, to: today },
    yearExamined: year,
    criteriaSet,
    reportBy: addDays(today, 30),
  };
  await teller.isRefused(auditOfficer, audit, 'planAudit', plan, 'leaderIndependent');
  teller.says({
    ja: '最高情報セキュリティ責任者に、代行を指名する仕事が知らされます。',
    en: 'The CISO is asked to name a substitute.',
  });
  await isTold(teller, ciso, 'conflictDeclared');
  const insteadOf = [auditOfficer];
  const substitute = (person: PersonId) => ({ person, insteadOf, reason: '監査責任者の利害関係の申出による' });
  await teller.isRefused(ciso, audit, 'nameSubstitute', substitute(headOfOfficers), 'substituteIndependent');
  await teller.does(ciso, audit, 'nameSubstitute', substitute(thirdAuditor));
  await teller.does(thirdAuditor, audit, 'planAudit', plan);
  await teller.isRefused(
    thirdAuditor,
    audit,
    'assign',
    { auditors: [firstAuditor, movedAuditor] },
    'auditorsHoldNoPostThere',
  );
  await teller.does(thirdAuditor, audit, 'assign', { auditors: [firstAuditor] });
  await teller.does(thirdAuditor, audit, 'startFieldwork');
  return { audit, leader: thirdAuditor };
}

const unapproved = '再委託の承認の記録の欠落';

/** A nonconformity, one recorded by a slip and withdrawn, one outside the set of criteria; then the report. */
export async function findAndReport(scene: Scene, audit: string, leader: PersonId): Promise<void> {
  const { teller, people } = scene;
  const { firstAuditor, departments } = people;
  const evidence = [await teller.document(firstAuditor, '監査証拠')];
  const finding = { department: departments.servicesPlanning, evidence };
  const nonconformity = {
    ...finding,
    title: findingTitles.nonconformity,
    grade: 'nonconformity',
    criterion: criteria[1],
    statement: '退職者の権限が残っていた',
  };
  await teller.isRefused(
    firstAuditor,
    audit,
    'recordFinding',
    { ...nonconformity, criterion: 'なんとなく' },
    'criterionOfTheSet',
  );
  await teller.does(firstAuditor, audit, 'recordFinding', nonconformity);
  teller.says({
    ja: '同じ指摘を誤って二度記録しました。取り消しても、記録は残ります。',
    en: 'The same finding was recorded twice by a slip. Withdrawn, it stays in the record.',
  });
  await teller.does(firstAuditor, audit, 'recordFinding', nonconformity);
  await teller.does(firstAuditor, audit, 'withdrawFinding', {
    finding: 2,
    title: nonconformity.title,
    reason: '二重に記録した',
  });
  await teller.does(firstAuditor, audit, 'recordFinding', {
    ...finding,
    title: unapproved,
    grade: 'observation',
    outsideSet: '委託契約書 第12条（再委託の承認）',
    statement: '再委託の承認の記録が一件見当たらない',
  });
  await judgesAnothersFindings(scene, audit, leader, finding);
  await report({ ...scene, people: { ...people, auditOfficer: leader } }, audit, 'findings');
}

/** The auditor is replaced: a successor adopts or rejects each finding, and a slip of the number is noticed by the title. */
async function judgesAnothersFindings(
  { teller, people }: Scene,
  audit: string,
  leader: PersonId,
  finding: { readonly department: string; readonly evidence: readonly string[] },
): Promise<void> {
  const { firstAuditor, secondAuditor } = people;
  const doubtful = '共有端末の画面の放置';
  await teller.does(firstAuditor, audit, 'recordFinding', {
    ...finding,
    title: doubtful,
    grade: 'observation',
    criterion: criteria[0],
    statement: '共有端末の画面が開いたままであった',
  });
  teller.says({
    ja: '監査実施者が交代します。後任は、前任者の指摘を一つずつ引き継ぐか判断します。',
    en: 'The auditor is replaced. The successor judges each finding of the one before.',
  });
  await teller.does(leader, audit, 'replaceAuditor', {
    outgoing: firstAuditor,
    incoming: secondAuditor,
    reason: '長期の病気休暇',
  });
  for (const number of [1, 3])
    await teller.does(secondAuditor, audit, 'adoptFinding', { finding: number, reason: '証拠を再度確かめた' });
  const rejecting = { title: doubtful, reason: '証拠からは確かめられない' };
  await teller.isRefused(
    secondAuditor,
    audit,
    'rejectFinding',
    { ...rejecting, finding: 4, title: unapproved },
    'findingNamedRightly',
  );
  await teller.does(secondAuditor, audit, 'rejectFinding', { ...rejecting, finding: 4 });
}

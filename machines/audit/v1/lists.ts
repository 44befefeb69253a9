/** Lists of an audit: its findings and its team. */
import type { ListRow } from '../../core/index.ts';
import { gradeNames, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import type { Auditor, Context, Finding } from './types.ts';

const standings: Readonly<Record<Finding['standing'], Text>> = {
  recorded: { ja: '記録済', en: 'recorded' },
  withdrawn: { ja: '取下げ', en: 'withdrawn' },
  pending: { ja: '後任の判断待ち', en: 'waiting for a successor' },
  adopted: { ja: '後任が引継ぎ', en: 'adopted' },
  rejected: { ja: '後任が不採用', en: 'rejected' },
};
function findingRow(finding: Finding): ListRow {
  const { ref, number, grade, department, standing, author, recordedAt, evidence } = finding;
  const { ja, en } = gradeNames[grade];
  const said = finding.statement.slice(0, 60);
  return {
    id: ref,
    ja: `${number}．${ja}：${said}`,
    en: `${number}. ${en}: ${said}`,
    status: standings[standing],
    done: standing !== 'pending',
    at: recordedAt,
    department,
    person: author,
    documents: evidence,
  };
}

function auditorRow({ person, since, to }: Auditor): ListRow {
  const status = to === undefined ? { ja: '担当中', en: 'in the team' } : { ja: '交代済', en: 'replaced' };
  return { id: person, ja: '監査実施者', en: 'auditor', status, done: to !== undefined, at: since, person };
}

export const lists: ShownLists<Context> = {
  findings: { ja: '指摘事項', en: 'findings', rows: ({ findings }) => findings.map(findingRow) },
  auditors: { ja: '監査実施者', en: 'auditors', rows: ({ auditors }) => auditors.map(auditorRow) },
};

/** Lists of an audit: its findings and its team. */
import { z } from 'zod';
import type { Json, ListRow } from '../../core/index.ts';
import { asTyped, gradeNames, withTitle, type ShownLists } from '../../kit/v1/index.ts';
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
  const { ref, number, title, grade, department, standing, author, recordedAt, evidence } = finding;
  const { ja, en } = gradeNames[grade];
  return {
    id: ref,
    ja: `${number}．${ja}：${title}`,
    en: `${number}. ${en}: ${title}`,
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

const entryOf = z.object({ input: z.object({ finding: z.number().optional(), title: z.string().optional() }) });

/** The finding that an entry is about. */
export function subject({ findings }: Context, event: Json): Text | undefined {
  const { finding, title } = entryOf.safeParse(event).data?.input ?? {};
  if (finding === undefined) return title === undefined ? undefined : asTyped(title);
  const there = findings.find(({ number }) => number === finding);
  return withTitle({ ja: `指摘${finding}`, en: `finding ${finding}` }, there?.title);
}

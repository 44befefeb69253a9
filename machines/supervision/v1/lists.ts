/** Lists of a year's supervision: the part of each ministry, what evaluations ask of the agency, audits reported. */
import type { ListRow } from '../../core/index.ts';
import { openItem, publicationRow, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import { isPublished, mustPublish, unreceived, type AuditResult, type Context, type MinistryPart } from './types.ts';

function partRow(context: Context, part: MinistryPart): ListRow {
  const { ministry, until, evaluation, objective } = part;
  const documents = [objective?.document, evaluation?.document, part.publication?.document];
  return {
    id: ministry,
    ...(until === undefined
      ? { ja: '所管府省庁', en: 'supervises the agency' }
      : { ja: '年度の途中まで所管', en: 'supervised it earlier' }),
    status: statusOf(context, part),
    done: evaluation === undefined ? until !== undefined : !mustPublish(context) || isPublished(part),
    organisation: ministry,
    ...(evaluation !== undefined && { at: evaluation.at, person: evaluation.by }),
    documents: documents.flatMap((hash) => hash ?? []),
  };
}

function statusOf(context: Context, part: MinistryPart): Text {
  if (part.evaluation === undefined) return { ja: '未評価', en: 'not evaluated' };
  if (isPublished(part)) return { ja: '評価済・公表済', en: 'evaluated and published' };
  if (!mustPublish(context)) return { ja: '評価済', en: 'evaluated' };
  const due = openItem(context, `publication:${part.ministry}`)?.due;
  if (due !== undefined && due <= context.at) return { ja: '未公表（期限経過）', en: 'not published by its date' };
  return { ja: '評価済・公表待ち', en: 'evaluated, to be published' };
}

const dispositions: Readonly<Record<string, Text>> = {
  now: { ja: '直ちに対応', en: 'taken up now' },
  later: { ja: '時期を定めて対応', en: 'taken up later' },
  not: { ja: '対応しない', en: 'not taken up' },
};

function pointRows({ ministry, evaluation }: MinistryPart): readonly ListRow[] {
  return (evaluation?.points ?? []).map(({ ref, text, disposition }) => ({
    id: ref,
    ja: text,
    en: text,
    status: dispositions[disposition ?? ''] ?? { ja: '対応方針待ち', en: 'not disposed of yet' },
    done: disposition !== undefined,
    organisation: ministry,
  }));
}

function auditRow(context: Context, audit: AuditResult): ListRow {
  const done = unreceived(context, audit).length === 0;
  return {
    id: audit.audit,
    ja: '本部監査の結果',
    en: 'result of an audit by headquarters',
    status: done ? { ja: '受領済', en: 'received' } : { ja: '受領待ち', en: 'to be received' },
    done,
    at: audit.at,
    instance: audit.audit,
    documents: [audit.document],
  };
}

export const lists: ShownLists<Context> = {
  parts: {
    ja: '府省庁ごとの評価',
    en: 'evaluation by ministry',
    rows: (context) => context.parts.map((part) => partRow(context, part)),
  },
  publications: {
    ja: '公表の記録',
    en: 'publications',
    rows: ({ parts }) =>
      parts.flatMap(({ ministry, publication }) =>
        publication === undefined ? [] : [{ ...publicationRow(ministry, publication), organisation: ministry }],
      ),
  },
  points: { ja: '法人に求める事項', en: 'what is asked of the agency', rows: ({ parts }) => parts.flatMap(pointRows) },
  audits: {
    ja: '本部監査の結果の報告',
    en: 'audits reported',
    rows: (context) => context.audits.map((audit) => auditRow(context, audit)),
  },
};

/** Lists of headquarters' year: its audits, its inspections, the reports it counts. */
import { z } from 'zod';
import type { Json, ListRow } from '../../core/index.ts';
import { auditKinds, dateInWords, publicationRow, type ShownLists } from '../../kit/v1/index.ts';
import type { Text } from '../../../model/text.ts';
import { uncounted, type AuditReport, type Context, type Inspection, type ProgrammeAudit } from './types.ts';

function auditRow({ ref, kinds, subject, instance, startedAt }: ProgrammeAudit): ListRow {
  const named = (language: keyof Text, between: string): string =>
    kinds.map((kind) => auditKinds[kind][language]).join(between);
  const status = instance === undefined ? { ja: '開始待ち', en: 'to begin' } : { ja: '開始済', en: 'begun' };
  return {
    id: ref,
    ja: named('ja', '・'),
    en: named('en', ', '),
    status,
    done: instance !== undefined,
    ...(startedAt !== undefined && { at: startedAt }),
    organisation: subject,
    ...(instance !== undefined && { instance }),
  };
}

function inspectionRow({ number, period, document, at, by }: Inspection): ListRow {
  const [from, to] = [dateInWords(period.from), dateInWords(period.to)];
  return {
    id: String(number),
    ja: `${from.ja}から${to.ja}まで`,
    en: `${from.en} to ${to.en}`,
    status: { ja: '記録済', en: 'recorded' },
    done: true,
    at,
    person: by,
    documents: [document],
  };
}

/** The year has ended, and counts nothing more. */
function isOver({ outline, withoutDirection }: Context): boolean {
  return outline !== undefined || withoutDirection !== undefined;
}

function reportRow(context: Context, { audit, subject, issuedOn, document, carriedFrom }: AuditReport): ListRow {
  const isOpen = uncounted(context).some((report) => report.audit === audit);
  const { ja, en } = dateInWords(issuedOn);
  const late = carriedFrom === undefined ? { ja: '', en: '' } : { ja: '（前年度の監査）', en: ' (of an earlier year)' };
  return {
    id: audit,
    ja: `${ja}の監査報告${late.ja}`,
    en: `report of ${en}${late.en}`,
    status: !isOpen
      ? { ja: '取りまとめ済', en: 'counted' }
      : isOver(context)
        ? { ja: '翌年度に数える', en: 'counts next year' }
        : { ja: '取りまとめ前', en: 'not counted yet' },
    done: !isOpen,
    organisation: subject,
    documents: [document],
  };
}

export const lists: ShownLists<Context> = {
  audits: { ja: '本部監査', en: 'audits', rows: ({ audits }) => audits.map(auditRow) },
  inspections: { ja: '点検', en: 'inspections', rows: ({ inspections }) => inspections.map(inspectionRow) },
  publication: {
    ja: '公表の記録',
    en: 'publication',
    rows: ({ outline }) => (outline === undefined ? [] : [publicationRow('outline', outline.publication)]),
  },
  reports: { ja: '監査報告', en: 'reports', rows: (context) => context.reports.map((one) => reportRow(context, one)) },
};

const named = z.object({ input: z.object({ ref: z.string().optional(), subject: z.string().optional() }) });

/** The audit that an entry is about. */
export function subject({ audits }: Context, event: Json): Text | undefined {
  const said = named.safeParse(event).data?.input;
  const about = audits.find(({ ref, subject: body }) => ref === said?.ref || body === said?.subject);
  if (about === undefined) return undefined;
  const row = auditRow(about);
  return { ja: row.ja, en: row.en };
}

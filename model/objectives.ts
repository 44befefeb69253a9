/**
 * Objectives that competent ministers set an agency (4-3), as the register `objectives` keeps them: they outlive years, and
 * those of several ministers stand beside each other.
 */
import { z } from 'zod';
import { titled } from './field.ts';
import { asObject, type Json } from './json.ts';
import { sha256 } from './pattern.ts';
import type { Text } from './text.ts';

/** By which article objectives are set: one for each class of agencies, or the law of its own of a designated corporation. */
const objectiveArticles = {
  article29: {
    ja: '独立行政法人通則法第29条（中期目標）',
    en: 'Act on General Rules for Incorporated Administrative Agencies, article 29 (medium-term objectives)',
  },
  'article35-4': {
    ja: '独立行政法人通則法第35条の4（中長期目標）',
    en: 'Act on General Rules for Incorporated Administrative Agencies, article 35-4 (medium- and long-term objectives)',
  },
  'article35-9': {
    ja: '独立行政法人通則法第35条の9（年度目標）',
    en: 'Act on General Rules for Incorporated Administrative Agencies, article 35-9 (annual objectives)',
  },
  ownLaw: { ja: '個別の根拠法', en: 'the law of its own' },
} as const satisfies Record<string, Text>;
type ObjectiveArticle = keyof typeof objectiveArticles;

function isObjectiveArticle(text: string): text is ObjectiveArticle {
  return Object.hasOwn(objectiveArticles, text);
}

const date = (title: string) => z.iso.date().meta({ ...titled(title), reference: 'date' });

/** What one minister, or several jointly, set an agency for a period, and where it speaks of information security. */
export const objectiveSchema = z.strictObject({
  ministries: z
    .array(
      z
        .string()
        .min(1)
        .max(63)
        .meta({ ...titled('府省庁 / ministry', { choices: 'organisations' }), reference: 'organisation' }),
    )
    .min(1)
    .max(20)
    .meta(titled('目標を指示した主務大臣の府省庁 / ministries whose ministers set it')),
  article: z
    .enum(Object.keys(objectiveArticles).filter(isObjectiveArticle))
    .meta(titled('根拠条項 / article', { labels: objectiveArticles })),
  from: date('目標の期間の初日 / first day of its period'),
  to: date('目標の期間の末日 / last day of its period'),
  /** SHA-256 of the document. */
  document: sha256().meta({ ...titled('目標の文書 / its document', { choices: 'documents' }), reference: 'document' }),
  place: z.string().min(1).max(200).meta(titled('該当箇所（頁・節） / where in it (page, section)')),
  passage: z
    .string()
    .min(1)
    .max(2000)
    .meta(titled('情報セキュリティ対策を講ずる旨の記載 / what it says of information security')),
  /** When the ministry last said that it stands. */
  confirmedOn: date('最後に確認した日 / last confirmed on').optional(),
});

/**
 * Under which key a value stands: one for the ministries and the first day of the period, so that objectives of another
 * minister or of the next period stand beside it, and a confirmed or corrected one takes its place.
 */
export function keyOfObjective(value: Json): string {
  const { ministries, from } = asObject(value);
  const named = Array.isArray(ministries) ? ministries.map(String).sort() : [];
  return `${named.join('+')}/${typeof from === 'string' ? from : ''}`;
}

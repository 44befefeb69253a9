/** By which article objectives are set (4-3) and a year is evaluated (4-10, 4-12), and which fits an agency. */
import type { Text } from '../../../model/text.ts';
import { hasObjectives, isIncorporated, type Context } from './types.ts';

/** Of objectives: one for each class, or the law of its own of a designated corporation. */
export const objectiveArticles = {
  article29: { ja: '通則法第29条（中期目標）', en: 'General Rules Act, article 29 (medium-term)' },
  'article35-4': { ja: '通則法第35条の4（中長期目標）', en: 'General Rules Act, article 35-4 (medium- and long-term)' },
  'article35-9': { ja: '通則法第35条の9（年度目標）', en: 'General Rules Act, article 35-9 (annual)' },
  ownLaw: { ja: '個別の根拠法', en: 'the law of its own' },
} as const satisfies Record<string, Text>;

/** Of evaluations. */
export const articles = {
  article32: { ja: '通則法第32条（中期目標管理法人）', en: 'General Rules Act, article 32 (medium-term agencies)' },
  'article35-6': {
    ja: '通則法第35条の6（国立研究開発法人）',
    en: 'General Rules Act, article 35-6 (research agencies)',
  },
  'article35-11': {
    ja: '通則法第35条の11（行政執行法人）',
    en: 'General Rules Act, article 35-11 (executive agencies)',
  },
  ownLaw: { ja: '個別の根拠法（指定法人）', en: 'the law of its own (designated corporations)' },
} as const satisfies Record<string, Text>;

/** For each class of agencies the article of its objectives and that of its evaluation. */
const articlesOf: Readonly<Record<string, readonly [objectives: string, evaluation: string]>> = {
  'medium-term-objectives': ['article29', 'article32'],
  'national-research-and-development': ['article35-4', 'article35-6'],
  'administrative-execution': ['article35-9', 'article35-11'],
};

/** The article by which objectives of an agency are set; `undefined` where its class is not known. */
export function objectiveArticle(context: Context): string | undefined {
  return articleFor(context, 0);
}

/** The same of its evaluation. */
export function evaluationArticle(context: Context): string | undefined {
  return articleFor(context, 1);
}

function articleFor(context: Context, which: 0 | 1): string | undefined {
  return isIncorporated(context) ? articlesOf[context.competent.class ?? '']?.[which] : 'ownLaw';
}

/** True for the article by which objectives of this agency are set; where its class is not known, for any of the Act. */
export function fitsObjectives(context: Context, article: string): boolean {
  return hasObjectives(context) && fits(article, objectiveArticle(context));
}

/** The same of its evaluation. */
export function fitsEvaluation(context: Context, article: string): boolean {
  return fits(article, evaluationArticle(context));
}

function fits(article: string, known: string | undefined): boolean {
  return known === undefined ? article !== 'ownLaw' : article === known;
}

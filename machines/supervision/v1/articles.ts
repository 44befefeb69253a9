/** By which article objectives are set (4-3) and a year is evaluated (4-10, 4-12), and which fits an agency. */
import type { Text } from '../../../model/text.ts';
import { hasObjectives, isIncorporated, type Context } from './types.ts';

/** Of objectives: one for each class, or the law of its own of a designated corporation. */
export const objectiveArticles = {
  article29: {
    ja: '独立行政法人通則法第29条（中期目標）',
    en: 'General Rules Act, article 29 (medium-term objectives)',
  },
  'article35-4': {
    ja: '独立行政法人通則法第35条の4（中長期目標）',
    en: 'General Rules Act, article 35-4 (medium- and long-term objectives)',
  },
  'article35-9': {
    ja: '独立行政法人通則法第35条の9（年度目標）',
    en: 'General Rules Act, article 35-9 (annual objectives)',
  },
  ownLaw: { ja: '個別の根拠法', en: 'the law of its own' },
} as const satisfies Record<string, Text>;

/** Of evaluations. */
export const articles = {
  article32: {
    ja: '独立行政法人通則法第32条（中期目標管理法人）',
    en: 'General Rules Act, article 32 (medium-term objectives)',
  },
  'article35-6': {
    ja: '独立行政法人通則法第35条の6（国立研究開発法人）',
    en: 'General Rules Act, article 35-6 (research and development)',
  },
  'article35-11': {
    ja: '独立行政法人通則法第35条の11（行政執行法人）',
    en: 'General Rules Act, article 35-11 (administrative execution)',
  },
  ownLaw: { ja: '個別の根拠法（指定法人）', en: 'the law of its own (designated corporations)' },
} as const satisfies Record<string, Text>;

/** For each class of agencies, of objectives and of evaluations. */
const ofObjectives: Readonly<Record<string, string>> = {
  'medium-term-objectives': 'article29',
  'national-research-and-development': 'article35-4',
  'administrative-execution': 'article35-9',
};
const ofEvaluations: Readonly<Record<string, string>> = {
  'medium-term-objectives': 'article32',
  'national-research-and-development': 'article35-6',
  'administrative-execution': 'article35-11',
};

/** The article by which an agency is evaluated; `undefined` where its class is not known. */
export function evaluationArticle(context: Context): string | undefined {
  return articleFor(context, ofEvaluations);
}

/** The same of its objectives. */
export function objectiveArticle(context: Context): string | undefined {
  return articleFor(context, ofObjectives);
}

function articleFor(context: Context, articleOf: Readonly<Record<string, string>>): string | undefined {
  return isIncorporated(context) ? articleOf[context.class ?? ''] : 'ownLaw';
}

/** True for the article by which objectives of this agency are set; where its class is not known, for any of the Act. */
export function fitsObjectives(context: Context, article: string): boolean {
  return hasObjectives(context) && fits(context, article, ofObjectives);
}

/** The same of its evaluation. */
export function fitsEvaluation(context: Context, article: string): boolean {
  return fits(context, article, ofEvaluations);
}

function fits(context: Context, article: string, articleOf: Readonly<Record<string, string>>): boolean {
  if (!isIncorporated(context)) return article === 'ownLaw';
  return context.class === undefined ? article !== 'ownLaw' : article === articleOf[context.class];
}

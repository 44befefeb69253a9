/** What of a decision's input is known already; whoever decides may change all of it. */
import type { Drafts } from '../../core/index.ts';
import { evaluationArticle, objectiveArticle } from './articles.ts';
import { ministriesNow, type Context } from './types.ts';

/** Where one ministry alone is competent nobody has to choose it. */
function only(context: Context): { ministries?: string[] } {
  const now = ministriesNow(context);
  return now.length === 1 ? { ministries: [...now] } : {};
}

/** The class of the agency says by which article. */
function byArticle(article: string | undefined): { article?: string } {
  return article === undefined ? {} : { article };
}

function underItsLaw(context: Context): { ministries?: string[]; basis?: string } {
  const { legalBasis: basis } = context.competent;
  return { ...only(context), ...(basis !== undefined && { basis }) };
}

export const drafts: Drafts<Context> = {
  recordObjective: { from: (context) => ({ ...only(context), ...byArticle(objectiveArticle(context)) }) },
  confirmObjective: { from: only },
  objectiveLacks: { from: only },
  recordGuidance: { from: underItsLaw },
  needNoGuidance: { from: only },
  recordContact: { from: only },
  submitResult: { from: ({ cycleResult }) => (cycleResult === undefined ? {} : { document: cycleResult.made }) },
  evaluate: { from: (context) => ({ ...underItsLaw(context), ...byArticle(evaluationArticle(context)) }) },
  publish: { from: only },
  advise: { from: (context) => ({ ministries: [...ministriesNow(context)] }) },
  answerAdvice: { from: only },
  receiveAuditResult: { from: only },
};

/** What is known of long lists before somebody judges them: the requirements of an edition, directives, criteria. */
import { z } from 'zod';
import type { Drafts, Json } from '../../core/index.ts';
import { commonFact, type CommonFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { owedNow } from './owing.ts';
import { askedNow } from './planning/asked.ts';
import type { Context } from './types.ts';

const known = z.object({ common: commonFact.pick({ editions: true, directives: true }) });
const sets = z.object({ common: commonFact.pick({ criteriaSets: true }) });
type Known = Pick<CommonFact, 'editions' | 'directives'>;

/** The map against an edition, a line for each of its requirements; by default the newest. */
function mapAgainst({ editions }: Known, wanted?: string): { readonly edition?: string; readonly conformance?: Json } {
  const [newest] = [...editions].sort((a, b) => (a.decidedOn < b.decidedOn ? 1 : -1));
  const edition = wanted === undefined ? newest : editions.find(({ id }) => id === wanted);
  if (edition === undefined) return {};
  return { edition: edition.id, conformance: edition.requirements.map((requirement) => ({ requirement })) };
}

const answers = ({ directives }: Known): Json => directives.map(({ id }) => ({ directive: id }));

const ofStandards = made(known, (context, { common }) => ({
  ...mapAgainst(common),
  directives: answers(common),
  settles: owedNow(context, 'standards').map(({ ref }) => ref),
}));

/** What is owed of one kind, where it is one thing alone. */
function onlyAsked(context: Context, source: 'edition' | 'directive'): string | undefined {
  const [only, ...more] = askedNow(context, source);
  return more.length > 0 ? undefined : only?.ref;
}

export const drafts: Drafts<Context> = {
  submitStandards: ofStandards,
  submitStandardsAmendment: ofStandards,
  confirmStandardsUnchanged: made(known, (_, { common }) => ({ directives: answers(common) })),
  declareConformity: made(known, (context, { common }) => {
    const edition = onlyAsked(context, 'edition');
    return edition === undefined ? {} : mapAgainst(common, edition);
  }),
  settleDirective: {
    from: (context) => {
      const directive = onlyAsked(context, 'directive');
      return directive === undefined ? {} : { directive };
    },
  },
  recordSelfInspection: made(sets, ({ plan }, { common }) => {
    const set = common.criteriaSets.find(({ id }) => id === plan.approved?.criteriaSet);
    return set === undefined ? {} : { criteriaSet: set.id, criteria: set.criteria.map((criterion) => ({ criterion })) };
  }),
  enterSelfInspections: {
    from: ({ plan }) => (plan.approved?.criteriaSet === undefined ? {} : { criteriaSet: plan.approved.criteriaSet }),
  },
};

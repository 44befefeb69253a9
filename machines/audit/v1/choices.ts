/** The lists from which fields of an audit's decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { commonFact, gradeNames, withTitle } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { standingFindings, team, type Context, type Finding } from './types.ts';

/** By number and title; chosen, both are filled in. */
function ofFinding({ number, title, grade, department, author }: Finding): Choice {
  const { ja, en } = gradeNames[grade];
  const called = withTitle({ ja: `指摘${number}`, en: `finding ${number}` }, title);
  return {
    id: String(number),
    ja: `${called.ja} ${ja}`,
    en: `${called.en}, ${en}`,
    department,
    person: author,
    fills: { title },
  };
}

export const choices: Choices<Context> = {
  auditedDepartments: {
    from: ({ departments }) => departments.map((department) => ({ id: department, department, ja: '', en: '' })),
  },
  team: { from: (context) => team(context).map(({ person }) => ({ id: person, person, ja: '', en: '' })) },
  findingsStanding: { from: (context) => standingFindings(context).map(ofFinding) },
  findingsPending: { from: ({ findings }) => findings.filter(({ standing }) => standing === 'pending').map(ofFinding) },
  criteriaSets: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), (_, { common }) =>
    common.criteriaSets.map(({ id }) => ({ id, ja: id, en: id })),
  ),
  /** Of the set that the plan names. */
  criteria: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), ({ criteriaSet }, { common }) =>
    (common.criteriaSets.find(({ id }) => id === criteriaSet)?.criteria ?? []).map((id) => ({ id, ja: id, en: id })),
  ),
};

/** The lists from which fields of an audit's decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { commonFact, gradeNames } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { standingFindings, team, type Context, type Finding } from './types.ts';

function ofFinding({ number, grade, department, author }: Finding): Choice {
  const { ja, en } = gradeNames[grade];
  return { id: String(number), ja: `指摘${number} ${ja}`, en: `finding ${number}, ${en}`, department, person: author };
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

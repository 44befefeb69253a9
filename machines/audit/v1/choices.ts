/** The lists from which fields of an audit's decisions are chosen. */
import { z } from 'zod';
import type { Choice, Choices } from '../../core/index.ts';
import { audits, commonFact } from '../../kit/v1/index.ts';
import { made } from './kit.ts';
import { standingFindings, type Context, type Finding } from './types.ts';

/** Chosen, number and title are filled in. */
function ofFinding(finding: Finding): Choice {
  const { department, title } = finding;
  return { ...audits.findingChoice(finding), department, fills: { title } };
}

export const choices: Choices<Context> = {
  auditedDepartments: {
    from: ({ departments }) => departments.map((department) => ({ id: department, department, ja: '', en: '' })),
  },
  team: audits.teamChoices,
  findingsStanding: { from: (context) => standingFindings(context).map(ofFinding) },
  findingsPending: { from: ({ findings }) => findings.filter(({ standing }) => standing === 'pending').map(ofFinding) },
  criteriaSets: audits.criteriaSetChoices,
  /** Of the set that the plan names. */
  criteria: made(z.object({ common: commonFact.pick({ criteriaSets: true }) }), ({ criteriaSet }, { common }) =>
    (common.criteriaSets.find(({ id }) => id === criteriaSet)?.criteria ?? []).map((id) => ({ id, ja: id, en: id })),
  ),
};

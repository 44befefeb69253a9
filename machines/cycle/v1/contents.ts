/**
 * Who reads which contents of the cycle (domain.md 8): risk detail and evidence are for those acting on them. Posts of a
 * department read by the same rule that lets them decide.
 */
import { z } from 'zod';
import type { Contents, Json } from '../../core/index.ts';
import { registersFact, slotsOf } from '../../kit/v1/index.ts';
import { actsForPost, isOfficerOf } from './officers.ts';
import type { Context, Measure } from './types.ts';

const departmentIn = z.object({ input: z.object({ department: z.string() }) });
const rowsIn = z.object({ input: z.object({ rows: z.array(z.looseObject({ department: z.string() })) }) });
const measureIn = z.object({
  input: z.object({ measure: z.string() }),
  facts: z.object({ registers: registersFact.pick({ plan: true }) }).optional(),
});
const answerIn = z.object({ type: z.literal('answerWorkability'), input: z.object({ report: z.number() }) });
const exceptionIn = z.object({ input: z.object({ exception: z.number() }) });

export const contents: Contents<Context> = {
  documents: ['document', 'assessment', 'riskAssessment'],
  parts: [
    {
      // An adoption hands in the risk assessment as it was found.
      entries: ['recordRiskAssessment', 'submitAdoption'],
      slots: slotsOf<Context>('riskAssessment', 'adoption.submitted'),
      roles: ['promotionOffice', 'headOfOfficers'],
    },
    {
      // An independent audit examines how the plan was carried out (3-15).
      entries: ['reportMeasure', 'recordTraining'],
      roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'],
      also: ({ context, actor, event }) => {
        const owner = measureOwner(context, event);
        return owner !== undefined && actsForPost(context, { actor }, owner);
      },
    },
    {
      entries: ['recordSelfInspection', 'reportDissemination'],
      slots: slotsOf<Context>('inspection.selfInspections'),
      roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'],
      also: ({ context, actor, event }) => {
        const said = departmentIn.safeParse(event);
        return said.success && isOfficerOf(context, { actor }, said.data.input.department);
      },
    },
    {
      // Collected by the promotion office: an officer reads what was entered of the own department.
      entries: ['enterSelfInspections'],
      roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'],
      narrowed: ({ context, actor, event }) => {
        const said = rowsIn.safeParse(event).data?.input.rows ?? [];
        const own = said.filter(({ department }) => isOfficerOf(context, { actor }, department));
        return own.length === 0 ? undefined : { rows: own.map((row): Json => JSON.parse(JSON.stringify(row))) };
      },
    },
    {
      entries: ['recordEffect', 'recordResultingState', 'proposeJudgement', 'returnJudgement', 'takeBackJudgement'],
      slots: slotsOf<Context>('inspection.effect', 'inspection.resultingState', 'proposal'),
      roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'],
    },
    {
      entries: ['reportWorkability', 'answerWorkability'],
      slots: slotsOf<Context>('workability.by'),
      anonymous: true,
      // Whoever reported what gets in the way reads the answer.
      also: ({ context, actor, event }) => {
        const said = answerIn.safeParse(event);
        return context.workability.some(({ number, by }) => number === said.data?.input.report && by === actor.person);
      },
    },
    // The report of an audit says what was found in every department; the audit itself shows to each what is theirs.
    { entries: ['auditReported'], roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'] },
    {
      // What is called by what was found in some department; that there is an improvement, and of what, others may know.
      entries: ['judge', 'supplement', 'openImprovement', 'improvementRequested'],
      fields: ['title'],
      slots: slotsOf<Context>('findings.title', 'improvements.title'),
      roles: ['promotionOffice', 'headOfOfficers', 'auditOfficer'],
    },
    {
      entries: ['applyForException', 'decideException', 'settleException', 'exceptionCarried'],
      slots: slotsOf<Context>('exceptions'),
      // Applicants read their own application, and what became of it.
      also: ({ context, actor, event }) => {
        const said = exceptionIn.safeParse(event);
        const number = said.data?.input.exception;
        return context.exceptions.some((known) => known.number === number && known.applicant === actor.person);
      },
    },
  ],
};

/** The post that owns the measure an entry speaks of: by this year's plan, else by the one it was reported under. */
function measureOwner(context: Context, event: Json | undefined): Measure['owner'] | undefined {
  const said = measureIn.safeParse(event);
  if (!said.success) return undefined;
  const { input, facts } = said.data;
  const measures = [...(context.plan.approved?.measures ?? []), ...(facts?.registers.plan?.measures ?? [])];
  return measures.find(({ id }) => id === input.measure)?.owner;
}

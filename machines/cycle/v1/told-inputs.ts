/** What a cycle is told, and in which shape. */
import { z } from 'zod';

import { fields, grade, improvementEnd, titleShape, type Tells } from '../../kit/v1/index.ts';

import { clause } from './inputs.ts';

import { askedDates } from './planning/asked.ts';

export const told = {
  auditReported: {
    input: z.object({
      audit: fields.instance('監査 / audit'),
      yearExamined: z.int(),
      planned: z.boolean(),
      departments: z.array(fields.department('部署 / department')),
      result: z.enum(['noFinding', 'findings']),
      findings: z.array(
        z.object({
          ref: fields.ref('指摘 / finding'),
          title: fields.heading('題名 / title'),
          grade,
          /** JST date on which it was recorded. */
          foundOn: fields.date('指摘した日 / date of the finding').optional(),
          criterion: z.string().optional(),
          /** Outside the criteria set: not comparable (5-1). */
          outsideSet: z.boolean().optional(),
          department: z.string().optional(),
        }),
      ),
      document: fields.document('監査報告書 / report'),
    }),
    rules: [],
  },
  auditCancelled: { input: z.object({ audit: fields.instance('監査 / audit'), reason: z.string() }), rules: [] },
  improvementEnded: {
    input: z.object({
      improvement: fields.instance('改善措置 / improvement'),
      end: improvementEnd,
      into: z.string().optional(),
      covers: z.array(z.string()),
      round: z.int(),
      firstDue: z.unknown().optional(),
    }),
    rules: [],
  },
  improvementRequested: {
    input: z.object({
      source: z.enum(['headquarters', 'minister', 'incident', 'transfer', 'own']),
      ref: fields.ref('求めの番号 / reference'),
      clause,
      title: titleShape.optional(),
      covers: z.array(z.unknown()).optional(),
    }),
    rules: ['adviceComesAsAdvice'],
  },
  amendmentRequired: {
    input: z.object({
      source: z.enum(['improvement', 'edition', 'directive', 'transfer']),
      ref: fields.ref('番号 / reference'),
      subject: z.enum(['policy', 'standards', 'plan']),
      what: z.string().max(4000),
      /** Of an edition or a directive: its name in English. */
      whatEn: z.string().max(4000).optional(),
      /** When the plan of an improvement that asks for it was approved. */
      askedAt: z.number().optional(),
      /** For an edition or a directive: its apply-by date as this body's calendar takes it. */
      due: askedDates.optional(),
      /** Word of a change of what the register says of it: new of nothing that is not owed here. */
      again: z.literal(true).optional(),
    }),
    rules: [],
  },
  educationRequired: {
    input: z.object({
      ref: fields.ref('番号 / reference'),
      what: z.string().max(4000),
      askedAt: z.number().optional(),
    }),
    rules: [],
  },
  /** An improvement was planned without it, or ended otherwise. */
  noLongerRequired: {
    input: z.object({ ref: fields.ref('番号 / reference'), kind: z.enum(['amendment', 'education']) }),
    rules: [],
  },
  adviceGiven: {
    input: z.object({
      ref: fields.ref('助言 / advice'),
      clause,
      by: z.enum(['headquarters', 'minister']).optional(),
      /** Who gave it, where an earlier year's cycle or an ended body passes it on. */
      source: fields.instance('助言をした手続 / who gave it').optional(),
    }),
    rules: [],
  },
  resultRequested: { input: z.object({ by: fields.instance('求めた手続 / who asks') }), rules: [] },
  predecessorNotEvaluable: {
    input: z.object({
      cycle: fields.instance('前年度 / predecessor'),
      on: fields.date('記録した日 / date of the record'),
    }),
    rules: [],
  },
  predecessorEvaluated: {
    input: z.object({
      cycle: fields.instance('前年度 / predecessor'),
      provisional: z.boolean(),
      result: z.string(),
      document: fields.document('評価 / evaluation'),
      evaluatedOn: fields.date('評価日 / date'),
      openImprovements: z.array(z.string()),
      closed: z.boolean().optional(),
    }),
    rules: [],
  },
  predecessorWithdrawn: { input: z.object({ cycle: fields.instance('前年度 / predecessor') }), rules: [] },
  predecessorReopened: { input: z.object({ cycle: fields.instance('前年度 / predecessor') }), rules: [] },
} as const satisfies Tells;

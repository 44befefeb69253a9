/** What the cycle gives an audit when it starts it, and the memory it begins with. */
import { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { profileName } from '../../kit/v1/index.ts';
import type { Context } from './types.ts';

export const opening = z.object({
  cycle: z.string().describe('年度サイクル / the cycle it belongs to').meta({ reference: 'instance' }),
  planned: z.boolean().describe('監査計画に基づくもの / of the audit programme'),
  title: z.string().min(1).max(400).describe('名称 / title'),
  programmeItem: z.string().max(100).optional().describe('監査計画の項目 / item of the programme'),
  /** Days before the period examined in which an auditor may not have held a post there either; 0 by default. */
  coolingOffDays: z.int().min(0).max(3660).describe('冷却期間の日数 / cooling-off days'),
  yearExamined: z.int().describe('対象年度 / fiscal year examined'),
  profile: profileName.optional().describe('機関の種別 / kind of body'),
});

export type Opening = z.output<typeof opening>;

/** The context an audit begins with. */
export function beginning(input: Opening & BaseContext): Context {
  return {
    ...input,
    departments: [],
    planRevision: 0,
    planComments: [],
    ordered: [],
    declared: [],
    substitutes: [],
    auditors: [],
    findings: [],
    commentRound: 0,
    commentDatePassed: false,
    comments: [],
    dueItems: [],
    lastRung: input.at,
    marks: [],
    documents: [],
  };
}

/** What the opening of a year gives a cycle (see the contract of `year open`), and the memory it begins with. */
import { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';
import { askedFact, dateBasis, escalation, profileName, roleName } from '../../kit/v1/index.ts';
import { withAsked } from './planning/asked.ts';
import type { Context } from './types.ts';

const dueItem = z.object({
  id: z.string(),
  due: z.number(),
  original: z.number(),
  rungs: z.array(z.number()),
  roles: z.array(roleName),
  department: z.string().optional(),
  escalations: z.array(escalation).optional(),
  basis: dateBasis.optional(),
  met: z.number().optional(),
});

export const opening = z.object({
  profile: profileName,
  dueItems: z.array(dueItem),
  yearBegins: z.number(),
  inspectionBegins: z.number(),
  openedLate: z.boolean(),
  firstCycle: z.boolean(),
  minimumObservationDays: z.number(),
  coolingOffDays: z.number(),
  /** What improvements are given: extensions before the CISO decides, and how far ahead a date may lie. */
  maximumExtensions: z.int().min(0).max(100),
  longestTermDays: z.int().min(1).max(3650),
  /** How long an exception may last from its grant, days; configuration. */
  longestExceptionDays: z.int().min(1).max(3650),
  committeeRule: z.boolean(),
  /** What is asked of the standards in force, and was not answered before the year was opened (3-4, 3-6). */
  asked: askedFact,
  predecessor: z.object({
    status: z.enum(['none', 'withdrawn', 'running', 'notEvaluable', 'provisional', 'evaluated', 'closed', 'ended']),
    cycle: z.string().optional(),
    /** It was withdrawn, and reopened: it counts again. */
    reopened: z.boolean().optional(),
    result: z.string().optional(),
    document: z.string().optional(),
    evaluatedOn: z.string().optional(),
    openImprovements: z.array(z.string()).optional(),
  }),
});

export type Opening = z.output<typeof opening>;

/** The context a cycle begins with. */
export function beginning({ asked, ...input }: Opening & BaseContext): Context {
  const { at, predecessor } = input;
  return {
    ...input,
    ...withAsked({ at, owed: [], dueItems: input.dueItems }, ...asked.map((one) => ({ ...one, due: one }))),
    yearBegun: at >= input.yearBegins,
    openedAt: at,
    lastRung: 0,
    marks: input.openedLate ? ['openedLate'] : [],
    documents: predecessor.document === undefined ? [] : [predecessor.document],
    policy: {},
    standards: {},
    deliberations: [],
    plan: {},
    adoption: {},
    measureReports: {},
    trainings: [],
    disseminations: {},
    workability: [],
    exceptions: [],
    audits: [],
    auditOrders: [],
    improvements: [],
    findings: [],
    disposedObservations: [],
    advice: [],
    inspection: { selfInspections: {} },
    supplemented: [],
    resultRequests: [],
  };
}

/** The form of a calendar file and of a body's overrides; whether its dates make sense is `problemsOf`'s matter. */
import { z } from 'zod';
import { profiles } from '../organisations.ts';
import { matching } from '../pattern.ts';
import type { Text } from '../text.ts';
import { cycleDueItemIds } from './settings.ts';

const count = (min: number, max: number) => z.int().min(min).max(max);

/** How a day of the year is written. */
export const dayForm: Text = {
  ja: '日は「月-日」（例：03-15）、月末は「月-last」（例：02-last）と書いてください。',
  en: 'Write a day as MM-DD (for example 03-15), the last day of a month as MM-last (for example 02-last).',
};

const dayOfYear = z.strictObject({
  day: matching(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]|last)$/, dayForm),
  year: z.literal([0, 1]),
});
const afterItem = z.strictObject({ after: z.enum(cycleDueItemIds), businessDays: count(1, 250) });
const dueDay = z.union([dayOfYear, afterItem]);

const ladder = z.strictObject({
  before: z.array(count(0, 250)).max(20),
  every: count(1, 250),
  times: count(0, 60),
  months: count(0, 36),
});
const overdueDays = count(1, 250).nullable();
const escalation = z.strictObject({ ciso: overdueDays, supervisors: overdueDays });
const lateOpening = z.strictObject({ days: count(0, 366), businessDays: count(0, 60) });
const dueDays = z.strictObject({
  direction: dueDay,
  structure: dueDay,
  policy: dueDay,
  standards: dueDay,
  riskAssessment: dueDay,
  plan: dueDay,
  training: dueDay,
  selfInspection: dueDay,
  audit: dueDay,
  judgement: dueDay,
  evaluation: dueDay,
  close: dueDay,
});

const settingsSchema = z.strictObject({
  planningDay: dayOfYear,
  inspectionDay: dayOfYear,
  dueDays,
  ladder,
  escalation,
  lateOpening,
});

/** What a body (or a profile) has of its own; everything else is the calendar's beneath it. */
export const overridesSchema = z.strictObject({
  planningDay: dayOfYear.optional(),
  inspectionDay: dayOfYear.optional(),
  dueDays: dueDays.partial().optional(),
  ladder: ladder.partial().optional(),
  escalation: escalation.partial().optional(),
  lateOpening: lateOpening.partial().optional(),
});

/** A calendar file: one calendar, and what differs in a profile. */
export const fileSchema = z.strictObject({
  default: settingsSchema,
  profiles: z.partialRecord(z.enum(profiles), overridesSchema).default({}),
});

/** What the cycle gives an improvement when it starts it, and the memory it begins with. */
import { z } from 'zod';
import type { LocalDate } from '../../../model/identifiers.ts';
import type { BaseContext } from '../../core/index.ts';
import {
  cover,
  coverSource,
  dateInJapan,
  datesFor,
  dueFact,
  profileName,
  titleShape,
  withAll,
} from '../../kit/v1/index.ts';
import { scheduled } from './due-items.ts';
import type { Context } from './types.ts';

export const opening = z.object({
  cycle: z.string(),
  /** What people call it; of what no person opened, what opened it. */
  title: titleShape,
  covers: z.array(cover).min(1).max(500),
  source: coverSource,
  openedBy: z.string(),
  /** 3-15 was not met: only a reported independent audit verifies it. */
  needsAudit: z.boolean(),
  /** Shortest observation period, days; configuration. */
  minimumObservationDays: z.number().int().min(0).max(3650),
  /** Extensions that the head of officers may grant; any further one is the CISO's. Configuration. */
  maximumExtensions: z.int().min(0).max(100),
  /** How far ahead a date may lie, days; configuration. */
  longestTermDays: z.int().min(1).max(3650),
  department: z.string().optional(),
  /** Taken over at introduction 導入時登録. */
  adopted: z.object({ decider: z.string(), date: z.string(), document: z.string() }).optional(),
  /** Lets refusals cite 4-9 instead of 3 for agencies. */
  profile: profileName.optional(),
  /** Looked up by the server at the start: until when an owner is to be named. */
  facts: z.object({ due: dueFact }).optional(),
});

export type Opening = z.output<typeof opening>;

/** JST date of the earliest finding it covers: the day it was opened, where none is dated before. */
function foundOn({ covers, at }: Opening & BaseContext): LocalDate {
  const opened = dateInJapan(at);
  return covers.reduce((earliest, { foundOn: on = opened }) => (on < earliest ? on : earliest), opened);
}

/** The context an improvement begins with. */
export function beginning({ facts, ...input }: Opening & BaseContext): Context {
  return {
    ...input,
    ...scheduled({ dueItems: [], originals: {} }, 'owner', datesFor(facts?.due, 'owner'), {
      roles: ['headOfOfficers'],
    }),
    needsAudit: input.needsAudit || input.covers.some(({ source }) => source === 'noAudit'),
    since: foundOn(input),
    owners: [],
    formerOwners: [],
    round: 1,
    observed: false,
    measurements: [],
    attempts: [],
    doers: [],
    extensions: [],
    lastRung: input.at,
    marks: [],
    documents: withAll([], input.adopted?.document),
  };
}

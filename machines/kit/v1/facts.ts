/**
 * The facts the server looks up, one shape each; unknown keys are stripped. A decision that reads less picks what it
 * reads: `structureFact.pick({ holders: true })`.
 */
import { z } from 'zod';
import type { Instant } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { dateInJapan } from './dates.ts';

export const roleIds = [
  'headOfOrganisation',
  'ciso',
  'deputyCiso',
  'cisoAdviser',
  'committeeMember',
  'headOfOfficers',
  'officer',
  'divisionOfficer',
  'areaOfficer',
  'systemOfficer',
  'promotionOffice',
  'auditOfficer',
  'auditor',
  'csirtHead',
  'executive',
  'statutoryAuditor',
  'workingLevelLiaison',
  'minister',
  'manager',
  'supervisingStaff',
  'centreHead',
  'centreStaff',
  'hqAuditLeader',
  'hqAuditor',
  'headquarters',
  'staff',
  'administrator',
] as const satisfies readonly Role[];

/** A role of the registry, as this kit knows them. */
export const roleName = z.enum(roleIds);

const appointment = z.object({
  role: z.string(),
  organisation: z.string(),
  department: z.string().optional(),
  from: z.string(),
  to: z.string().optional(),
  scope: z.array(z.string()).optional(),
  succeeds: z.array(z.string()).optional(),
});

/** Fact `people`: people with their appointments in the period asked for, and their contract when from outside. */
export const peopleFact = z.array(
  z.object({
    person: z.string(),
    appointments: z.array(appointment),
    outside: z
      .object({ firm: z.string(), contract: z.string(), from: z.string(), to: z.string(), declaration: z.string() })
      .optional(),
  }),
);

/** Fact `departments`: departments with those that count as the same department (domain.md 2). */
export const departmentsFact = z.array(z.object({ id: z.string(), exists: z.boolean(), scope: z.array(z.string()) }));

/**
 * Fact `inspection`: departments that inspect themselves, with what lies above each, whose work it took over, and – of one
 * that has ended – who has its work now; `officer`: an information security officer is appointed for it.
 */
export const inspectionFact = z.array(
  z.object({
    id: z.string(),
    exists: z.boolean(),
    officer: z.boolean(),
    above: z.array(z.string()),
    succeeds: z.array(z.string()),
    successors: z.array(z.string()),
  }),
);

/**
 * Fact `auditInterval`: departments of which no audit examined any of so many fiscal years before the one asked for; with
 * the last year one did, and the departments that count as the same (3-15).
 */
export const auditIntervalFact = z.object({
  years: z.number(),
  unaudited: z.array(z.object({ department: z.string(), last: z.number().optional(), scope: z.array(z.string()) })),
});

/** Fact `structure`: who holds which post now, which the profile requires, and the contacts that supervising ministries named. */
export const structureFact = z.object({
  profile: z.string(),
  requiredRoles: z.array(roleName),
  holders: z.array(
    z.object({ role: roleName, person: z.string(), department: z.string().optional(), kind: z.string() }),
  ),
  /** The supervising ministries of an agency now, the main one first. */
  supervisors: z.array(z.string()),
  ministryContacts: z.array(z.object({ role: z.string(), organisation: z.string(), person: z.string() })),
});

const inForce = z.object({
  version: z.string(),
  document: z.string(),
  /** JST date from which it is in force. */
  since: z.string(),
  edition: z.string().optional(),
  directives: z.array(z.string()).optional(),
  /** Versions before it, newest first: what was current on a past day (3-10). */
  previous: z.array(z.object({ version: z.string(), since: z.string() })).optional(),
});

/** Fact `registers`: what is in force in the body now. */
export const registersFact = z.object({
  policy: inForce.optional(),
  standards: inForce.optional(),
  plan: z
    .object({
      year: z.number(),
      version: z.string(),
      document: z.string(),
      measures: z.array(
        z.object({
          id: z.string(),
          kind: z.string().optional(),
          owner: z.object({ role: roleName, department: z.string().optional() }),
        }),
      ),
    })
    .optional(),
  criteriaSet: z.string().optional(),
  committeeRule: z.boolean(),
  exceptionDecider: roleName,
});

/** Fact `common`: the registers kept for all bodies. */
export const commonFact = z.object({
  editions: z.array(
    z.object({
      id: z.string(),
      nameJa: z.string(),
      nameEn: z.string(),
      decidedOn: z.string(),
      applyBy: z.string(),
      predecessor: z.string().optional(),
      requirements: z.array(z.string()),
    }),
  ),
  directives: z.array(
    z.object({
      id: z.string(),
      titleJa: z.string(),
      titleEn: z.string(),
      decidedOn: z.string(),
      applyBy: z.string(),
    }),
  ),
  guidelines: z.array(z.object({ id: z.string(), titleJa: z.string(), titleEn: z.string() })),
  criteriaSets: z.array(
    z.object({
      id: z.string(),
      nameJa: z.string().optional(),
      nameEn: z.string().optional(),
      criteria: z.array(z.string()),
    }),
  ),
});

/** An instant at which what is not met is told further up. */
export const escalation = z.object({ at: z.number(), to: z.enum(['ciso', 'supervisors']) });

/** What a date rests on. */
export const dateBasis = z.object({
  kind: z.enum(['fixed', 'after', 'given']),
  own: z.string(),
  follows: z.object({ item: z.string(), businessDays: z.number() }).optional(),
  moved: z.array(z.object({ from: z.string(), to: z.string(), reason: z.string() })).optional(),
});

const dated = z.object({
  id: z.string(),
  date: z.string(),
  due: z.number(),
  rungs: z.array(z.number()),
  escalations: z.array(escalation),
});

/** Fact `due`: dates as the calendar takes them – due instants, reminders, escalations, and what each rests on. */
export const dueFact = z.array(dated.extend({ basis: dateBasis }));

/**
 * Fact `asked`: what is decided for all bodies and asked of their standards now – the newest edition (3-4), the directives
 * (3-6) –, each with its apply-by date as the body's calendar takes it.
 */
export const askedFact = z.array(
  dated.extend({
    basis: dateBasis,
    source: z.enum(['edition', 'directive']),
    ref: z.string(),
    what: z.string(),
    /** The same in English, as registered. */
    whatEn: z.string(),
  }),
);

/** Fact `calendar`: the calendar now in force for a running year – new dates of what is not yet met, and the inspection's. */
export const calendarFact = z.object({ items: z.array(dated), inspectionBegins: z.number() });

/** Fact `cited`: other instances, from the read model. */
export const citedFact = z.array(
  z.object({ instance: z.string(), procedure: z.string(), ended: z.string().optional() }),
);

/** Fact `headquartersInterval`: bodies that headquarters has not audited for as many years as they may go without. */
export const headquartersIntervalFact = z.object({ unaudited: z.array(z.string()) });

/** Fact `bodies`: the bodies of some kinds that exist now, as they are called now. */
export const bodiesFact = z.array(
  z.object({ id: z.string(), kind: z.string(), nameJa: z.string(), nameEn: z.string() }),
);

/** Of the fact `bodies` which there are, and what each is. */
export const bodyKinds = z.array(bodiesFact.element.pick({ id: true, kind: true }));

/**
 * Fact `competent`: under which law a body – the instance's own, where none is named – is supervised now and by which
 * ministries, the main one first. Of one that is gone those that were (`ministriesAt`).
 */
export const competentFact = z.object({
  kind: z.string(),
  class: z.string().optional(),
  legalBasis: z.string().optional(),
  objectivesBasis: z.string().optional(),
  publicationBasis: z.string().optional(),
  ministries: z.array(z.string()),
  /** Its last day, where it was abolished. */
  to: z.string().optional(),
  successors: z.array(z.string()),
});

/** Of the fact `competent` the ministries alone. */
export const competentMinistries = competentFact.pick({ ministries: true, to: true });

/** The ministries competent for a body at an instant, by the JST day; none for one that is gone. */
export function ministriesAt(
  at: Instant,
  { competent: { ministries, to } }: { readonly competent: z.output<typeof competentMinistries> },
): readonly string[] {
  return to !== undefined && to < dateInJapan(at) ? [] : ministries;
}

/** Fact `objectives`: what competent ministers set the body, for every period that is recorded (4-3). */
export const objectivesFact = z.array(
  z.object({
    ministries: z.array(z.string()),
    article: z.string(),
    from: z.string(),
    to: z.string(),
    document: z.string(),
    place: z.string(),
    passage: z.string(),
    confirmedOn: z.string().optional(),
  }),
);

export type ObjectivesFact = z.output<typeof objectivesFact>;
export type PersonFact = z.output<typeof peopleFact>[number];
export type DepartmentsFact = z.output<typeof departmentsFact>;
export type InspectionFact = z.output<typeof inspectionFact>;
export type AuditIntervalFact = z.output<typeof auditIntervalFact>;
export type StructureFact = z.output<typeof structureFact>;
export type RegistersFact = z.output<typeof registersFact>;
export type InForce = z.output<typeof inForce>;
export type CommonFact = z.output<typeof commonFact>;
export type DueFact = z.output<typeof dueFact>;
export type AskedFact = z.output<typeof askedFact>;
export type CalendarFact = z.output<typeof calendarFact>;

/** Building blocks of the decisions' input schemas: what people fill in, in both languages. */
import { z } from 'zod';
import type { Role } from '../../../model/roles.ts';

/** A short line: a version, a title, a number. */
export const line = (description: string) => z.string().min(1).max(200).meta({ description });
/** A text of some paragraphs; longer ones are documents. */
export const prose = (description: string) => z.string().min(1).max(4000).meta({ description });
/** A text that may stay empty; a rule says when it must not. */
export const optionalProse = (description: string) => z.string().max(4000).meta({ description });
/** A document by its lower-case hex SHA-256. */
export const documentRef = (description: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ description, reference: 'document' });
/** A JST date. */
export const dateRef = (description: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .meta({ description, reference: 'date' });
export const departmentRef = (description: string) =>
  z.string().min(1).max(100).meta({ description, reference: 'department' });
export const instanceRef = (description: string) =>
  z.string().min(1).max(120).meta({ description, reference: 'instance' });
/** Something named elsewhere in the procedure: a measure, a finding, an owed item. */
export const ref = (description: string) => z.string().min(1).max(200).meta({ description });
export const count = (description: string) => z.int().min(0).max(10_000_000).meta({ description });
export const yes = (description: string) => z.boolean().meta({ description });
/** A reason people will read later. */
export const reason = prose('理由 / reason');

const roleIds = [
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
  'manager',
  'supervisingStaff',
  'centreStaff',
  'headquarters',
  'staff',
  'administrator',
] as const satisfies readonly Role[];
/** A role of the registry, as this version knows them. */
export const roleName = z.enum(roleIds);

/** A clause of the guideline, e.g. `3-15`. */
export const clause = z
  .string()
  .regex(/^(?:[1-6]-\d{1,2}|S-1)$/)
  .meta({ description: '本指針の項 / clause of the guideline' });

/** A measure of the plan. */
export const measure = z.strictObject({
  id: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,40}$/)
    .meta({ description: '対策の番号 / the measure’s number' }),
  kind: z
    .enum(['training', 'selfInspection', 'audit', 'technical', 'other'])
    .meta({ description: '種別 / kind of measure' }),
  title: line('件名 / title'),
  owner: z
    .strictObject({
      role: roleName.meta({ description: '役職 / role' }),
      department: departmentRef('部署 / department').optional(),
    })
    .meta({ description: '担当（役職） / owner: a post, whoever holds it acts' }),
  due: dateRef('期限 / due date'),
  workability: z
    .string()
    .max(300)
    .meta({ description: '業務への配慮 / how business and workflow were considered (6-8)' }),
});

/** Owed amendments that a submission carries out. */
export const settles = z
  .array(ref('実施する改正等 / owed amendment'))
  .max(100)
  .meta({ description: 'これにより実施する改正等（未了事項の番号） / owed amendments that this carries out' });

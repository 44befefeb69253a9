/** The memory of headquarters' year (本部監査・方向性の年度). JSON only; instants in epoch milliseconds. */
import type { Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { Act, AuditKind, CommonContext, Publication } from '../../kit/v1/index.ts';

/** The year's basic policy 監査の基本方針, as headquarters decided it last. */
export interface AuditPolicy extends Act {
  readonly version: number;
  readonly document: string;
}

/** One audit 本部監査 of the year: of the plan, or ordered beside it. */
export interface ProgrammeAudit {
  /** `plan/<version>/<place>` or `order/<number>`: by it what is started says who it is. */
  readonly ref: string;
  readonly subject: OrganisationId;
  readonly kinds: readonly AuditKind[];
  readonly origin: 'plan' | 'order';
  readonly reason?: string;
  readonly startedAt?: Instant;
  /** Once it has begun. */
  readonly instance?: InstanceId;
}

/** A plan as the centre proposed it. */
export interface Plan extends Act {
  readonly version: number;
  readonly document: string;
  readonly audits: readonly ProgrammeAudit[];
  /** Bodies not audited for years that are left out all the same. */
  readonly leftOut: readonly { readonly organisation: OrganisationId; readonly reason: string }[];
  readonly restReason?: string;
}

/** An inspection 点検 of how bodies operate (2-4, 5-3). */
export interface Inspection {
  readonly number: number;
  readonly period: { readonly from: LocalDate; readonly to: LocalDate };
  readonly bodies: readonly OrganisationId[];
  readonly document: string;
  readonly by: PersonId;
  readonly at: Instant;
}

/** Whose audit a report is of: 5-5 wants both streams. */
export type Stream = 'ministries' | 'agencies';

/** The report of an audit, as it was told. */
export interface AuditReport {
  readonly audit: InstanceId;
  readonly subject: OrganisationId;
  readonly stream: Stream;
  readonly issuedOn: LocalDate;
  readonly document: string;
  /** The year whose programme could not count it any more. */
  readonly carriedFrom?: number;
}

/** The issues 課題 compiled from the year's reports. */
export interface Compilation extends Act {
  readonly version: number;
  readonly document: string;
  /** Last day on which a report that counts was issued. */
  readonly cutOff: LocalDate;
  readonly included: readonly InstanceId[];
  /** Known, and issued after the cut-off: they count next year. */
  readonly later: readonly InstanceId[];
  /** Why there is none of a stream. */
  readonly none: Readonly<Partial<Record<Stream, string>>>;
}

/** The direction 方向性 for all bodies. */
export interface Direction extends Act {
  /** Who entered it from paper. */
  readonly enteredBy?: PersonId;
  readonly document: string;
  readonly on: LocalDate;
}

/** The published outline 概要. */
export interface Outline extends Act {
  readonly publication: Publication;
  /** Bodies it names, each with where it agreed to that. */
  readonly named: readonly { readonly organisation: OrganisationId; readonly agreement: string }[];
}

/** The whole memory. */
export interface Context extends CommonContext {
  /** The bodies that are headquarters, as the registry has them. */
  readonly headquarters: readonly OrganisationId[];
  readonly policy?: AuditPolicy;
  readonly plan?: Plan;
  /** The version that was adopted last. */
  readonly adopted?: Act & { readonly version: number };
  /** Why the plan, or the issues, were returned last. */
  readonly planReturned?: Act;
  readonly issuesReturned?: Act;
  readonly audits: readonly ProgrammeAudit[];
  readonly inspections: readonly Inspection[];
  readonly reports: readonly AuditReport[];
  readonly compilations: number;
  readonly compilation?: Compilation;
  readonly direction?: Direction;
  readonly outline?: Outline;
  readonly withoutDirection?: Act;
}

/** Audits that the year started and that were not reported yet. */
export function unreported({ audits, reports }: Pick<Context, 'audits' | 'reports'>): readonly ProgrammeAudit[] {
  return audits.filter(({ instance }) => !reports.some(({ audit }) => audit === instance));
}

/** Reports that no compilation of this year counts. */
export function uncounted({ reports, compilation }: Pick<Context, 'reports' | 'compilation'>): readonly AuditReport[] {
  return reports.filter(({ audit }) => compilation?.included.includes(audit) !== true);
}

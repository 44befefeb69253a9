/** The memory of an independent audit (独立監査). JSON only; instants in epoch milliseconds. */
import type { DepartmentId, Instant, LocalDate, PersonId } from '../../../model/identifiers.ts';
import type { Act, audits, CommonContext } from '../../kit/v1/index.ts';
import type { Opening } from './opening.ts';

/**
 * Where a finding stands: recorded by a member of the team; withdrawn; its author was replaced and nobody has judged
 * it yet (pending); adopted or rejected by an independent successor.
 */
export type FindingStanding = 'recorded' | 'withdrawn' | 'pending' | 'adopted' | 'rejected';

/** A finding 指摘事項. Author and instant never change; what became of it stands beside them. */
export interface Finding extends audits.Finding {
  /** `<audit instance>#<number>`. */
  readonly ref: string;
  /** Of the set that the plan names; or what it rests on outside the set 基準集外: not comparable (5-1). */
  readonly criterion?: string;
  readonly outsideSet?: string;
  readonly department: DepartmentId;
  readonly recordedAt: Instant;
  readonly standing: FindingStanding;
  readonly withdrawn?: Act;
  readonly adopted?: Act;
  readonly rejected?: Act;
}

/** A member of the team. */
export interface Auditor extends audits.Auditor {
  /** Firm of an outside auditor 外部監査人. */
  readonly firm?: string;
}

/** A comment 意見 of an audited department. */
export interface Comment {
  readonly department: DepartmentId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly round: number;
  readonly text: string;
  readonly documents: readonly string[];
}

/** The report, naming the auditors, replacements, and who answers for which finding. */
export interface Report {
  readonly at: Instant;
  readonly leader: PersonId;
  readonly result: 'noFinding' | 'findings';
  readonly document: string;
  readonly auditors: readonly PersonId[];
  readonly replaced: readonly { readonly person: PersonId; readonly successor: PersonId; readonly reason: string }[];
  readonly authors: readonly { readonly ref: string; readonly author: PersonId; readonly adoptedBy?: PersonId }[];
  /** Departments that did not comment by the date: 意見なし（期限経過）. */
  readonly noComment: readonly DepartmentId[];
}

/** The audit's whole memory. JSON only. */
export interface Context extends CommonContext, Opening {
  /** Departments audited; empty until planned. */
  readonly departments: readonly DepartmentId[];
  readonly period?: { readonly from: LocalDate; readonly to: LocalDate };
  readonly criteriaSet?: string;
  readonly criteriaDocument?: string;
  readonly planRevision: number;
  readonly planComments: readonly Act[];
  readonly ordered: readonly {
    readonly departments: readonly DepartmentId[];
    readonly by: PersonId;
    readonly at: Instant;
    readonly reason: string;
  }[];
  /** Conflicts people declared for themselves; `leading` said by whoever led the audit then. */
  readonly declared: readonly (Act & { readonly leading?: true })[];
  /** When whoever leads last decided something, independent at that moment. */
  readonly ledAt?: Instant;
  /** Substitutes named by the CISO; the last one leads. */
  readonly substitutes: readonly (Act & { readonly person: PersonId; readonly insteadOf: readonly PersonId[] })[];
  readonly auditors: readonly Auditor[];
  readonly fieldworkBegan?: Instant;
  readonly findings: readonly Finding[];
  /** Rounds of comments asked for; a resumed fieldwork ends in another one. */
  readonly commentRound: number;
  /** Set while comments are asked for: 24:00 JST of the comment date. */
  readonly commentDue?: Instant;
  readonly commentDatePassed: boolean;
  readonly comments: readonly Comment[];
  readonly report?: Report;
  readonly cancelled?: Act;
}

/** Who leads the audit when a substitute was named. */
export function substituteOf(context: Pick<Context, 'substitutes'>): PersonId | undefined {
  return context.substitutes.at(-1)?.person;
}

/** Findings that will stand in the report. */
export function standingFindings(context: Pick<Context, 'findings'>): readonly Finding[] {
  return context.findings.filter((finding) => finding.standing === 'recorded' || finding.standing === 'adopted');
}

/** Departments that have not commented in the present round. */
export function silentDepartments(
  context: Pick<Context, 'departments' | 'comments' | 'commentRound'>,
): readonly DepartmentId[] {
  return context.departments.filter(
    (department) =>
      !context.comments.some((said) => said.department === department && said.round === context.commentRound),
  );
}

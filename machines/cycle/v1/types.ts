/** The memory of one organisation's fiscal year (年度サイクル). JSON only; instants in epoch milliseconds. */
import type { Escalation } from '../../core/index.ts';
import type {
  DepartmentId,
  InstanceId,
  Instant,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import type { Text } from '../../../model/text.ts';
import type { AdviceDecided, CommonContext, CoverSource, Grade, ImprovementEnd } from '../../kit/v1/index.ts';
import type { Opening } from './opening.ts';

/** A document by its lower-case hex SHA-256. */
export type Hash = string;

/** Something put forward for approval. `settles` are the owed amendments it carries out (3-17). */
export interface Submission {
  readonly version: string;
  readonly document: Hash;
  readonly by: PersonId;
  readonly at: Instant;
  readonly settles: readonly string[];
}

/** Something that stands: approved here, confirmed unchanged (3-3), or adopted as found 導入時登録. */
export interface Standing {
  readonly version: string;
  readonly document: Hash;
  readonly at: Instant;
  readonly by: PersonId;
  readonly how: 'approved' | 'unchanged' | 'adopted';
}

/** A track: what is submitted and what stands are never the same slot. */
export interface Track<S extends Submission, T extends Standing> {
  readonly submitted?: S;
  readonly approved?: T;
}

/**
 * How a directive is answered: in the standards, in procedures or operation, or not applicable (3-6); `before` where an
 * earlier year answered it.
 */
export type DirectiveAnswer = 'reflected' | 'inOperation' | 'notApplicable' | 'before';

/** The conformance of standards with an edition and with the directives (3-4, 3-5, 3-6). */
export interface Conformance {
  readonly edition: string;
  readonly directives: readonly { readonly directive: string; readonly how: DirectiveAnswer }[];
}
export interface StandardsSubmission extends Submission, Conformance {}
export interface StandardsStanding extends Standing, Conformance {}

/** The kinds of measure; training and technical are required by the text of 3-8. */
export type MeasureKind = 'training' | 'selfInspection' | 'audit' | 'technical' | 'other';

/** A measure of the plan 対策推進計画. Its owner is a post: whoever holds it acts. */
export interface Measure {
  readonly id: string;
  readonly kind: MeasureKind;
  readonly title: string;
  readonly owner: { readonly role: Role; readonly department?: DepartmentId };
  /** Within the year; of several years, this year's milestone. */
  readonly due: LocalDate;
  /** Where it takes several years: when it is complete. */
  readonly completes?: LocalDate;
  /** The first date it ever had, where an amendment moved it. */
  readonly firstDue?: LocalDate;
}

/** Which evaluation a plan cites (3-19, design). */
export type CitedEvaluation =
  | { readonly kind: 'predecessor'; readonly document: Hash }
  | { readonly kind: 'earlier'; readonly evaluatedOn: LocalDate; readonly document: Hash }
  /** Last year had no plan to evaluate it against, as its CISO recorded. */
  | { readonly kind: 'notEvaluable' }
  | { readonly kind: 'none'; readonly reason: string };

/** Which departments inspect themselves, as a plan says it. */
export interface InspectedDepartments {
  /** Left out: those with an information security officer. */
  readonly departments?: readonly DepartmentId[];
  readonly leftOut: readonly { readonly department: DepartmentId; readonly reason: string }[];
}

/** A department that inspects itself, with those above it: their record covers it. */
export interface ExpectedDepartment {
  readonly id: DepartmentId;
  readonly above: readonly DepartmentId[];
}

/** A department not audited for as many years as the body's configuration says, when the plan was submitted. */
export interface UnauditedDepartment {
  readonly department: DepartmentId;
  /** The last fiscal year that an audit of it examined; absent where none did here. */
  readonly last?: number;
  /** The departments that count as the same (3-15). */
  readonly scope: readonly DepartmentId[];
}

interface PlanParts {
  readonly measures: readonly Measure[];
  readonly evaluation: CitedEvaluation;
  /** Owed amendments and educations that the plan takes up. */
  readonly carries: readonly string[];
  readonly criteriaSet?: string;
  readonly inspects?: InspectedDepartments;
  readonly unaudited?: readonly UnauditedDepartment[];
}
export interface PlanSubmission extends Submission, PlanParts {}
export interface PlanStanding extends Standing, PlanParts {
  /** Order of the plan's versions in this year: 1, 2, … */
  readonly number: number;
  /** JST date since which the year has a plan: the first approval here, or the decision adopted. */
  readonly since: LocalDate;
}

/** What an adoption takes over as found, with its original decider, date and document. */
export interface AdoptedPart {
  readonly version: string;
  readonly document: Hash;
  readonly decider: string;
  readonly decidedOn: LocalDate;
}
export interface AdoptedImprovement {
  readonly title: string;
  readonly ref: string;
  readonly source: CoverSource;
  readonly clause: string;
  readonly department?: DepartmentId;
  readonly needsAudit: boolean;
  readonly decider: string;
  readonly decidedOn: LocalDate;
  readonly document: Hash;
}
export interface Adoption {
  readonly document: Hash;
  readonly policy?: AdoptedPart;
  readonly standards?: AdoptedPart & { readonly edition: string };
  readonly plan?: AdoptedPart & {
    readonly measures: readonly Measure[];
    readonly riskAssessment?: Hash;
    readonly criteriaSet?: string;
  };
  readonly openImprovements: readonly AdoptedImprovement[];
  readonly evaluation: Extract<CitedEvaluation, { kind: 'earlier' | 'none' }>;
  readonly by: PersonId;
  readonly at: Instant;
}

/** What is owed before the close: told by an improvement, an edition, a directive, an evaluation, or an adoption. */
export interface Debt {
  readonly ref: string;
  readonly source: 'improvement' | 'edition' | 'directive' | 'evaluation' | 'adoption' | 'transfer';
  readonly subject: 'policy' | 'standards' | 'plan' | 'education';
  readonly what: string;
  /** Of an edition or a directive its registered name in English; `what` is the Japanese one. */
  readonly whatEn?: string;
  readonly since: Instant;
  /** When the plan of an improvement that asks for it was approved: told back, so that a later plan knows its own. */
  readonly askedAt?: Instant;
  /** JST date by which an edition or a directive is to be applied; its due item says when that falls due. */
  readonly applyBy?: LocalDate;
  readonly settled?: Instant;
  /** `carried`: still owed at the close, and owed from then on in the next year. */
  readonly how?: 'amended' | 'conforms' | DirectiveAnswer | 'held' | 'notNeeded' | 'dropped' | 'carried';
}

/** An improvement this cycle started. */
export interface StartedImprovement {
  readonly instance: InstanceId;
  readonly title: Text;
  readonly source: CoverSource;
  readonly covers: readonly string[];
  readonly at: Instant;
  readonly end?: ImprovementEnd;
  readonly round?: number;
  readonly into?: InstanceId;
}

/** An audit started here, or one of another year's cycle that examines this year. */
export interface KnownAudit {
  readonly instance: InstanceId;
  readonly planned: boolean;
  readonly yearExamined: number;
  readonly programmeItem?: string;
  readonly own: boolean;
  /** Departments audited, once it is reported. */
  readonly departments?: readonly DepartmentId[];
  readonly end?: 'reported' | 'cancelled';
  readonly endedAt?: Instant;
}

/** A finding told by an audit and owned by this year. */
export interface Finding {
  readonly ref: string;
  readonly title: string;
  readonly grade: Grade;
  readonly department?: DepartmentId;
  /** Outside the criteria set 基準集外: not comparable (5-1). */
  readonly outsideSet?: true;
  /** JST date on which it was found: before it was told. */
  readonly foundOn?: LocalDate;
  readonly at: Instant;
  /** Told after the evaluation: needs a supplement. */
  readonly late: boolean;
}

export interface Advice {
  readonly ref: string;
  readonly clause: string;
  readonly at: Instant;
  /** Who gave it, told of what becomes of it; an earlier year's cycle only passes it on. */
  readonly source: InstanceId;
  readonly by: 'headquarters' | 'minister';
  readonly disposed?: AdviceDecided;
  /** The cycle in which it goes on, once this one has ended. */
  readonly carriedTo?: InstanceId;
}

/** 例外措置. `expires` is 24:00 JST of its last day. */
export interface Exception {
  readonly number: number;
  /** Number of a requirement of the edition, or a passage of the body's own standards or procedures. */
  readonly requirement: string;
  /** Where it was granted: an exception of an earlier year's cycle. */
  readonly from?: string;
  /** JST date on which it began, when applied for afterwards 事後申請. */
  readonly begunOn?: LocalDate;
  readonly department?: DepartmentId;
  readonly applicant: PersonId;
  readonly until: LocalDate;
  readonly document?: Hash;
  readonly status: 'applied' | 'granted' | 'refused' | 'expired' | 'settled';
  readonly expires?: Instant;
  readonly rungs?: readonly Instant[];
  readonly escalations?: readonly Escalation[];
}

/** One dimension of a judgement (3-14, 3-16). */
export interface DimensionJudgement {
  readonly levelAchieved: boolean;
  readonly sufficient: boolean;
}
/** What is proposed of each dimension, with the reasons. */
export interface ProposedJudgement extends Readonly<
  Record<Dimension, DimensionJudgement & { readonly reason: string }>
> {
  readonly partlyInsufficient?: string;
}
/** The three dimensions of 3-14 and the whole; also the fragment of an insufficiency's ref. */
export const dimensions = ['implementation', 'effect', 'resultingState', 'overall'] as const;
export type Dimension = (typeof dimensions)[number];

export interface InspectionRecord {
  readonly at: Instant;
  readonly by: PersonId;
  readonly document: Hash;
}

export interface SelfInspection extends InspectionRecord {
  /** The self-inspections of the plan that it meets. */
  readonly measures: readonly string[];
  /** Departments that ended and whose work came to this one. */
  readonly succeeds?: readonly DepartmentId[];
  /** Entered by the promotion office, which collected it; the department's officer may record it anew. */
  readonly collected?: true;
}

/** Departments that are judged without their self-inspection, and why. */
export interface NotInspected {
  readonly departments: readonly DepartmentId[];
  readonly reason: string;
}

/** A cycle's whole memory. JSON only. */
export interface Context extends CommonContext, Omit<Opening, 'dueItems' | 'asked'> {
  /** Set by the timer on 1 April, or at once when the year is opened later. */
  readonly yearBegun: boolean;
  /** When the year was opened: dates of a year opened late follow it. */
  readonly openedAt: Instant;
  /** When it was withdrawn as opened by mistake; absent while it runs. */
  readonly withdrawn?: Instant;

  readonly direction?: { readonly at: Instant; readonly by: PersonId };
  readonly resources?: { readonly at: Instant; readonly by: PersonId };
  readonly structure?: {
    readonly at: Instant;
    readonly by: PersonId;
    /** Ministries that named no contact on one of the tiers (4-7). */
    readonly withoutContact: readonly OrganisationId[];
  };
  readonly policy: Track<Submission, Standing>;
  readonly standards: Track<StandardsSubmission, StandardsStanding>;
  readonly riskAssessment?: InspectionRecord;
  /** Which documents the committee deliberated. */
  readonly deliberations: readonly { readonly documents: readonly Hash[]; readonly at: Instant }[];
  readonly plan: Track<PlanSubmission, PlanStanding>;
  readonly adoption: {
    readonly submitted?: Adoption;
    readonly approved?: { readonly at: Instant; readonly by: PersonId };
  };

  readonly owed: readonly Debt[];
  readonly measureReports: Readonly<
    Record<string, { readonly status: string; readonly at: Instant; readonly interim: boolean }>
  >;
  readonly trainings: readonly { readonly measure: string; readonly heldOn: LocalDate }[];
  readonly disseminations: Readonly<Record<DepartmentId, Instant>>;
  readonly workability: readonly { readonly number: number; readonly by: PersonId; readonly answered?: Instant }[];
  readonly exceptions: readonly Exception[];
  readonly audits: readonly KnownAudit[];
  readonly auditOrders: readonly { readonly number: number; readonly opened?: InstanceId }[];
  readonly improvements: readonly StartedImprovement[];
  readonly findings: readonly Finding[];
  readonly disposedObservations: readonly string[];
  readonly advice: readonly Advice[];

  readonly inspection: {
    readonly begun?: Instant;
    /** Whose self-inspection the plan in force asks for. */
    readonly expected?: readonly ExpectedDepartment[];
    readonly selfInspections: Readonly<Record<DepartmentId, SelfInspection>>;
    /** When the promotion office last sent a reminder 督促. */
    readonly reminded?: Readonly<Record<DepartmentId, Instant>>;
    readonly effect?: InspectionRecord;
    readonly resultingState?: InspectionRecord;
  };
  readonly noAudit?: { readonly at: Instant; readonly by: PersonId };
  readonly proposal?: {
    readonly document: Hash;
    readonly at: Instant;
    readonly by: PersonId;
    /** What it says of each dimension: where whoever judges begins. */
    readonly judged: ProposedJudgement;
    readonly notInspected?: readonly NotInspected[];
  };
  readonly judgement?: {
    readonly document: Hash;
    readonly at: Instant;
    readonly by: PersonId;
    readonly dimensions: Readonly<Record<Dimension, DimensionJudgement>>;
    readonly audited: boolean;
    readonly notInspected?: readonly NotInspected[];
  };
  readonly provisional?: { readonly document: Hash; readonly at: Instant };
  readonly evaluation?: {
    readonly document: Hash;
    readonly at: Instant;
    readonly by: PersonId;
    readonly result: string;
    /** What was still open when it was evaluated: said beside the result wherever that is said. */
    readonly openImprovements: readonly InstanceId[];
  };
  /** Set when no plan was ever approved, so that there is nothing to evaluate the year against. */
  readonly notEvaluable?: { readonly at: Instant; readonly by: PersonId };
  /** Refs of findings after the evaluation that a supplement took up. */
  readonly supplemented: readonly string[];
  /** Who asked for the year's result and has no answer yet. */
  readonly resultRequests: readonly InstanceId[];
  /** When the year's result was last given. */
  readonly resultGiven?: Instant;
  readonly end?: {
    readonly kind: 'closed' | 'ended';
    readonly at: Instant;
    readonly successors?: readonly OrganisationId[];
  };
}

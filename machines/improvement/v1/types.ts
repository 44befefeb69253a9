/** The memory of an improvement (改善措置). JSON only; instants in epoch milliseconds. */
import type {
  DepartmentId,
  Instant,
  InstanceId,
  LocalDate,
  OrganisationId,
  PersonId,
} from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import type { CommonContext, DueFact, ImprovementEnd } from '../../kit/v1/index.ts';
import type { Opening } from './opening.ts';

/** Roles whose post can own an improvement. */
export const ownerRoles = [
  'officer',
  'divisionOfficer',
  'areaOfficer',
  'systemOfficer',
  'promotionOffice',
  'headOfOfficers',
  'auditOfficer',
  'csirtHead',
] as const satisfies readonly Role[];

/** Roles whose post belongs to a department: owning an improvement, it is named with it (3-18: who is independent of it). */
export const departmentalRoles: readonly Role[] = ['officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer'];

/** The owner is a post: whoever holds it acts. */
export interface Owner {
  readonly role: (typeof ownerRoles)[number];
  readonly department?: DepartmentId;
  readonly since: Instant;
  readonly by: PersonId;
  readonly reason?: string;
}

/** A post that owned findings before they were merged into this improvement. */
export type FormerOwner = Pick<Owner, 'role' | 'department'>;

/** Forms an improvement takes (3-17). */
type ActionKind = 'amendStandards' | 'education' | 'renewSystems' | 'awareness' | 'other';

/** How the effect will be judged. */
export interface Criterion {
  readonly criterion: string;
  readonly method: string;
  readonly observationDays: number;
}

/** One form of action in a plan; amendments and educations name the year in which they will be done. */
export interface PlannedAction {
  readonly kind: ActionKind;
  readonly what: string;
  readonly subject?: 'standards' | 'policy' | 'plan';
  readonly year?: number;
}

/** A plan 改善計画 as it was submitted. */
export interface Plan extends Criterion {
  readonly by: PersonId;
  readonly at: Instant;
  readonly cause: string;
  readonly recurrencePrevention: string;
  readonly actions: readonly PlannedAction[];
  readonly implementer: PersonId;
  readonly verifier: PersonId;
  readonly dueDate: LocalDate;
  /** Calendar facts of `done` and `verification`. */
  readonly due: DueFact;
}

/** A plan in force. Its criterion, implementer and verifier may be replaced; what they replace stays visible. */
export interface ApprovedPlan extends Plan {
  readonly approvedBy: PersonId;
  readonly approvedAt: Instant;
  /** The post on which it was approved: extensions go to it (or above). */
  readonly approvedAs: 'headOfOfficers' | 'ciso';
  readonly replacedCriteria: readonly (Criterion & { readonly until: Instant; readonly reason: string })[];
}

/** The action was done. */
export interface CompletionReport {
  readonly by: PersonId;
  readonly at: Instant;
  readonly doneOn: LocalDate;
  readonly summary: string;
  readonly evidence: readonly string[];
  /** When the observation began: the report, or the last replacement of the criterion. */
  readonly observationFrom: Instant;
}

/** A measurement taken during observation. */
export interface Measurement {
  readonly by: PersonId;
  readonly at: Instant;
  readonly measuredOn: LocalDate;
  readonly result: string;
  readonly evidence: readonly string[];
}

/** A plan that is no longer in force, and why; kept for ever. */
export interface Attempt {
  readonly round: number;
  readonly outcome: 'returned' | 'takenBack' | 'replanned' | 'notAchieved' | 'recurred' | 'findingsTaken';
  readonly at: Instant;
  readonly by?: PersonId;
  readonly reason: string;
  readonly plan?: Plan | ApprovedPlan;
  readonly done?: CompletionReport;
  readonly measurements: readonly Measurement[];
}

/** Items whose date can be extended. */
export type Extendable = 'plan' | 'done' | 'verification';

/** A request for more time. */
export interface ExtensionRequest {
  readonly item: Extendable;
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
  readonly date: LocalDate;
  /** Calendar facts of the item, and of the verification that moves along with the action. */
  readonly due: DueFact;
}

/** What became of a request for more time. */
export interface Extension extends ExtensionRequest {
  readonly granted: boolean;
  readonly decidedBy: PersonId;
  readonly reasonAgainst?: string;
}

/** A proposed criterion, waiting for the CISO. */
export interface CriterionProposal extends Criterion {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
  readonly evidence: readonly string[];
}

/** The CISO lets somebody confirm who is not independent: nobody eligible, no outsider obtainable. */
export interface Permission {
  readonly confirmer: PersonId;
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
  readonly tried: string;
}

/** A withdrawal on its way: proposed, attested by a second person, decided by audit officer and CISO, each for their part. */
export interface Withdrawal {
  readonly by: PersonId;
  readonly at: Instant;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly attestedBy?: PersonId;
  /** Decided for: audit findings by the audit officer, everything else by the CISO. */
  readonly decided: readonly ('audit' | 'other')[];
}

/** An improvement's whole memory. JSON only. */
export interface Context extends CommonContext, Omit<Opening, 'facts'> {
  /** JST date from which independence is reckoned: "since the finding". */
  readonly since: LocalDate;
  /** All owners in order; the last one owns it now. */
  readonly owners: readonly Owner[];
  /** Posts that owned merged findings elsewhere: they count for independence, not for ownership. */
  readonly formerOwners: readonly FormerOwner[];
  readonly round: number;
  readonly submitted?: Plan;
  readonly approved?: ApprovedPlan;
  readonly done?: CompletionReport;
  /** The timer has ended the observation. */
  readonly observed: boolean;
  readonly measurements: readonly Measurement[];
  readonly attempts: readonly Attempt[];
  /** Planners and implementers of every round, and of improvements merged into this one: none of them verifies. */
  readonly doers: readonly PersonId[];
  /** What the verification waits for (3-17); the year in which it will be done. */
  readonly awaitsAmendment?: number;
  readonly awaitsEducation?: number;
  readonly extension?: ExtensionRequest;
  readonly extensions: readonly Extension[];
  readonly proposal?: CriterionProposal;
  /** By what the next plan is to be judged: measured or recurred, nobody moves the goal. */
  readonly keptCriterion?: Criterion;
  readonly permission?: Permission;
  readonly withdrawal?: Withdrawal;
  readonly mergeInto?: InstanceId;
  readonly transferTo?: OrganisationId;
  /** Supervising ministry asked to verify (at the agency's request). */
  readonly supervisorAsked?: OrganisationId;
  /** Verification by an independent eligible person, or another recorded end. */
  readonly end?: { readonly end: ImprovementEnd; readonly at: Instant; readonly by?: PersonId; readonly into?: string };
  readonly verification?: {
    readonly result: string;
    readonly evidence: readonly string[];
    readonly audit?: InstanceId;
  };
  /** The first due instant of each item, for ever. */
  readonly originals: Readonly<Record<string, Instant>>;
}

/** The post that owns it now. */
export function ownerOf(context: Pick<Context, 'owners'>): Owner | undefined {
  return context.owners.at(-1);
}

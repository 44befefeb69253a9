/** The memory of a year's supervision 所管 of one agency. JSON only; instants in epoch milliseconds. */
import type { Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { CommonContext, Publication } from '../../kit/v1/index.ts';

/** What someone did. */
export interface Act {
  readonly by: PersonId;
  readonly at: Instant;
}

/** Objectives of a minister, or of several jointly, that cover the year. */
export interface Objective {
  readonly ministries: readonly OrganisationId[];
  readonly article: string;
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly document: string;
  readonly place: string;
  readonly passage: string;
  /** When it was last confirmed for a year. */
  readonly confirmedOn?: LocalDate;
}

/** What a minister's evaluation asks of the agency, and what its CISO made of that. */
export interface Point {
  readonly ref: string;
  readonly text: string;
  readonly disposition?: string;
}

/** An evaluation; a corrected one takes the place of the one before. */
export interface Evaluation extends Act {
  readonly version: number;
  /** Those it is of: several where the document is a joint one. */
  readonly ministries: readonly OrganisationId[];
  readonly share: string;
  readonly article: string;
  readonly document: string;
  readonly rating: string;
  readonly item: string;
  readonly council: string;
  readonly basis: string;
  readonly noBasis: string;
  /** The version of the result it rests on; absent: without one, for this reason. */
  readonly result?: number;
  readonly withoutResult?: string;
  readonly on: LocalDate;
  readonly points: readonly Point[];
}

/** The part of one ministry. That of one which is no longer competent stays. */
export interface MinistryPart {
  readonly ministry: OrganisationId;
  readonly since: Instant;
  readonly until?: Instant;
  readonly objective?: Objective;
  /** For this year. */
  readonly confirmed?: Act;
  readonly lack?: Act & { readonly reason: string; readonly changeBy?: LocalDate };
  readonly guidances: readonly (Act & { readonly on: LocalDate; readonly basis: string; readonly document: string })[];
  readonly noGuidance?: Act & { readonly reason: string };
  readonly contacts: readonly (Act & { readonly on: LocalDate; readonly matter: string })[];
  readonly evaluations: number;
  readonly evaluation?: Evaluation;
  readonly publication?: Publication & Act & { readonly version: number };
}

/** The agency's result of the year, made for its ministries. */
export interface Result extends Act {
  readonly version: number;
  readonly document: string;
  readonly returned?: Act & { readonly reason: string };
}

/** What an audit by headquarters found, as the agency reported it to its ministries (5-4). */
export interface AuditResult {
  readonly audit: InstanceId;
  readonly ministries: readonly OrganisationId[];
  readonly document: string;
  readonly at: Instant;
  readonly received: readonly OrganisationId[];
}

/** What the centre advises the ministries, and what they answer. */
export interface CentreAdvice extends Act {
  readonly ministries: readonly OrganisationId[];
  readonly document: string;
  readonly answers: readonly (Act & { readonly ministries: readonly OrganisationId[]; readonly answer: string })[];
}

/** The whole memory. */
export interface Context extends CommonContext {
  readonly kind: string;
  readonly class?: string;
  readonly legalBasis?: string;
  readonly objectivesBasis?: string;
  readonly publicationBasis?: string;
  /** Its last day, where it was abolished. */
  readonly abolishedOn?: LocalDate;
  readonly centre: readonly OrganisationId[];
  readonly parts: readonly MinistryPart[];
  readonly result?: Result;
  /** What the agency's cycle gave: it opens no text, a document made for the ministry is submitted. */
  readonly cycleResult?: { readonly outcome: string; readonly made: string; readonly at: Instant };
  readonly audits: readonly AuditResult[];
  readonly check?: Act;
  readonly noAdvice?: Act & { readonly reason: string };
  readonly advice?: CentreAdvice;
  readonly concludedAt?: Instant;
  /** When ministries without any contact are reminded; absent: they were. */
  readonly contactAt?: Instant;
}

/** The parts of the ministries competent now, the main one first. */
export function currentParts({ parts }: Pick<Context, 'parts'>): readonly MinistryPart[] {
  return parts.filter(({ until }) => until === undefined);
}

/** The ministries competent now, the main one first. */
export function ministriesNow(context: Pick<Context, 'parts'>): readonly OrganisationId[] {
  return currentParts(context).map(({ ministry }) => ministry);
}

/** True where ministers set objectives: incorporated agencies, and corporations whose own law has objectives. */
export function hasObjectives({ kind, objectivesBasis }: Pick<Context, 'kind' | 'objectivesBasis'>): boolean {
  return isIncorporated({ kind }) || objectivesBasis !== undefined;
}

/** True where an evaluation must be published: incorporated agencies, and where the founding law says so. */
export function mustPublish({ kind, publicationBasis }: Pick<Context, 'kind' | 'publicationBasis'>): boolean {
  return isIncorporated({ kind }) || publicationBasis !== undefined;
}

export function isIncorporated({ kind }: Pick<Context, 'kind'>): boolean {
  return kind === 'incorporated-administrative-agency';
}

/** True when the minister of every ministry competent now has evaluated. */
export function isEvaluated(context: Pick<Context, 'parts'>): boolean {
  const parts = currentParts(context);
  return parts.length > 0 && parts.every(({ evaluation }) => evaluation !== undefined);
}

/** True when what was evaluated last is published. */
export function isPublished({ evaluation, publication }: MinistryPart): boolean {
  return evaluation !== undefined && publication?.version === evaluation.version;
}

/** Ministries advised that have not answered. */
export function unanswered({ advice }: Pick<Context, 'advice'>): readonly OrganisationId[] {
  const answered = advice?.answers.flatMap(({ ministries }) => ministries) ?? [];
  return (advice?.ministries ?? []).filter((ministry) => !answered.includes(ministry));
}

/** Ministries competent now that have not received a report. */
export function unreceived(context: Pick<Context, 'parts'>, audit: AuditResult): readonly OrganisationId[] {
  const { ministries, received } = audit;
  return ministriesNow(context).filter((one) => ministries.includes(one) && !received.includes(one));
}

/** True when nothing of the year is left to do (4-10 to 4-13): then it ends. */
export function isComplete(context: Context): boolean {
  const published = context.parts.every((part) => part.evaluation === undefined || isPublished(part));
  const advised = context.noAdvice !== undefined || (context.advice !== undefined && unanswered(context).length === 0);
  return (
    isEvaluated(context) &&
    (published || !mustPublish(context)) &&
    context.check !== undefined &&
    advised &&
    context.audits.every((audit) => unreceived(context, audit).length === 0)
  );
}

/** The part of a ministry changed, of those named. */
export function changedParts(
  { parts }: Pick<Context, 'parts'>,
  ministries: readonly OrganisationId[],
  change: (part: MinistryPart) => Partial<MinistryPart>,
): readonly MinistryPart[] {
  return parts.map((part) => (ministries.includes(part.ministry) ? { ...part, ...change(part) } : part));
}

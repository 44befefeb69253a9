/** The memory of a year's supervision 所管 of one agency. JSON only; instants in epoch milliseconds. */
import type { Instant, InstanceId, LocalDate, OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { z } from 'zod';
import type { CommonContext, competentFact, ObjectivesFact, Publication } from '../../kit/v1/index.ts';

/** What someone did. */
export interface Act {
  readonly by: PersonId;
  readonly at: Instant;
}

/** Objectives of a minister, or of several jointly, that cover the year; when they were last confirmed for one. */
export type Objective = ObjectivesFact[number];

/** What a minister's evaluation asks of the agency, and what its CISO made of that. */
export interface Point {
  readonly ref: string;
  readonly text: string;
  readonly disposition?: string;
}

/** What an evaluation says, or leaves empty. */
type Said = Readonly<
  Record<'share' | 'article' | 'document' | 'rating' | 'item' | 'council' | 'basis' | 'noBasis', string>
>;

/** An evaluation; a corrected one takes the place of the one before. */
export interface Evaluation extends Act, Said {
  readonly version: number;
  /** Those it is of: several where the document is a joint one. */
  readonly ministries: readonly OrganisationId[];
  /** The version of the result it rests on; absent: without one, for this reason. */
  readonly result?: number;
  readonly withoutResult?: string;
  readonly on: LocalDate;
  readonly points: readonly Point[];
}

/** The part of one ministry. That of one which is no longer competent stays; what it leaves open another takes over. */
export interface MinistryPart {
  readonly ministry: OrganisationId;
  readonly since: Instant;
  readonly until?: Instant;
  /** The ministry competent now that acts on it and reads it, once its own is not. */
  readonly takenOverBy?: OrganisationId;
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
  /** Law and ministries of the agency as the registry said last. */
  readonly competent: z.output<typeof competentFact>;
  readonly centre: readonly OrganisationId[];
  readonly parts: readonly MinistryPart[];
  readonly result?: Result;
  /** What the agency's cycle gave: it opens no text, a document made for the ministry is submitted. */
  readonly cycleResult?: { readonly outcome: string; readonly made: string; readonly at: Instant };
  readonly audits: readonly AuditResult[];
  readonly check?: Act;
  readonly noAdvice?: Act & { readonly reason: string };
  readonly advice?: CentreAdvice;
  /** When the year, or the agency, had ended: from then on it is evaluated. */
  readonly overSince?: Instant;
  /** Until when dates of publications have passed. */
  readonly publicationsPassed?: Instant;
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

/** The ministry that acts on a part. */
export function holderOf({ ministry, takenOverBy }: Pick<MinistryPart, 'ministry' | 'takenOverBy'>): OrganisationId {
  return takenOverBy ?? ministry;
}

/** The ministries that act on the parts of those named. */
export function holdersOf({ parts }: Pick<Context, 'parts'>, ministries: readonly OrganisationId[]): OrganisationId[] {
  return [
    ...new Set(
      ministries.map((ministry) => holderOf(parts.find((part) => part.ministry === ministry) ?? { ministry })),
    ),
  ];
}

/** True where ministers set objectives: incorporated agencies, and corporations whose own law has objectives. */
export function hasObjectives({ competent }: Pick<Context, 'competent'>): boolean {
  return isIncorporated({ competent }) || competent.objectivesBasis !== undefined;
}

/** True where an evaluation must be published: incorporated agencies, and where the founding law says so. */
export function mustPublish({ competent }: Pick<Context, 'competent'>): boolean {
  return isIncorporated({ competent }) || competent.publicationBasis !== undefined;
}

export function isIncorporated({ competent }: Pick<Context, 'competent'>): boolean {
  return competent.kind === 'incorporated-administrative-agency';
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

/** True when every minister has evaluated, and everything evaluated is published. */
export function isAllPublished({ parts }: Pick<Context, 'parts'>): boolean {
  return isEvaluated({ parts }) && parts.every((part) => part.evaluation === undefined || isPublished(part));
}

/** Ministries advised that have not answered. */
export function unanswered({ advice }: Pick<Context, 'advice'>): readonly OrganisationId[] {
  const answered = advice?.answers.flatMap(({ ministries }) => ministries) ?? [];
  return (advice?.ministries ?? []).filter((ministry) => !answered.includes(ministry));
}

/** True when no advice was needed, or all of it is answered. */
export function isSettled({ noAdvice, advice }: Pick<Context, 'noAdvice' | 'advice'>): boolean {
  return noAdvice !== undefined || (advice !== undefined && unanswered({ advice }).length === 0);
}

/** Ministries competent now that have not received a report. */
export function unreceived(context: Pick<Context, 'parts'>, audit: AuditResult): readonly OrganisationId[] {
  const { ministries, received } = audit;
  return ministriesNow(context).filter((one) => ministries.includes(one) && !received.includes(one));
}

/** True when every ministry competent now has what was reported to it. */
export function isReceived(context: Pick<Context, 'parts' | 'audits'>): boolean {
  return context.audits.every((audit) => unreceived(context, audit).length === 0);
}

/** True when nothing of the year is left to do (4-10 to 4-13): then it ends. */
export function isComplete(context: Context): boolean {
  return (
    isEvaluated(context) &&
    (isAllPublished(context) || !mustPublish(context)) &&
    context.check !== undefined &&
    isSettled(context) &&
    isReceived(context)
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

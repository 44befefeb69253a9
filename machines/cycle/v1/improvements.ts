/** Improvements and audits that this cycle starts: it alone starts and numbers them. */
import type { Cause } from '../../core/index.ts';
import type { DepartmentId, InstanceId, PersonId } from '../../../model/identifiers.ts';
import type { Text } from '../../../model/text.ts';
import { coversAsJson, type Cover, type CoverSource } from '../../kit/v1/index.ts';
import { dimensions, type Context, type Finding, type KnownAudit, type StartedImprovement } from './types.ts';

/** An improvement about to be started. */
export interface ToStart {
  readonly title: Text;
  readonly covers: readonly Cover[];
  readonly source: CoverSource;
  readonly openedBy: PersonId;
  readonly needsAudit?: boolean;
  readonly department?: DepartmentId;
  readonly adopted?: { readonly decider: string; readonly date: string; readonly document: string };
}

/** The id of the `offset`-th improvement started in this step, counted from 0. */
export function improvementInstance(context: Context, offset: number): InstanceId {
  return `improvement/${context.year}/${context.organisation}/${context.improvements.length + offset + 1}`;
}

/** What starting them adds to the cycle's own list. */
export function started(context: Context, starts: readonly ToStart[]): readonly StartedImprovement[] {
  return [
    ...context.improvements,
    ...starts.map((start, offset) => ({
      instance: improvementInstance(context, offset),
      title: start.title,
      source: start.source,
      covers: start.covers.map((covered) => covered.ref),
      at: context.at,
    })),
  ];
}

/** The effects that start them. */
export function startEffects(context: Context, starts: readonly ToStart[]): readonly Cause[] {
  return starts.map((start, offset) => ({
    kind: 'start',
    procedure: 'improvement',
    instance: improvementInstance(context, offset),
    input: {
      cycle: context.instance,
      title: { ja: start.title.ja, en: start.title.en },
      covers: coversAsJson(start.covers),
      source: start.source,
      openedBy: start.openedBy,
      needsAudit: start.needsAudit ?? false,
      minimumObservationDays: context.minimumObservationDays,
      maximumExtensions: context.maximumExtensions,
      longestTermDays: context.longestTermDays,
      profile: context.profile,
      ...(start.department === undefined ? {} : { department: start.department }),
      ...(start.adopted === undefined
        ? {}
        : {
            adopted: {
              decider: start.adopted.decider,
              date: start.adopted.date,
              document: start.adopted.document,
            },
          }),
    },
  }));
}

/** The cycle of the same body in the year after. */
export function nextCycle(context: Context): InstanceId {
  return `cycle/${context.year + 1}/${context.organisation}`;
}

/** True when an improvement of this cycle covers the ref, whatever became of it since. */
export function isCovered(context: Context, ref: string): boolean {
  return context.improvements.some((improvement) => improvement.covers.includes(ref));
}

/** The advice that an improvement carries out: what it covers, and what those covered that were merged into it. */
export function adviceCarriedOut(
  { improvements, advice }: Pick<Context, 'improvements' | 'advice'>,
  improvement: InstanceId,
): Context['advice'] {
  const taken = new Set([improvement]);
  // Each pass finds those merged into what is known; there are never more passes than improvements.
  for (const _ of improvements)
    for (const { instance, into } of improvements) if (into !== undefined && taken.has(into)) taken.add(instance);
  const covered = improvements.filter(({ instance }) => taken.has(instance)).flatMap(({ covers }) => covers);
  return advice.filter(({ ref, disposed }) => disposed?.what === 'now' && covered.includes(ref));
}

export function openImprovements(context: Context): readonly StartedImprovement[] {
  return context.improvements.filter((improvement) => improvement.end === undefined);
}

/** The ref of an insufficiency of the judgement. */
export function insufficiencyRef(context: Context, dimension: string): string {
  return `${context.instance}#${dimension}`;
}

/** A finding as an improvement covers it. */
function coverOf({ ref, title, department, foundOn }: Finding): Cover {
  return {
    ref,
    source: 'audit',
    clause: '3-16',
    title,
    ...(department === undefined ? {} : { department }),
    ...(foundOn === undefined ? {} : { foundOn }),
  };
}

/** What must be covered by at least one improvement and is not yet (3-16): nonconformities, and what was judged insufficient. */
export function uncovered(context: Context): readonly Cover[] {
  const nonconformities = context.findings.filter((finding) => finding.grade === 'nonconformity').map(coverOf);
  const judged = context.judgement?.dimensions;
  const insufficiencies =
    judged === undefined
      ? []
      : dimensions
          .filter((dimension) => !judged[dimension].levelAchieved || !judged[dimension].sufficient)
          .map((dimension): Cover => ({
            ref: insufficiencyRef(context, dimension),
            source: 'judgement',
            clause: '3-16',
          }));
  return [...nonconformities, ...insufficiencies].filter((item) => !isCovered(context, item.ref));
}

/** What an improvement may cover by its ref: findings, insufficiencies, advice this cycle knows; with where each comes from. */
export function coverable(context: Context, ref: string): Cover | undefined {
  const finding = context.findings.find((known) => known.ref === ref && known.grade !== 'goodPractice');
  if (finding !== undefined) return coverOf(finding);
  const advice = context.advice.find((known) => known.ref === ref);
  if (advice !== undefined) return { ref, source: advice.by, clause: advice.clause };
  const insufficient = dimensions.some((dimension) => insufficiencyRef(context, dimension) === ref);
  return insufficient ? { ref, source: 'judgement', clause: '3-16' } : undefined;
}

/** True of an audit of this body; what a body it succeeds still reports is an audit of that body. */
export function isOfThisBody(context: Context, audit: InstanceId): boolean {
  return audit.split('/')[2] === context.organisation;
}

/** True when an audit of this body and year has been reported, whenever and from whichever year's cycle (3-15). */
export function auditReported(context: Context): boolean {
  return reportedAudits(context).length > 0;
}

/** The audits of this body and year that have been reported. */
export function reportedAudits(context: Context): readonly KnownAudit[] {
  return context.audits.filter(
    (audit) => audit.end === 'reported' && audit.yearExamined === context.year && isOfThisBody(context, audit.instance),
  );
}

/** Audits of this cycle that are neither reported nor cancelled. */
export function runningAudits(context: Context): readonly KnownAudit[] {
  return context.audits.filter((audit) => audit.own && audit.end === undefined);
}

export function openAudits(context: Context): number {
  return runningAudits(context).length;
}

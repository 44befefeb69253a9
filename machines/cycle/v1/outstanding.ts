/** What is still outstanding in a year, and whether it may be closed. */
import { waitingAdvice } from './advice.ts';
import { auditReported, openAudits, openImprovements, uncovered } from './improvements.ts';
import { owedAtClose } from './owing.ts';
import type { Context, Exception, Finding } from './types.ts';

/** Observations the CISO has not yet disposed of. */
export function undisposedObservations(context: Context): readonly Finding[] {
  return context.findings.filter(
    (finding) => finding.grade === 'observation' && !context.disposedObservations.includes(finding.ref),
  );
}

/** Findings after the evaluation that no supplement has taken up. */
export function lateFindings(context: Context): readonly Finding[] {
  return context.findings.filter(
    (finding) => finding.late && finding.grade !== 'goodPractice' && !context.supplemented.includes(finding.ref),
  );
}

/** Exceptions that were applied for and are not decided on. */
export function appliedExceptions(context: Context): readonly Exception[] {
  return context.exceptions.filter(({ status }) => status === 'applied');
}

/** Exceptions whose requirement is overdue again. */
export function expiredExceptions(context: Context): readonly Exception[] {
  return context.exceptions.filter((known) => known.status === 'expired');
}

/** The next instant at which a granted exception expires; absent when none will. */
export function nextExpiry(context: Context): number | undefined {
  const instants = context.exceptions.flatMap((known) =>
    known.status === 'granted' && known.expires !== undefined ? [known.expires] : [],
  );
  return instants.length === 0 ? undefined : Math.min(...instants);
}

/** True when nothing but the CISO's own act is missing: only then does the close fall due. */
export function isClosable(context: Context): boolean {
  return (
    context.evaluation !== undefined &&
    openImprovements(context).length === 0 &&
    auditReported(context) &&
    openAudits(context) === 0 &&
    owedAtClose(context).length === 0 &&
    waitingAdvice(context).length === 0 &&
    undisposedObservations(context).length === 0 &&
    lateFindings(context).length === 0 &&
    uncovered(context).length === 0 &&
    expiredExceptions(context).length === 0 &&
    appliedExceptions(context).length === 0 &&
    context.resultRequests.length === 0
  );
}

/** Reports that this year counts no more – those that came too late, and those still to come – are the next year's; both say so. */
import type { Cause } from '../../core/index.ts';
import { tell, withAll } from '../../kit/v1/index.ts';
import { unreported, uncounted, type AuditReport, type Context } from './types.ts';

/** What the next year's programme is told of them. */
export function passedOn(context: Context): readonly Cause[] {
  return uncounted(context).map((report) => toNext(context, report));
}

/** The marks of a year that ends: whether some of its reports count next year, or are still to come. */
export function marksAtTheEnd(context: Context): Context['marks'] {
  return withAll(
    context.marks,
    uncounted(context).length > 0 ? 'countsNextYear' : undefined,
    unreported(context).length > 0 ? 'reportsToCome' : undefined,
  );
}

function toNext({ organisation, year }: Context, report: AuditReport): Cause {
  const { audit, subject, stream, issuedOn, document, carriedFrom = year } = report;
  const input = { audit, subject, stream, issuedOn, document, carriedFrom };
  return tell(`programme/${year + 1}/${organisation}`, 'hqauditReported', input);
}

/** Reports that this year counts no more are the next year's; both say so. */
import type { Cause } from '../../core/index.ts';
import { tell } from '../../kit/v1/index.ts';
import { uncounted, type AuditReport, type Context } from './types.ts';

/** What the next year's programme is told of them. */
export function passedOn(context: Context): readonly Cause[] {
  return uncounted(context).map((report) => toNext(context, report));
}

function toNext({ organisation, year }: Context, report: AuditReport): Cause {
  const { audit, subject, stream, issuedOn, document, carriedFrom = year } = report;
  const input = { audit, subject, stream, issuedOn, document, carriedFrom };
  return tell(`programme/${year + 1}/${organisation}`, 'hqauditReported', input);
}

/** The audits that the year starts: nothing else starts one. */
import type { Cause } from '../../core/index.ts';
import type { Context, ProgrammeAudit } from './types.ts';

/** Noted as started. */
export function started({ at }: Pick<Context, 'at'>, audit: ProgrammeAudit): ProgrammeAudit {
  return { ...audit, startedAt: at };
}

/** The start of one: the records give its number, and it says itself which it is (`hqauditOpened`). */
export function startOf(
  { instance, organisation, year }: Pick<Context, 'instance' | 'organisation' | 'year'>,
  { ref, subject, kinds, reason }: ProgrammeAudit,
): Cause {
  const input = { programme: instance, ref, subject, kinds, ...(reason !== undefined && { reason }) };
  return { kind: 'startNext', procedure: 'hqaudit', of: `hqaudit/${year}/${organisation}`, input };
}

import type { Refusal } from '../../machines/core/index.ts';
import { GovernanceRefused } from '../../contract/records/governance.ts';
import type { JournaledRow } from '../registry/journaled-row.ts';

/** What a line says of a change itself: ids only. */
export function said(id: string, act: string, row: object): JournaledRow {
  return { kind: 'change', id, act, row };
}

/** Throws `GovernanceRefused` where there is something to refuse. */
export function refuse(refusals: readonly Refusal[]): void {
  if (refusals.length > 0) throw new GovernanceRefused(refusals);
}

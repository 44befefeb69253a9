/**
 * Audit 独立監査, version 1 (domain.md 6; 3-15): planned by the audit officer, carried out by people independent of the
 * departments and persons inspected, reported to the CISO and told to the cycle. Neither a conflict, nor silence of the
 * audited, nor the CISO's view stops it; every way round leaves its mark.
 */
import { defineProcedure } from '../../kit/v1/index.ts';
import { contents } from './contents.ts';
import { machine } from './machine.ts';
import { opening } from './opening.ts';
import { project } from './project.ts';
import { decisions, routes, rules, told } from './tables.ts';
import { dueItems, marks, notices, phases, states } from './texts.ts';
import { timers, times } from './timers.ts';
import type { Context } from './types.ts';

export const auditV1 = defineProcedure<Context>({
  id: 'audit',
  version: 1,
  label: { ja: '独立監査', en: 'independent audit' },
  input: opening,
  decisions,
  told,
  times,
  rules,
  routes,
  states,
  phases,
  notices,
  dueItems,
  marks,
  contents,
  machine,
  timers,
  project,
  // Agencies follow 3(3) through 4-9, and HQ's advice through 4-14.
  cite: ({ profile }, clause) => {
    if (profile === undefined || profile === 'ministry') return clause;
    return ['3-12', '3-13', '3-14', '3-15', '3-16', '3-17', '3-18', '3-19'].includes(clause) ? '4-9' : clause;
  },
});

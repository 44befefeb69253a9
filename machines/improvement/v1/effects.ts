/** What a step causes outside: notices (topics only, never a finding's text) and what the cycle is told. */
import type { Audience, Cause, Json } from '../../core/index.ts';
import type { OrganisationId, PersonId } from '../../../model/identifiers.ts';
import type { Role } from '../../../model/roles.ts';
import { fiscalYearAt } from './dates.ts';
import type { ApprovedPlan, Context } from './types.ts';

/** A notice to an audience. */
export function notice(topic: string, to: Audience): Cause {
  return { kind: 'notify', to, topic };
}

/** A notice to a person. */
export function toPerson(topic: string, person: PersonId): Cause {
  return notice(topic, { person });
}

/** A notice to holders of roles in the body. */
export function toRoles(topic: string, roles: readonly Role[], organisation: OrganisationId): Cause {
  return notice(topic, { roles, organisation });
}

/** References of everything covered. */
export function refs(context: Pick<Context, 'covers'>): string[] {
  return context.covers.map(({ ref }) => ref);
}

/** Everything covered as plain JSON. */
export function coversOf(context: Pick<Context, 'covers'>): Json[] {
  return context.covers.map(({ ref, source, clause, department }) => ({
    ref,
    source,
    clause,
    ...(department === undefined ? {} : { department }),
  }));
}

/** The cycle learns of the end; owner and head of officers too. */
export function ended(context: Context): Cause[] {
  const { cycle, instance, organisation, round, originals, end } = context;
  if (end === undefined) return [];
  const told: Json = {
    improvement: instance,
    end: end.end,
    covers: refs(context),
    round,
    ...(end.into === undefined ? {} : { into: end.into }),
    ...(originals['done'] === undefined ? {} : { firstDue: originals['done'] }),
  };
  return [
    { kind: 'tell', to: cycle, type: 'improvementEnded', input: told },
    toRoles('ended', ['headOfOfficers', 'promotionOffice'], organisation),
  ];
}

/** An approved plan of kind amendment or education re-enters the cycle of the year in which it will be done (3-17). */
export function reEntries(context: Context, plan: Pick<ApprovedPlan, 'actions'>): Cause[] {
  const { instance, organisation } = context;
  return plan.actions.flatMap(({ kind, what, subject, year }): Cause[] => {
    const to = `cycle/${year ?? fiscalYearAt(context.at)}/${organisation}`;
    if (kind === 'amendStandards') {
      const input: Json = { source: 'improvement', ref: instance, subject: subject ?? 'standards', what };
      return [{ kind: 'tell', to, type: 'amendmentRequired', input }];
    }
    if (kind === 'education') return [{ kind: 'tell', to, type: 'educationRequired', input: { ref: instance, what } }];
    return [];
  });
}

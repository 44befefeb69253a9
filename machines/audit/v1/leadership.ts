/**
 * Who leads the audit: the audit officer 情報セキュリティ監査責任者, or, when in conflict or the post is vacant,
 * the substitute the CISO names for this audit. Neither stops it.
 */
import { z } from 'zod';
import type { Audience, Cause } from '../../core/index.ts';
import type { PersonId } from '../../../model/identifiers.ts';
import {
  audits,
  fields,
  figureThing,
  notify,
  personThing,
  postsHeld,
  structureFact,
  toPerson,
  toRoles,
  withAll,
  type Decider,
  type Decisions,
} from '../../kit/v1/index.ts';
import { independenceAsks } from './asks.ts';
import { conflictsOf, examinedBy, showing, type Found } from './conflicts.ts';
import type { JudgedBy } from './events.ts';
import { independenceFacts } from './facts.ts';

import { handlers, ruleTable } from './kit.ts';
import { leaderThing } from './things.ts';
import { substituteOf, type Context } from './types.ts';

/** Conflicts one person may declare: one is enough not to lead or audit. */
const CONFLICTS = 5;

const substituting = z.object({ person: z.string(), insteadOf: z.array(z.string()) });

/** The decisions about who leads. */
export const decisions = {
  declareConflict: {
    input: z.strictObject({ reason: fields.text('利害関係の内容 / what the conflict is') }),
    by: ['auditOfficer', 'anyone'],
    elsewhere: true,
    clause: '3-15',
    room: 'reserved',
    rules: ['ownConflict', 'conflictsBounded'],
    label: { ja: '利害関係を申し出る', en: 'declare a conflict of interest' },
    irreversible: true,
  },
  nameSubstitute: {
    input: z.strictObject({
      person: fields.person('代行者 / the substitute'),
      insteadOf: z
        .array(fields.person('監査を率いることができない者 / who cannot lead', { among: ['auditOfficer'] }))
        .max(20)
        .default([])
        .meta(
          fields.titled('代行される者 / who is replaced', {
            help: '全員を挙げます。未発令の場合は不要です / everyone; none where the post is vacant',
          }),
        ),
      reason: fields.text('理由 / reason'),
    }),
    facts: independenceFacts.extend({ structure: structureFact.pick({ holders: true }) }),
    asks: (asked) => {
      const named = substituting.parse(asked.input);
      return independenceAsks(asked, [named.person, ...named.insteadOf]);
    },
    by: ['ciso'],
    clause: '3-15',
    room: 'reserved',
    rules: ['leaderCannotLead', 'substituteIndependent'],
    label: { ja: '監査責任者の代行を指名する', en: 'name a substitute for the audit officer' },
    why: {
      ja: '監査責任者に利害関係があるため、代わりの者をCISOが指名します。',
      en: 'The audit officer is in conflict: the CISO names a substitute.',
    },
  },
} as const satisfies Decisions;

/** What stands first at every decision of whoever leads, who is independent at that moment. */
export const byIndependentLeader = ['leadsThisAudit', 'leaderIndependent'] as const;

/** Rules about who leads. */
export const rules = ruleTable({
  leadsThisAudit: {
    clause: '3-15',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'この監査を率いる者（監査責任者、又はこの監査のために指名された代行者）が行います。監査責任者が率いることができないときは、最高情報セキュリティ責任者が代行を指名します。',
    en: 'Whoever leads this audit does this: the audit officer, or the substitute named for it. Where the audit officer cannot, the CISO names a substitute.',
    met: { ja: 'この監査を率いる者が行う', en: 'whoever leads this audit does it' },
    test: ({ context, event }) => leads(context, event),
    about: ({ context }) => [leaderThing(context)],
    remedies: () => ['nameSubstitute'],
    bars: (context) => replacedLeaders(context),
  },
  leaderIndependent: {
    clause: '3-15',
    basis: 'text',
    concerns: 'who',
    reads: ['state', 'who', 'input', 'facts'],
    ja: '監査を率いる者が、対象の部署又は対策から独立していません。利害関係を申し出れば、最高情報セキュリティ責任者が代行を指名します。',
    en: 'You are not independent of what is audited and cannot lead this audit. Once the conflict is declared, the CISO names a substitute.',
    met: { ja: '監査を率いる者は対象から独立している', en: 'whoever leads is independent of what is audited' },
    test: ({ context, event }) => leadersConflicts(context, event).length === 0,
    about: ({ context, event }) => showing(leadersConflicts(context, event)),
    remedies: ({ context, event }) =>
      context.declared.some(({ by }) => by === event.actor.person)
        ? ['nameSubstitute']
        : ['declareConflict', 'nameSubstitute'],
    bars: ({ declared }) => declared.map(({ by }) => by),
  },
  conflictsBounded: {
    clause: '3-15',
    basis: 'design',
    concerns: 'state',
    reads: ['state', 'who'],
    ja: `利害関係の申出が既に${CONFLICTS}件あります。申出は一つで足り、最高情報セキュリティ責任者が代行や交代を決めます。`,
    en: `You have declared ${CONFLICTS} conflicts already. One is enough: the CISO names a substitute, or the leader replaces you.`,
    met: { ja: '利害関係の申出は上限に達していない', en: 'conflicts declared are fewer than one may declare' },
    test: ({ context, event }) => context.declared.filter((said) => said.by === event.actor.person).length < CONFLICTS,
    about: () => [figureThing(CONFLICTS, `上限${CONFLICTS}件`, `at most ${CONFLICTS}`)],
    remedies: () => ['nameSubstitute', 'replaceAuditor'],
  },
  ownConflict: {
    clause: '3-15',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: '利害関係を申し出るのは、この監査を率いる者と監査実施者です。',
    en: 'Those who lead or carry out this audit declare a conflict, for themselves.',
    met: { ja: 'この監査に携わる本人が申し出る', en: 'those of this audit declare it for themselves' },
    test: ({ context, event }) =>
      leads(context, event) || audits.team(context).some((auditor) => auditor.person === event.actor.person),
    about: ({ context }) => [leaderThing(context), ...audits.team(context).map(({ person }) => personThing(person))],
  },
  leaderCannotLead: {
    clause: '3-15',
    basis: 'design',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '代行を指名できるのは、監査責任者（又は現在の代行者）の全員に利害関係があるか、未発令のときだけです。挙げられていないか、利害関係が認められない者がいます。',
    en: 'A substitute is named only when every audit officer (or the present substitute) is in conflict, or the post is vacant. Name all who cannot lead.',
    met: {
      ja: '監査責任者（又は現在の代行者）の全員に利害関係があるか、未発令である',
      en: 'nobody who could lead is independent, or the post is vacant',
    },
    test: ({ context, event }) => leadersNotReplaced(context, event).length === 0,
    about: ({ context, event }) => leadersNotReplaced(context, event).map((person) => personThing(person)),
    paths: () => ['insteadOf'],
    remedies: () => ['declareConflict'],
  },
  substituteIndependent: {
    clause: '3-15',
    basis: 'text',
    concerns: 'facts',
    reads: ['state', 'input', 'facts'],
    ja: '代行者が、対象の部署又は対策から独立していません。別の者を指名してください。',
    en: 'The substitute is not independent of the departments and measures audited. Name someone else.',
    met: { ja: '代行者は対象から独立している', en: 'the substitute is independent of what is audited' },
    test: ({ context, event }) => conflictsOf(event.input.person, examinedBy(context), event.facts).length === 0,
    about: ({ context, event }) => showing(conflictsOf(event.input.person, examinedBy(context), event.facts)),
    paths: () => ['person'],
  },
});

/** Why whoever decides cannot lead – where a plan is made, by what it will examine. */
function leadersConflicts(context: Context, event: JudgedBy<'leaderIndependent'>): readonly Found[] {
  const planned = event.type === 'planAudit' || event.type === 'revisePlan';
  const plan = planned ? { departments: event.input.departments, period: event.input.period } : {};
  return conflictsOf(event.actor.person, { ...examinedBy(context), ...plan }, event.facts);
}

/** Who could lead on: not named among those replaced, or without a conflict. */
function leadersNotReplaced(context: Context, { input, facts }: JudgedBy<'leaderCannotLead'>): readonly PersonId[] {
  const present = substituteOf(context);
  const holders = facts.structure.holders.filter((held) => held.role === 'auditOfficer');
  const leaders = present === undefined ? holders.map((held) => held.person) : [present];
  const examined = examinedBy(context);
  return leaders.filter(
    (leader) =>
      !input.insteadOf.includes(leader) ||
      conflictsOf(leader, examined, facts).every(({ conflict }) => conflict === 'notFound'),
  );
}

/** Those in whose place somebody else leads. */
function replacedLeaders(context: Context): readonly PersonId[] {
  const replaced = withAll([], ...context.substitutes.flatMap(({ insteadOf }) => insteadOf));
  return replaced.filter((person) => person !== substituteOf(context));
}

/** True for the substitute when there is one, else for a holder of the audit officer's post in this body. */
function leads(context: Context, event: Decider): boolean {
  const substitute = substituteOf(context);
  if (substitute !== undefined) return event.actor.person === substitute;
  return postsHeld(context, event).some((held) => held.role === 'auditOfficer');
}

/** True when whoever leads has declared a conflict, and nobody was named or has led since: the CISO's turn. */
export function isLeaderInConflict({ declared, substitutes, ledAt = 0 }: Context): boolean {
  const since = Math.max(substitutes.at(-1)?.at ?? 0, ledAt);
  return declared.some(({ leading, at }) => leading === true && at > since);
}

/** Whoever leads, as the audience of a notice. */
export function leader(context: Context): Audience {
  const substitute = substituteOf(context);
  return substitute === undefined
    ? { roles: ['auditOfficer'], organisation: context.organisation }
    : { person: substitute };
}

/** A notice to whoever leads. */
export function toLeader(context: Context, topic: string): Cause {
  return notify(leader(context), topic);
}

/** A notice to the CISO. */
export function toCiso(context: Context, topic: string): Cause {
  return toRoles(context, ['ciso', 'deputyCiso'], topic);
}

export const on = {
  /** From the first day to the report: an audit never waits for a leader who cannot lead. */
  live: handlers(decisions, {
    declareConflict: {
      change: (context, { actor, input }) => ({
        declared: [
          ...context.declared,
          {
            by: actor.person,
            at: context.at,
            reason: input.reason,
            ...(leads(context, { actor }) ? { leading: true } : {}),
          },
        ],
        marks: withAll(context.marks, 'conflictDeclared'),
      }),
      causes: ({ after }) => [toCiso(after, 'conflictDeclared'), toLeader(after, 'conflictDeclared')],
    },
    nameSubstitute: {
      change: (context, { actor, input: { person, insteadOf, reason } }) => {
        const substitute = { by: actor.person, at: context.at, reason, person, insteadOf };
        return { substitutes: [...context.substitutes, substitute], marks: withAll(context.marks, 'substitute') };
      },
      causes: ({ event: { input } }) =>
        [input.person, ...input.insteadOf].map((told) => toPerson(told, 'substituteNamed')),
    },
  }),
};

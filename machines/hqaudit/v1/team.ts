/** The team: named by the leader, of the centre or of a body to which the audit is delegated, and independent (5-3). */
import { z } from 'zod';
import type { BaseContext, Decision } from '../../core/index.ts';
import type { Instant, PersonId } from '../../../model/identifiers.ts';
import {
  audits,
  fields,
  holdsRole,
  organisationThing,
  peopleFact,
  personThing,
  toPerson,
  toRoles,
  withAll,
  type Decider,
  type Decisions,
} from '../../kit/v1/index.ts';
import { peopleAsked } from './asks.ts';
import { independent } from './independence.ts';
import { handlers, ruleTable } from './kit.ts';
import { subjectPosts } from './subject.ts';
import { awaited, type Context } from './types.ts';

const reads = z.object({ organisation: z.string(), delegatedTo: z.string().optional() });

/** The team's own work: of auditors of the centre, and of a body to which the audit is delegated. */
export const byTheTeam = {
  by: ['hqAuditor', 'hqAuditLeader'],
  bodies: (context: BaseContext) => {
    const { organisation, delegatedTo } = reads.parse(context);
    return delegatedTo === undefined ? [organisation] : [organisation, delegatedTo];
  },
  clause: '5-3',
} as const satisfies Pick<Decision, 'by' | 'bodies' | 'clause'>;

const people = z.object({ people: peopleFact });
export const decisions = {
  assign: {
    input: z.strictObject({
      auditors: audits.auditorsField('hqAuditor', 'hqAuditLeader'),
      delegatedTo: fields
        .organisation('監査の事務を委託する機関 / body to which it is delegated', {
          help: '委託しない場合は空欄とします / leave empty where it is not',
        })
        .optional(),
    }),
    facts: people,
    asks: (asked) => peopleAsked(asked, audits.namedAnd(asked)),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: ['planIsThere', 'notDelegatedToTheSubject', ...independent],
    label: { ja: '監査実施者を割り当てる', en: 'assign the auditors' },
    why: {
      ja: '対象機関から独立した監査実施者を割り当てます。',
      en: 'Auditors who are independent of the body audited are assigned.',
    },
  },
  startFieldwork: {
    input: z.strictObject({}),
    facts: people,
    asks: (asked) => peopleAsked(asked, audits.teamAnd(asked)),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: ['auditorsAssigned', 'materialsInOrPassed', ...independent],
    label: { ja: '実地監査を始める', en: 'start fieldwork' },
    why: {
      ja: '予備調査が済んだため、実地監査を始めます。',
      en: 'The preliminary examination is done: fieldwork starts.',
    },
  },
  replaceAuditor: {
    input: z.strictObject(audits.replacementFields(['hqAuditor', 'hqAuditLeader'])),
    facts: people,
    asks: (asked) => peopleAsked(asked, audits.incomingAnd(asked)),
    by: ['hqAuditLeader'],
    clause: '5-3',
    room: 'reserved',
    rules: ['outgoingIsOfTheTeam', ...independent],
    label: { ja: '監査実施者を交代させる', en: 'replace an auditor' },
  },
} as const satisfies Decisions;

export const rules = ruleTable({
  planIsThere: {
    clause: '5-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '監査計画がまだありません。先に計画を定めてください。',
    en: 'There is no plan of the audit yet. Make it first.',
    met: { ja: '監査計画がある', en: 'there is a plan' },
    test: ({ context }) => context.plan !== undefined,
    remedies: () => ['plan'],
  },
  notDelegatedToTheSubject: {
    clause: '5-3',
    basis: 'design',
    concerns: 'input',
    reads: ['state', 'input'],
    ja: '対象機関自身に監査の事務を委託することはできません。',
    en: 'An audit is never delegated to the body that is audited.',
    met: { ja: '対象機関に委託していない', en: 'it is not delegated to the body audited' },
    test: ({ context, event }) =>
      event.input.delegatedTo !== context.subject && event.input.delegatedTo !== context.addressee,
    about: ({ context }) => [organisationThing(context.subject)],
    paths: () => ['delegatedTo'],
  },
  auditorsAssigned: { clause: '5-3', basis: 'design', ...audits.teamAssigned },
  materialsInOrPassed: {
    clause: '5-3',
    basis: 'design',
    concerns: 'state',
    reads: ['state'],
    ja: '予備調査の資料が求められていないか、期限前でまだ提出されていません。提出又は期限を待ってください。',
    en: 'Materials for the preliminary examination were not asked for, or are awaited until their date. Wait for them, or for the date.',
    met: {
      ja: '求めた資料は提出されたか、期限が過ぎた',
      en: 'materials asked for are there, or their date has passed',
    },
    test: ({ context }) => context.requests.length > 0 && awaited(context).length === 0,
    remedies: ({ context }) => [context.requests.length === 0 ? 'requestMaterials' : 'giveMaterials'],
  },
  outgoingIsOfTheTeam: { clause: '5-3', ...audits.outgoingOfTheTeam },
  actsForTheTeam: {
    clause: '5-3',
    basis: 'design',
    concerns: 'who',
    reads: ['state', 'who'],
    ja: 'これを行うのは、この監査の監査実施者又は統括する者です。',
    en: 'The auditors of this audit do that, or whoever leads it.',
    met: { ja: 'この監査の監査実施者又は統括する者である', en: 'an auditor of this audit, or whoever leads it' },
    test: ({ context, event }) => audits.isOfTheTeam(context, event.actor.person) || leads(context, event),
    about: ({ event }) => [personThing(event.actor.person)],
  },
});

/** Whoever leads, and whoever stands in for the leader. */
function leads(context: Context, event: Decider): boolean {
  return holdsRole(context, event, 'hqAuditLeader') || event.standIn !== undefined;
}

const joining = (person: PersonId, since: Instant): audits.Auditor => ({ person, since });

export const on = {
  preparing: handlers(decisions, {
    assign: {
      change: (context, { input }) => ({
        auditors: audits.assigned(context, input.auditors, joining),
        delegatedTo: input.delegatedTo,
        marks: input.delegatedTo === undefined ? context.marks : withAll(context.marks, 'delegated'),
      }),
      causes: ({ after }) => audits.team(after).map(({ person }) => toPerson(person, 'assigned')),
    },
    startFieldwork: {
      target: '#hqaudit.live.active.fieldwork',
      change: (context) => ({ fieldworkBegan: context.at }),
      causes: ({ after }) => [toRoles({ organisation: after.addressee }, subjectPosts, 'fieldworkStarted')],
    },
  }),
  /** Until the report. */
  live: handlers(decisions, {
    replaceAuditor: {
      change: (context, { input }) => ({
        auditors: audits.replaced(context, input, joining),
        marks: withAll(context.marks, 'auditorReplaced'),
      }),
      causes: ({ event: { input } }) => [
        toPerson(input.outgoing, 'auditorReplaced'),
        toPerson(input.incoming, 'assigned'),
      ],
    },
  }),
};

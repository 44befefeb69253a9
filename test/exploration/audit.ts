/**
 * The audit, explored: two departments, two findings, two rounds of comments; an audit officer, a substitute, two
 * auditors who may come into conflict at any time, one from outside who never does. (Order constraint 4; 3-15.)
 */
import { auditV1 } from '../../machines/audit/v1/index.ts';
import { begin, type Actor, type Json, type State } from '../../machines/core/index.ts';
import {
  anna,
  ben,
  ciso,
  customs,
  deputyOfficer,
  finding,
  hash,
  head,
  instance,
  leader,
  opening,
  outsider,
  plan,
  tax,
} from '../machines/audit/cast.ts';
import { body, person, type TestPerson } from '../machines/support/people.ts';
import { contextOf, dependent, findingKey, key, pending, remember, type Ghost } from './audit-memory.ts';
import type { Exploration, Move, ExploredStep } from './explore.ts';
import { decision, nobodyAsked } from './moves.ts';

const DAY = 86_400_000;
/** From before the audit on, but after the period: what refuses it is the post alone, not the cooling-off. */
const inTax = { department: 'tax', from: '2026-11-01' };

/** The same person, moved into the audited department when in conflict. */
function present(one: TestPerson, ghost: Ghost): TestPerson {
  return ghost.conflicted.includes(one.person) ? one.holds('staff', inTax) : one;
}

const own = new Map<string, TestPerson>(
  [leader, deputyOfficer, anna, ben, outsider, tax].map((one) => [one.person, one]),
);
const refusedAlways: readonly TestPerson[] = [
  person('office').holds('promotionOffice'),
  person('chief').holds('headOfOfficers'),
  person('systems').holds('systemOfficer'),
  person('gone').holds('auditor').holds('staff', { department: 'tax', to: '2026-03-15' }),
  person('stranger'),
];

const factsBefore = new Map<string, Record<string, Json>>();

/** What the server would look up of these people; it rests on who is in conflict, and is worked out once. */
/** The criteria that findings rest on. */
const sets = { common: { criteriaSets: [{ id: 'common-2026', criteria: ['1'] }] } };

function facts(ghost: Ghost, ...asked: readonly string[]): Record<string, Json> {
  const key = `${ghost.conflicted.join()} ${asked.join()}`;
  const known = factsBefore.get(key) ?? factsOf(ghost, asked);
  factsBefore.set(key, known);
  return known;
}

function factsOf(ghost: Ghost, asked: readonly string[]): Record<string, Json> {
  const found = asked.flatMap((id) => {
    const known = own.get(id);
    return known === undefined ? refusedAlways.filter((one) => one.person === id) : [present(known, ghost)];
  });
  return {
    people: JSON.parse(
      JSON.stringify(found.map(({ person: id, appointments, outside }) => ({ person: id, appointments, outside }))),
    ),
    departments: ['tax', 'customs'].map((id) => ({ id, exists: true, scope: [id] })),
    registers: { criteriaSet: 'common-2026', plan: { measures: [{ id: 'm1', owner: { role: 'systemOfficer' } }] } },
    structure: { holders: [{ role: 'auditOfficer', person: 'leader' }] },
    ...sets,
  };
}

const due = (id: string, at: number, rungs: number[] = []): Json => [{ id, date: '2026-12-01', due: at, rungs }];

/** One alphabet: what may happen, and how much of it. */
interface Alphabet {
  readonly name: string;
  /** Who may come into conflict at any time, for good. */
  readonly conflicts: readonly string[];
  /** Who may be assigned, and who may come after. */
  readonly teams: readonly (readonly string[])[];
  readonly successors: readonly string[];
  /** Whether people declare conflicts and substitutes are named. */
  readonly substitutes: boolean;
  readonly findings: number;
  readonly rounds: number;
  /** Whether the CISO orders a second department. */
  readonly more: boolean;
  /** Whether the due date of the report sends a reminder. */
  readonly reminder: boolean;
}

/** Singly – who leads; team and findings; rounds of comments – and their join. */
const alphabets: readonly Alphabet[] = [
  {
    name: 'audit: who leads',
    conflicts: ['leader'],
    teams: [['anna'], ['outsider']],
    successors: ['outsider'],
    substitutes: true,
    findings: 0,
    rounds: 1,
    more: true,
    reminder: false,
  },
  {
    name: 'audit: team and findings',
    conflicts: ['anna'],
    teams: [['anna', 'ben'], ['ben']],
    successors: ['ben', 'outsider'],
    substitutes: false,
    findings: 2,
    rounds: 1,
    more: false,
    reminder: false,
  },
  {
    name: 'audit: comments',
    conflicts: [],
    teams: [['anna']],
    successors: [],
    substitutes: false,
    findings: 1,
    rounds: 2,
    more: true,
    reminder: true,
  },
  {
    name: 'audit: join',
    conflicts: ['leader', 'anna'],
    teams: [['anna'], ['outsider']],
    successors: ['outsider'],
    substitutes: true,
    findings: 1,
    rounds: 1,
    more: false,
    reminder: false,
  },
];

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const context = contextOf(state);
  const now = context.at;
  const list: Move<Ghost>[] = [];
  const add = (label: string, type: string, by: Actor, input: object = {}, given: object = {}): void => {
    list.push({ label, event: decision(state, type, by, input, given) });
  };
  // The environment: anyone of the body who matters may come into conflict, for good.
  for (const id of alphabet.conflicts) {
    if (ghost.conflicted.includes(id)) continue;
    list.push({
      label: `[${id} moves to tax]`,
      ghost: { ...ghost, conflicted: [...ghost.conflicted, id].sort() },
      notCountedOn: true,
    });
  }
  const planned = {
    ...facts(ghost, 'leader', 'deputy'),
    due: due('report', now + 60 * DAY, alphabet.reminder ? [now + 30 * DAY] : []),
  };
  const team = ghost.team;
  for (const who of alphabet.substitutes ? [leader, deputyOfficer] : [leader]) {
    const by = present(who, ghost);
    const name = who.person;
    const judged = (...ids: readonly string[]) => facts(ghost, name, ...ids);
    add(`${name} plans`, 'planAudit', by, plan, planned);
    add(`${name} revises`, 'revisePlan', by, { ...plan, departments: [...context.departments], reason: 'r' }, planned);
    for (const ids of alphabet.teams) {
      add(`${name} assigns ${ids.join('+')}`, 'assign', by, { auditors: ids }, judged(...ids));
    }
    add(`${name} starts fieldwork`, 'startFieldwork', by, {}, judged(...team));
    for (const outgoing of team) {
      for (const incoming of alphabet.successors) {
        const input = { outgoing, incoming, reason: 'r' };
        add(`${name} replaces ${outgoing} by ${incoming}`, 'replaceAuditor', by, input, judged(incoming));
      }
    }
    if (context.commentRound < alphabet.rounds) {
      add(
        `${name} asks for comments`,
        'requestComments',
        by,
        { commentDate: '2026-12-01' },
        {
          due: due('comment', now + 10 * DAY),
        },
      );
    }
    if (context.commentRound < alphabet.rounds)
      add(`${name} resumes fieldwork`, 'resumeFieldwork', by, { reason: 'r' });
    for (const result of ['findings', 'noFinding']) {
      add(`${name} reports ${result}`, 'report', by, { result, document: hash(9) }, judged(...team));
    }
  }
  if (alphabet.substitutes && ghost.declared.length < 1) {
    add('leader declares a conflict', 'declareConflict', leader, { reason: 'r' });
    add('anna declares a conflict', 'declareConflict', anna, { reason: 'r' });
  }
  for (const insteadOf of alphabet.substitutes ? [['leader'], ['deputy']] : []) {
    for (const named of ['deputy', 'outsider']) {
      if (named === 'outsider' && insteadOf[0] === 'leader') continue;
      add(
        `ciso names ${named} instead of ${insteadOf.join()}`,
        'nameSubstitute',
        ciso,
        { person: named, insteadOf, reason: 'r' },
        facts(ghost, named, ...insteadOf),
      );
    }
  }
  add('ciso comments on the plan', 'commentOnPlan', ciso, { reason: 'r' });
  if (alphabet.more)
    add('ciso orders customs', 'orderMore', ciso, { departments: ['customs'], reason: 'r' }, facts(ghost));
  add('head cancels', 'cancel', head, { reason: 'r' });
  for (const auditor of [anna, ben, outsider]) {
    const name = auditor.person;
    if (context.findings.length < alphabet.findings && (alphabet.findings === 1 || name !== 'outsider')) {
      add(`${name} finds`, 'recordFinding', auditor, finding, sets);
      if (alphabet.findings === 1)
        add(`${name} finds a good practice`, 'recordFinding', auditor, { ...finding, grade: 'goodPractice' }, sets);
    }
    for (const one of context.findings) {
      const input = { finding: one.number, reason: 'r' };
      const which = findingKey(state, ghost, one.number);
      add(`${name} withdraws ${which}`, 'withdrawFinding', auditor, { ...input, title: one.title });
      add(`${name} adopts ${which}`, 'adoptFinding', auditor, input);
      add(`${name} rejects ${which}`, 'rejectFinding', auditor, { ...input, title: one.title });
    }
  }
  add('tax comments', 'comment', tax, { department: 'tax', comment: 'c' });
  add('customs comments', 'comment', customs, { department: 'customs', comment: 'c' });
  return [...list, ...probes(state, ghost)];
}

/** What is refused everywhere, once per rule: the failing sides that honest people do not show. */
function probes(state: State, ghost: Ghost): Move<Ghost>[] {
  const { at: now, commentRound, findings } = contextOf(state);
  if (ghost.conflicted.length > 0 || ghost.declared.length > 0 || commentRound > 1 || findings.length > 1) return [];
  const planned = { ...facts(ghost, 'leader'), due: due('report', now + 60 * DAY) };
  const probe = (label: string, type: string, by: Actor, input: object, given: object = {}): Move<Ghost> => ({
    label: `probe: ${label}`,
    event: decision(state, type, by, input, given),
  });
  return [
    probe('unknown department', 'planAudit', leader, { ...plan, departments: ['gone'] }, planned),
    probe(
      'period outside',
      'planAudit',
      leader,
      { ...plan, period: { from: '2025-01-01', to: '2025-01-02' } },
      planned,
    ),
    probe(
      'later year',
      'planAudit',
      leader,
      { ...plan, yearExamined: 2027, period: { from: '2027-04-01', to: '2027-04-02' } },
      planned,
    ),
    probe('unknown criteria', 'planAudit', leader, { ...plan, criteriaSet: 'x' }, planned),
    probe('ordered dropped', 'revisePlan', leader, { ...plan, departments: ['tax'], reason: 'r' }, planned),
    ...[...refusedAlways.map((one) => one.person), 'nobody'].map((id) =>
      probe(`assign ${id}`, 'assign', leader, { auditors: [id] }, facts(ghost, 'leader', id)),
    ),
    probe(
      'substitute inspected',
      'nameSubstitute',
      ciso,
      { person: 'tax', insteadOf: ['leader'], reason: 'r' },
      facts(ghost, 'leader', 'tax'),
    ),
    probe('finding by no criterion', 'recordFinding', anna, { ...finding, criterion: 'x' }, sets),
    probe('finding elsewhere', 'recordFinding', anna, { ...finding, department: 'secretariat' }, sets),
    probe(
      'comment date behind',
      'requestComments',
      leader,
      { commentDate: '2026-01-01' },
      { due: due('comment', now - 1) },
    ),
    probe('comment for others', 'comment', customs, { department: 'tax', comment: 'c' }),
    probe('another title', 'withdrawFinding', anna, { finding: 1, title: 'another', reason: 'r' }),
    probe('anna adopts her own', 'adoptFinding', anna, { finding: 1, reason: 'r' }),
  ];
}

const actorOfEvent = (taken: ExploredStep<Ghost>): string => ('actor' in taken.event ? taken.event.actor.person : '');

const exploration = (alphabet: Alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: auditV1,
  starts: [
    {
      label: 'opened',
      state: begin(
        auditV1,
        { instance, organisation: body, year: 2026, input: { ...opening, coolingOffDays: 30 } },
        Date.parse('2026-11-02T01:00:00Z'),
      ).state,
      ghost: {
        conflicted: [],
        declared: [],
        team: [],
        departments: [],
        findings: [],
        commented: null,
        datePassed: false,
      },
    },
  ],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  isEnd: (state) => state.snapshot.value === 'reported',
  isOtherEnd: (state) => state.snapshot.value === 'cancelled',
  invariants: {
    'order 4 (3-15): auditors are independent at assignment, replacement, fieldwork and report': (taken) => {
      const { event, ghost } = taken;
      const after = remember(taken);
      const judged = event.type === 'replaceAuditor' ? after.team.filter((id) => !ghost.team.includes(id)) : after.team;
      if (!['assign', 'startFieldwork', 'replaceAuditor', 'report'].includes(event.type)) return undefined;
      const found = dependent(ghost, judged);
      return found.length === 0 && after.team.length > 0 ? undefined : `${event.type} with ${found.join() || 'nobody'}`;
    },
    'order 4 (3-15): whoever leads is independent': (taken) => {
      const leads = ['planAudit', 'revisePlan', 'assign', 'startFieldwork', 'replaceAuditor', 'report'];
      if (!leads.includes(taken.event.type)) return undefined;
      const found = dependent(taken.ghost, [actorOfEvent(taken)]);
      return found.length === 0 ? undefined : `${taken.event.type} by ${found.join()}`;
    },
    '3-15: nothing waits for nobody: somebody is asked, the CISO where whoever leads is in conflict, or a date is coming':
      ({ after }) => {
        const context = contextOf(after.state);
        const asked = after.entry.projection.tasks.map(({ decision: asks }) => asks);
        const declared = context.declared.filter(({ leading }) => leading).at(-1);
        const open = after.entry.projection.ended === undefined;
        const since = Math.max(context.ledAt ?? 0, ...context.substitutes.map(({ at }) => at));
        const waits = open && declared !== undefined && since < declared.at;
        return waits && !asked.includes('nameSubstitute') ? 'no substitute is asked for' : nobodyAsked(auditV1, after);
      },
    '3-15: a finding stands only when a present member of the team answers for it': ({ ghost, event, after }) => {
      if (event.type !== 'report') return undefined;
      const answered = ghost.findings.filter((by) => by !== null);
      const context = contextOf(after.state);
      if (answered.includes(pending)) return 'nobody has judged the finding of who left';
      if (answered.some((by) => !ghost.team.includes(by))) return 'a finding of someone who left the team';
      return context.report?.authors.length === answered.length ? undefined : 'the report names other findings';
    },
    '3-15: no report before fieldwork and comments, or their date and its mark 意見なし': ({
      ghost,
      event,
      before,
      after,
    }) => {
      if (event.type !== 'report') return undefined;
      if (ghost.commented === null) return 'comments were not asked for';
      if (ghost.departments.every((id) => ghost.commented?.includes(id))) return undefined;
      if (!ghost.datePassed && event.at < (contextOf(before).commentDue ?? Infinity)) return 'before the comment date';
      return after.entry.projection.marks.includes('noComment') ? undefined : 'without its mark';
    },
    '3-15: a cancelled audit bears its mark, was not begun, and the head of the organisation said so': ({
      event,
      after,
      before,
    }) => {
      if (after.state.snapshot.value !== 'cancelled') return undefined;
      const begun = JSON.stringify(before.snapshot.value).includes('active');
      const marked = after.entry.projection.marks.includes('cancelled');
      const byHead = 'actor' in event && event.actor.person === 'head';
      return !begun && marked && byHead ? undefined : 'not so';
    },
    '3-15: a replaced auditor and a substitute stay visible': ({ event, after }) => {
      const { marks } = after.entry.projection;
      if (event.type === 'replaceAuditor' && !marks.includes('auditorReplaced')) return 'no mark of the replacement';
      if (event.type === 'nameSubstitute' && !marks.includes('substitute')) return 'no mark of the substitute';
      return undefined;
    },
    '3-15: the cycle is told once, at the report, of the year examined': ({ event, after }) => {
      const tells = after.effects.filter((effect) => effect.kind === 'tell' && effect.type === 'auditReported');
      return tells.length === (event.type === 'report' ? 1 : 0) ? undefined : `${tells.length} tells`;
    },
  },
});

/** All explorations of the audit. */
export const auditExplorations = alphabets.map(exploration);

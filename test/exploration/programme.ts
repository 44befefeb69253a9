/**
 * Headquarters' year, explored: the plan and the direction singly, and their join; two audits, one ordered, reports in time
 * and late. (Order constraints of domain-2.md 3; 2-4, 5-3, 5-5.)
 */
import { programmeV1 } from '../../machines/programme/v1/index.ts';
import type { Context } from '../../machines/programme/v1/types.ts';
import { begin, type Actor, type State } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import {
  agencyReport,
  audits,
  both,
  direction,
  hash,
  head,
  here,
  inspection,
  instance,
  issues,
  member,
  ministryReport,
  neglected,
  order,
  outline,
  plan,
  policy,
  second,
  staff,
  stranger,
} from '../machines/programme/cast.ts';
import { body } from '../machines/support/people.ts';
import { withStartFacts, type World } from '../machines/support/world.ts';
import type { Exploration, ExploredStep, Move } from './explore.ts';
import { lookedUp } from './look-ups.ts';
import { decision, isHeard, nobodyAsked, told } from './moves.ts';

/** What the path has done, kept beside the context whose rules are judged. */
interface Ghost {
  readonly policy: boolean;
  readonly proposer: string | null;
  readonly compiled: boolean;
  readonly decided: boolean;
  /** Reports told, and those some compilation has counted. */
  readonly reports: readonly string[];
  readonly started: number;
}

interface Alphabet {
  readonly name: string;
  /** Versions of the plan. */
  readonly plans: number;
  readonly orders: number;
  readonly directs: boolean;
  /** Compilations of the issues. */
  readonly compiles: number;
  readonly probes: boolean;
}

const alphabets: readonly Alphabet[] = [
  { name: 'programme: plan', plans: 2, orders: 1, directs: false, compiles: 0, probes: true },
  { name: 'programme: direction', plans: 0, orders: 0, directs: true, compiles: 2, probes: true },
  { name: 'programme: join', plans: 1, orders: 0, directs: true, compiles: 1, probes: false },
];

const contextOf = ({ snapshot }: State): Context => {
  const context: unknown = snapshot.context;
  return context as Context;
};

const late = { ...agencyReport, audit: `hqaudit/2026/${body}/9`, issuedOn: '2027-03-05' };

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const list: Move<Ghost>[] = [];
  const context = contextOf(state);
  const add = (label: string, type: string, by: Actor, input: object = {}, of: World = here): void => {
    if (!isHeard(programmeV1, state, type)) return;
    const parsed = JSON.parse(JSON.stringify(programmeV1.decisions[type]?.input.parse(input) ?? input));
    const asking = { type, input: parsed, actor: by.person, at: context.at + 1 };
    const facts = asObject(lookedUp(of, programmeV1, state, asking));
    list.push({ label, event: decision(state, type, by, parsed, facts) });
  };
  if (context.policy === undefined) add('policy', 'recordAuditPolicy', member, policy);
  if (alphabet.plans > 0) {
    const free = (context.plan?.version ?? 0) < alphabet.plans || context.planReturned !== undefined;
    if (free) add('staff proposes', 'proposePlan', staff, plan);
    if (free && alphabet.plans > 1) {
      add('both proposes', 'proposePlan', both, plan);
      const more = { subject: 'demo-m2', kinds: ['management'] };
      add('proposes more', 'proposePlan', staff, { ...plan, audits: [...audits, more] });
    }
    for (const who of [head, both]) add(`${who.person} adopts`, 'adoptPlan', who);
    if (alphabet.plans > 1 && (context.plan?.version ?? 0) < 3) add('returns', 'returnPlan', head, { reason: 'r' });
  }
  if (context.audits.filter(({ origin }) => origin === 'order').length < alphabet.orders)
    add('orders', 'orderAudit', member, order);
  if (alphabet.probes && context.inspections.length === 0) add('inspects', 'recordInspection', staff, inspection);
  for (const one of alphabet.probes ? context.audits.slice(0, 1) : [])
    if (one.instance === undefined)
      list.push({
        label: `${one.ref} opens`,
        event: told(
          state,
          'hqauditOpened',
          { ref: one.ref, audit: `hqaudit/2026/${body}/${one.ref.length}` },
          'hqaudit',
        ),
        notCountedOn: true,
      });
  if (alphabet.directs) {
    for (const report of [ministryReport, agencyReport, late])
      if (!ghost.reports.includes(report.audit))
        list.push({
          label: `${report.audit} reports`,
          event: told(state, 'hqauditReported', report, report.audit),
          notCountedOn: true,
        });
    if (context.compilations < alphabet.compiles || context.issuesReturned !== undefined) {
      add('compiles', 'compileIssues', staff, issues);
      add('compiles without', 'compileIssues', staff, { ...issues, noMinistries: 'm', noAgencies: 'a' });
    }
    add('decides', 'decideDirection', member, direction);
    if (alphabet.probes && isHeard(programmeV1, state, 'decideDirection')) list.push(entered(state));
    if (context.compilations < 3) add('returns issues', 'returnIssues', member, { reason: 'r' });
    const publication = { ...outline.publication, on: '2026-04-01' };
    const publishers = context.direction?.enteredBy === undefined ? [staff] : [staff, second];
    for (const who of publishers) add(`${who.person} publishes`, 'publishOutline', who, { ...outline, publication });
    add('closes without', 'closeWithout', member, { reason: 'r' });
  }
  if (alphabet.probes) probes(add);
  return list;
}

/** Headquarters’ decision on paper, entered by the one of the staff who publishes. */
function entered(state: State): Move<Ghost> {
  const enteredFor = { by: 'staff', decidedOn: '2026-04-01', number: '1', document: hash(9), allowed: true };
  return {
    label: 'the direction is entered from paper',
    event: decision(state, 'decideDirection', member, direction, {}, { enteredFor }),
  };
}

/** What is refused everywhere, once per rule. */
function probes(add: (label: string, type: string, by: Actor, input?: object, of?: World) => void): void {
  add('probe: unknown body', 'proposePlan', staff, { ...plan, audits: [{ subject: 'gone', kinds: ['management'] }] });
  add('probe: neglected', 'proposePlan', staff, plan, neglected);
  add('probe: stranger', 'adoptPlan', stranger);
  add('probe: inspection to come', 'recordInspection', staff, {
    ...inspection,
    period: { from: '2026-04-01', to: '2999-01-01' },
  });
  add('probe: other issues', 'decideDirection', member, { ...direction, issues: hash(99) });
  add('probe: staff decides', 'decideDirection', staff, direction);
  add('probe: published tomorrow', 'publishOutline', staff, outline);
  add('probe: extract unexplained', 'publishOutline', staff, {
    ...outline,
    publication: { ...outline.publication, on: '2026-04-01', extractReason: '' },
  });
}

function remember({ ghost, event, after }: ExploredStep<Ghost>): Ghost {
  const started = ghost.started + after.effects.filter(({ kind }) => kind === 'startNext').length;
  const person = 'actor' in event ? event.actor.person : null;
  switch (event.type) {
    case 'recordAuditPolicy':
      return { ...ghost, policy: true };
    case 'proposePlan':
      return { ...ghost, proposer: person };
    case 'adoptPlan':
    case 'orderAudit':
      return { ...ghost, started };
    case 'compileIssues':
      return { ...ghost, compiled: true };
    case 'returnIssues':
      return { ...ghost, compiled: false };
    case 'decideDirection':
      return { ...ghost, decided: true };
    case 'hqauditReported': {
      const { audit } = asObject('from' in event ? JSON.parse(JSON.stringify(event.input)) : {});
      return { ...ghost, reports: [...ghost.reports, String(audit)].sort() };
    }
    default:
      return ghost;
  }
}

function key(state: State, ghost: Ghost): unknown {
  const context = contextOf(state);
  const {
    plan: proposed,
    policy: decided,
    audits: all,
    inspections,
    reports,
    compilation,
    compilations,
    direction: last,
  } = context;
  return [
    state.snapshot.value,
    ghost,
    decided === undefined,
    proposed?.version,
    proposed?.by,
    context.planReturned === undefined,
    context.issuesReturned === undefined,
    proposed?.audits.length,
    all.map(({ ref, instance: there }) => `${ref} ${there === undefined}`),
    inspections.length,
    reports.map(({ audit }) => audit).sort(),
    compilation?.included,
    compilation?.later,
    compilations,
    last === undefined,
    last?.enteredBy,
    context.dueItems.map(({ id, met, rungs }) => [
      id,
      met === undefined,
      rungs.filter((at) => at > context.lastRung).length > 0,
    ]),
  ];
}

const exploration = (alphabet: Alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: programmeV1,
  starts: [
    {
      label: 'opened',
      state: begin(
        programmeV1,
        {
          instance,
          organisation: body,
          year: 2026,
          input: withoutRungs(withStartFacts(here, programmeV1, {}, Date.parse('2026-04-01T01:00:00Z'))),
        },
        Date.parse('2026-04-01T01:00:00Z'),
      ).state,
      ghost: { policy: false, proposer: null, compiled: false, decided: false, reports: [], started: 0 },
    },
  ],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  ...(alphabet.directs
    ? {
        isEnd: (state: State) => state.snapshot.value === 'published',
        isOtherEnd: (state: State) => state.snapshot.value === 'withoutDirection',
      }
    : { isEnd: (state: State) => contextOf(state).adopted !== undefined }),
  invariants: {
    '5-5: published ⇒ decided ⇒ compiled': ({ ghost, event }) => {
      if (event.type === 'decideDirection' && !ghost.compiled) return 'decided without issues';
      return event.type === 'publishOutline' && !ghost.decided ? 'published undecided' : undefined;
    },
    '5-5: a report is in exactly one compilation: this year’s or the next’s': ({ ghost, after }) => {
      const { compilation } = contextOf(after.state);
      if (after.entry.projection.ended === undefined) return undefined;
      const passed = after.effects.flatMap((effect) =>
        effect.kind === 'tell' && effect.type === 'hqauditReported' ? [String(asObject(effect.input)['audit'])] : [],
      );
      const counted = [...(compilation?.included ?? []), ...passed].sort();
      return counted.join() === ghost.reports.join() ? undefined : `${counted.join()} of ${ghost.reports.join()}`;
    },
    '5-5: published by another than who entered the decision from paper': ({ before, event }) => {
      const { direction: decided } = contextOf(before);
      if (event.type !== 'publishOutline' || !('actor' in event) || decided?.enteredBy === undefined) return undefined;
      return decided.enteredBy === event.actor.person ? 'published by who entered it' : undefined;
    },
    '5-3: an audit starts only from an adopted plan or an order': ({ event, after }) => {
      const started = after.effects.some(({ kind }) => kind === 'startNext');
      return started && !['adoptPlan', 'orderAudit'].includes(event.type) ? event.type : undefined;
    },
    '5-3: no plan without the policy, and none adopted by who proposed it': ({ ghost, event }) => {
      if (event.type === 'proposePlan' && !ghost.policy) return 'proposed without policy';
      const by = 'actor' in event ? event.actor.person : '';
      return event.type === 'adoptPlan' && by === ghost.proposer ? `adopted by ${by}` : undefined;
    },
    'nothing waits for nobody': ({ after }) => nobodyAsked(programmeV1, after, true),
    '5-5: a year without direction bears its mark': ({ after }) =>
      after.state.snapshot.value !== 'withoutDirection' || after.entry.projection.marks.includes('withoutDirection')
        ? undefined
        : 'without its mark',
  },
});

/** One reminder of each date: more of them are the same state. */
function withoutRungs(input: ReturnType<typeof withStartFacts>): ReturnType<typeof withStartFacts> {
  const { facts } = asObject(input);
  const { bodies = [], due = [] } = asObject(facts);
  const first = Array.isArray(due)
    ? due.map((item) => {
        const { rungs } = asObject(item);
        return { ...asObject(item), rungs: Array.isArray(rungs) ? rungs.slice(0, 1) : [], escalations: [] };
      })
    : [];
  return JSON.parse(JSON.stringify({ facts: { bodies, due: first } }));
}

/** All explorations of headquarters' year. */
export const programmeExplorations = alphabets.map(exploration);

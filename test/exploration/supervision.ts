/**
 * The supervision of an agency, explored: objectives and guidance, the parts of two ministries, the centre's check singly,
 * and their join; a ministry replaced meanwhile. (Invariants of domain-2.md 5; 4-3, 4-4, 4-10 to 4-13, 5-4, 6-5.)
 */
import { begin, type Actor, type State } from '../../machines/core/index.ts';
import { supervisionV1 } from '../../machines/supervision/v1/index.ts';
import { holderOf, type Context } from '../../machines/supervision/v1/types.ts';
import { dateInJapan, startOfDate } from '../../model/japan-time.ts';
import { asObject, type Json } from '../../model/json.ts';
import {
  advice,
  audited,
  checker,
  competenceIn,
  contact,
  designated,
  evaluation,
  evaluation2,
  executing,
  guidance,
  hash,
  here,
  insider,
  instance,
  joint,
  m1,
  m2,
  m3,
  manager,
  manager2,
  manager3,
  minister,
  minister2,
  minister3,
  ofDesignated,
  office,
  publication,
  replaced,
  researching,
  result,
  single,
  staff,
  staff2,
  staff3,
  whole,
} from '../machines/supervision/cast.ts';
import { body } from '../machines/support/people.ts';
import { withStartFacts, type World } from '../machines/support/world.ts';
import type { Exploration, ExploredStep, Move } from './explore.ts';
import { lookedUp } from './look-ups.ts';
import { decision, isHeard, nobodyAsked, told } from './moves.ts';

/** What the path has done, kept beside the context whose rules are judged. */
interface Ghost {
  /** The ministries competent now were replaced. */
  readonly replaced: boolean;
  /** Versions evaluated and published, by ministry. */
  readonly evaluated: Readonly<Record<string, number>>;
  readonly published: Readonly<Record<string, number>>;
  readonly checked: boolean;
  readonly settled: boolean;
  readonly advised: readonly string[];
}

interface Alphabet {
  readonly name: string;
  readonly world: World;
  /** The day it begins. */
  readonly on: string;
  /** With its dates; without them time does nothing. */
  readonly dated: boolean;
  readonly sets: boolean;
  /** Versions of each evaluation; none without any. */
  readonly evaluations: number;
  readonly publishes: boolean;
  /** Publications fall due. */
  readonly publicationDates: boolean;
  readonly checks: boolean;
  readonly replaces: boolean;
  readonly probes: boolean;
}

const none = {
  sets: false,
  evaluations: 1,
  publishes: false,
  publicationDates: false,
  checks: false,
  replaces: false,
  probes: false,
};
const after = { world: here, on: '2027-08-02', dated: false };
const alphabets: readonly Alphabet[] = [
  { ...none, name: 'supervision: objectives', world: here, on: '2026-02-02', dated: true, sets: true, evaluations: 0 },
  {
    ...none,
    name: 'supervision: execution',
    world: executing,
    on: '2026-02-02',
    dated: false,
    sets: true,
    evaluations: 0,
  },
  { ...none, ...after, name: 'supervision: designated', world: designated, sets: true, checks: true, probes: true },
  { ...none, ...after, name: 'supervision: parts', evaluations: 2, publishes: true, probes: true },
  {
    ...none,
    ...after,
    name: 'supervision: publication',
    world: single,
    evaluations: 2,
    publishes: true,
    publicationDates: true,
  },
  { ...none, ...after, name: 'supervision: research', world: researching },
  { ...none, ...after, name: 'supervision: check', checks: true, probes: true },
  { ...none, ...after, name: 'supervision: join', publishes: true, checks: true, replaces: true },
];

const contextOf = ({ snapshot }: State): Context => {
  const context: unknown = snapshot.context;
  return context as Context;
};

const ministers: Readonly<Record<string, Actor>> = { [m1]: minister, [m2]: minister2, [m3]: minister3 };
const supervising: Readonly<Record<string, Actor>> = { [m1]: staff, [m2]: staff2, [m3]: staff3 };
const managing: Readonly<Record<string, Actor>> = { [m1]: manager, [m2]: manager2, [m3]: manager3 };
const reason = { reason: 'r' };
/** Nothing is reminded of it. */
const reported = JSON.parse(JSON.stringify({ ...audited, due: { ...audited.due, rungs: [], escalations: [] } }));

type Add = (label: string, type: string, by: Actor, input?: object, of?: World) => void;

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const list: Move<Ghost>[] = [];
  const context = contextOf(state);
  const world = ghost.replaced ? replaced : alphabet.world;
  const add: Add = (label, type, by, input = {}, of = world) => {
    if (!isHeard(supervisionV1, state, type)) return;
    const parsed = JSON.parse(JSON.stringify(supervisionV1.decisions[type]?.input.parse(input) ?? input));
    const asking = { type, input: parsed, actor: by.person, at: context.at + 1 };
    const found = asObject(lookedUp(of, supervisionV1, state, asking));
    const facts = alphabet.publicationDates ? onlyDue(found) : withoutDates(found);
    list.push({ label, event: decision(state, type, by, parsed, facts) });
  };
  if (alphabet.replaces && !ghost.replaced)
    list.push({ label: '{m2 gives way to m3}', ghost: { ...ghost, replaced: true }, notCountedOn: true });
  if (ghost.replaced && context.parts.every(({ ministry }) => ministry !== m3)) list.push(competenceTold(state));
  if (alphabet.sets) settings(alphabet, context, add);
  if (context.result === undefined || context.result.returned !== undefined)
    add('submits', 'submitResult', office, result);
  if (alphabet.probes && context.result?.version === 1) add('returns', 'returnResult', staff, reason);
  if (alphabet.evaluations > 0) evaluating(alphabet, context, add);
  if (alphabet.checks) checking(alphabet, context, add, list, state);
  if (alphabet.world === researching) fromTheCycle(context, state, list);
  if (alphabet.probes) probes(add);
  return list;
}

function settings({ world, dated }: Alphabet, context: Context, add: Add): void {
  const [part] = context.parts;
  for (const article of ['article29', 'article35-9', 'ownLaw'])
    if (context.parts.some(({ objective }) => objective === undefined))
      add(`objective by ${article}`, 'recordObjective', minister, ofAll(world, { ...joint, article }));
  add('objective of another year', 'recordObjective', minister, {
    ...ofAll(world, joint),
    period: { from: '2030-04-01', to: '2031-03-31' },
  });
  add('objective without security', 'recordObjective', minister, { ...ofAll(world, joint), passage: '' });
  add('confirms', 'confirmObjective', staff, { ministries: [m1] });
  const register: Json = JSON.parse(JSON.stringify({ ...joint, ...joint.period }));
  if (part?.confirmed === undefined)
    add(
      'confirms what stands',
      'confirmObjective',
      staff,
      { ministries: [m1] },
      { ...world, registers: { objectives: [register] } },
    );
  if (part?.lack === undefined) add('lacks', 'objectiveLacks', manager, { ministries: [m1], ...reason });
  if (part?.guidances.length === 0) {
    add('guides', 'recordGuidance', staff, { ...guidance, on: '2026-01-10' });
    add('guides without basis', 'recordGuidance', staff, { ...guidance, on: '2026-01-10', basis: '' });
  }
  if (part?.noGuidance === undefined) add('no guidance', 'needNoGuidance', manager, { ministries: [m1], ...reason });
  if (part?.contacts.length === 0) {
    add('contact', 'recordContact', staff, { ...contact, on: '2026-01-10' });
    add('contact to come', 'recordContact', staff, { ...contact, on: '2099-01-10' });
  }
  if (!dated && world === executing)
    add('evaluates too early', 'evaluate', minister, { ...evaluation, withoutResult: 'w' });
  add('contact with a stranger', 'recordContact', staff, { ...contact, on: '2026-01-10', ministries: [m1, 'demo-x'] });
}

const ofAll = ({ supervisors = [] }: World, input: object): object => ({ ...input, ministries: [...supervisors] });

function evaluating(alphabet: Alphabet, context: Context, add: Add): void {
  const ofResearch = { ...evaluation, article: 'article35-6' };
  const own =
    alphabet.world === designated
      ? ofDesignated
      : alphabet.world === researching
        ? { ...ofResearch, council: '妥当' }
        : { ...evaluation, points: [] };
  if (alphabet.world === researching)
    add('evaluates without the council', 'evaluate', minister, { ...ofResearch, withoutResult: 'w' });
  for (const part of context.parts) {
    const { ministry, evaluations, evaluation: last } = part;
    const by = ministers[ministry] ?? minister;
    const document = hash(100 + evaluations);
    const input = { ...own, ministries: [ministry], document };
    if (evaluations < alphabet.evaluations) {
      add(`${ministry} evaluates`, 'evaluate', by, input);
      if (alphabet.probes) add(`${ministry} evaluates without`, 'evaluate', by, { ...input, withoutResult: 'w' });
    }
    if (!alphabet.publishes) continue;
    add(`${ministry} publishes`, 'publish', supervising[holderOf(part)] ?? staff, {
      ministries: [ministry],
      publication: { ...publication, on: dateInJapan(context.at), document: last?.document ?? hash(0) },
    });
  }
  if (alphabet.publishes && alphabet.probes)
    add('publishes the whole', 'publish', staff, {
      ...whole,
      publication: { ...whole.publication, on: dateInJapan(context.at) },
    });
  if (alphabet.evaluations > 0 && context.parts.every(({ evaluations }) => evaluations === 0))
    add('both evaluate jointly', 'evaluate', minister, {
      ...own,
      ministries: context.parts.map(({ ministry }) => ministry),
    });
}

function checking(
  { world, probes: all }: Alphabet,
  context: Context,
  add: Add,
  list: Move<Ghost>[],
  state: State,
): void {
  if (context.check === undefined) add('checks', 'check', checker);
  const now = context.parts.filter(({ until }) => until === undefined).map(({ ministry }) => ministry);
  add('advises', 'advise', checker, { ...advice, ministries: now });
  add('no advice', 'needNoAdvice', checker, reason);
  for (const part of context.parts)
    add(`${part.ministry} answers`, 'answerAdvice', managing[holderOf(part)] ?? manager, {
      ministries: [part.ministry],
      answer: 'a',
    });
  if (world === designated || context.audits.length > 0) {
    for (const { ministry } of context.audits.length > 0 ? context.parts : [])
      add(`${ministry} receives`, 'receiveAuditResult', supervising[ministry] ?? staff, {
        ministries: [ministry],
        audit: audited.audit,
      });
    return;
  }
  if (!all) return;
  list.push({
    label: 'an audit is reported',
    event: told(state, 'auditResultReported', reported, audited.audit),
    notCountedOn: true,
  });
}

/** The round tells what the registry says now. */
function competenceTold(state: State): Move<Ghost> {
  const input = withoutDates(asObject(competenceIn(replaced, contextOf(state).at)));
  return { label: 'told of it', event: told(state, 'competenceChanged', input, 'registry') };
}

/** What the agency's cycle tells. */
function fromTheCycle(context: Context, state: State, list: Move<Ghost>[]): void {
  const cycle = `cycle/2026/${body}`;
  if (context.cycleResult === undefined) {
    const given = { cycle, result: 'achieved', document: hash(200) };
    list.push({ label: 'result given', event: told(state, 'resultGiven', given, cycle), notCountedOn: true });
  }
  for (const { ref, disposition } of context.parts.flatMap(({ evaluation: one }) => one?.points ?? []))
    if (disposition === undefined)
      list.push({
        label: `${ref} disposed of`,
        event: told(state, 'adviceDisposed', { ref, disposition: 'not' }, cycle),
        notCountedOn: true,
      });
}

/** What is refused everywhere, once per rule. */
function probes(add: Add): void {
  const without = { ...evaluation, withoutResult: 'w', points: [] };
  add('probe: manager evaluates', 'evaluate', manager, without);
  add('probe: insider evaluates', 'evaluate', insider, without);
  add('probe: another’s part', 'evaluate', minister, { ...evaluation2, withoutResult: 'w' });
  add('probe: a stranger’s part', 'evaluate', minister, { ...without, ministries: [m1, 'demo-x'] });
  add('probe: other article', 'evaluate', minister, { ...without, article: 'article35-11' });
  add('probe: no rating', 'evaluate', minister, { ...without, rating: '' });
  add('probe: no council', 'evaluate', minister, { ...without, article: 'article35-6' }, researching);
  add('probe: no basis', 'evaluate', minister, { ...ofDesignated, basis: '', withoutResult: 'w' });
  add('probe: published tomorrow', 'publish', staff, {
    ministries: [m1],
    publication: { ...publication, on: '2099-01-01', document: hash(100) },
  });
  add('probe: published before', 'publish', staff, {
    ministries: [m1],
    publication: { ...publication, on: '2027-08-01', document: hash(100) },
  });
  add('probe: extract unexplained', 'publish', staff, {
    ministries: [m1],
    publication: { ...publication, on: '2027-08-02', document: hash(99) },
  });
  add('probe: audit unknown', 'receiveAuditResult', staff, { ministries: [m1], audit: 'hqaudit/2026/demo-centre/9' });
}

/** The ministries that an event names. */
function namedIn(event: ExploredStep<Ghost>['event']): string[] {
  const { ministries } = asObject('input' in event ? JSON.parse(JSON.stringify(event.input)) : {});
  return Array.isArray(ministries) ? ministries.map(String) : [];
}

function remember({ ghost, event, before, after: { state } }: ExploredStep<Ghost>): Ghost {
  const named = namedIn(event);
  const fresh = contextOf(state).parts.some(
    ({ ministry }) => !contextOf(before).parts.some((part) => part.ministry === ministry),
  );
  const now = fresh ? { ...ghost, checked: false } : ghost;
  switch (event.type) {
    case 'evaluate':
      return { ...now, evaluated: counted(now.evaluated, named) };
    case 'publish':
      return {
        ...now,
        published: { ...now.published, ...Object.fromEntries(named.map((one) => [one, now.evaluated[one] ?? 0])) },
      };
    case 'check':
      return { ...now, checked: true };
    case 'advise':
      return { ...now, settled: true, advised: named };
    case 'needNoAdvice':
      return { ...now, settled: true };
    case 'answerAdvice':
      return { ...now, advised: now.advised.filter((one) => !named.includes(one)) };
    default:
      return now;
  }
}

function counted(versions: Ghost['evaluated'], named: readonly string[]): Ghost['evaluated'] {
  const next = Math.max(0, ...named.map((one) => versions[one] ?? 0)) + 1;
  return { ...versions, ...Object.fromEntries(named.map((one) => [one, next])) };
}

function key(state: State, ghost: Ghost): unknown {
  const context = contextOf(state);
  return [
    state.snapshot.value,
    ghost,
    context.parts.map(
      ({ ministry, takenOverBy, objective, confirmed, lack, guidances, noGuidance, contacts, ...part }) => [
        ministry,
        takenOverBy,
        objective?.article,
        confirmed === undefined,
        lack === undefined,
        guidances.length,
        noGuidance === undefined,
        contacts.length,
        part.evaluations,
        part.evaluation?.version,
        part.evaluation?.document,
        part.evaluation?.ministries,
        part.publication?.version,
        part.evaluation?.points.map(({ disposition }) => disposition),
      ],
    ),
    context.cycleResult === undefined,
    context.result?.version,
    context.result?.returned === undefined,
    context.check === undefined,
    context.noAdvice === undefined,
    context.advice?.ministries,
    context.advice?.answers.flatMap(({ ministries }) => ministries).sort(),
    context.audits.map(({ received }) => [...received].sort()),
    context.contactAt === undefined,
    context.overSince === undefined,
    context.dueItems.map(({ id, met, due, rungs }) => [
      id,
      met === undefined,
      [due, ...rungs].filter((at) => at > context.lastRung).length,
      due > (context.publicationsPassed ?? 0),
    ]),
  ];
}

/** Of dates of decisions nothing is left: they remind of nothing. */
function withoutDates(facts: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json | undefined>> {
  return 'due' in facts ? { ...facts, due: [] } : facts;
}

/** Of dates of decisions the date alone is left. */
function onlyDue(facts: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, Json | undefined>> {
  const { due } = facts;
  const items = (Array.isArray(due) ? due : []).map((item: Json) => ({
    ...asObject(item),
    rungs: [],
    escalations: [],
  }));
  return 'due' in facts ? { ...facts, due: items } : facts;
}

/** One reminder of each date, or no date at all. */
function startInput({ world, on, dated }: Alphabet): Json {
  const at = startOfDate(on) + 36_000_000;
  const { facts } = asObject(withStartFacts(world, supervisionV1, {}, at, 2026));
  const { due = [], ...others } = asObject(facts);
  const items = (Array.isArray(due) ? due : []).map((item: Json) => {
    const { rungs } = asObject(item);
    return { ...asObject(item), rungs: Array.isArray(rungs) ? rungs.slice(0, 1) : [], escalations: [] };
  });
  return JSON.parse(JSON.stringify({ facts: { ...others, due: dated ? items : [] } }));
}

const exploration = (alphabet: Alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: supervisionV1,
  starts: [
    {
      label: 'opened',
      state: begin(
        supervisionV1,
        { instance, organisation: body, year: 2026, input: startInput(alphabet) },
        startOfDate(alphabet.on) + 36_000_000,
      ).state,
      ghost: { replaced: false, evaluated: {}, published: {}, checked: false, settled: false, advised: [] },
    },
  ],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  ...(alphabet.checks && (alphabet.publishes || alphabet.world === designated)
    ? {}
    : {
        isEnd: (state: State) =>
          alphabet.checks
            ? contextOf(state).check !== undefined
            : alphabet.publishes
              ? contextOf(state).parts.every(
                  ({ evaluation: one, publication: out }) => one && out?.version === one.version,
                )
              : alphabet.world === researching
                ? contextOf(state).parts.every(({ evaluation: one }) => one !== undefined)
                : contextOf(state).parts.every(({ objective }) => objective !== undefined),
      }),
  invariants: {
    '4-11: a part published ⇒ that part evaluated; ended ⇒ every part evaluated, and published where due': ({
      ghost,
      event,
      after: step,
    }) => {
      const { parts } = contextOf(step.state);
      const unevaluated = event.type === 'publish' ? namedIn(event).filter((one) => !ghost.evaluated[one]) : [];
      if (unevaluated.length > 0) return `published unevaluated: ${unevaluated.join()}`;
      if (step.entry.projection.ended === undefined) return undefined;
      const missing = parts.filter(
        ({ ministry, until }) =>
          (until === undefined && !ghost.evaluated[ministry]) ||
          (alphabet.world !== designated && (ghost.evaluated[ministry] ?? 0) !== (ghost.published[ministry] ?? 0)),
      );
      return missing.length === 0 ? undefined : `ended without ${missing.map(({ ministry }) => ministry).join()}`;
    },
    '4-3: the article fits the class; a designated corporation has no objective and no publication due': ({
      after: step,
    }) => {
      const { parts, dueItems } = contextOf(step.state);
      const fits = alphabet.world === executing ? 'article35-9' : 'article29';
      const wrong = parts.find(
        ({ objective }) => objective !== undefined && (alphabet.world === designated || objective.article !== fits),
      );
      if (wrong !== undefined) return `objective by ${wrong.objective?.article}`;
      const due = dueItems.find(({ id }) => id.startsWith('publication') || id.startsWith('objective'));
      return alphabet.world === designated && due !== undefined ? due.id : undefined;
    },
    '4-13: checked ⇒ every part evaluated': ({ ghost, after: step }) => {
      const { check, parts } = contextOf(step.state);
      const missing = parts.filter(
        ({ ministry, until, evaluation: one }) =>
          until === undefined && one === undefined && !ghost.evaluated[ministry],
      );
      return check !== undefined && missing.length > 0 ? `checked without ${missing[0]?.ministry}` : undefined;
    },
    '4-13: ended ⇒ checked, advice answered; advised only after the check': ({ ghost, event, after: step }) => {
      if ((event.type === 'advise' || event.type === 'needNoAdvice') && !ghost.checked)
        return `${event.type} unchecked`;
      if (step.entry.projection.ended === undefined) return undefined;
      return ghost.checked && ghost.settled && ghost.advised.length === 0 ? undefined : 'ended unchecked or unanswered';
    },
    '4-10: who evaluates has no post in the agency, and is the minister of an incorporated one': ({ event }) => {
      if (event.type !== 'evaluate' || !('actor' in event)) return undefined;
      const { appointments } = event.actor;
      if (appointments.some(({ organisation }) => organisation === body)) return 'evaluated from within';
      const is = appointments.some(({ role }) => role === 'minister');
      return is || alphabet.world === designated ? undefined : 'evaluated by no minister';
    },
    '4-4: guidance rests on a law, and is a designated corporation’s': ({ after: step }) => {
      const wrong = contextOf(step.state).parts.some(({ guidances }) =>
        guidances.some(({ basis }) => basis === '' || alphabet.world !== designated),
      );
      return wrong ? 'guidance without basis, or of an incorporated agency' : undefined;
    },
    '5-4: ended ⇒ every ministry competent now has received what was reported': ({ after: step }) => {
      if (step.entry.projection.ended === undefined) return undefined;
      const { audits, parts } = contextOf(step.state);
      const now = parts.filter(({ until }) => until === undefined).map(({ ministry }) => ministry);
      const open = audits.some(({ ministries, received }) =>
        ministries.some((one) => now.includes(one) && !received.includes(one)),
      );
      return open ? 'ended with a report not received' : undefined;
    },
    'nothing waits for nobody': ({ after: step }) => nobodyAsked(supervisionV1, step, true),
  },
});

/** All explorations of a year's supervision. */
export const supervisionExplorations = alphabets.map(exploration);

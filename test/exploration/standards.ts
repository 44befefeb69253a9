/**
 * A revision of the common standards, explored: the norms and the guidance singly, then side by side. One of the drafters
 * is of headquarters too, one acts as head of the centre; a ministry may be founded at any time. (2-2, 2-3, 2-4.)
 */
import { begin, type Actor, type Json, type State } from '../../machines/core/index.ts';
import { standardsV1 } from '../../machines/standards/v1/index.ts';
import { unanswered } from '../../machines/standards/v1/types.ts';
import { asObject } from '../../model/json.ts';
import * as cast from '../machines/standards/cast.ts';
import { person } from '../machines/support/people.ts';
import { withStartFacts, type World } from '../machines/support/world.ts';
import type { ExploredStep, Exploration, Move } from './explore.ts';
import { lookedUp } from './look-ups.ts';
import { decision, nobodyAsked } from './moves.ts';
import { contextOf, key, nothing, remember, type Ghost } from './standards-memory.ts';

const { staff, centreHead, member, both, acting, hash } = cast;
const { draft, guidebook, council, edition } = cast;

/** One alphabet: what may happen, and how much of it. */
interface Alphabet {
  readonly name: string;
  readonly norms: boolean;
  readonly guidebook: boolean;
  /** Documents that drafts may be. */
  readonly documents: readonly number[];
  /** Whether things are mended, amended, returned and said anew. */
  readonly rounds: boolean;
}

const alphabets: readonly Alphabet[] = [
  { name: 'standards: norms', norms: true, guidebook: false, documents: [1, 3], rounds: true },
  { name: 'standards: guidance', norms: false, guidebook: true, documents: [2, 4], rounds: true },
  { name: 'standards: join', norms: true, guidebook: true, documents: [1], rounds: false },
];

const speakers: Readonly<Record<string, Actor>> = {
  'demo-m': cast.ciso,
  'demo-n': cast.office,
  'demo-o': person('head-o').holds('headOfOfficers', { organisation: 'demo-o' }),
};

/** Makes moves in a state: what is asked for is looked up in the world as it is then. */
function adding(state: State, list: Move<Ghost>[]) {
  return (label: string, type: string, by: Actor, input: object, of: World): void => {
    const parsed = asObject(JSON.parse(JSON.stringify(standardsV1.decisions[type]?.input.parse(input) ?? input)));
    const { at } = state.snapshot.context;
    const facts = asObject(lookedUp(of, standardsV1, state, { type, input: parsed, actor: by.person, at }));
    list.push({ label, event: decision(state, type, by, parsed, facts) });
  };
}

type Add = ReturnType<typeof adding>;

function normsMoves({ documents, rounds }: Alphabet, state: State, add: Add, now: World): void {
  const present = contextOf(state).norms.draft?.document ?? hash(1);
  for (const by of rounds ? [staff, both] : [both])
    for (const n of documents)
      add(`${by.person} submits ${n}`, 'submitDraft', by, { ...draft, document: hash(n) }, now);
  add('council passes', 'recordCouncil', staff, { ...council, draft: present }, now);
  for (const by of [member, both]) add(`${by.person} decides`, 'decide', by, { draft: present }, now);
  for (const by of [staff, cast.second]) add(`${by.person} promulgates`, 'promulgate', by, edition, now);
  if (!rounds) return;
  const returned = { ...council, draft: present, outcome: 'returned', reason: 'r' };
  add('council returns', 'recordCouncil', staff, returned, now);
  const mended = { draft: present, document: hash(5), comparison: hash(6), reason: 'r' };
  add('staff mends', 'correctDraft', staff, mended, now);
  for (const by of [member, both]) {
    add(`${by.person} amends`, 'decideAmended', by, { draft: present, amended: hash(7), changes: 'c' }, now);
    add(`${by.person} returns`, 'returnDraft', by, { draft: present, reason: 'r' }, now);
  }
}

function guidebookMoves({ rounds, documents }: Alphabet, state: State, ghost: Ghost, add: Add, now: World): void {
  const context = contextOf(state);
  const present = context.guidebook.draft?.document ?? hash(2);
  for (const n of rounds ? documents : [2])
    add(`submits ${n}`, 'submitGuidebook', n === 4 ? acting : staff, { ...guidebook, document: hash(n) }, now);
  const ministries = ghost.founded ? ['demo-m', 'demo-n', 'demo-o'] : ['demo-m', 'demo-n'];
  add('asks all', 'consult', staff, { draft: present, ministries }, now);
  if (rounds) add('asks one', 'consult', staff, { draft: present, ministries: ['demo-m'] }, now);
  for (const ministry of ministries) {
    if (ghost.heard.includes(ministry)) continue;
    const by = speakers[ministry] ?? cast.ciso;
    if (rounds || ministry === 'demo-m')
      add(`${ministry} comments`, 'giveOpinion', by, { ministry, kind: 'comment', opinion: 'o' }, now);
    add(`${ministry} has nothing`, 'giveOpinion', by, { ministry, kind: 'noObjection', opinion: '' }, now);
  }
  const waiting = unanswered(context);
  for (const disposition of rounds ? ['adopted', 'notAdopted'] : ['adopted']) {
    const answers = waiting.map(({ number }) => ({ opinion: number, disposition, reason: 'r' }));
    if (answers.length > 0) add(`answers ${disposition}`, 'answerOpinions', staff, { answers }, now);
  }
  for (const by of rounds ? [centreHead, acting] : [centreHead]) {
    add(`${by.person} decides the guidance`, 'decideGuidebook', by, { draft: present }, now);
    if (rounds) {
      const amended = { draft: present, amended: hash(8), changes: 'c' };
      add(`${by.person} decides it amended`, 'decideGuidebook', by, amended, now);
    }
  }
}

/** What is refused everywhere, once per rule: the failing sides that honest people do not show. */
function probes(alphabet: Alphabet, state: State, add: Add, now: World): void {
  if (state.seq > 4) return;
  const norms = contextOf(state).norms.draft?.document ?? hash(1);
  const guided = contextOf(state).guidebook.draft?.document ?? hash(2);
  const probe: Add = (label, ...more) => add(`probe: ${label}`, ...more);
  const uninspected = { inspection: undefined, inspectionPeriod: undefined, inspectedBodies: [] };
  const future = { inspectionPeriod: { from: '2026-05-01', to: '2027-05-01' } };
  if (alphabet.norms) {
    probe('no inspection', 'submitDraft', staff, { ...draft, ...uninspected }, now);
    probe('nobody inspected', 'submitDraft', staff, { ...draft, inspectedBodies: [] }, now);
    probe('inspection to come', 'submitDraft', staff, { ...draft, ...future }, now);
    probe('no threats', 'submitDraft', staff, { ...draft, threats: '' }, now);
    probe('unchecked', 'submitDraft', staff, { ...draft, international: '' }, now);
    probe('another draft', 'decide', member, { draft: hash(99) }, now);
    probe('council to come', 'recordCouncil', staff, { ...council, draft: norms, heldOn: '2027-01-01' }, now);
    probe('no reason', 'recordCouncil', staff, { ...council, draft: norms, outcome: 'returned' }, now);
    probe('no headquarters', 'recordCouncil', staff, { ...council, draft: norms }, cast.headless);
    probe('nothing amended', 'decideAmended', member, { draft: norms, amended: norms, changes: 'c' }, now);
    probe('old id', 'promulgate', staff, { ...edition, id: '2016' }, now);
    probe('no predecessor', 'promulgate', staff, { ...edition, predecessor: undefined }, now);
  }
  if (alphabet.guidebook) {
    probe('no inspection of it', 'submitGuidebook', staff, { ...guidebook, ...uninspected }, now);
    probe('unchecked guidance', 'submitGuidebook', staff, { ...guidebook, examples: '' }, now);
    probe('an agency asked', 'consult', staff, { draft: guided, ministries: ['demo-agency'] }, now);
    probe('asked tomorrow', 'consult', staff, { draft: guided, ministries: ['demo-m'], askedOn: '2027-05-01' }, now);
    probe('another guidance', 'consult', staff, { draft: hash(99), ministries: ['demo-m'] }, now);
    probe('for another', 'giveOpinion', cast.ciso, cast.noObjection, now);
    probe('nothing said', 'giveOpinion', cast.ciso, { ...cast.comment, opinion: '' }, now);
    probe(
      'not waiting',
      'answerOpinions',
      staff,
      { answers: [{ opinion: 99, disposition: 'adopted', reason: 'r' }] },
      now,
    );
    probe('changed of itself', 'decideGuidebook', centreHead, { draft: guided, amended: hash(8) }, now);
  }
}

/** Headquarters’ decision on paper, entered by one of the staff. */
function onPaper(state: State): Move<Ghost> {
  const draftNow = contextOf(state).norms.draft?.document ?? hash(1);
  const enteredFor = { by: 'staff', decidedOn: '2026-05-11', number: '1', document: hash(72), allowed: true };
  return {
    label: 'member decides on paper',
    event: decision(state, 'decide', member, { draft: draftNow }, {}, { enteredFor }),
  };
}

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const list: Move<Ghost>[] = [];
  const add = adding(state, list);
  const now = ghost.founded ? cast.founded : cast.here;
  if (alphabet.guidebook && !ghost.founded)
    list.push({ label: '[demo-o is founded]', ghost: { ...ghost, founded: true }, notCountedOn: true });
  if (alphabet.norms) list.push(onPaper(state));
  if (alphabet.norms) normsMoves(alphabet, state, add, now);
  if (alphabet.guidebook) guidebookMoves(alphabet, state, ghost, add, now);
  add('abandons', 'abandon', centreHead, { reason: 'r' }, now);
  if (alphabet.norms) probeLate(state, add, now);
  probes(alphabet, state, add, now);
  return list;
}

/** An edition that would apply before it was decided: only once it is decided does that show. */
function probeLate(state: State, add: Add, now: World): void {
  if (contextOf(state).norms.decision === undefined) return;
  add('probe: applied before', 'promulgate', staff, { ...edition, applyBy: '2020-01-01' }, now);
}

const first = begin(
  standardsV1,
  {
    instance: cast.instance,
    organisation: cast.centre,
    year: 2026,
    input: withStartFacts(cast.here, standardsV1, {}, Date.parse('2026-05-11T01:00:00Z')),
  },
  Date.parse('2026-05-11T01:00:00Z'),
);

const actorOf = ({ event }: ExploredStep<Ghost>): string => ('actor' in event ? event.actor.person : '');
const inputOf = ({ event }: ExploredStep<Ghost>): Readonly<Record<string, Json | undefined>> =>
  'input' in event ? asObject(event.input) : {};
const ofHeadquarters = ['decide', 'decideAmended', 'returnDraft'];

const exploration = (alphabet: Alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: standardsV1,
  starts: [{ label: 'begun', state: first.state, ghost: nothing }],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  isEnd: (state) => state.snapshot.value === 'completed',
  isOtherEnd: (state) => state.snapshot.value === 'abandoned',
  invariants: {
    '2-2 (1): no edition without the council before the decision, both on its hash': (taken) => {
      const { event, ghost, after } = taken;
      if (['decide', 'decideAmended'].includes(event.type)) {
        const draft = inputOf(taken)['draft'];
        return ghost.passed !== null && draft === ghost.passed && draft === ghost.norms?.document
          ? undefined
          : `decided ${String(draft)}, passed ${String(ghost.passed)}`;
      }
      const editions = after.effects.filter((effect) => effect.kind === 'register');
      if (event.type !== 'promulgate') return editions.length === 0 ? undefined : 'an edition of nothing';
      const [one] = editions;
      return ghost.decided !== null && one !== undefined && asObject(one.value)['document'] === ghost.decided
        ? undefined
        : 'an edition of what was not decided';
    },
    '2-2 (2): the drafter is not the decider': (taken) => {
      const { event, ghost } = taken;
      const track = ofHeadquarters.includes(event.type) ? ghost.norms : ghost.guidebook;
      if (![...ofHeadquarters, 'decideGuidebook'].includes(event.type)) return undefined;
      return track?.drafters.includes(actorOf(taken)) === true ? `${actorOf(taken)} drafted` : undefined;
    },
    '2-3 (3): no guidance decided while an existing ministry is unasked, and silence is marked': (taken) => {
      const { event, ghost, after } = taken;
      if (event.type !== 'decideGuidebook') return undefined;
      const existing = ghost.founded ? ['demo-m', 'demo-n', 'demo-o'] : ['demo-m', 'demo-n'];
      const unasked = existing.filter((one) => !ghost.asked.includes(one));
      if (unasked.length > 0) return `unasked: ${unasked.join()}`;
      const isMarked = after.entry.projection.marks.includes('noOpinion');
      const isSilent = ghost.asked.some((one) => !ghost.heard.includes(one));
      return isMarked === isSilent ? undefined : 'silence and its mark differ';
    },
    '2-4 (4): what is decided cites an inspection': ({ event, ghost }) => {
      if (['decide', 'decideAmended'].includes(event.type) && ghost.norms?.inspected !== true) return 'norms';
      return event.type === 'decideGuidebook' && ghost.guidebook?.inspected !== true ? 'guidance' : undefined;
    },
    '2-3: while an opinion waits for an answer, nothing is decided': ({ event, before }) =>
      event.type === 'decideGuidebook' && unanswered(contextOf(before)).length > 0 ? 'unanswered' : undefined,
    '2-2: what headquarters has decided is not abandoned, and what is abandoned bears its mark': (taken) => {
      const { event, before, after } = taken;
      if (event.type !== 'abandon') return undefined;
      const { norms } = contextOf(before);
      if (norms.decision !== undefined && norms.edition === undefined) return 'decided and abandoned';
      return after.entry.projection.marks.includes('abandoned') ? undefined : 'without its mark';
    },
    '2-2: nothing waits for nobody': ({ after }) => nobodyAsked(standardsV1, after),
  },
});

/** All explorations of a revision. */
export const standardsExplorations = alphabets.map(exploration);

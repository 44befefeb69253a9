/**
 * An audit by headquarters, explored: preparation, fieldwork to report, what follows the report – singly, and their join; of a
 * ministry and of an agency with two ministries. (Order constraints of domain-2.md 4; 3-20, 4-14, 5-3, 5-4.)
 */
import { hqauditV1 } from '../../machines/hqaudit/v1/index.ts';
import type { Context } from '../../machines/hqaudit/v1/types.ts';
import type { Actor, State } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import {
  afterTheMove,
  agency,
  agencyCiso,
  agencyOffice,
  agreed,
  assignment,
  auditor,
  disposed,
  fieldwork,
  finding,
  followUp,
  former,
  head,
  here,
  leader,
  materials,
  member,
  merged,
  ministry,
  office,
  opened,
  other,
  plan,
  reported,
  report,
  request,
  ref,
  settled,
  stranger,
  toMinistries,
  urgent,
  without,
} from '../machines/hqaudit/cast.ts';
import type { World } from '../machines/support/world.ts';
import type { Exploration, ExploredStep, Move } from './explore.ts';
import { lookedUp } from './look-ups.ts';
import { decision, isHeard, nobodyAsked, told } from './moves.ts';

type What = 'now' | 'later' | 'not';

/** What the path has done, kept beside the context whose rules are judged; and whether the auditor was appointed there. */
interface Ghost {
  readonly moved: boolean;
  readonly team: readonly string[];
  /** References told to the cycle, each as often as it was. */
  readonly told: readonly string[];
  readonly put: boolean;
  readonly dispositions: Readonly<Record<string, What>>;
  readonly done: readonly string[];
  readonly reportedTo: readonly string[];
  readonly reported: boolean;
}

interface Alphabet {
  readonly name: string;
  readonly from: State;
  readonly subject: string;
  readonly prepares: boolean;
  readonly works: boolean;
  readonly follows: boolean;
  readonly moves: boolean;
  readonly probes: boolean;
  /** The body is merged into another after the report. */
  readonly merges?: true;
  readonly ghost?: Partial<Ghost>;
}

const both = [ref(1), ref(2)];
const off = { prepares: false, works: false, follows: false, moves: false, probes: false };
const alphabets: readonly Alphabet[] = [
  {
    ...off,
    name: 'hqaudit: preparation',
    from: opened().state,
    subject: ministry,
    prepares: true,
    moves: true,
    probes: true,
  },
  {
    ...off,
    name: 'hqaudit: fieldwork and report',
    from: withoutDates(fieldwork().state),
    subject: ministry,
    works: true,
    moves: true,
    probes: true,
    ghost: { team: [auditor.person] },
  },
  {
    ...off,
    name: 'hqaudit: what follows',
    from: withoutDates(reported(here, agency).state),
    subject: agency,
    follows: true,
    probes: true,
    ghost: { team: [auditor.person], told: both, put: true, reported: true },
  },
  {
    ...off,
    name: 'hqaudit: the body is merged',
    from: withoutDates(reported().state),
    subject: ministry,
    merges: true,
    ghost: { team: [auditor.person], told: both, put: true, reported: true },
  },
  {
    ...off,
    name: 'hqaudit: join',
    from: opened(here, agency).state,
    subject: agency,
    prepares: true,
    works: true,
    follows: true,
  },
];

function contextOf({ snapshot }: State): Context {
  const context: unknown = snapshot.context;
  return context as Context;
}

type Add = (label: string, type: string, by: Actor, input?: object, of?: World) => void;

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const list: Move<Ghost>[] = [];
  const context = contextOf(state);
  const now = ghost.moved ? afterTheMove : here;
  const add: Add = (label, type, by, input = {}, of = now) => {
    if (!isHeard(hqauditV1, state, type)) return;
    const parsed = JSON.parse(JSON.stringify(hqauditV1.decisions[type]?.input.parse(input) ?? input));
    const asking = { type, input: parsed, actor: by.person, at: context.at + 1 };
    const facts = dueAlone(asObject(lookedUp(of, hqauditV1, state, asking)));
    list.push({ label, event: decision(state, type, by, parsed, facts) });
  };
  if (alphabet.moves && !ghost.moved)
    list.push({ label: 'the auditor is appointed there', ghost: { ...ghost, moved: true }, notCountedOn: true });
  if (alphabet.prepares) prepares(add, context, alphabet);
  if (alphabet.works) works(add, context, alphabet);
  if (alphabet.prepares || alphabet.works) {
    add('reports with limits', 'report', leader, { ...report, advice: [], limits: '立入不能' });
    add('cancels', 'cancel', member, { reason: 'r' });
  }
  if (alphabet.follows || alphabet.merges || (alphabet.works && context.report === undefined))
    answers(list, state, context, alphabet);
  if (alphabet.merges && context.addressee === alphabet.subject) {
    const input = { cycle: `cycle/2026/${alphabet.subject}`, successor: 'demo-m2' };
    list.push({ label: 'a successor answers', event: told(state, 'successorAnswers', input, input.cycle) });
  }
  if (alphabet.merges) add('ends', 'endAudit', leader);
  if (alphabet.follows) follows(add, context);
  if (alphabet.probes) probes(add, alphabet);
  return list;
}

function prepares(add: Add, context: Context, { subject, probes: rich }: Alphabet): void {
  const isMinistry = subject === ministry;
  if ((context.plan?.revision ?? 0) < (rich && context.auditors.length === 0 ? 2 : 1))
    add('plans', 'plan', leader, plan);
  if (context.auditors.length < 2) {
    add('assigns', 'assign', leader, assignment);
    if (rich) add('assigns a former official', 'assign', leader, { auditors: [former.person] });
  }
  if (rich && context.auditors.length < 3 && context.auditors.length > 0)
    add('replaces', 'replaceAuditor', leader, { outgoing: auditor.person, incoming: other.person, reason: 'r' });
  if (context.requests.length < 1) add('asks for materials', 'requestMaterials', leader, request);
  for (const { number } of context.requests)
    add(`gives ${number}`, 'giveMaterials', isMinistry ? office : agencyOffice, { ...materials, request: number });
  add('starts fieldwork', 'startFieldwork', leader);
}

function works(add: Add, context: Context, { subject, probes: rich }: Alphabet): void {
  if (context.findings.length < (rich ? 2 : 1)) {
    add('records', 'recordFinding', auditor, finding);
    if (rich && context.items.length === 0 && context.confirmations.length < 2)
      add('urgent', 'urgentFinding', auditor, urgent);
  }
  if (rich && context.auditors.length < 2)
    add('replaces', 'replaceAuditor', leader, { outgoing: auditor.person, incoming: other.person, reason: 'r' });
  if (rich) add('withdraws', 'withdrawFinding', leader, { finding: 1, reason: 'r' });
  if (context.confirmations.length < (rich ? 2 : 1)) add('asks', 'askConfirmation', leader);
  add('confirms', 'confirmFacts', subject === ministry ? head : agencyCiso, agreed);
  if (rich && context.confirmations.length < 2) add('resumes', 'resumeFieldwork', leader, { reason: 'r' });
  const advice = [{ title: '題', text: '文', finding: 1 }];
  add('reports', 'report', leader, { ...report, advice });
  add('reports nothing', 'report', leader, { ...report, advice: [] });
}

/** What the body's cycle tells; of each item once, and of *later* once more. */
function answers(list: Move<Ghost>[], state: State, context: Context, { subject, follows: all }: Alphabet): void {
  for (const { number, disposition, settled: over } of context.items) {
    if (disposition === undefined || disposition.what === 'later')
      for (const what of ['now', 'later', 'not'] as const) {
        if ((disposition !== undefined && what === 'later') || (!all && what !== 'now')) continue;
        const input = disposed(number, what, disposition === undefined ? 2026 : 2027, subject);
        list.push({ label: `${number} ${what}`, event: told(state, 'adviceDisposed', input, input.cycle) });
      }
    if (disposition?.what === 'now' && over === undefined) {
      const input = settled(number, subject);
      list.push({ label: `${number} settled`, event: told(state, 'adviceSettled', input, input.cycle) });
    }
  }
}

function follows(add: Add, context: Context): void {
  for (const one of [ministry, 'demo-m2'])
    if (!context.reportedTo.some(({ organisation }) => organisation === one))
      add(`to ${one}`, 'reportToSupervisor', agencyCiso, toMinistries(one));
  for (const { number, followUps } of context.items)
    if (followUps.length === 0) {
      add(`${number} done`, 'followUp', auditor, { ...followUp, item: number });
      add(`${number} not done`, 'followUp', auditor, { ...followUp, item: number, result: 'notDone' });
    }
  add('ends', 'endAudit', leader);
}

const bare = { note: 'n', evidence: [] };

/** What is refused everywhere, once per rule. */
function probes(add: Add, { prepares: prepared, works: worked, follows: followed }: Alphabet): void {
  if (prepared) {
    add('probe: other kinds', 'plan', leader, { ...plan, kinds: ['penetration'] });
    add('probe: fewer areas', 'plan', leader, { ...plan, areas: ['rules'] });
    add('probe: period', 'plan', leader, { ...plan, period: { from: '2026-04-02', to: '2026-04-01' } });
    add('probe: criteria', 'plan', leader, { ...plan, criteriaSet: 'none' });
    add('probe: edition', 'plan', leader, { ...plan, edition: 'none' });
    add('probe: past report', 'plan', leader, { ...plan, reportBy: '2026-04-01' });
    add('probe: unknown auditor', 'assign', leader, { auditors: ['nobody'] });
    add('probe: delegated to itself', 'assign', leader, { ...assignment, delegatedTo: ministry });
    add('probe: replaces nobody', 'replaceAuditor', leader, {
      outgoing: stranger.person,
      incoming: other.person,
      reason: 'r',
    });
    add('probe: past materials', 'requestMaterials', leader, { ...request, by: '2026-04-01' });
    add('probe: stranger asks', 'requestMaterials', former, request);
    add('probe: no request', 'giveMaterials', office, { ...materials, request: 9 });
    add('probe: stranger plans', 'plan', stranger, plan);
  }
  if (worked) {
    add('probe: other records', 'recordFinding', former, finding);
    add('probe: urgent to nobody', 'urgentFinding', auditor, urgent, merged);
    add('probe: no finding', 'withdrawFinding', leader, { finding: 9, reason: 'r' });
    add('probe: difference unnamed', 'confirmFacts', head, { agrees: false, comments: '' });
    add('probe: groundless', 'report', leader, { ...report, advice: [{ title: '題', text: '文', finding: 9 }] });
    add('probe: no receiver', 'report', leader, { ...report, advice: [{ title: '題', text: '文' }] }, merged);
    add('probe: auditor gone', 'report', leader, { ...report, advice: [] }, without);
  }
  if (followed) {
    add('probe: not competent', 'reportToSupervisor', agencyCiso, toMinistries('demo-ipa'));
    add('probe: no item', 'followUp', auditor, { ...followUp, item: 9 });
    add('probe: no evidence', 'followUp', auditor, { item: 1, result: 'done', ...bare });
    add('probe: not gone', 'followUp', auditor, { item: 1, result: 'gone', ...bare });
    add('probe: stranger follows', 'followUp', other, { item: 1, result: 'notDone', ...bare });
  }
}

const toldRefs = ({ after }: ExploredStep<Ghost>): string[] =>
  after.effects.flatMap((effect) =>
    effect.kind === 'tell' && effect.type === 'adviceGiven' ? [String(asObject(effect.input)['ref'])] : [],
  );

function remember(taken: ExploredStep<Ghost>): Ghost {
  const { event, after } = taken;
  const context = contextOf(after.state);
  const ghost = { ...taken.ghost, told: [...taken.ghost.told, ...toldRefs(taken)] };
  const input = asObject('input' in event ? JSON.parse(JSON.stringify(event.input)) : {});
  switch (event.type) {
    case 'assign':
    case 'replaceAuditor':
      return { ...ghost, team: context.auditors.flatMap(({ person, to }) => (to === undefined ? [person] : [])) };
    case 'askConfirmation':
      return { ...ghost, put: true };
    case 'recordFinding':
    case 'urgentFinding':
      return { ...ghost, put: false };
    case 'report':
      return { ...ghost, reported: true };
    case 'adviceDisposed': {
      const what = (['now', 'later', 'not'] as const).find((one) => one === input['disposition']) ?? 'not';
      return { ...ghost, dispositions: { ...ghost.dispositions, [String(input['ref'])]: what } };
    }
    case 'adviceSettled':
      return { ...ghost, done: [...ghost.done, String(input['ref'])].sort() };
    case 'followUp':
      return input['result'] === 'done'
        ? { ...ghost, done: [...ghost.done, ref(Number(input['item']))].sort() }
        : ghost;
    case 'reportToSupervisor': {
      const { ministries } = input;
      const more = Array.isArray(ministries) ? ministries.map(String) : [];
      return { ...ghost, reportedTo: [...new Set([...ghost.reportedTo, ...more])].sort() };
    }
    default:
      return ghost;
  }
}

function key(state: State, ghost: Ghost): unknown {
  const context = contextOf(state);
  return [
    state.snapshot.value,
    ghost,
    context.plan?.revision,
    context.addressee,
    context.auditors.map(({ person, to }) => [person, to === undefined]),
    context.requests.map(({ given, passed }) => [given === undefined, passed === undefined]),
    context.fieldworkBegan === undefined,
    context.findings.map(({ urgent: told_, withdrawn }) => [told_ === true, withdrawn === undefined]),
    context.confirmations.map(({ answer, passed, findings }) => [
      answer === undefined,
      passed === undefined,
      findings.map(({ number }) => number),
    ]),
    context.items.map(({ disposition, settled: over, followUps }) => [
      disposition?.what,
      over === undefined,
      followUps.map(({ result }) => result),
    ]),
    context.dueItems.map(({ id, met, due }) => [id, met === undefined, due > context.lastRung]),
  ];
}

/** Whether somebody of the team holds a post in the body audited, as the path has it. */
const isCompromised = (ghost: Ghost, subject: string): boolean =>
  subject === ministry && ((ghost.moved && ghost.team.includes(auditor.person)) || ghost.team.includes(former.person));

const exploration = (alphabet: Alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: hqauditV1,
  starts: [
    {
      label: 'begun',
      state: alphabet.from,
      ghost: {
        moved: false,
        team: [],
        told: [],
        put: false,
        dispositions: {},
        done: [],
        reportedTo: [],
        reported: false,
        ...alphabet.ghost,
      },
    },
  ],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  isEnd: (state) => {
    const { value } = state.snapshot;
    if (alphabet.follows || alphabet.merges) return value === 'ended';
    if (alphabet.works) return contextOf(state).report !== undefined;
    return contextOf(state).fieldworkBegan !== undefined || contextOf(state).report !== undefined;
  },
  isOtherEnd: (state) => state.snapshot.value === 'cancelled',
  invariants: {
    '5-3 (1): no advice but urgent findings is told before the report, and none twice': (taken) => {
      const now = toldRefs(taken);
      if (now.some((one) => taken.ghost.told.includes(one))) return 'told twice';
      return now.length === 0 || ['report', 'urgentFinding'].includes(taken.event.type) ? undefined : taken.event.type;
    },
    '3-20 (2): ended ⇒ every item has priority and disposition': ({ ghost, after }) => {
      if (after.state.snapshot.value !== 'ended') return undefined;
      const open = ghost.told.filter((one) => ghost.dispositions[one] === undefined);
      return open.length === 0 ? undefined : open.join();
    },
    '3-20 (3): later is no end': ({ ghost, after }) => {
      if (after.state.snapshot.value !== 'ended') return undefined;
      const open = ghost.told.filter((one) => {
        const what = ghost.dispositions[one];
        return what === 'later' || (what === 'now' && !ghost.done.includes(one));
      });
      return open.length === 0 ? undefined : open.join();
    },
    '5-4 (4): an agency’s ended ⇒ reported to each ministry then competent': ({ ghost, after }) => {
      if (after.state.snapshot.value !== 'ended' || alphabet.subject !== agency) return undefined;
      return ghost.reportedTo.length === 2 ? undefined : ghost.reportedTo.join();
    },
    '5-3 (5): no auditor with a post in the subject at assign, fieldwork, report': (taken) => {
      const { event } = taken;
      if (!['assign', 'startFieldwork', 'report'].includes(event.type)) return undefined;
      return isCompromised(remember(taken), alphabet.subject) ? event.type : undefined;
    },
    '5-3: no report while the facts of a finding were not put to the body': ({ ghost, event, before }) => {
      const stands = contextOf(before).findings.some(({ withdrawn }) => withdrawn === undefined);
      return event.type === 'report' && stands && !ghost.put ? 'reported unput' : undefined;
    },
    'nothing waits for nobody': ({ after }) => nobodyAsked(hqauditV1, after),
  },
});

/** Of dates the due instant alone: each reminder before it is a state more, and none of them changes what is allowed. */
function dueAlone(facts: ReturnType<typeof asObject>): ReturnType<typeof asObject> {
  const { due } = facts;
  if (!Array.isArray(due)) return facts;
  return { ...facts, due: due.map((item) => ({ ...asObject(item), rungs: [], escalations: [] })) };
}

/** Without the dates that the way there brought: what falls due on them is walked in the other alphabets. */
function withoutDates(state: State): State {
  const context = { ...contextOf(state), dueItems: [] };
  return { ...state, snapshot: { ...state.snapshot, context } };
}

/** All explorations of audits by headquarters. */
export const hqauditExplorations = alphabets.map(exploration);

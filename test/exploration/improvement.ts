/**
 * The improvement, explored: two rounds, two findings, two owners, a verifier who may come into conflict at any time.
 * Singly the tracks – rounds, criterion, extension, re-entry, withdrawal, merge and transfer – and their join.
 * (Order constraints 5 and 6; 3-16, 3-17, 3-18.)
 */
import { improvementV1 } from '../../machines/improvement/v1/index.ts';
import { begin, type Actor, type Json, type State } from '../../machines/core/index.ts';
import { dateInJapan } from '../../model/japan-time.ts';
import { asObject } from '../../model/json.ts';
import * as cast from '../machines/improvement/cast.ts';
import { person } from '../machines/support/people.ts';
import { withStartFacts, type World } from '../machines/support/world.ts';
import type { Exploration, Move, ExploredStep } from './explore.ts';
import { contextOf, DAY, isDependent, key, nothing, remember, type Ghost } from './improvement-memory.ts';
import { improvementProbes } from './improvement-probes.ts';
import { lookedUp } from './look-ups.ts';
import { decision, isHeard, nobodyAsked, told } from './moves.ts';

/** Which tracks take part. */
interface Alphabet {
  readonly name: string;
  readonly opening?: object;
  readonly rounds: number;
  readonly conflict?: true;
  readonly reassign?: true;
  readonly replace?: true;
  readonly criterion?: true;
  readonly extension?: true;
  readonly reEntry?: true;
  readonly withdrawal?: true;
  readonly merge?: true;
  readonly transfer?: true;
  readonly supervisor?: true;
  readonly permission?: true;
  readonly probes?: true;
}

const alphabets: readonly Alphabet[] = [
  { name: 'improvement: rounds', rounds: 2, conflict: true, replace: true, probes: true },
  { name: 'improvement: owners', rounds: 1, reassign: true, conflict: true },
  { name: 'improvement: criterion', rounds: 2, criterion: true },
  { name: 'improvement: extension', rounds: 1, extension: true, opening: { maximumExtensions: 1 } },
  { name: 'improvement: without independence', rounds: 2, permission: true, criterion: true },
  { name: 'improvement: re-entry', rounds: 2, reEntry: true },
  { name: 'improvement: after no audit', rounds: 1, opening: cast.noAudit, withdrawal: true },
  {
    name: 'improvement: withdrawal of two findings',
    rounds: 1,
    opening: { covers: [cast.finding, cast.insufficiency] },
    withdrawal: true,
  },
  { name: 'improvement: merge and transfer', rounds: 1, merge: true, transfer: true },
  {
    name: 'improvement: agency',
    rounds: 1,
    opening: { profile: 'incorporated-administrative-agency' },
    supervisor: true,
  },
  {
    name: 'improvement: join',
    rounds: 2,
    conflict: true,
    reEntry: true,
    merge: true,
  },
];

const second = person('second').holds('officer', { department: 'general' });
const movedVerifier = cast.verifier.holds('staff', { department: 'sys' });
const withSecond = (of: World): World => ({ ...of, people: [...of.people, second] });
const worlds = {
  usual: withSecond(cast.usual),
  moved: withSecond({
    ...cast.usual,
    people: cast.usual.people.map((one) => (one.person === 'verifier' ? movedVerifier : one)),
  }),
  agency: withSecond(cast.agencys),
};

/** A decision with the facts the server would look up, due dates counted from now. */
function act(alphabet: Alphabet, state: State, ghost: Ghost, type: string, by: Actor, input: object = {}, days = 30) {
  if (!isHeard(improvementV1, state, type)) return decision(state, type, by, input);
  const world = alphabet.supervisor ? worlds.agency : ghost.moved ? worlds.moved : worlds.usual;
  const at = state.snapshot.context.at + 1;
  const asked = { type, input: JSON.parse(JSON.stringify(input)), actor: by.person, at };
  const found = asObject(lookedUp(world, improvementV1, state, asked));
  const later = (id: string): number =>
    Math.max(at, contextOf(state).dueItems.find((item) => item.id === id)?.due ?? 0) + days * DAY;
  const due = Array.isArray(found['due'])
    ? { due: found['due'].map((item) => ({ ...asObject(item), due: later(String(asObject(item)['id'])), rungs: [] })) }
    : {};
  return decision(state, type, by, asked.input, { ...found, ...due });
}

function moves(alphabet: Alphabet, state: State, ghost: Ghost): Move<Ghost>[] {
  const context = contextOf(state);
  const list: Move<Ghost>[] = [];
  const add = (label: string, type: string, by: Actor, input: object = {}): void => {
    list.push({ label, event: act(alphabet, state, ghost, type, by, input) });
  };
  const tell = (label: string, type: string, input: Json, from: string): void => {
    list.push({ label, event: told(state, type, input, from) });
  };
  const again = context.round < alphabet.rounds;
  // The body may end at any time, with successors or without.
  const ending = { successors: [], legalBasis: 'law' };
  tell('the body ends', 'organisationEnding', ending, cast.cycle);
  const successors = ['demo-heir', 'demo-successor'];
  tell('the body ends, with heirs', 'organisationEnding', { ...ending, successors }, cast.cycle);
  if (alphabet.conflict && !ghost.moved) {
    list.push({ label: '[verifier moves to sys]', ghost: { ...ghost, moved: true }, notCountedOn: true });
  }
  const actions = alphabet.reEntry
    ? [
        { kind: 'amendStandards', what: 'w', subject: 'standards', year: 2099 },
        { kind: 'education', what: 'w', year: 2099 },
      ]
    : cast.plan.actions;
  add('owner assigned', 'assignOwner', cast.head, { ...cast.named, ...cast.ownerPost, planBy: inDays(state, 30) });
  const planners = alphabet.reassign ? [cast.owner, second] : [cast.owner];
  for (const planner of planners) {
    for (const verifier of alphabet.conflict ? ['verifier', 'adviser'] : ['verifier']) {
      const input = {
        ...cast.plan,
        ...context.keptCriterion,
        dueDate: inDays(state, 60),
        actions,
        verifier,
        cause: `cause ${context.round}`,
      };
      add(`${planner.person} plans, to be verified by ${verifier}`, 'plan', planner, input);
    }
    add(`${planner.person} plans anew`, 'replan', planner, { reason: 'r' });
  }
  if (alphabet.reassign) {
    add('reassigned to general', 'reassign', cast.head, { role: 'officer', department: 'general', reason: 'r' });
    add('reassigned to sys', 'reassign', cast.head, { ...cast.ownerPost, reason: 'r' });
  }
  add('head approves', 'approve', cast.head);
  add('ciso approves', 'approve', cast.ciso);
  add('head returns', 'return', cast.head, { reason: 'r' });
  add('owner takes it back', 'takeBack', cast.owner, { reason: 'r' });
  add('done', 'reportDone', cast.implementer, cast.done);
  if (alphabet.replace) {
    add('clerk carries it out instead', 'replaceImplementer', cast.owner, { implementer: 'clerk', reason: 'r' });
    add('done by clerk', 'reportDone', cast.clerk, cast.done);
  }
  if (alphabet.replace || alphabet.conflict) {
    add('adviser verifies instead', 'replaceVerifier', cast.ciso, { verifier: 'adviser', reason: 'r' });
  }
  const audit = context.needsAudit ? { audit: cast.audit } : {};
  for (const by of [ghost.moved ? movedVerifier : cast.verifier, cast.adviser, cast.implementer, second]) {
    add(`${by.person} verifies`, 'verify', by, { ...cast.achieved, ...audit });
    if (context.needsAudit) add(`${by.person} verifies without audit`, 'verify', by, cast.achieved);
    if (again) add(`${by.person} finds it not achieved`, 'verify', by, cast.failed);
  }
  if (again) add('recurs', 'reportRecurrence', cast.clerk, { observedOn: '2026-05-01', what: 'w', evidence: [] });
  if (alphabet.criterion) {
    add('measured', 'recordMeasurement', cast.owner, { measuredOn: '2026-05-01', result: 'r', evidence: [] });
    add('another criterion proposed', 'proposeCriterion', cast.owner, {
      criterion: 'c',
      method: 'm',
      observationDays: 40,
      reason: 'r',
      evidence: [cast.sha('c')],
    });
    add('criterion replaced', 'replaceCriterion', cast.ciso);
    add('criterion refused', 'refuseCriterion', cast.ciso, { reason: 'r' });
    add('own criterion approved', 'replaceCriterion', person('owner').holds('ciso'));
  }
  if (alphabet.extension) {
    for (const item of ['plan', 'done', 'verification']) {
      add(`more time for ${item}`, 'requestExtension', cast.owner, { item, date: inDays(state, 200), reason: 'r' });
    }
    const both = person('owner').holds('systemOfficer', { department: 'sys' }).holds('headOfOfficers');
    for (const by of [cast.head, cast.ciso, both]) {
      add(`${by.person} grants time`, 'grantExtension', by);
      add(`${by.person} refuses time`, 'refuseExtension', by, { reason: 'r' });
    }
  }
  if (alphabet.permission) {
    const permission = { reason: 'r', tried: 't' };
    for (const confirmer of ['office', 'owner', 'ciso', 'nobody']) {
      add(`${confirmer} may confirm`, 'permitConfirmation', cast.ciso, { ...permission, confirmer });
    }
    for (const by of [cast.office, cast.owner]) {
      add(`${by.person} confirms`, 'confirmWithoutIndependence', by, cast.achieved);
      if (again) add(`${by.person} does not confirm`, 'confirmWithoutIndependence', by, cast.failed);
    }
    add('office states nothing', 'confirmWithoutIndependence', cast.office, { ...cast.achieved, result: ' ' });
  }
  if (alphabet.reEntry) {
    tell('amendment in force', 'amendmentInForce', { ref: context.instance }, cast.cycle);
    tell('education held', 'educationHeld', { ref: context.instance, heldOn: '2026-05-01' }, cast.cycle);
    tell('amendment of another', 'amendmentInForce', { ref: cast.other }, cast.cycle);
  }
  if (alphabet.withdrawal) {
    const fresh = cast.sha(context.documents.includes(cast.sha('9')) ? '8' : '9');
    const again = !context.documents.includes(cast.sha('8'));
    if (again) add('withdrawal proposed', 'proposeWithdrawal', cast.office, { reason: 'r', evidence: [fresh] });
    if (again)
      add('withdrawal proposed by the adviser', 'proposeWithdrawal', cast.adviser, { reason: 'r', evidence: [fresh] });
    for (const by of [cast.adviser, cast.office, cast.auditOfficer]) {
      add(`${by.person} attests`, 'attestWithdrawal', by, cast.attest);
      add(`${by.person} does not attest`, 'attestWithdrawal', by, { ...cast.attest, confirmed: false });
    }
    add('audit officer withdraws', 'withdrawFinding', cast.auditOfficer);
    add('ciso withdraws', 'withdrawJudgement', cast.ciso);
    add('ciso refuses the withdrawal', 'refuseWithdrawal', cast.ciso, { reason: 'r' });
    add('object gone', 'confirmObjectGone', cast.adviser, cast.gone);
    add('implementer says the object is gone', 'confirmObjectGone', cast.implementer, cast.gone);
  }
  if (alphabet.merge) {
    add('merged into another', 'merge', cast.head, { into: cast.other, reason: 'r' });
    add('merge given up', 'cancelMerge', cast.head, { reason: 'r' });
    tell('the other took them', 'findingsTaken', { by: cast.other }, cast.other);
    tell('a stranger took them', 'findingsTaken', { by: 'x' }, 'improvement/2026/demo-body/9');
    const covers = [{ ref: `${cast.audit}#2`, source: 'audit', clause: '3-15' }];
    if (context.covers.length < 2)
      tell('takes another’s findings', 'findingsMerged', { from: cast.other, covers, round: 1 }, cast.other);
  }
  if (alphabet.transfer) {
    add('transfer proposed', 'proposeTransfer', cast.ciso, { successor: 'demo-successor', reason: 'r' });
    for (const by of [cast.successorsCiso, cast.ciso]) {
      add(`${by.person} accepts the transfer`, 'acceptTransfer', by);
      add(`${by.person} declines the transfer`, 'declineTransfer', by, { reason: 'r' });
    }
  }
  if (alphabet.supervisor) {
    add('the ministry is asked', 'requestSupervisor', cast.ciso, { organisation: 'demo-ministry', reason: 'r' });
    add('another ministry is asked', 'requestSupervisor', cast.ciso, { organisation: 'demo-other', reason: 'r' });
    add('the ministry verifies instead', 'replaceVerifier', cast.ciso, { verifier: 'supervisor', reason: 'r' });
    add('the ministry verifies', 'verify', cast.supervisor, cast.achieved);
  }
  return alphabet.probes
    ? [...list, ...improvementProbes<Ghost>(state, context, (...of) => act(alphabet, state, ghost, ...of))]
    : list;
}

/** The JST date some days after the state's instant. */
function inDays(state: State, days: number): string {
  return dateInJapan(state.snapshot.context.at + days * DAY);
}

const actor = ({ event }: ExploredStep<Ghost>): string => ('actor' in event ? event.actor.person : '');
const endOf = ({ after }: ExploredStep<Ghost>): string | undefined => after.entry.projection.ended;
const needs = (problems: Readonly<Record<string, boolean>>): string | undefined =>
  Object.entries(problems).find(([, holds]) => !holds)?.[0];

const invariants: Exploration<Ghost>['invariants'] = {
  'order 5 (3-16): what is approved considers recurrence prevention, by someone else than the planner': (taken) =>
    taken.event.type === 'approve'
      ? needs({
          'no recurrence prevention': taken.ghost.plan?.prevents === true,
          'own plan': taken.ghost.plan?.by !== actor(taken),
        })
      : undefined,
  'order 6 (3-18): verified only after the act and its observation, by the independent verifier named': (taken) => {
    if (endOf(taken) !== 'verified') return undefined;
    const { ghost, before, event } = taken;
    const { done, approved, needsAudit } = contextOf(before);
    const ends = (done?.observationFrom ?? Infinity) + (approved?.observationDays ?? 0) * DAY;
    const input = asObject('input' in event ? event.input : {});
    return needs({
      'not by verify': event.type === 'verify' && input['achieved'] === true,
      'no approved plan with recurrence prevention': ghost.approved && ghost.plan?.prevents === true,
      'not done': ghost.done,
      'not observed': ghost.observed || event.at >= ends,
      'not the verifier named': ghost.plan?.verifier === actor(taken),
      'by a planner or implementer': !ghost.doers.includes(actor(taken)),
      'not independent': !isDependent(ghost, actor(taken)),
      'amendment or education still to come': ghost.awaits.length === 0,
      'without the audit it needs (3-15)': !needsAudit || input['audit'] === cast.audit,
    });
  },
  'order 6 (3-18): a failed verification or a recurrence opens another round, marked for ever': ({
    event,
    before,
    after,
  }) => {
    const failed = event.type === 'verify' && 'input' in event && asObject(event.input)['achieved'] === false;
    if (!failed && event.type !== 'reportRecurrence') return undefined;
    return needs({
      'not back in planning': after.entry.projection.phase === 'planning',
      'same round': contextOf(after.state).round === contextOf(before).round + 1,
      'no mark': after.entry.projection.marks.includes(failed ? 'failedVerification' : 'recurred'),
    });
  },
  'order 6 (3-18): every other end is a way out of domain.md 5, counted apart for ever': (taken) => {
    const { ghost, event } = taken;
    switch (endOf(taken)) {
      case undefined:
      case 'verified':
        return undefined;
      case 'withdrawn': {
        const attested = ghost.withdrawal?.attestedBy ?? null;
        return needs({
          'not attested': attested !== null,
          'attested by who proposed or decided it': attested !== ghost.withdrawal?.by && attested !== actor(taken),
          'on the word of owner or doer': ![ghost.withdrawal?.by ?? '', actor(taken), attested ?? ''].some(
            (id) => ghost.doers.includes(id) || isDependent(ghost, id),
          ),
          'by nobody who decides that': event.type === 'withdrawFinding' || event.type === 'withdrawJudgement',
        });
      }
      case 'confirmedWithoutIndependence':
        return needs({
          'not by who was permitted': contextOf(taken.before).permission?.confirmer === actor(taken),
          'by a doer': !ghost.doers.includes(actor(taken)),
          'not done': ghost.done,
          'it counts as verified': taken.after.entry.projection.counts['verified'] === undefined,
          'no mark': taken.after.entry.projection.marks.includes('confirmedWithoutIndependence'),
        });
      case 'objectGone':
        return needs({
          'by a doer or dependent': !ghost.doers.includes(actor(taken)) && !isDependent(ghost, actor(taken)),
        });
      case 'merged':
        return needs({ 'nobody took the findings': event.type === 'findingsTaken' && ghost.merging });
      case 'transferred': {
        const heir = ghost.transferring ? 'demo-successor' : 'demo-heir';
        const byLaw = event.type === 'organisationEnding';
        const taker = byLaw ? heir : 'demo-successor';
        const asked = taken.after.effects.flatMap((effect) =>
          effect.kind === 'tell' && effect.type === 'improvementRequested' ? [effect] : [],
        );
        const handed = asked.map(({ input }) => JSON.stringify(asObject(input)['covers']) ?? '').join();
        const { covers, needsAudit } = contextOf(taken.before);
        return needs({
          'not accepted by the successor': byLaw || (ghost.transferring && actor(taken) === 'successors-ciso'),
          'not to the successor alone': asked.length === 1 && asked[0]?.to.endsWith(`/${taker}`) === true,
          'something falls between': covers.every(({ ref }) => handed.includes(`"${ref}"`)),
          'the audit it needs is forgotten (3-15)': !needsAudit || handed.includes('"noAudit"'),
          'no mark of the ending': !byLaw || taken.after.entry.projection.marks.includes('organisationEnded'),
        });
      }
      default:
        return 'an end nobody knows';
    }
  },
  '3-15: without an audit it ends only verified, merged or transferred': (taken) =>
    contextOf(taken.before).needsAudit &&
    ['withdrawn', 'objectGone', 'confirmedWithoutIndependence'].includes(endOf(taken) ?? '')
      ? 'it ended otherwise'
      : undefined,
  '3-16: nothing waits for nobody: somebody is asked, a date is coming, or the cycle carries out what it asked for': ({
    after,
  }) => {
    const { awaitsAmendment, awaitsEducation } = contextOf(after.state);
    return nobodyAsked(improvementV1, after, awaitsAmendment !== undefined || awaitsEducation !== undefined);
  },
  '3-16: the first due date stays': ({ before, after }) => {
    const first = contextOf(before).originals;
    const later = Object.entries(contextOf(after.state).originals).find(([id, due]) => due > (first[id] ?? Infinity));
    return later === undefined ? undefined : `${later[0]} moved`;
  },
  '3-18: the cycle is told of the end, once': ({ after }) => {
    const tells = after.effects.filter((effect) => effect.kind === 'tell' && effect.type === 'improvementEnded');
    return tells.length === (after.entry.projection.ended === undefined ? 0 : 1) ? undefined : `${tells.length} tells`;
  },
};

const OPENED = Date.parse('2026-05-01T01:00:00Z');

/** All explorations of the improvement. */
export const improvementExplorations = alphabets.map((alphabet): Exploration<Ghost> => ({
  name: alphabet.name,
  procedure: improvementV1,
  starts: [
    {
      label: 'opened',
      state: begin(
        improvementV1,
        {
          instance: cast.instance,
          organisation: 'demo-body',
          year: 2026,
          input: withStartFacts(
            cast.usual,
            improvementV1,
            JSON.parse(JSON.stringify({ ...cast.opening, ...alphabet.opening })),
            OPENED,
          ),
        },
        OPENED,
      ).state,
      ghost: {
        ...nothing,
        moved: false,
        // Where the finding arose; a year without audit names no department.
        departments: alphabet.opening === cast.noAudit ? [] : ['sys'],
        doers: [],
        withdrawal: null,
        merging: false,
        transferring: false,
      },
    },
  ],
  moves: (state, ghost) => moves(alphabet, state, ghost),
  key,
  remember,
  invariants,
  // Every state has a way to the good end; the others are ends, too, but no excuse.
  isEnd: (state) => state.snapshot.value === 'verified',
  isOtherEnd: (state) => state.snapshot.status === 'done',
}));

/**
 * `correct` 訂正: whoever holds the post that takes a decision adds to an entry what was wrong in it, with the reason
 * (domain.md 9). Every procedure has it, also after its end; the entry stays as it was, and nothing moves.
 */
import { z } from 'zod';
import type { Actor, Appointment } from './actor.ts';
import type { Decision, Procedure } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { BaseContext, State } from './state.ts';
import { appointmentsFor, decidedAt, isHeadOfDeciding } from './deciders.ts';
import type { Instant } from '../../model/identifiers.ts';
import { titled } from '../../model/field.ts';
import { sha256, written } from '../../model/pattern.ts';

/** The decision's name, reserved in every procedure. */
export const correctDecision = 'correct';

const post = z.object({ role: z.string(), organisation: z.string(), department: z.string().optional() });

/** Fact `entry`: the entry to be corrected as the journal has it; null when it holds none of that number. */
export const entryFact = z
  .object({
    seq: z.number(),
    type: z.string(),
    /** Absent on what nobody decided: the opening, told events, timers. */
    decider: z.string().optional(),
    /** The posts that were relied on. */
    posts: z.array(post),
    /** Somebody decided in place of these holders, who were barred; empty where the post was vacant. */
    standIn: z.object({ barred: z.array(z.string()) }).optional(),
  })
  .nullable();

const facts = z.object({ entry: entryFact });
export type EntryFact = NonNullable<z.output<typeof entryFact>>;

const named = z.object({ seq: z.number() });

/** What the decision takes, as every other decision's table entry. Who takes it follows from the entry. */
export const correct: Decision = {
  input: z.strictObject({
    seq: z
      .int()
      .positive()
      .meta(titled('訂正する項目の番号 / number of the entry corrected', { choices: 'entries' })),
    reason: written().max(4000).meta(titled('訂正の理由 / why it is corrected')),
    statement: written().max(10_000).meta(titled('正しい内容 / what is right instead')),
    document: sha256()
      .meta({ reference: 'document' })
      .meta(titled('訂正の根拠文書 / document the correction rests on', { choices: 'documents' }))
      .optional(),
  }),
  facts,
  asks: ({ input }) => ({ entry: { seq: named.parse(input).seq } }),
  by: ['anyone'],
  elsewhere: true,
  clause: '6-1',
  rules: [],
  room: 'reserved',
  label: { ja: '記録した項目を訂正する', en: 'correct an entry' },
};

/** The entry a correction is about, as it was looked up. */
export function correctedEntry(event: DecisionEvent): EntryFact | undefined {
  return facts.safeParse(event.facts).data?.entry ?? undefined;
}

/** Why a correction is not taken. */
export type CorrectionFailure = 'noSuchEntry' | 'onlyDecisionsCorrected' | 'correctedByItsPost' | 'deciderIsThere';

/** Judges who corrects what; `undefined` when nothing is against it. */
export function againstCorrection(
  procedure: Procedure,
  state: State,
  event: DecisionEvent,
  mayStandIn: boolean,
): CorrectionFailure | undefined {
  const entry = correctedEntry(event);
  const { seq } = named.parse(event.input);
  if (entry === undefined || entry.seq !== seq || seq > state.seq) return 'noSuchEntry';
  const decision = Object.hasOwn(procedure.decisions, entry.type) ? procedure.decisions[entry.type] : undefined;
  if (decision === undefined || entry.decider === undefined) return 'onlyDecisionsCorrected';
  const { context } = state.snapshot;
  const may = (actor: Actor): boolean => mayCorrect(decision, entry, actor, context, decidedAt(event));
  if (may(event.actor)) return undefined;
  if (event.standIn === undefined || !mayStandIn) return 'correctedByItsPost';
  return event.standIn.holders.some(may) ? 'deciderIsThere' : undefined;
}

/**
 * The post that took the entry, whoever holds it now (deputies and acting holders as such). Where the decision is any
 * one's, or of people of other bodies, only the same post – or, where none was relied on, the same person. What somebody
 * decided in place of barred holders is for the present head to correct, or for a later holder.
 */
function mayCorrect(decision: Decision, entry: EntryFact, actor: Actor, context: BaseContext, at: Instant): boolean {
  if (entry.standIn?.barred.includes(actor.person) === true) return false;
  if (entry.standIn !== undefined && isHeadOfDeciding(decision, actor, context, at)) return true;
  const held = appointmentsFor(decision, actor, context, at);
  const named = entry.posts.filter(({ role }) => decision.by.some((by) => by === role || deputises(role, by)));
  if (decision.by.includes('anyone') && named.length === 0) return actor.person === entry.decider;
  if (decision.by.includes('anyone') || decision.elsewhere === true || decision.bodies !== undefined) {
    return held.some((mine) => named.some((its) => isSamePost(mine, its)));
  }
  return held.some((mine) => entry.posts.length === 0 || entry.posts.some((its) => reachesDepartment(mine, its)));
}

type Post = z.output<typeof post>;

function deputises(role: string, by: string): boolean {
  return role === 'deputyCiso' && by === 'ciso';
}

function isSamePost(mine: Appointment, its: Post): boolean {
  const sameRole = mine.role === its.role || deputises(mine.role, its.role) || deputises(its.role, mine.role);
  return sameRole && mine.organisation === its.organisation && reachesDepartment(mine, its);
}

/** A post without department is one of the whole body; others reach the departments that count as the same as theirs. */
function reachesDepartment(mine: Appointment, its: Post): boolean {
  if (mine.department === undefined || its.department === undefined) return true;
  return mine.department === its.department || mine.scope?.includes(its.department) === true;
}

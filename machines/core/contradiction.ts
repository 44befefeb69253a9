/**
 * `confirm` and `contradict`: the person for whom a decision taken on paper was entered (転記) says that it was so, or was
 * not. Every procedure has them; they annotate an entry and move nothing.
 */
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { isHeldAt } from './deciders.ts';
import type { Decision } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { BaseContext, State } from './state.ts';
import type { Instant, OrganisationId } from '../../model/identifiers.ts';
import type { Role } from '../../model/roles.ts';
import { titled } from '../../model/field.ts';
import { isObject } from '../../model/json.ts';
import { written } from '../../model/pattern.ts';

/** The decisions' names, reserved in every procedure. */
export const contradictDecision = 'contradict';
export const confirmDecision = 'confirm';

/** What the decision takes, as every other decision's table entry. */
export const contradict: Decision = {
  input: z.strictObject({
    seq: z
      .int()
      .positive()
      .meta(titled('異議のある項目の番号 / number of the entry contradicted', { choices: 'entriesInMyName' })),
    reason: written().max(4000).meta(titled('異議の理由 / why it was not so')),
  }),
  by: ['anyone'],
  elsewhere: true,
  clause: '6-1',
  rules: [],
  room: 'always',
  label: { ja: '登録された決裁内容に異議を述べる', en: 'contradict an entry made for you' },
};

/** What confirming takes: nothing but which entry. Who once confirmed may still contradict, and the reverse. */
export const confirm: Decision = {
  input: z.strictObject({
    seq: z
      .int()
      .positive()
      .meta(titled('確認する項目の番号 / number of the entry confirmed', { choices: 'entriesInMyName' })),
  }),
  by: ['anyone'],
  elsewhere: true,
  clause: '6-1',
  rules: [],
  room: 'always',
  label: { ja: '登録された決裁内容を確認する', en: 'confirm an entry made for you' },
  why: {
    ja: '別途決裁済みの内容がご自身の名で登録されました。内容を確認するか、異議を述べてください。',
    en: 'A decision on paper was entered in your name: confirm it, or contradict it.',
  },
};

/**
 * The office in charge 主務課 of what a body's minister, or headquarters, decides on paper in another body's procedure: told
 * that it was entered, and heard when it was not so.
 */
export const officesInCharge = ['promotionOffice', 'manager', 'supervisingStaff'] as const satisfies readonly Role[];

/** The other bodies by whose posts a decision was taken. */
export function bodiesElsewhere(
  { organisation }: BaseContext,
  { actor }: DecisionEvent,
  reliedOn: readonly string[],
): readonly OrganisationId[] {
  const relied = actor.appointments.filter(({ id }) => reliedOn.includes(id));
  return [...new Set(relied.map((held) => held.organisation))].filter((body) => body !== organisation);
}

/** True when the actor is the decider in whose name the entry was made – or, to contradict it, of the office in charge. */
export function isInTheirName(state: State, { type, actor, input, at }: DecisionEvent): boolean {
  const seq = isObject(input) ? input['seq'] : undefined;
  if (typeof seq !== 'number') return false;
  if (state.entered?.[String(seq)] === actor.person) return true;
  return type === contradictDecision && isInCharge(actor, state.enteredIn?.[String(seq)] ?? [], at);
}

/** True when the actor is then of the office in charge of one of the bodies. */
export function isInCharge(actor: Actor, bodies: readonly OrganisationId[], at: Instant): boolean {
  return actor.appointments.some(
    (held) =>
      bodies.includes(held.organisation) && officesInCharge.some((role) => role === held.role) && isHeldAt(held, at),
  );
}

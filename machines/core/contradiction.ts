/**
 * `confirm` and `contradict`: the person for whom a decision taken on paper was entered (転記) says that it was so, or was
 * not. Every procedure has them; they annotate an entry and move nothing.
 */
import { z } from 'zod';
import type { Decision } from './definition.ts';
import type { DecisionEvent } from './events.ts';
import type { State } from './state.ts';
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

/** True when the actor is the decider in whose name the entry was made. */
export function isInTheirName(state: State, event: DecisionEvent): boolean {
  const seq = isObject(event.input) ? event.input['seq'] : undefined;
  return typeof seq === 'number' && state.entered?.[String(seq)] === event.actor.person;
}

/**
 * What stands in place of a payload that was not sealed with a key of this installation. A payload that cannot be opened
 * must never fail to decode: Temporal would give the workflow's task out again and again, and whoever reaches its port
 * could stop a procedure by one message. So it decodes to this, which validators refuse and handlers drop.
 */
import { isObject } from '../model/json.ts';

/** Not sealed at all; sealed with a key that is not known here; changed, cut or garbage. */
export const unsealedReasons = ['plain', 'unknownKey', 'damaged'] as const;
export type UnsealedReason = (typeof unsealedReasons)[number];

/** The marker. Nothing of the payload is in it. */
export interface Unsealed {
  readonly junkanUnsealed: UnsealedReason;
}

/** The marker for a payload. */
export function unsealed(reason: UnsealedReason): Unsealed {
  return { junkanUnsealed: reason };
}

/** True for the marker. Whoever could make a sealed payload that looks like it holds the key anyway. */
export function isUnsealed(value: unknown): value is Unsealed {
  return isObject(value) && unsealedReasons.some((reason) => reason === value['junkanUnsealed']);
}

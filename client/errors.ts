/** What Temporal's errors mean to us. */
import {
  isGrpcServiceError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Refusal } from '../machines/core/index.ts';
import { isObject } from '../model/json.ts';
import { refusedFailure } from '../contract/messages.ts';
import { isUnsealed } from '../contract/unsealed.ts';
import { NoSuchInstance, Refused, Unavailable } from '../contract/engine.ts';

/** What came back, when it is sealed. What somebody else answered is no answer: it is asked again, and then `Unavailable`. */
export function genuine<T>(answer: T): T {
  if (isUnsealed(answer)) throw new Error('the answer is not sealed with a known key');
  return answer;
}

/** Makes a call – asked again as long as it may be – with the engine's deadlines and errors. `id`: whom it is about. */
export type Call = <T>(id: string, attempt: () => Promise<T>) => Promise<T>;

/** gRPC status codes by number (`@grpc/grpc-js` is no dependency of ours). */
const CANCELLED = 1;
const INVALID_ARGUMENT = 3;
const DEADLINE_EXCEEDED = 4;
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/**
 * An answer: it will be the same however often it is asked again. `absent` is asked once more, because a run that
 * continues as new is for a moment neither here nor there. Everything else is asked again until the time is up.
 */
export type Meaning =
  { readonly kind: 'final'; readonly error: Error } | { readonly kind: 'absent' | 'again' | 'late' };

/** What a failed call means. */
export function meaningOf(error: unknown): Meaning {
  if (error instanceof WorkflowUpdateFailedError) {
    const refused = refusedBy(error.cause);
    return refused === undefined ? { kind: 'again' } : { kind: 'final', error: refused };
  }
  if (error instanceof WorkflowNotFoundError || error instanceof QueryRejectedError) return { kind: 'absent' };
  if (error instanceof QueryNotRegisteredError) return { kind: 'absent' };
  const code = codeOf(error);
  if (code === DEADLINE_EXCEEDED || code === CANCELLED) return { kind: 'late' };
  if (code === INVALID_ARGUMENT || code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
    return { kind: 'final', error: new Unavailable(reasonOf(error)) };
  }
  return { kind: 'again' };
}

/** The error for a call whose time is up. */
export function unavailable(error: unknown): Unavailable {
  return new Unavailable(`the engine did not answer: ${reasonOf(error)}`);
}

/** The error for an id nobody runs under. */
export function absent(instance: string): NoSuchInstance {
  return new NoSuchInstance(`no running instance ${instance}`);
}

/** True when Temporal knows nothing under the id. */
export function isNotFound(error: unknown): boolean {
  return codeOf(error) === NOT_FOUND;
}

function refusedBy(cause: unknown): Refused | undefined {
  if (!(cause instanceof ApplicationFailure) || cause.type !== refusedFailure) return undefined;
  const refusals: unknown = cause.details?.[0];
  return Array.isArray(refusals) && refusals.every(isRefusal) ? new Refused(refusals) : undefined;
}

function isRefusal(value: unknown): value is Refusal {
  return isObject(value) && typeof value['rule'] === 'string' && typeof value['clause'] === 'string';
}

function codeOf(error: unknown): number | undefined {
  const cause = error instanceof Error && !isGrpcServiceError(error) ? error.cause : error;
  return isGrpcServiceError(cause) ? Number(cause.code) : undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof ServiceError && error.cause !== undefined) return error.cause.message;
  return error instanceof Error ? error.message : String(error);
}

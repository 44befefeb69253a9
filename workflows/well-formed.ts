/** Whether a message is what it says it is. Only the web and other instances send them, but the port is open to more. */
import { annotations } from '../machines/core/index.ts';
import type { Actor, DecisionEvent, Procedure } from '../machines/core/index.ts';
import { isObject } from '../model/json.ts';
import type { DecideMessage, DurableInput, OpenYearInput, TellMessage } from '../contract/messages.ts';
import type { Instant } from '../model/identifiers.ts';

/** True for a decision in the shape in which the client sends it. */
export function isDecideMessage(message: unknown): message is DecideMessage {
  if (!isObject(message)) return false;
  const { instance, updateId, bodyHash, event, expectedSeq, factsAfter, tokenIssuedBy } = message;
  return (
    [instance, updateId, bodyHash].every((text) => typeof text === 'string') &&
    [expectedSeq, factsAfter].every((seq) => seq === undefined || typeof seq === 'number') &&
    (tokenIssuedBy === undefined || typeof tokenIssuedBy === 'string') &&
    isObject(event) &&
    typeof event['type'] === 'string' &&
    isActor(event['actor']) &&
    (event['standIn'] === undefined || isStandIn(event['standIn'])) &&
    (event['enteredFor'] === undefined || isObject(event['enteredFor'])) &&
    (event['issuers'] === undefined || isListOfTexts(event['issuers']))
  );
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

/** True for a told event in the shape in which an instance sends it. */
export function isTellMessage(message: unknown): message is TellMessage {
  if (!isObject(message)) return false;
  const { id, from, to, type } = message;
  return [id, from, to, type].every((text) => typeof text === 'string') && 'input' in message;
}

/** True for what a workflow of a procedure is started with. Its parts are trusted: only a holder of the key wrote them. */
export function isDurableInput(input: unknown): input is DurableInput {
  if (!isObject(input)) return false;
  const { instance, procedure, version } = input;
  return typeof instance === 'string' && typeof procedure === 'string' && typeof version === 'number';
}

/** True for what an opening of a year is started with. */
export function isOpenYearInput(input: unknown): input is OpenYearInput {
  return isObject(input) && typeof input['year'] === 'number' && isListOfTexts(input['organisations']);
}

/** The event of a decision at an instant: its known parts alone, so that no foreign key makes it look like a timer. */
export function decisionEvent(message: DecideMessage, at: Instant): DecisionEvent {
  const { type, actor, input, facts, standIn, enteredFor, issuers } = message.event;
  return {
    type,
    at,
    actor,
    input,
    facts,
    ...(standIn ? { standIn } : {}),
    ...(enteredFor ? { enteredFor } : {}),
    ...(issuers ? { issuers } : {}),
  };
}

/** True when input and facts have the shape their decision declares; an unknown decision is refused elsewhere. */
export function fitsDecision(procedure: Procedure, event: DecisionEvent): boolean {
  const table = Object.hasOwn(annotations, event.type) ? annotations : procedure.decisions;
  const decision = Object.hasOwn(table, event.type) ? table[event.type] : undefined;
  if (decision === undefined) return true;
  if (!decision.input.safeParse(event.input).success) return false;
  return decision.facts === undefined || decision.facts.safeParse(event.facts).success;
}

/** True when the procedure knows the told event and its input has the declared shape. */
export function fitsTold(procedure: Procedure, message: TellMessage): boolean {
  const told = Object.hasOwn(procedure.told, message.type) ? procedure.told[message.type] : undefined;
  return told !== undefined && told.input.safeParse(message.input).success;
}

function isActor(actor: unknown): actor is Actor {
  return (
    isObject(actor) &&
    typeof actor['person'] === 'string' &&
    Array.isArray(actor['appointments']) &&
    actor['appointments'].every(
      (held) => isObject(held) && typeof held['role'] === 'string' && typeof held['from'] === 'string',
    )
  );
}

function isStandIn(standIn: unknown): boolean {
  return isObject(standIn) && Array.isArray(standIn['holders']) && standIn['holders'].every(isActor);
}

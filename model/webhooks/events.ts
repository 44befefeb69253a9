import type { Instant, InstanceId, OrganisationId } from '../identifiers.ts';
import type { Text } from '../text.ts';

/** What an endpoint can be told, with its meaning. Names are separated by full stops, as Standard Webhooks asks. */
export const webhookTypes = {
  'procedure.phaseChanged': { ja: '手続の段階が変わった', en: 'a procedure moved to another phase' },
  'procedure.overdue': { ja: '期限を過ぎた', en: 'something due was not met in time' },
  'procedure.ended': { ja: '手続が終わった', en: 'a procedure ended' },
  'webhook.ping': { ja: '接続の確認', en: 'a test, asked for by an administrator' },
} as const satisfies Record<string, Text>;

/** A type of event. */
export type WebhookType = keyof typeof webhookTypes;

/** Types an endpoint chooses among; a ping is asked for and never chosen. */
export const chosenTypes = ['procedure.phaseChanged', 'procedure.overdue', 'procedure.ended'] as const;

/** What is said of a procedure: ids and instants – no texts, no names, no people. */
export interface WebhookFacts {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly procedure: string;
  /** Key of the phase it is in, or of how it ended. */
  readonly phase: string;
  /** The phase before; absent when the procedure has just begun. */
  readonly previousPhase?: string;
  readonly dueItem?: string;
  /** 24:00 JST of the due date, epoch milliseconds. */
  readonly due?: Instant;
}

/** True for the name of a type. */
export function isWebhookType(text: string): text is WebhookType {
  return Object.hasOwn(webhookTypes, text);
}

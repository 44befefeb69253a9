import type { Entry, Projection } from '../../machines/core/index.ts';
import type { Instant } from '../../model/identifiers.ts';
import { parseInstanceId } from '../../model/identifiers.ts';
import type { WebhookFacts, WebhookType } from '../../model/webhooks/events.ts';

/** An event before it has an id. `source` is what it may be only once for. */
export interface WebhookDraft {
  readonly source: string;
  readonly type: WebhookType;
  readonly at: Instant;
  readonly facts: WebhookFacts;
}

/** Where an instance stood: its projection and the instant of the entry that gave it. */
export interface Standing {
  readonly at: Instant;
  readonly projection: Projection;
}

/**
 * The events of new entries, in their order: a phase that changed (or the first one), something due that was not met in
 * time, the end. `before` is where each instance stood before its first new entry. An item becomes overdue with the
 * first entry at or after its due instant that finds it open – of each due instant once, by its source.
 */
export function eventsOf(entries: readonly Entry[], before: ReadonlyMap<string, Standing>): WebhookDraft[] {
  const stood = new Map(before);
  const drafts: WebhookDraft[] = [];
  for (const entry of entries) {
    drafts.push(...eventsOfOne(entry, stood.get(entry.instance)));
    stood.set(entry.instance, { at: entry.at, projection: entry.projection });
  }
  return drafts;
}

function eventsOfOne(entry: Entry, before: Standing | undefined): WebhookDraft[] {
  const { instance, at, projection } = entry;
  const facts: WebhookFacts = {
    instance,
    organisation: parseInstanceId(instance)?.organisation ?? '',
    procedure: entry.procedure,
    phase: projection.phase,
  };
  const drafts: WebhookDraft[] = [];
  const previousPhase = before?.projection.phase;
  if (previousPhase !== projection.phase) {
    const moved = { ...facts, ...(previousPhase === undefined ? {} : { previousPhase }) };
    drafts.push({ source: `${instance}#${entry.seq}#phase`, type: 'procedure.phaseChanged', at, facts: moved });
  }
  if (projection.ended !== undefined) {
    if (before?.projection.ended !== undefined) return drafts;
    const ended = { ...facts, phase: projection.ended };
    return [...drafts, { source: `${instance}#${entry.seq}#ended`, type: 'procedure.ended', at, facts: ended }];
  }
  for (const { id, due } of overdue(projection, at)) {
    if (before !== undefined && overdue(before.projection, before.at).some((was) => was.id === id && was.due === due))
      continue;
    const source = `${instance}#overdue#${id}#${due}`;
    drafts.push({ source, type: 'procedure.overdue', at, facts: { ...facts, dueItem: id, due } });
  }
  return drafts;
}

function overdue(projection: Projection, at: Instant) {
  return projection.due.filter((item) => item.met === undefined && item.due <= at);
}

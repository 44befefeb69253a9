import type { Actor, Decision, Json } from '../../machines/core/index.ts';
import { asObject } from '../../model/json.ts';
import type { Instant, InstanceId, OrganisationId } from '../../model/identifiers.ts';
import type { Records } from '../../contract/records/records.ts';

/** What the facts of a decision are looked up for. */
export interface Occasion {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly context: Json;
  readonly input: Json;
  readonly actor: Actor;
  /** Where somebody stands in: the proper holders. */
  readonly holders?: readonly Actor[];
  /** The instant the look-ups answer for. */
  readonly at: Instant;
}

/**
 * Looks up the facts a decision asks for; `undefined` when it asks for none. They come from records alone, never from
 * the caller. Throws when a look-up gives what the definition's schema does not take – an error of ours, not the caller's.
 */
export async function factsFor(records: Records, decision: Decision, occasion: Occasion): Promise<Json | undefined> {
  if (decision.facts === undefined) return undefined;
  const { instance, organisation, context, input, actor, holders = [], at } = occasion;
  const asks = asObject(
    decision.asks?.({ context, input, actor: actor.person, holders: holders.map(({ person }) => person) }),
  );
  const names = Object.keys(decision.facts.shape);
  const found = await Promise.all(
    names.map(async (name) => {
      const ask = Object.hasOwn(asks, name) ? asks[name] : undefined;
      return [name, await records.lookUps.fact(name, { organisation, instance, at, actor, ask })] as const;
    }),
  );
  return JSON.parse(JSON.stringify(decision.facts.parse(Object.fromEntries(found))));
}

/** Instances as they stand, and those the web knows from the journal. */
import { type Entry, follow, type Procedure, type State } from '../machines/core/index.ts';
import { type InstanceId, type Instant, type OrganisationId, parseInstanceId } from '../model/identifiers.ts';

/** States kept, some 20 kB each. */
const STATES_KNOWN = 500;

/** An instance as it stands. */
export interface CurrentInstance {
  readonly instance: InstanceId;
  readonly organisation: OrganisationId;
  readonly procedure: Procedure;
  readonly state: State;
  /** The instant for which it is judged: the server's clock, never before the workflow's own. */
  readonly at: Instant;
}

type KnownState = Pick<CurrentInstance, 'instance' | 'procedure' | 'state'>;

/**
 * States as the journal gave them, so that a decision need not ask the engine where an instance stands: what was written
 * since is read with the decision's first look and followed from there. The journal may be behind the engine; whoever
 * rests on this says so to the engine (`factsAfter`).
 */
export class KnownStates {
  readonly #states = new Map<InstanceId, KnownState>();

  /** The entry up to which an instance is known. */
  seqOf(instance: InstanceId): number | undefined {
    return this.#states.get(instance)?.state.seq;
  }

  /** Where the instance stands after further entries; `undefined` when it is not known, or they do not follow. */
  follow(instance: InstanceId, entries: readonly Entry[], clock: Instant): CurrentInstance | undefined {
    const known = this.#states.get(instance);
    const organisation = parseInstanceId(instance)?.organisation;
    if (known === undefined || organisation === undefined) return undefined;
    this.#states.delete(instance);
    const { procedure } = known;
    const fresh = entries.filter((entry) => entry.seq > known.state.seq);
    const state = follow(procedure, known.state, fresh);
    if (state === undefined) return undefined;
    this.keep({ instance, procedure, state });
    const at = Math.max(clock, state.snapshot.context.at);
    return { instance, organisation, procedure, state, at };
  }

  keep({ instance, procedure, state }: KnownState): void {
    const before = this.#states.get(instance);
    if (before !== undefined && before.state.seq > state.seq) return;
    this.#states.delete(instance);
    this.#states.set(instance, { instance, procedure, state });
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= STATES_KNOWN) return;
      this.#states.delete(oldest);
    }
  }
}

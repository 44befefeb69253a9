import type { Entry, Projection } from '../../machines/core/index.ts';

/** An instance as the read model had it before the batch and has it after. */
export interface InstanceChange {
  readonly entry: Entry;
  readonly before: Projection | undefined;
  /** What the read model shows of it: nothing is due and nothing to do in an instance that has ended. */
  readonly after: Projection;
  readonly openDue: readonly { readonly id: string; readonly due: number }[];
  readonly dueChanged: boolean;
}

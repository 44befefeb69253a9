/** What a step causes outside, as data. */
import type { DepartmentId, InstanceId, Instant, OrganisationId, PersonId } from '../../model/identifiers.ts';
import type { Json } from '../../model/json.ts';
import type { Role } from '../../model/roles.ts';
import type { Text } from '../../model/text.ts';

/**
 * The audience of a notice: whoever holds one of the roles at that instant, one person, or – where the body opened
 * escalation to them – whoever looks after the body in its supervising ministries.
 */
export type Audience =
  | { readonly roles: readonly Role[]; readonly organisation: OrganisationId; readonly department?: DepartmentId }
  | { readonly person: PersonId }
  | { readonly supervisorsOf: OrganisationId; readonly roles: readonly Role[] };

/** Which reminder of a due item a notice is. With person, instance and due item, `rung` and `stage` make it unique. */
export interface Reminder {
  /** The latest instant of the ladder (or of the escalation) that has come. */
  readonly rung: Instant;
  readonly stage: 'before' | 'today' | 'overdue' | 'escalated';
  /** 24:00 JST of the due date when it was written. */
  readonly due: Instant;
  /** How many earlier rungs passed while nothing ran and are caught up by this one; absent when none was. */
  readonly missed?: number;
}

/** What a step causes outside, before it has an id. */
export type Cause =
  | {
      readonly kind: 'notify';
      readonly to: Audience;
      readonly topic: string;
      readonly dueItem?: string;
      /** What that is called in its register, where it is one of many. */
      readonly dueItemName?: Text;
      /** Present when time asks for it and not an event. */
      readonly reminder?: Reminder;
    }
  | { readonly kind: 'start'; readonly procedure: string; readonly instance: InstanceId; readonly input: Json }
  /**
   * The same where the records give the number, so that two who start never give the same: `of` is the id without it. What
   * is started finds the sender and the id of this effect in `startedBy` of its input, and tells its own id itself.
   */
  | { readonly kind: 'startNext'; readonly procedure: string; readonly of: InstanceId; readonly input: Json }
  | { readonly kind: 'tell'; readonly to: InstanceId; readonly type: string; readonly input: Json }
  /** A fact comes into force: policy, standards, structure, plan, criteria set of the organisation. */
  | { readonly kind: 'register'; readonly register: string; readonly value: Json };

/** What the core adds to a cause: its stable id `seq.i`, and to a notice what its event and its tasks say. */
export type Effect = Cause & {
  readonly id: string;
  /** The event of its entry says why (`reasonOf`). */
  readonly reasoned?: true;
  /** Holders of the posts told who may not do what it asks for: others are told instead, as long as there are any. */
  readonly except?: readonly PersonId[];
};

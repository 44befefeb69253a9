/** The audiences of notices: posts of the body and the people the plan names. */
import type { Audience, Cause } from '../../core/index.ts';
import { audienceOf, notify, toPerson, type Post } from '../../kit/v1/index.ts';
import type { Role } from '../../../model/roles.ts';
import { ownerOf, type Context, type FormerOwner } from './types.ts';

/** A post as due items and notices name it; nobody's while there is no owner. */
export function postOf(post: FormerOwner | undefined): Post {
  if (post === undefined) return { roles: [] };
  const { role, department } = post;
  return { roles: [role], ...(department === undefined ? {} : { department }) };
}

/** The owner's post; the head of officers while there is none. */
export function owner(context: Pick<Context, 'organisation' | 'owners'>): Audience {
  const post = ownerOf(context);
  return audienceOf(context, post === undefined ? { roles: ['headOfOfficers'] } : postOf(post));
}

/** Roles that approve plans and extensions. */
export const approverRoles = ['headOfOfficers', 'ciso'] as const satisfies readonly Role[];

/** Those who approve plans and extensions. */
export function approvers(context: Pick<Context, 'organisation'>): Audience {
  return audienceOf(context, { roles: approverRoles });
}

/** A notice to the owner. */
export function toOwner(context: Context, topic: string): Cause {
  return notify(owner(context), topic);
}

/** A notice to those who approve plans and extensions, and hear of what went wrong. */
export function toApprovers(context: Context, topic: string): Cause {
  return notify(approvers(context), topic);
}

/** A notice to the verifier of the plan in force, or to whom the CISO let confirm instead. */
export function toVerifier({ approved, permission }: Context, topic: string): readonly Cause[] {
  return approved === undefined ? [] : [toPerson(permission?.confirmer ?? approved.verifier, topic)];
}

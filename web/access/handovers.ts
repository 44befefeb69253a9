/** Who reads what a post hands over. */
import type { Appointment } from '../../machines/core/index.ts';
import type { Role } from '../../model/roles.ts';
import type { Caller } from '../caller.ts';
import { administersBody, heldNow, holds } from './bodies.ts';

/** The office of the CISO, for the posts of its own body. */
const office: readonly Role[] = ['ciso', 'deputyCiso', 'promotionOffice'];
/** They read every procedure of their body. */
const readingAll: readonly Role[] = ['ciso', 'deputyCiso'];

type Post = Pick<Appointment, 'organisation' | 'department' | 'role'>;

/** Whether it is the same post, whoever holds it. */
export function isSamePost(one: Post, other: Post): boolean {
  return one.role === other.role && one.organisation === other.organisation && one.department === other.department;
}

/** Whoever holds the post now, the CISO's office, and who appoints. Who held it and left reads nothing more. */
export function readsHandover(me: Caller, post: Post): boolean {
  return holdsIt(me, post) || holds(me, post.organisation, office) || administersBody(me, post.organisation);
}

/** Whether what is expected of the post is shown in the words of its procedures, not only in those of definitions. */
export function readsTasksOf(me: Caller, post: Post): boolean {
  return holdsIt(me, post) || holds(me, post.organisation, readingAll);
}

function holdsIt(me: Caller, post: Post): boolean {
  return heldNow(me).some((held) => isSamePost(held, post));
}

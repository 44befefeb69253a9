/** Who acts for the body audited: in its own posts, or those of the body that took its place. */
import { z } from 'zod';
import type { BaseContext } from '../../core/index.ts';

const reads = z.object({ addressee: z.string() });

/** The posts that deal with the audit there. */
export const subjectPosts = ['promotionOffice', 'ciso', 'headOfOfficers'] as const;

/** The body that answers; from the registry, through headquarters' year. */
export const inTheSubject = (context: BaseContext): readonly string[] => [reads.parse(context).addressee];

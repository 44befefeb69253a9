/**
 * Who reads an audit (domain.md 8): findings and evidence are for the audit side until comments are asked for; then also
 * for the officers of the audited departments, the head of officers and the promotion office, who act on them.
 */
import type { Contents } from '../../core/index.ts';
import { postsHeld } from '../../kit/v1/index.ts';
import { substituteOf, team, type Context } from './types.ts';

export const contents: Contents<Context> = {
  acting: (context) => [...team(context).map(({ person }) => person), ...substitute(context)],
  parts: [],
  rest: {
    roles: ['auditOfficer', 'auditor'],
    also: ({ context, actor }) => {
      if (context.commentDue === undefined && context.report === undefined) return false;
      return postsHeld(context, { actor }).some(
        ({ role, department, scope }) =>
          role === 'headOfOfficers' ||
          role === 'promotionOffice' ||
          (officers.has(role) &&
            (department === undefined ||
              context.departments.some((audited) => audited === department || scope?.includes(audited) === true))),
      );
    },
  },
};

const officers: ReadonlySet<string> = new Set(['officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer']);

function substitute(context: Context): readonly string[] {
  const named = substituteOf(context);
  return named === undefined ? [] : [named];
}

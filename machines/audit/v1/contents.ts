/**
 * Who reads an audit (domain.md 8): findings and evidence are for the audit side until comments are asked for; then also
 * for the head of officers and the promotion office, who act on them, and for the officers of the audited departments, each
 * what concerns their own.
 */
import { z } from 'zod';
import type { Actor, Contents, Json } from '../../core/index.ts';
import { audits, postsHeld, slotsOf } from '../../kit/v1/index.ts';
import { substituteOf, type Context } from './types.ts';

export const contents: Contents<Context> = {
  documents: ['document', 'documents', 'evidence', 'criteriaDocument'],
  acting: (context) => [...audits.team(context).map(({ person }) => person), ...substitute(context)],
  parts: [
    {
      // To an audited department what was found in it, and what it said; not what was found in another.
      entries: ['recordFinding', 'withdrawFinding', 'adoptFinding', 'rejectFinding', 'comment'],
      items: ['findings', 'comments'] satisfies readonly (keyof Context)[],
      readsItem: concernsTheirs,
      roles: ['auditOfficer', 'auditor'],
      also: ({ context, actor, event }) => {
        const concerned = departmentOf(context, event);
        return (
          actsOnAll(context, actor) ||
          readsOf(context, actor, concerned === undefined ? context.departments : [concerned])
        );
      },
    },
    {
      // The report says all of it.
      entries: ['report'],
      slots: slotsOf<Context>('report'),
      roles: ['auditOfficer', 'auditor'],
      also: ({ context, actor }) => actsOnAll(context, actor) || readsOf(context, actor, context.departments),
    },
    {
      // Why somebody could not audit is between them, whoever leads the audit, and the CISO who names a substitute.
      entries: ['declareConflict', 'nameSubstitute', 'replaceAuditor'],
      slots: slotsOf<Context>('declared.reason', 'substitutes.reason', 'auditors.reason', 'report.replaced'),
      roles: ['auditOfficer'],
      there: ({ declared, substitutes, auditors }) =>
        declared.length > 0 || substitutes.length > 0 || auditors.some(({ reason }) => reason !== undefined),
    },
  ],
  rest: {
    roles: ['auditOfficer', 'auditor'],
    also: ({ context, actor }) =>
      actsOnAll(context, actor) || context.departments.some((audited) => readsOf(context, actor, [audited])),
  },
};

const officers: ReadonlySet<string> = new Set(['officer', 'divisionOfficer', 'areaOfficer', 'systemOfficer']);

/** True from the request for comments on. */
function isShown({ commentDue, report }: Context): boolean {
  return commentDue !== undefined || report !== undefined;
}

/** Those who act on whatever an audit finds in the body. */
function actsOnAll(context: Context, actor: Actor): boolean {
  const acting: ReadonlySet<string> = new Set(['headOfOfficers', 'promotionOffice']);
  return isShown(context) && postsHeld(context, { actor }).some(({ role }) => acting.has(role));
}

/** True for officers of all these departments; a post without department is one of the whole body. */
function readsOf(context: Context, actor: Actor, departments: readonly string[]): boolean {
  if (!isShown(context)) return false;
  const posts = postsHeld(context, { actor }).filter(({ role }) => officers.has(role));
  return (
    posts.length > 0 &&
    departments.every((audited) =>
      posts.some(
        ({ department, scope }) =>
          department === undefined || audited === department || scope?.includes(audited) === true,
      ),
    )
  );
}

const concerned = z.object({ department: z.string() });
const entryAbout = z.object({
  input: z.object({ department: z.string().optional(), finding: z.number().optional() }),
});

/** The department an entry is about; `undefined` when the part as a whole is asked about. */
function departmentOf(context: Context, event: Json | undefined): string | undefined {
  const said = entryAbout.safeParse(event).data?.input;
  return said?.department ?? context.findings.find(({ number }) => number === said?.finding)?.department;
}

/** Whether a finding or a comment is about a department of the reader's. */
function concernsTheirs({
  context,
  actor,
  item,
}: {
  readonly context: Context;
  readonly actor: Actor;
  readonly item: Json;
}): boolean {
  const { data } = concerned.safeParse(item);
  return data !== undefined && readsOf(context, actor, [data.department]);
}

function substitute(context: Context): readonly string[] {
  const named = substituteOf(context);
  return named === undefined ? [] : [named];
}

/** Appointments in a table: post, holder, from when to when. */
import type { z } from '@hono/zod-openapi';
import type { appointmentSchema } from '../../api/appointments.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { roles } from '../../../model/roles.ts';
import { Chip } from '../kit/parts.tsx';
import { dateShown, say, sayFirst, type View } from '../kit/view.ts';
import { Table } from '../kit/table.tsx';

export type Post = z.output<typeof appointmentSchema>;

export type Standing = 'present' | 'coming' | 'past' | 'voided' | 'recordedInError';

/** Whether it is held now. */
export function standingOf({ at }: Pick<View, 'at'>, { from, to, voided }: Post): Standing {
  const today = dateInJapan(at);
  if (voided !== undefined) return voided.begun ? 'recordedInError' : 'voided';
  if (to !== undefined && to < today) return 'past';
  return from > today ? 'coming' : 'present';
}

/** In the order in which posts are named, the present before those to come. */
export function inOrder(posts: readonly Post[]): Post[] {
  const order = Object.keys(roles);
  return [...posts].sort(
    (a, b) =>
      order.indexOf(a.role) - order.indexOf(b.role) ||
      (a.department ?? '').localeCompare(b.department ?? '') ||
      (a.from < b.from ? -1 : 1),
  );
}

export function StandingChip({ view, post }: { view: View; post: Post }) {
  const standing = standingOf(view, post);
  const kinds = { present: 'done', coming: 'key', past: 'plain', voided: 'mark', recordedInError: 'mark' } as const;
  return <Chip kind={kinds[standing]}>{view.texts.admin.appointments[standing]}</Chip>;
}

export const holderOf = (view: View, { person, personName }: Post): string =>
  personName === undefined ? person : say(view, personName);

export const placeOf = (view: View, { department, departmentName }: Post): string =>
  department === undefined
    ? view.texts.admin.body.wholeBody
    : departmentName === undefined
      ? department
      : say(view, departmentName);

export function PostsTable({
  view,
  id,
  caption,
  posts,
  body,
}: {
  view: View;
  id: string;
  caption: string;
  posts: readonly Post[];
  /** What bodies are called, where they are shown in place of the holder. */
  body?: (id: string) => string;
}) {
  const { columns, kinds, appointments } = view.texts.admin;
  const second = body === undefined ? columns.holder : columns.body;
  return (
    <Table
      id={id}
      caption={caption}
      columns={[columns.post, second, columns.department, columns.from, columns.to, columns.how, columns.state]}
      rows={posts.map((post) => ({
        cells: [
          <a href={`/admin/posts/${post.id}`}>{sayFirst(view, post)}</a>,
          body === undefined ? (
            <a href={`/admin/people/${post.person}`}>{holderOf(view, post)}</a>
          ) : (
            <a href={`/admin/organisations/${post.organisation}`}>{body(post.organisation)}</a>
          ),
          placeOf(view, post),
          <span class="nowrap">{dateShown(view, post.from)}</span>,
          <span class="nowrap">{post.to === undefined ? appointments.openEnd : dateShown(view, post.to)}</span>,
          kinds[post.kind],
          <>
            <StandingChip view={view} post={post} />
            {standingOf(view, post) === 'present' && (
              <>
                {' '}
                <a class="small" href={`/handover/${post.id}`}>
                  {view.texts.papers.handover.link}
                </a>
              </>
            )}
          </>,
        ],
      }))}
    />
  );
}

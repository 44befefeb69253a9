/** Changes of the registry that were requested. */
import type { Api } from '../../api/routes.ts';
import { Chip, joined } from '../kit/parts.tsx';
import { dayShown, minuteShown, say, type View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';
import { Pager, Table } from '../kit/table.tsx';

type Changes = Awaited<ReturnType<Api['changes']['list']['ask']>>['body'];
export type ChangeListed = Changes['items'][number];

interface ChangesProps {
  readonly view: View;
  readonly changes: { readonly items: readonly ChangeListed[]; readonly next?: string | undefined };
  readonly asked: Readonly<Record<string, string>>;
  readonly body: (id: string) => string;
}

const statuses = ['pending', 'done', 'rejected', 'withdrawn', 'expired', 'objected'] as const;

export function ChangesPage({ view, changes, asked, body }: ChangesProps) {
  const { admin } = view.texts;
  const words = admin.changes;
  return (
    <AdminFrame view={view} title={words.title} at="changes">
      <form class="filters" method="get" action="/admin/changes">
        <div>
          <label for="status">{words.status}</label>
          <select id="status" name="status">
            <option value="">{words.all}</option>
            {statuses.map((status) => (
              <option value={status} selected={asked['status'] === status}>
                {admin.statuses[status]}
              </option>
            ))}
          </select>
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.show}</button>
        </div>
      </form>
      {changes.items.length === 0 ? (
        <p class="notice">{words.none}</p>
      ) : (
        <ChangesTable view={view} id="changes" changes={changes.items} body={body} />
      )}
      <Pager path="/admin/changes" asked={asked} next={changes.next} words={words} />
    </AdminFrame>
  );
}

export function ChangesTable({
  view,
  id,
  changes,
  body,
}: {
  view: View;
  id: string;
  changes: readonly ChangeListed[];
  body: (id: string) => string;
}) {
  const { columns, statuses: named, changes: words } = view.texts.admin;
  return (
    <Table
      id={id}
      caption={words.caption}
      columns={[columns.what, columns.body, columns.by, columns.at, columns.until, columns.status]}
      rows={changes.map((change) => ({
        cells: [
          <a href={`/admin/changes/${change.id}`}>{whatOf(view, change.rows)}</a>,
          joined(view, change.bodies.slice(0, 3).map(body)) || view.texts.none,
          change.byName === undefined ? change.by : say(view, change.byName),
          minuteShown(view, change.at),
          change.status === 'pending' && change.expires !== undefined
            ? dayShown(view, change.expires)
            : isOpen(view, change)
              ? words.objectionUntil(minuteShown(view, change.objectionUntil ?? 0))
              : view.texts.none,
          <Chip kind={change.status === 'pending' || isOpen(view, change) ? 'soon' : 'plain'}>
            {named[change.status]}
          </Chip>,
        ],
      }))}
    />
  );
}

/** Made, and may yet be objected to. */
function isOpen({ at }: View, { status, objectionUntil = 0 }: ChangeListed): boolean {
  return status === 'done' && objectionUntil > at;
}

/** 任命 2件、人 1件. */
export function whatOf(view: View, rows: readonly { readonly kind: string }[]): string {
  const { kinds, rows: counted } = view.texts.admin.changes;
  const words: Readonly<Record<string, string>> = kinds;
  const by = new Map<string, number>();
  for (const { kind } of rows) by.set(kind, (by.get(kind) ?? 0) + 1);
  return joined(
    view,
    [...by].map(([kind, count]) => counted(words[kind] ?? kind, count)),
  );
}

/** What stands around the pages of the administration. */
import type { Child } from 'hono/jsx';
import { Frame, type Crumb } from '../kit/frame.tsx';
import { Banner } from '../kit/parts.tsx';
import type { View } from '../kit/view.ts';

const places = {
  overview: '/admin',
  organisations: '/admin/organisations',
  people: '/admin/people',
  changes: '/admin/changes',
  imports: '/admin/imports',
  registers: '/admin/registers',
  calendar: '/admin/calendar',
  webhooks: '/admin/webhooks',
  operation: '/admin/operation',
} as const;
type AdminPlace = keyof typeof places;

const everywhere = ['overview', 'organisations', 'people', 'changes', 'imports', 'registers', 'calendar'] as const;
/** Of administrators of the whole installation. */
const overall = ['webhooks', 'operation'] as const;

function placesFor({ reader }: View): readonly AdminPlace[] {
  // Whoever administers nothing comes here for one change alone.
  if (reader === undefined || reader.administers === 'nothing') return [];
  return reader.administers === 'all' ? [...everywhere, ...overall] : everywhere;
}

interface AdminFrameProps {
  readonly view: View;
  readonly title: string;
  /** Which of its main pages this is, or is below. */
  readonly at: AdminPlace;
  /** The steps below that page; absent where it is that page. */
  readonly crumbs?: readonly Crumb[];
  /** Beside the heading. */
  readonly beside?: Child;
  /** What was just done. */
  readonly told?: string | undefined;
  readonly children: Child;
}

export function AdminFrame({ view, title, at, crumbs, beside, told, children }: AdminFrameProps) {
  const { admin } = view.texts;
  const shown = placesFor(view);
  const way: readonly Crumb[] =
    at === 'overview' || shown.length === 0
      ? []
      : [
          { href: places.overview, words: admin.title },
          ...(crumbs === undefined ? [] : [{ href: places[at], words: admin.places[at] }, ...crumbs]),
          { words: title },
        ];
  return (
    <Frame view={view} title={title} place="admin" {...(way.length > 0 && { crumbs: way })}>
      {shown.length > 0 && (
        <nav class="sub-nav no-print" aria-label={admin.title}>
          <ul>
            {shown.map((place) => (
              <li>
                <a
                  href={places[place]}
                  aria-current={place === at ? (crumbs === undefined ? 'page' : 'true') : undefined}
                >
                  {admin.places[place]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <div class="head">
        <h1>{title}</h1>
        {beside}
      </div>
      {told !== undefined && <Banner kind="ok" title={told} />}
      {children}
    </Frame>
  );
}

/** What was done, as the address says it. */
export function toldBy({ texts }: View, query: Record<string, string[]>): string | undefined {
  const done: Readonly<Record<string, string>> = {
    ...texts.admin.done,
    approved: texts.admin.change.approved,
    rejected: texts.admin.change.rejected,
    changeWithdrawn: texts.admin.change.withdrawn,
    objected: texts.admin.change.objected,
    linkWithdrawn: texts.admin.person.withdrawn,
    linkUsed: texts.admin.person.usedBefore,
    named: texts.admin.person.named,
    bound: texts.admin.person.bound,
    removed: texts.admin.person.removed,
    passkeyRemoved: texts.passkeys.removed,
    revoked: texts.admin.person.revokedAll,
    ...texts.admin.webhooks.told,
  };
  const told = query['told']?.[0] ?? '';
  return Object.hasOwn(done, told) ? done[told] : undefined;
}

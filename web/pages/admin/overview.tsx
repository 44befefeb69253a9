/** What of the registry needs attention. */
import type { Api } from '../../api/routes.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { Chip, joined } from '../kit/parts.tsx';
import { dateShown, dayShown, say, sayFirst, type View } from '../kit/view.ts';
import { ChangesTable, type ChangeListed } from './changes.tsx';
import { AdminFrame } from './frame.tsx';
import { Table } from '../kit/table.tsx';

type Vacant = Awaited<ReturnType<Api['vacantPosts']['ask']>>['body']['items'];
type Ending = Awaited<ReturnType<Api['endingPosts']['ask']>>['body'];
type Unreachable = Awaited<ReturnType<Api['unreachablePeople']['ask']>>['body'];

/** Lines of each kind that the overview shows. */
export const SHOWN = 20;
export const DAYS = 60;

interface OverviewProps {
  readonly view: View;
  readonly told: string | undefined;
  readonly pending: { readonly items: readonly ChangeListed[]; readonly next?: string | undefined };
  readonly vacant: Vacant;
  readonly ending: Ending;
  readonly unreachable: Unreachable;
  readonly body: (id: string) => string;
}

const atLeast = (count: number, next: string | undefined): string => (next === undefined ? `${count}` : `${count}+`);

export function OverviewPage({ view, told, pending, vacant, ending, unreachable, body }: OverviewProps) {
  const { admin } = view.texts;
  const { overview } = admin;
  return (
    <AdminFrame view={view} title={admin.title} at="overview" told={told}>
      <p class="lead">{admin.lead}</p>
      <section class="section">
        <h2>{overview.pending(atLeast(pending.items.length, pending.next))}</h2>
        {pending.items.length === 0 ? (
          <p class="quiet">{overview.pendingNone}</p>
        ) : (
          <ChangesTable view={view} id="pending" changes={pending.items} body={body} />
        )}
        {pending.next !== undefined && <a href="/admin/changes?status=pending">{overview.more}</a>}
      </section>
      <VacantPosts view={view} vacant={vacant} body={body} />
      <EndingPosts view={view} ending={ending} body={body} />
      <Unreached view={view} unreachable={unreachable} body={body} />
    </AdminFrame>
  );
}

type Named = Pick<OverviewProps, 'view' | 'body'>;

function VacantPosts({ view, vacant, body }: Named & { vacant: Vacant }) {
  const { overview, columns } = view.texts.admin;
  return (
    <section class="section">
      <h2>{overview.vacant(vacant.length)}</h2>
      {vacant.length === 0 ? (
        <p class="quiet">{overview.vacantNone}</p>
      ) : (
        <Table
          id="vacant"
          caption={overview.vacant(vacant.length)}
          columns={[columns.post, columns.body, columns.since, columns.undelivered]}
          rows={vacant.slice(0, SHOWN).map((post) => ({
            cells: [
              <a href={appointAt(post)}>
                {joined(
                  view,
                  post.roles.map((role) => sayFirst(view, role)),
                )}
              </a>,
              <a href={`/admin/organisations/${post.organisation}`}>{body(post.organisation)}</a>,
              dayShown(view, post.since),
              String(post.times),
            ],
          }))}
        />
      )}
    </section>
  );
}

/** Where somebody is appointed to it, with what is known filled in. */
function appointAt({ organisation, roles: [role], department }: Vacant[number]): string {
  const query = new URLSearchParams({
    organisation,
    ...(role !== undefined && { role: role.id }),
    ...(department !== undefined && { department }),
  });
  return `/admin/appoint?${query.toString()}`;
}

function EndingPosts({ view, ending, body }: Named & { ending: Ending }) {
  const { overview, columns } = view.texts.admin;
  const title = overview.ending(DAYS, atLeast(ending.items.length, ending.next));
  return (
    <section class="section">
      <h2>{title}</h2>
      {ending.items.length === 0 ? (
        <p class="quiet">{overview.endingNone}</p>
      ) : (
        <Table
          id="ending"
          caption={title}
          columns={[columns.post, columns.body, columns.holder, columns.to, columns.state]}
          rows={ending.items.map((post) => ({
            cells: [
              <a href={`/admin/posts/${post.id}`}>{sayFirst(view, post)}</a>,
              <a href={`/admin/organisations/${post.organisation}`}>{body(post.organisation)}</a>,
              post.personName === undefined ? post.person : say(view, post.personName),
              dateShown(view, post.to ?? dateInJapan(view.at)),
              post.succeeded ? overview.succeeded : <Chip kind="vacant">{overview.notSucceeded}</Chip>,
            ],
          }))}
        />
      )}
    </section>
  );
}

function Unreached({ view, unreachable, body }: Named & { unreachable: Unreachable }) {
  const { overview, columns } = view.texts.admin;
  const title = overview.unreachable(atLeast(unreachable.items.length, unreachable.next));
  return (
    <section class="section">
      <h2>{title}</h2>
      {unreachable.items.length === 0 ? (
        <p class="quiet">{overview.unreachableNone}</p>
      ) : (
        <Table
          id="unreachable"
          caption={title}
          columns={[columns.person, columns.body, columns.reason]}
          rows={unreachable.items.map((one) => ({
            cells: [
              <a href={`/admin/people/${one.person}`}>{view.language === 'ja' ? one.nameJa : one.nameEn}</a>,
              joined(view, one.organisations.map(body)),
              sayFirst(view, one),
            ],
          }))}
        />
      )}
    </section>
  );
}

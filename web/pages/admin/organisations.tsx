/** Bodies, and one of them: its posts with who holds them, its departments, its people. */
import type { Api } from '../../api/routes.ts';
import { agencyClasses, organisationKinds } from '../../../model/organisations.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { Chip, joined } from '../kit/parts.tsx';
import { dateShown, sayFirst, type View } from '../kit/view.ts';
import { inOrder, PostsTable, standingOf, type Post } from './appointments.tsx';
import { AdminFrame } from './frame.tsx';
import { Pager, Table } from '../kit/table.tsx';

export type Body = Awaited<ReturnType<Api['organisation']['ask']>>['body'];
export type Department = Awaited<ReturnType<Api['departments']['ask']>>['body']['items'][number];

interface BodiesProps {
  readonly view: View;
  readonly bodies: readonly Body[];
  readonly next: string | undefined;
  readonly asked: Readonly<Record<string, string>>;
  readonly body: (id: string) => string;
}

export const nameOf = (view: View, { nameJa, nameEn }: { readonly nameJa: string; readonly nameEn: string }): string =>
  view.language === 'ja' ? nameJa : nameEn;

export function BodiesPage({ view, bodies, next, asked, body }: BodiesProps) {
  const { admin } = view.texts;
  const words = admin.organisations;
  return (
    <AdminFrame view={view} title={words.title} at="organisations">
      <form class="filters" method="get" action="/admin/organisations" role="search">
        <div>
          <label for="search">{words.search}</label>
          <input id="search" type="search" name="search" value={asked['search'] ?? ''} />
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.show}</button>
        </div>
      </form>
      {bodies.length === 0 ? (
        <p class="notice">{words.nobody}</p>
      ) : (
        <Table
          id="bodies"
          caption={words.caption}
          columns={[admin.columns.body, admin.columns.kind, admin.columns.supervisors, admin.columns.status]}
          rows={bodies.map((one) => ({
            cells: [
              <a href={`/admin/organisations/${one.id}`}>{nameOf(view, one)}</a>,
              sayFirst(view, organisationKinds[one.kind]),
              joined(view, one.supervisors.map(body)) || view.texts.none,
              one.to === undefined ? view.texts.none : words.ended(dateShown(view, one.to)),
            ],
          }))}
        />
      )}
      <Pager path="/admin/organisations" asked={asked} next={next} words={words} />
      <p class="actions">
        <a class="button button--line" href="/admin/bodies/new">
          {words.newBody}
        </a>
      </p>
    </AdminFrame>
  );
}

interface BodyProps {
  readonly view: View;
  readonly shown: Body;
  readonly posts: readonly Post[];
  readonly morePosts: boolean;
  readonly departments: readonly Department[];
  readonly body: (id: string) => string;
  readonly told: string | undefined;
}

export function BodyPage({ view, shown, posts, morePosts, departments, body, told }: BodyProps) {
  const { admin } = view.texts;
  const words = admin.body;
  const title = nameOf(view, shown);
  const isOver = (post: Post): boolean => !['present', 'coming'].includes(standingOf(view, post));
  const [held, over] = [posts.filter((post) => !isOver(post)), posts.filter(isOver)];
  return (
    <AdminFrame view={view} title={title} at="organisations" crumbs={[]} told={told}>
      <dl class="facts">
        <dt>{admin.columns.kind}</dt>
        <dd>{sayFirst(view, organisationKinds[shown.kind])}</dd>
        <Law view={view} shown={shown} />
        {shown.supervisors.length > 0 && (
          <>
            <dt>{admin.columns.supervisors}</dt>
            <dd>{joined(view, mainFirst(view, shown.supervisors.map(body)))}</dd>
          </>
        )}
        {shown.corporateNumber !== undefined && (
          <>
            <dt>{words.corporateNumber}</dt>
            <dd class="num">{shown.corporateNumber}</dd>
          </>
        )}
        {shown.from !== undefined && (
          <>
            <dt>{words.founded}</dt>
            <dd>{dateShown(view, shown.from)}</dd>
          </>
        )}
        {shown.to !== undefined && (
          <>
            <dt>{words.abolished}</dt>
            <dd>{dateShown(view, shown.to)}</dd>
          </>
        )}
      </dl>
      <p class="actions">
        <a href={`/admin/bodies/${shown.id}`}>{words.changeBody}</a>
      </p>
      <section class="section">
        <h2>{words.posts}</h2>
        {held.length === 0 ? (
          <p class="notice">{words.postsNone}</p>
        ) : (
          <PostsTable view={view} id="posts" caption={words.posts} posts={inOrder(held)} />
        )}
        {morePosts && <p class="quiet">{words.more}</p>}
        <p class="actions">
          <a class="button button--line" href={`/admin/appoint?organisation=${shown.id}`}>
            {words.appoint}
          </a>
          <a href={`/admin/people?organisation=${shown.id}`}>{words.people}</a>
          <a href={`/admin/people/new?organisation=${shown.id}`}>{words.newPerson}</a>
        </p>
        {over.length > 0 && (
          <details class="more section">
            <summary>{words.past(over.length)}</summary>
            <PostsTable view={view} id="past" caption={words.past(over.length)} posts={inOrder(over)} />
          </details>
        )}
      </section>
      <section class="section">
        <h2>{words.departments}</h2>
        {departments.length === 0 ? (
          <p class="quiet">{words.departmentsNone}</p>
        ) : (
          <ul class="tree">
            <Departments view={view} departments={departments} under={undefined} />
          </ul>
        )}
        <p class="actions">
          <a href={`/admin/departments/${shown.id}/new`}>{words.newDepartment}</a>
        </p>
      </section>
    </AdminFrame>
  );
}

/** Under which law it is guided and evaluated; what is not recorded is said. */
function Law({ view, shown }: Pick<BodyProps, 'view' | 'shown'>) {
  const words = view.texts.admin.body;
  if (shown.kind === 'incorporated-administrative-agency') {
    return (
      <>
        <dt>{words.class}</dt>
        <dd>{shown.class === undefined ? words.notRecorded : sayFirst(view, agencyClasses[shown.class])}</dd>
      </>
    );
  }
  if (shown.kind !== 'designated-corporation') return <></>;
  return (
    <>
      <dt>{words.legalBasis}</dt>
      <dd>{shown.legalBasis ?? words.notRecorded}</dd>
      <dt>{words.objectivesBasis}</dt>
      <dd>{shown.objectivesBasis ?? words.noArticle}</dd>
      <dt>{words.publicationBasis}</dt>
      <dd>{shown.publicationBasis ?? words.noArticle}</dd>
    </>
  );
}

/** Which of several is the main one. */
function mainFirst(view: View, [main, ...others]: readonly string[]): readonly string[] {
  if (main === undefined) return [];
  return others.length === 0 ? [main] : [view.texts.admin.body.main(main), ...others];
}

/** Deeper trees than this are not drawn: none is. */
const DEEPEST = 8;

function Departments({
  view,
  departments,
  under,
  depth = 0,
}: {
  view: View;
  departments: readonly Department[];
  under: string | undefined;
  depth?: number;
}) {
  const { body } = view.texts.admin;
  const known = new Set(departments.map(({ id }) => id));
  const own = departments.filter(({ parent }) =>
    under === undefined ? parent === undefined || !known.has(parent) : parent === under,
  );
  return (
    <>
      {own.map((one) => (
        <li>
          <a href={`/admin/departments/${one.organisation}/${one.id}`}>{nameOf(view, one)}</a>{' '}
          {one.bureau && <Chip>{body.bureau}</Chip>} {one.separate === true && <Chip kind="mark">{body.separate}</Chip>}{' '}
          {one.to !== undefined && (
            <Chip kind={one.to < dateInJapan(view.at) ? 'plain' : 'soon'}>
              {view.texts.admin.organisations.ended(dateShown(view, one.to))}
            </Chip>
          )}
          {depth < DEEPEST && departments.some(({ parent }) => parent === one.id) && (
            <ul>
              <Departments view={view} departments={departments} under={one.id} depth={depth + 1} />
            </ul>
          )}
        </li>
      ))}
    </>
  );
}

/** One person: posts, and by what the person signs in. */
import { dateShown, say } from '../kit/view.ts';
import { Access, type AccessProps } from './access.tsx';
import { inOrder, PostsTable, type Post } from './appointments.tsx';
import { Wrong, type Option } from './fields.tsx';
import { blank, type Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';
import { nameOf } from './organisations.tsx';

interface PersonProps extends Omit<AccessProps, 'filled'> {
  readonly posts: readonly Post[];
  readonly bodies: readonly Option[];
  readonly body: (id: string) => string;
  /** The reader: their own posts, links and accounts are for others. */
  readonly own: boolean;
  readonly filled?: Filled;
  readonly told: string | undefined;
}

export function PersonPage(props: PersonProps) {
  const { view, shown, posts, bodies, body, own, filled = blank, told } = props;
  const { admin } = view.texts;
  const words = admin.person;
  const { outside } = shown;
  return (
    <AdminFrame view={view} title={nameOf(view, shown)} at="people" crumbs={[]} told={told}>
      <Wrong view={view} filled={filled} />
      <dl class="facts">
        <dt>{admin.columns.home}</dt>
        <dd>{shown.home === undefined ? words.outside : body(shown.home)}</dd>
        <dt>{admin.columns.mail}</dt>
        <dd>{shown.mail ?? words.noMail}</dd>
        {outside !== undefined && (
          <>
            <dt>{words.outside}</dt>
            <dd>{words.contract(outside.firm, dateShown(view, outside.from), dateShown(view, outside.to))}</dd>
          </>
        )}
      </dl>
      <p class="actions">
        <a class="button button--line" href={`/admin/people/${shown.id}/change`}>
          {words.change}
        </a>
      </p>
      <section class="section">
        <h2>{words.posts}</h2>
        {posts.length === 0 ? (
          <p class="quiet">{words.postsNone}</p>
        ) : (
          <PostsTable view={view} id="posts" caption={words.posts} posts={inOrder(posts)} body={body} />
        )}
        {own ? (
          <p class="notice section">{words.ownNote}</p>
        ) : (
          <form method="get" action="/admin/appoint" class="filters">
            <input type="hidden" name="person" value={shown.id} />
            <div>
              <label for="f-organisation">{words.appointIn}</label>
              <select id="f-organisation" name="organisation">
                {bodies.map((one) => (
                  <option value={one.id} selected={one.id === shown.home}>
                    {say(view, one)}
                  </option>
                ))}
              </select>
            </div>
            <div>
              <button class="button button--line button--small">{words.appointGo}</button>
            </div>
          </form>
        )}
      </section>
      {!own && <Access {...props} filled={filled} />}
    </AdminFrame>
  );
}

/** The page of a post: who holds it, and who comes after; and appointing somebody to a post. */
import { roles } from '../../../model/roles.ts';
import { apart, Chip, Token } from '../kit/parts.tsx';
import { dateShown, say, sayFirst, type View } from '../kit/view.ts';
import { holderOf, placeOf, PostsTable, StandingChip, standingOf, type Post } from './appointments.tsx';
import { Choice, DateField, PersonField, TextField, Wrong, type Option, type PeopleFound } from './fields.tsx';
import { blank, type Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';

/** What is done to the appointment. */
export type PostAct = 'replace' | 'end' | 'void';

interface PostProps {
  readonly view: View;
  readonly post: Post;
  /** Everybody appointed to the same post, the earliest first. */
  readonly course: readonly Post[];
  readonly found: PeopleFound;
  readonly body: string;
  readonly own: boolean;
  /** The form that was sent. */
  readonly sent?: { readonly act: PostAct; readonly filled: Filled };
  readonly told: string | undefined;
}

export function PostPage(props: PostProps) {
  const { view, post, course, body, own, sent, told } = props;
  const { admin } = view.texts;
  const words = admin.post;
  const title = `${sayFirst(view, post)}　${holderOf(view, post)}`;
  return (
    <AdminFrame
      view={view}
      title={title}
      at="organisations"
      crumbs={[{ href: `/admin/organisations/${post.organisation}`, words: body }]}
      beside={
        <p>
          <StandingChip view={view} post={post} />{' '}
          {post.backdated && <Chip kind="mark">{admin.appointments.backdated}</Chip>}
        </p>
      }
      told={told}
    >
      {sent !== undefined && <Wrong view={view} filled={sent.filled} />}
      <dl class="strip-facts">
        {[
          [admin.columns.body, body],
          [admin.columns.department, placeOf(view, post)],
          [admin.columns.from, dateShown(view, post.from)],
          [admin.columns.to, post.to === undefined ? admin.appointments.openEnd : dateShown(view, post.to)],
          [admin.columns.how, admin.kinds[post.kind]],
        ].map(([term, words]) => (
          <div>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p class="small section">
        {words.holder}：<a href={`/admin/people/${post.person}`}>{holderOf(view, post)}</a>
        {post.voided !== undefined && `　${words.voidReason}：${post.voided.reason}`}
      </p>
      {post.voided === undefined && (
        <p class="small">
          <a href={`/handover/${post.id}`}>{view.texts.papers.handover.link}</a>
        </p>
      )}
      {course.length > 1 && (
        <section class="section">
          <h2>{words.others}</h2>
          <PostsTable view={view} id="course" caption={words.others} posts={course} />
        </section>
      )}
      {own ? <p class="notice section">{admin.person.ownNote}</p> : <Acts {...props} />}
    </AdminFrame>
  );
}

function Acts({ view, post, found, sent }: PostProps) {
  const { admin } = view.texts;
  const words = admin.post;
  const standing = standingOf(view, post);
  const filled = (act: PostAct): Filled => (sent?.act === act ? sent.filled : blank);
  const isOpen = (act: PostAct): boolean => sent?.act === act;
  const place = `/admin/posts/${post.id}`;
  if (post.voided !== undefined) return <></>;
  return (
    <>
      {standing !== 'past' ? (
        <>
          <section class="section" id="replace">
            <h2>{words.replace}</h2>
            <p class="lead">{words.replaceHelp}</p>
            <form method="post" action={`${place}/replace`}>
              <Token view={view} />
              <PersonField view={view} filled={filled('replace')} name="person" label={words.successor} found={found} />
              <DateField view={view} filled={filled('replace')} name="from" label={words.from} />
              <Instrument view={view} filled={filled('replace')} />
              <Check view={view} />
            </form>
          </section>
          <details class="more section" open={isOpen('end')}>
            <summary>{words.end}</summary>
            <form method="post" action={`${place}/end`}>
              <Token view={view} />
              <p class="help">{words.endHelp}</p>
              <DateField view={view} filled={filled('end')} name="to" label={words.lastDay} />
              <Check view={view} />
            </form>
          </details>
        </>
      ) : (
        <p class="notice section">{words.over}</p>
      )}
      <details class="more section" open={isOpen('void')}>
        <summary>{words.void}</summary>
        <form method="post" action={`${place}/void`}>
          <Token view={view} />
          <p class="help">{words.voidHelp}</p>
          <TextField view={view} filled={filled('void')} name="reason" label={words.voidReason} long />
          <Check view={view} />
        </form>
      </details>
    </>
  );
}

function Check({ view }: { view: View }) {
  return (
    <div class="actions">
      <button class="button" name="_do" value="check">
        {view.texts.admin.post.check}
      </button>
    </div>
  );
}

/** Kind of the appointment, and its order. */
function Instrument({ view, filled }: { view: View; filled: Filled }) {
  const { post, kinds } = view.texts.admin;
  const options: readonly Option[] = (['regular', 'concurrent', 'acting'] as const).map((id) => ({
    id,
    ja: kinds[id],
    en: kinds[id],
  }));
  const values = { kind: 'regular', ...filled.values };
  return (
    <>
      <Choice view={view} filled={{ ...filled, values }} name="kind" label={post.kind} options={options} />
      <TextField view={view} filled={filled} name="order" label={post.order} optional />
      <DateField view={view} filled={filled} name="date" label={post.orderDate} optional />
    </>
  );
}

interface AppointProps {
  readonly view: View;
  readonly body: { readonly id: string; readonly name: string };
  readonly departments: readonly Option[];
  readonly found: PeopleFound;
  readonly filled: Filled;
}

export function AppointPage({ view, body, departments, found, filled }: AppointProps) {
  const { admin } = view.texts;
  const words = admin.appoint;
  const posts = Object.entries(roles).map(([id, role]) => ({ id, ja: say(view, role), en: sayFirst(view, role) }));
  return (
    <AdminFrame
      view={view}
      title={words.title}
      at="organisations"
      crumbs={[{ href: `/admin/organisations/${body.id}`, words: body.name }]}
    >
      <Wrong view={view} filled={filled} />
      <p>{admin.required}</p>
      <p class="help">{words.help}</p>
      <form method="post" action={apart('/admin/appoint')}>
        <Token view={view} />
        <input type="hidden" name="organisation" value={body.id} />
        <Choice view={view} filled={filled} name="role" label={words.role} options={posts} />
        <Choice
          view={view}
          filled={filled}
          name="department"
          label={words.department}
          options={departments}
          empty={admin.body.wholeBody}
          optional
        />
        <PersonField view={view} filled={filled} name="person" label={words.person} found={found} />
        <DateField view={view} filled={filled} name="from" label={admin.post.from} />
        <DateField view={view} filled={filled} name="to" label={words.to} help={words.toHelp} optional />
        <Instrument view={view} filled={filled} />
        <Check view={view} />
      </form>
    </AdminFrame>
  );
}

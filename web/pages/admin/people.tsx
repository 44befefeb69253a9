/** People of a body; one person with posts, links and accounts. */
import type { Api } from '../../api/routes.ts';
import { Chip, Token } from '../kit/parts.tsx';
import { Passkeys } from '../kit/passkeys.tsx';
import { dateShown, minuteShown, say, type View } from '../kit/view.ts';
import { inOrder, PostsTable, type Post } from './appointments.tsx';
import { Choice, TextField, Wrong, type Option } from './fields.tsx';
import { blank, type Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';
import { nameOf } from './organisations.tsx';
import { Pager, Table } from './table.tsx';

export type Person = Awaited<ReturnType<Api['person']['ask']>>['body'];
type Claims = Awaited<ReturnType<Api['claims']['list']['ask']>>['body']['items'];
type Accounts = Awaited<ReturnType<Api['identities']['list']['ask']>>['body']['items'];
type Keys = Awaited<ReturnType<Api['passkeys']['list']['ask']>>['body']['items'];

interface PeopleProps {
  readonly view: View;
  readonly people: readonly Person[];
  readonly next: string | undefined;
  readonly asked: Readonly<Record<string, string>>;
  readonly bodies: readonly Option[];
  readonly body: (id: string) => string;
}

export function PeoplePage({ view, people, next, asked, bodies, body }: PeopleProps) {
  const { admin } = view.texts;
  const words = admin.people;
  const chosen = asked['organisation'];
  return (
    <AdminFrame view={view} title={words.title} at="people">
      <form class="filters" method="get" action="/admin/people" role="search">
        <div>
          <label for="organisation">{words.organisation}</label>
          <select id="organisation" name="organisation">
            <option value="">{admin.choose}</option>
            {bodies.map((one) => (
              <option value={one.id} selected={one.id === chosen}>
                {say(view, one)}
              </option>
            ))}
          </select>
        </div>
        <div>
          <label for="search">{words.search}</label>
          <input id="search" type="search" name="search" value={asked['search'] ?? ''} />
        </div>
        <div>
          <button class="button button--line button--small">{view.texts.show}</button>
        </div>
      </form>
      {chosen === undefined ? (
        <p class="notice">{words.choose}</p>
      ) : people.length === 0 ? (
        <p class="notice">{words.nobody}</p>
      ) : (
        <Table
          id="people"
          caption={words.caption}
          columns={[admin.columns.person, admin.columns.home, admin.columns.mail]}
          rows={people.map((one) => ({
            cells: [
              <a href={`/admin/people/${one.id}`}>{nameOf(view, one)}</a>,
              one.home === undefined ? <Chip kind="mark">{admin.person.outside}</Chip> : body(one.home),
              one.mail ?? <span class="quiet">{admin.person.noMail}</span>,
            ],
          }))}
        />
      )}
      {chosen !== undefined && (
        <p class="actions">
          <a href={`/admin/people/new?organisation=${chosen}`}>{admin.body.newPerson}</a>
        </p>
      )}
      <Pager path="/admin/people" asked={asked} next={next} words={words} />
    </AdminFrame>
  );
}

interface PersonProps {
  readonly view: View;
  readonly shown: Person;
  readonly posts: readonly Post[];
  readonly claims: Claims | undefined;
  readonly accounts: Accounts | undefined;
  /** In place of accounts, where passkeys are used. */
  readonly passkeys: Keys | undefined;
  readonly bodies: readonly Option[];
  readonly body: (id: string) => string;
  /** The reader: their own posts, links and accounts are for others. */
  readonly own: boolean;
  /** There is an identity provider. */
  readonly provided: boolean;
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
      {!own && <Links {...props} />}
      {!own && props.passkeys !== undefined && <Keys view={view} shown={shown} passkeys={props.passkeys} />}
      {!own && props.passkeys === undefined && props.accounts !== undefined && (
        <Accounts {...props} accounts={props.accounts} />
      )}
    </AdminFrame>
  );
}

function Links({ view, shown, claims = [] }: PersonProps) {
  const words = view.texts.admin.person;
  const place = `/admin/people/${shown.id}/links`;
  return (
    <section class="section" id="links">
      <h2>{words.links}</h2>
      <p class="help">{words.linksHelp}</p>
      {claims.length === 0 ? (
        <p class="quiet">{words.linksNone}</p>
      ) : (
        <Table
          id="claims"
          caption={words.links}
          columns={[words.issuedOn, words.linkPurpose, words.issuedBy, words.expires, view.texts.admin.columns.state]}
          rows={claims.map((claim) => ({
            cells: [
              minuteShown(view, claim.issued),
              claim.purpose,
              claim.issuedByName === undefined ? claim.issuedBy : say(view, claim.issuedByName),
              minuteShown(view, claim.expires),
              <LinkState view={view} claim={claim} place={place} />,
            ],
          }))}
        />
      )}
      <form method="post" action={place}>
        <Token view={view} />
        <TextField
          view={view}
          filled={{ ...blank, values: { purpose: words.linkPurposeDefault } }}
          name="purpose"
          label={words.linkPurpose}
        />
        <div class="actions">
          <button class="button button--line">{words.issue}</button>
        </div>
      </form>
    </section>
  );
}

function LinkState({ view, claim, place }: { view: View; claim: Claims[number]; place: string }) {
  const words = view.texts.admin.person;
  if (claim.claimed !== undefined) return <Chip kind="done">{words.claimed}</Chip>;
  if (claim.revoked !== undefined) return <Chip>{words.revoked}</Chip>;
  if (claim.expires <= view.at) return <Chip>{words.expired}</Chip>;
  return (
    <form method="post" action={`${place}/withdraw`}>
      <Token view={view} />
      <Chip kind="soon">{words.usable}</Chip>{' '}
      <button
        class="button button--text button--small"
        name="claim"
        value={claim.id}
        aria-label={words.withdrawOf(minuteShown(view, claim.issued))}
      >
        {words.withdraw}
      </button>
    </form>
  );
}

function Keys({ view, shown, passkeys }: { view: View; shown: Person; passkeys: Keys }) {
  const words = view.texts.passkeys;
  return (
    <section class="section" id="passkeys">
      <h2>{words.inUse}</h2>
      {passkeys.length === 0 ? (
        <p class="quiet">{words.nothing}</p>
      ) : (
        <Passkeys view={view} passkeys={passkeys} action={`/admin/people/${shown.id}/passkeys/remove`} />
      )}
    </section>
  );
}

function Accounts({ view, shown, accounts, provided, filled = blank }: PersonProps & { readonly accounts: Accounts }) {
  const words = view.texts.admin.person;
  const inUse = accounts.filter(({ removed }) => removed === undefined);
  const place = `/admin/people/${shown.id}/accounts`;
  return (
    <section class="section" id="accounts">
      <h2>{words.accounts}</h2>
      {inUse.length === 0 && <p class="quiet">{words.accountsNone}</p>}
      {inUse.map((account) => (
        <form method="post" action={`${place}/remove`}>
          <Token view={view} />
          <dl class="facts">
            <dt>{view.texts.signIn.issuer}</dt>
            <dd>
              <code>{account.issuer}</code>
            </dd>
            <dt>{view.texts.signIn.subject}</dt>
            <dd>
              <code>{account.subject}</code>
            </dd>
            <dt>{view.texts.sessions.tie}</dt>
            <dd>
              {view.texts.sessions.boundBy[account.how]}　{minuteShown(view, account.bound)}
            </dd>
          </dl>
          <div class="actions">
            <button class="button button--line button--small" name="identity" value={account.id}>
              {words.remove}
            </button>
          </div>
        </form>
      ))}
      {provided && (
        <form method="post" action={place}>
          <Token view={view} />
          <TextField view={view} filled={filled} name="subject" label={words.subject} help={words.nameHelp} wide />
          <div class="actions">
            <button class="button button--line">{words.name}</button>
          </div>
        </form>
      )}
    </section>
  );
}

interface PersonFormProps {
  readonly view: View;
  readonly action: string;
  readonly filled: Filled;
  /** Absent: somebody new. */
  readonly shown?: Person;
  readonly bodies: readonly Option[];
}

export function PersonFormPage({ view, action, filled, shown, bodies }: PersonFormProps) {
  const { admin } = view.texts;
  const words = admin.personForm;
  const title = shown === undefined ? words.newTitle : words.changeTitle;
  return (
    <AdminFrame
      view={view}
      title={title}
      at="people"
      crumbs={shown === undefined ? [] : [{ href: `/admin/people/${shown.id}`, words: nameOf(view, shown) }]}
    >
      <Wrong view={view} filled={filled} />
      <p>{admin.required}</p>
      <form method="post" action={action}>
        <Token view={view} />
        <TextField view={view} filled={filled} name="nameJa" label={words.nameJa} />
        <TextField view={view} filled={filled} name="nameEn" label={words.nameEn} />
        <TextField view={view} filled={filled} name="mail" label={words.mail} help={words.mailHelp} optional wide />
        <Choice view={view} filled={filled} name="home" label={admin.columns.home} options={bodies} />
        <div class="actions">
          <button class="button" name="_do" value="check">
            {admin.post.check}
          </button>
        </div>
      </form>
    </AdminFrame>
  );
}

/** Sign-ins that last, each with a button that ends it; the accounts of the provider that are bound to one. */
import type { Identity } from '../../../contract/records/identities.ts';
import { AccountFacts } from '../kit/account.tsx';
import { Frame } from '../kit/frame.tsx';
import { Banner, Chip, Token } from '../kit/parts.tsx';
import { minuteShown, type View } from '../kit/view.ts';

interface SessionShown {
  readonly id: string;
  readonly purpose: string;
  readonly issued: number;
  readonly seen: number;
  readonly current: boolean;
}

interface SessionsProps {
  readonly view: View;
  readonly sessions: readonly SessionShown[];
  readonly accounts: readonly Identity[];
  /** Whether passkeys are used here, in place of a provider’s accounts. */
  readonly passkeys: boolean;
  /** What was just done. */
  readonly told: {
    readonly ended: number | undefined;
    readonly revoked: boolean;
    readonly bound: boolean;
    readonly removed: boolean;
  };
}

export function SessionsPage({ view, sessions, accounts, passkeys, told }: SessionsProps) {
  const { texts } = view;
  const words = texts.sessions;
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <Frame view={view} title={words.title}>
      <div class="head">
        <h1>{words.title}</h1>
      </div>
      {told.bound && (
        <Banner kind="ok" title={words.bound}>
          <p>{words.boundNext}</p>
        </Banner>
      )}
      {told.removed && <Banner kind="ok" title={words.removed} />}
      {told.ended !== undefined && <Banner kind="ok" title={words.ended(told.ended)} />}
      {told.revoked && <Banner kind="ok" title={words.revoked} />}
      <section class="section">
        <h2>{words.now}</h2>
        <p class="lead">{words.lead}</p>
        <ul class="tasks">
          {sessions.map((session) => (
            <li>
              <SessionRow view={view} session={session} />
            </li>
          ))}
        </ul>
        {others > 0 && (
          <form method="post" action="/settings/sessions/end-others">
            <Token view={view} />
            <div class="actions">
              <button class="button button--line">{words.endOthers(others)}</button>
            </div>
          </form>
        )}
      </section>
      {passkeys ? (
        <section class="section">
          <h2>{texts.passkeys.inUse}</h2>
          <p>
            <a href="/settings/passkeys">{texts.passkeys.title}</a>
          </p>
        </section>
      ) : (
        <section class="section">
          <h2>{words.accounts}</h2>
          {accounts.length === 0 ? <p>{words.noAccount}</p> : <p class="help">{words.removeHelp}</p>}
          {accounts.map((account) => (
            <Account view={view} account={account} />
          ))}
        </section>
      )}
    </Frame>
  );
}

function SessionRow({ view, session }: { view: View; session: SessionShown }) {
  const words = view.texts.sessions;
  const { id, purpose, issued, seen, current } = session;
  const since = minuteShown(view, issued);
  return (
    <>
      <div class="when">
        <strong>{since}</strong>
        {current && (
          <>
            {' '}
            <Chip kind="key">{words.current}</Chip>
          </>
        )}
      </div>
      <div class="stack">
        <p>
          {howBegun(view, purpose)}
          <br />
          <span class="quiet">
            {words.seen} {minuteShown(view, seen)}
          </span>
        </p>
        <form method="post" action="/settings/sessions/end">
          <Token view={view} />
          <button class="button button--line button--small" name="session" value={id} aria-label={words.endOf(since)}>
            {words.end}
          </button>
          {!current && (
            <>
              {' '}
              <button
                class="button button--text button--small"
                name="unknown"
                value={id}
                aria-label={words.unknownOf(since)}
              >
                {words.unknown}
              </button>
            </>
          )}
        </form>
      </div>
    </>
  );
}

function howBegun({ texts }: View, purpose: string): string {
  const { browser, demonstration, passkey, provider } = texts.sessions.by;
  if (purpose === 'browser') return browser;
  if (purpose === 'passkey') return passkey;
  return purpose === 'demonstration' ? demonstration : provider(purpose);
}

function Account({ view, account }: { view: View; account: Identity }) {
  const words = view.texts.sessions;
  return (
    <form method="post" action="/settings/sessions/remove">
      <Token view={view} />
      <AccountFacts view={view} account={account} class="facts section" />
      <div class="actions">
        <button class="button button--line button--small" name="identity" value={account.id}>
          {words.remove}
        </button>
      </div>
    </form>
  );
}

/** Signing in: by a token; in a demonstration by choosing whom to be. */
import type { Text } from '../../../model/text.ts';
import { Banner, joined } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import { PasskeyForm, saying } from '../kit/passkey.tsx';
import { say, type View } from '../kit/view.ts';
import { greetedFirst, type CastMember, type CastOf } from './cast.ts';

/** What the page shows. */
export interface SignIn {
  /** Where to go afterwards: an address of these pages. */
  readonly to: string;
  /** Why one has to sign in, or could not. */
  readonly told?: { readonly kind: 'error' | 'info'; readonly words: string };
  /** What the identity provider is called, where there is one. */
  readonly provider?: string;
  /** Whether passkeys are used here. */
  readonly passkeys: boolean;
  /** Whom one can be, in a demonstration. */
  readonly cast?: readonly CastOf[];
}

export function SignInPage({ view, signIn }: { view: View; signIn: SignIn }) {
  const { texts } = view;
  const { cast, passkeys, provider, told, to } = signIn;
  return (
    <Frame view={view} title={texts.signIn.title} passkeys={passkeys}>
      <div class="head">
        <h1>{cast === undefined ? texts.signIn.title : texts.signIn.greeting}</h1>
      </div>
      {told !== undefined && <Banner kind={told.kind} title={told.words} id="problem" />}
      {provider !== undefined && (
        <section class="section">
          <p class="actions">
            <a
              class="button"
              href={to === '/' ? '/sign-in/provider' : `/sign-in/provider?to=${encodeURIComponent(to)}`}
            >
              {texts.signIn.withProvider(provider)}
            </a>
          </p>
          <p class="help">{texts.signIn.providerHelp}</p>
        </section>
      )}
      {passkeys && (
        <section class="section">
          <h2>{texts.passkeys.signIn}</h2>
          <p class="help">{texts.passkeys.signInHelp}</p>
          <PasskeyForm
            act="get"
            begin="/sign-in/passkey/begin"
            finish="/sign-in/passkey"
            say={saying(view, texts.passkeys.signIn)}
          >
            <input type="hidden" name="to" value={to} />
          </PasskeyForm>
        </section>
      )}
      {cast !== undefined && <Stage view={view} cast={cast} to={to} />}
      <section class="section">
        <h2>{texts.signIn.withToken}</h2>
        <form method="post" action="/sign-in">
          <input type="hidden" name="to" value={to} />
          <div class="field">
            <label for="token">{texts.signIn.token}</label>
            <p class="help" id="token-help">
              {texts.signIn.tokenHelp}
            </p>
            <input
              id="token"
              name="token"
              type="password"
              autocomplete="off"
              aria-describedby="token-help"
              class="w-l"
              required
            />
          </div>
          <div class="actions">
            <button class="button">{texts.signIn.title}</button>
          </div>
        </form>
      </section>
    </Frame>
  );
}

function Stage({ view, cast, to }: { view: View; cast: readonly CastOf[]; to: string }) {
  const { texts } = view;
  return (
    <section class="section">
      <p class="lead">{texts.signIn.greetingLead}</p>
      <form method="post" action="/sign-in/as">
        <input type="hidden" name="to" value={to} />
        <ul class="tasks">
          {greetedFirst(cast).map(({ body, ...member }) => (
            <li>
              <div class="when">
                <strong>{say(view, body)}</strong>
              </div>
              <Member view={view} member={member} first />
            </li>
          ))}
        </ul>
        <h2 class="section">{texts.signIn.others}</h2>
        {cast.map(({ body, people }) => (
          <Company view={view} body={body} people={people} />
        ))}
      </form>
    </section>
  );
}

function Company({ view, body, people }: { view: View; body: Text; people: readonly CastMember[] }) {
  if (people.length === 0) return <></>;
  return (
    <details class="more">
      <summary>
        {say(view, body)}　{view.texts.of(people.length)}
      </summary>
      <ul class="stack">
        {people.map((member) => (
          <li>
            <Member view={view} member={member} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Member({ view, member, first = false }: { view: View; member: CastMember; first?: boolean }) {
  return (
    <div>
      <button class={first ? 'button' : 'button button--line button--small'} name="person" value={member.person}>
        {view.texts.signIn.as(say(view, member.name))}
      </button>{' '}
      <span class="quiet">
        {joined(
          view,
          member.posts.map((post) => say(view, post)),
        )}
      </span>
    </div>
  );
}

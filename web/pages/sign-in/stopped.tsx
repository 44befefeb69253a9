/** A sign-in that came to nothing: what happened, what to do, and the way to begin again. */
import { Frame } from '../kit/frame.tsx';
import { Banner } from '../kit/parts.tsx';
import type { View } from '../kit/view.ts';

/** Why. */
export type Why = keyof View['texts']['signIn']['stopped'];

export interface Stopped {
  readonly why: Why;
  /** Where one wanted to go. */
  readonly to: string;
  /** The account that is bound to nobody: what an administrator needs to bind it. */
  readonly account?: { readonly issuer: string; readonly subject: string };
}

export function StoppedPage({ view: shown, stopped: { why, to, account } }: { view: View; stopped: Stopped }) {
  const { texts, reader } = shown;
  const { title, what } = texts.signIn.stopped[why];
  const again = to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`;
  // What the provider sent back is good once: the other language is to be had where one begins again.
  const view = { ...shown, address: again };
  return (
    <Frame view={view} title={texts.signIn.title}>
      <div class="head">
        <h1>{texts.signIn.title}</h1>
      </div>
      <Banner kind="error" title={title} id="problem">
        <p>{what}</p>
      </Banner>
      {account !== undefined && (
        <dl class="facts section">
          <dt>{texts.signIn.issuer}</dt>
          <dd>
            <code>{account.issuer}</code>
          </dd>
          <dt>{texts.signIn.subject}</dt>
          <dd>
            <code>{account.subject}</code>
          </dd>
        </dl>
      )}
      <p class="section">
        {reader === undefined ? <a href={again}>{texts.signIn.again}</a> : <a href="/">{texts.signIn.stillSignedIn}</a>}
      </p>
    </Frame>
  );
}

/** Signed out here; on to signing out at the provider, which no form may lead to. */
export function OnwardPage({ view, to }: { view: View; to: string }) {
  const { texts } = view;
  return (
    <Frame view={view} title={texts.signOut} onward={to}>
      <div class="head">
        <h1>{texts.signOut}</h1>
      </div>
      <Banner kind="ok" title={texts.signIn.signedOut}>
        <p>
          {texts.signIn.alsoThere} <a href={to}>{texts.signIn.onward}</a>
        </p>
      </Banner>
    </Frame>
  );
}

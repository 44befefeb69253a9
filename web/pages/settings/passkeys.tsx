/** One's passkeys, each with a button that removes it, and the way to one more. */
import { PASSKEYS_EACH, type Passkey } from '../../../contract/records/passkeys.ts';
import { Frame } from '../kit/frame.tsx';
import { Banner, Token } from '../kit/parts.tsx';
import { PasskeyForm, saying } from '../kit/passkey.tsx';
import { Passkeys } from '../kit/passkeys.tsx';
import type { View } from '../kit/view.ts';

interface PasskeysProps {
  readonly view: View;
  readonly passkeys: readonly Passkey[];
  /** What was just done. */
  readonly told: 'enrolled' | 'added' | 'removed' | undefined;
  /** Whether one can be added now, else why not. */
  readonly add: 'now' | 'byLink' | 'afresh' | 'full';
  /** The one by which one is signed in. */
  readonly by: string | undefined;
}

export function PasskeysPage({ view, passkeys, told, add, by }: PasskeysProps) {
  const words = view.texts.passkeys;
  return (
    <Frame view={view} title={words.title} passkeys>
      <div class="head">
        <h1>{words.title}</h1>
      </div>
      {told === 'enrolled' && (
        <Banner kind="ok" title={words.enrolledNow}>
          <p>{words.enrolledNext}</p>
        </Banner>
      )}
      {told === 'added' && <Banner kind="ok" title={words.addedNow} />}
      {told === 'removed' && <Banner kind="ok" title={words.removed} />}
      <p class="lead">{words.lead}</p>
      <section class="section">
        <h2>{words.inUse}</h2>
        {passkeys.length === 0 ? (
          <p>{words.nothing}</p>
        ) : (
          <>
            <p class="lead">{words.removeHelp}</p>
            <Passkeys view={view} passkeys={passkeys} by={by} action="/settings/passkeys/remove" />
          </>
        )}
      </section>
      <section class="section">
        <h2>{words.add}</h2>
        <Add view={view} add={add} />
      </section>
      <p class="section">
        <a href="/settings/sessions">{words.link}</a>
      </p>
    </Frame>
  );
}

function Add({ view, add }: { view: View; add: PasskeysProps['add'] }) {
  const words = view.texts.passkeys;
  if (add === 'byLink') return <p>{words.addByLink}</p>;
  if (add === 'full') return <p>{words.full(PASSKEYS_EACH)}</p>;
  if (add === 'afresh') return <p>{words.addAfresh}</p>;
  return (
    <>
      <p class="help">{words.addHelp}</p>
      <PasskeyForm
        act="create"
        begin="/settings/passkeys/begin"
        finish="/settings/passkeys"
        say={saying(view, words.add)}
      >
        <Token view={view} />
      </PasskeyForm>
    </>
  );
}

/** One's passkeys, each with a button that removes it, and the way to one more. */
import { PASSKEYS_EACH, type Passkey } from '../../../contract/records/passkeys.ts';
import { Frame } from '../kit/frame.tsx';
import { Banner, Chip, Token } from '../kit/parts.tsx';
import { PasskeyForm, saying } from '../kit/passkey.tsx';
import { minuteShown, type View } from '../kit/view.ts';

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
            <ul class="tasks">
              {passkeys.map((passkey) => (
                <li>
                  <PasskeyRow view={view} passkey={passkey} current={passkey.id === by} />
                </li>
              ))}
            </ul>
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

function PasskeyRow({ view, passkey, current }: { view: View; passkey: Passkey; current: boolean }) {
  const words = view.texts.passkeys;
  const { id, how, enrolled, used, synced, wentBack } = passkey;
  const since = minuteShown(view, enrolled);
  return (
    <>
      <div class="when">
        <strong>{since}</strong> {current && <Chip kind="key">{words.current}</Chip>}{' '}
        {wentBack !== undefined && <Chip kind="late">{words.wentBack}</Chip>}
      </div>
      <div class="stack">
        <p>
          {words.how[how]}
          {synced && (
            <>
              <br />
              {words.synced}
            </>
          )}
          <br />
          <span class="quiet">{used === undefined ? words.unused : `${words.used} ${minuteShown(view, used)}`}</span>
        </p>
        {wentBack !== undefined && <p class="late">{words.wentBackHelp(minuteShown(view, wentBack))}</p>}
        <form method="post" action="/settings/passkeys/remove">
          <Token view={view} />
          <button
            class="button button--line button--small"
            name="passkey"
            value={id}
            aria-label={words.removeOf(since)}
          >
            {words.remove}
          </button>
        </form>
      </div>
    </>
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

/** Somebody's passkeys, for themselves and for who administers them. */
import type { Passkey } from '../../../contract/records/passkeys.ts';
import { Chip, Token } from './parts.tsx';
import { minuteShown, type View } from './view.ts';

interface PasskeysProps {
  readonly view: View;
  readonly passkeys: readonly Passkey[];
  /** The one by which the reader is signed in. */
  readonly by?: string | undefined;
  /** Where one is removed. */
  readonly action: string;
}

export function Passkeys({ view, passkeys, by, action }: PasskeysProps) {
  return (
    <ul class="tasks">
      {passkeys.map((passkey) => (
        <li>
          <PasskeyRow view={view} passkey={passkey} current={passkey.id === by} action={action} />
        </li>
      ))}
    </ul>
  );
}

/** One, with a button that removes it. */
function PasskeyRow({
  view,
  passkey,
  current,
  action,
}: {
  view: View;
  passkey: Passkey;
  current: boolean;
  action: string;
}) {
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
        <form method="post" action={action}>
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

/** An account of the identity provider, as its person and the administrators see it. */
import { minuteShown, type View } from './view.ts';

interface AccountProps {
  readonly view: View;
  readonly account: {
    readonly issuer: string;
    readonly subject: string;
    readonly how: keyof View['texts']['sessions']['boundBy'];
    readonly bound: number;
  };
  readonly class: string;
}

/** Whose it is there, and since when and how it belongs to the person here. */
export function AccountFacts({ view, account, class: name }: AccountProps) {
  const { sessions, signIn } = view.texts;
  return (
    <dl class={name}>
      <dt>{signIn.issuer}</dt>
      <dd>
        <code>{account.issuer}</code>
      </dd>
      <dt>{signIn.subject}</dt>
      <dd>
        <code>{account.subject}</code>
      </dd>
      <dt>{sessions.tie}</dt>
      <dd>
        {sessions.boundBy[account.how]}　{minuteShown(view, account.bound)}
      </dd>
    </dl>
  );
}

import { Token } from '../kit/parts.tsx';
import { Frame } from '../kit/frame.tsx';
import type { View } from '../kit/view.ts';

/** Asks once: a link alone signs nobody out. */
export function SignOutPage({ view }: { view: View }) {
  const { texts } = view;
  return (
    <Frame view={view} title={texts.signOut}>
      <div class="head">
        <h1>{texts.signOut}</h1>
      </div>
      <form method="post" action="/sign-out">
        <Token view={view} />
        <div class="actions">
          <button class="button">{texts.signOut}</button>
          <a href="/">{texts.cancel}</a>
        </div>
      </form>
    </Frame>
  );
}

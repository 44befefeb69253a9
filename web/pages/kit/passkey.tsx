/**
 * The form that the script of passkeys fills in. Without it – no JavaScript, or a browser that has no passkeys – it shows
 * no button, and says what to do instead.
 */
import type { Child } from 'hono/jsx';
import type { View } from './view.ts';

const outcomes = ['declined', 'known', 'many', 'failed'] as const;

interface PasskeyFormProps {
  /** Whether a key is made, or answers. */
  readonly act: 'create' | 'get';
  readonly begin: string;
  readonly finish: string;
  /** Words in place of a text's key: the pages of a link say everything in both languages. */
  readonly say: (key: 'needsScript' | 'button' | (typeof outcomes)[number]) => Child;
  /** Its other fields. */
  readonly children?: Child;
}

export function PasskeyForm({ act, begin, finish, say, children }: PasskeyFormProps) {
  return (
    <form method="post" action={finish} data-passkey={act} data-begin={begin}>
      {children}
      <input type="hidden" name="answer" value="" />
      <p data-without="yes">{say('needsScript')}</p>
      <div class="actions" data-with="yes" hidden>
        <button class="button">{say('button')}</button>
      </div>
      {outcomes.map((what) => (
        <p class="err" role="alert" data-told={what} hidden>
          {say(what)}
        </p>
      ))}
    </form>
  );
}

/** What it says in one language, with these words on its button. */
export function saying({ texts }: View, button: string): PasskeyFormProps['say'] {
  const { told, needsScript } = texts.passkeys;
  return (key) => (key === 'button' ? button : key === 'needsScript' ? needsScript : told[key]);
}

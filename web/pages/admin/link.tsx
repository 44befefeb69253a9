/** A one-time link that was issued: shown once. */
import { minuteShown, type View } from '../kit/view.ts';
import { AdminFrame } from './frame.tsx';

interface LinkProps {
  readonly view: View;
  readonly name: string;
  readonly person: string;
  /** The whole address; absent where it waits, and when the form is sent again. */
  readonly address: string | undefined;
  readonly pending: boolean;
  readonly expires: number;
}

export function LinkPage({ view, name, person, address, pending, expires }: LinkProps) {
  const { link } = view.texts.admin;
  const until = minuteShown(view, expires);
  const back = `/admin/people/${person}`;
  return (
    <AdminFrame
      view={view}
      title={pending ? link.pendingTitle : link.title}
      at="people"
      crumbs={[{ href: back, words: name }]}
    >
      {pending ? (
        <p class="notice notice--warn">{link.pending(until)}</p>
      ) : address === undefined ? (
        <p class="notice notice--warn">{link.again}</p>
      ) : (
        <>
          <p class="notice notice--warn">{link.once}</p>
          <dl class="facts section">
            <dt>{link.address}</dt>
            <dd>
              <code id="link">{address}</code>
            </dd>
          </dl>
          <p>{link.until(until)}</p>
        </>
      )}
      <p class="actions">
        <a href={back}>{link.back(name)}</a>
      </p>
    </AdminFrame>
  );
}

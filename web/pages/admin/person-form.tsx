/** Somebody new, or the name and address of somebody recorded. */
import { apart, Token } from '../kit/parts.tsx';
import type { View } from '../kit/view.ts';
import { Choice, TextField, Wrong, type Option } from './fields.tsx';
import type { Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';
import { nameOf } from './organisations.tsx';
import type { Person } from './people.tsx';

interface PersonFormProps {
  readonly view: View;
  readonly action: string;
  readonly filled: Filled;
  /** Absent: somebody new. */
  readonly shown?: Person;
  readonly bodies: readonly Option[];
}

export function PersonFormPage({ view, action, filled, shown, bodies }: PersonFormProps) {
  const { admin } = view.texts;
  const words = admin.personForm;
  const title = shown === undefined ? words.newTitle : words.changeTitle;
  return (
    <AdminFrame
      view={view}
      title={title}
      at="people"
      crumbs={shown === undefined ? [] : [{ href: `/admin/people/${shown.id}`, words: nameOf(view, shown) }]}
    >
      <Wrong view={view} filled={filled} />
      <p>{admin.required}</p>
      <form method="post" action={apart(action)}>
        <Token view={view} />
        <TextField view={view} filled={filled} name="nameJa" label={words.nameJa} />
        <TextField view={view} filled={filled} name="nameEn" label={words.nameEn} />
        <TextField view={view} filled={filled} name="mail" label={words.mail} help={words.mailHelp} optional wide />
        <Choice view={view} filled={filled} name="home" label={admin.columns.home} options={bodies} />
        <div class="actions">
          <button class="button" name="_do" value="check">
            {admin.post.check}
          </button>
        </div>
      </form>
    </AdminFrame>
  );
}

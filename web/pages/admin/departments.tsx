/** A department: recorded, or changed. */
import { apart, Token } from '../kit/parts.tsx';
import type { View } from '../kit/view.ts';
import { Choice, DateField, TextField, Wrong, YesNo, type Option } from './fields.tsx';
import type { Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';

interface DepartmentFormProps {
  readonly view: View;
  readonly action: string;
  readonly isNew: boolean;
  readonly body: { readonly id: string; readonly name: string };
  readonly others: readonly Option[];
  readonly filled: Filled;
}

export function DepartmentFormPage({ view, action, isNew, body, others, filled }: DepartmentFormProps) {
  const { admin } = view.texts;
  const words = admin.departmentForm;
  return (
    <AdminFrame
      view={view}
      title={isNew ? words.newTitle : words.changeTitle}
      at="organisations"
      crumbs={[{ href: `/admin/organisations/${body.id}`, words: body.name }]}
    >
      <Wrong view={view} filled={filled} />
      <p>{admin.required}</p>
      <form method="post" action={apart(action)}>
        <Token view={view} />
        <TextField view={view} filled={filled} name="nameJa" label={words.nameJa} />
        <TextField view={view} filled={filled} name="nameEn" label={words.nameEn} />
        <Choice
          view={view}
          filled={filled}
          name="parent"
          label={words.parent}
          options={others}
          empty={words.none}
          optional
        />
        <YesNo view={view} filled={filled} name="bureau" label={words.bureau} />
        <YesNo view={view} filled={filled} name="separate" label={words.separate} />
        <DateField view={view} filled={filled} name="from" label={words.from} optional />
        {!isNew && (
          <>
            <DateField view={view} filled={filled} name="to" label={words.to} optional />
            <Choice
              view={view}
              filled={filled}
              name="successors"
              label={words.successors}
              options={others}
              empty={words.none}
              optional
            />
          </>
        )}
        <div class="actions">
          <button class="button" name="_do" value="check">
            {admin.post.check}
          </button>
        </div>
      </form>
    </AdminFrame>
  );
}

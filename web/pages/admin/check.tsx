/** A change before it is requested: what is recorded, what it does to running procedures, who must approve it. */
import type { z } from '@hono/zod-openapi';
import type { previewSchema, waitingPreviewSchema } from '../../api/registry-schemas.ts';
import { Chip, Token } from '../kit/parts.tsx';
import { dateShown, minuteShown, say, sayFirst, type View } from '../kit/view.ts';
import { EffectsShown } from './effects.tsx';
import type { Values } from './filled.ts';
import { AdminFrame } from './frame.tsx';

export type Preview = z.output<typeof previewSchema>;
type Rows = z.output<typeof waitingPreviewSchema>['rows'];

interface CheckProps {
  readonly view: View;
  readonly preview: Preview;
  /** What confirms it. */
  readonly confirm: Sending;
  /** What leads back to the form. */
  readonly back: Sending;
}

/** A form without anything to fill in. */
export interface Sending {
  readonly action: string;
  readonly fields: Values;
}

export function ChangeCheckPage({ view, preview, confirm, back }: CheckProps) {
  const { check } = view.texts.admin;
  const { status } = preview;
  return (
    <AdminFrame view={view} title={check.title} at="changes" crumbs={[]}>
      {preview.warnings !== undefined && (
        <div class="notice notice--warn">
          <h2>{check.warning}</h2>
          <ul class="bullets">
            {preview.warnings.map((warning) => (
              <li>{say(view, warning)}</li>
            ))}
          </ul>
        </div>
      )}
      <Becomes view={view} preview={preview} />
      <RowsShown view={view} rows={preview.rows} more={preview.moreRows} guarded={preview.guarded ?? []} />
      <EffectsShown view={view} effects={preview.effects} />
      <div class="actions">
        {status !== 'nothing' && (
          <form method="post" action={confirm.action} enctype="multipart/form-data">
            <Token view={view} />
            <Hidden fields={confirm.fields} />
            <button class="button">{status === 'wouldWait' ? check.confirm : check.confirmMade}</button>
          </form>
        )}
        <form method="post" action={back.action}>
          <Token view={view} />
          <Hidden fields={back.fields} />
          <button class="button button--line" name="_do" value="again">
            {check.again}
          </button>
        </form>
      </div>
    </AdminFrame>
  );
}

function Hidden({ fields }: { fields: Values }) {
  return (
    <>
      {Object.entries(fields)
        .filter(([name]) => name !== '_do')
        .map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
    </>
  );
}

function Becomes({ view, preview }: { view: View; preview: Preview }) {
  const { check } = view.texts.admin;
  const { status, soleAdministrator, objectionUntil, lastDay } = preview;
  return (
    <div class={status === 'wouldWait' ? 'notice notice--warn' : 'notice'}>
      <p>{check[status]}</p>
      {soleAdministrator === true && <p>{check.sole}</p>}
      {objectionUntil !== undefined && lastDay !== undefined && (
        <p>{check.objection(minuteShown(view, objectionUntil), dateShown(view, lastDay))}</p>
      )}
    </div>
  );
}

/** What is written, row by row. */
export function RowsShown({
  view,
  rows,
  more,
  guarded,
}: {
  view: View;
  rows: Rows;
  more: number;
  guarded: readonly string[];
}) {
  const { check } = view.texts.admin;
  if (rows.length === 0) return <></>;
  return (
    <section class="section">
      <h2>{check.rows}</h2>
      <ul class="plain">
        {rows.map((row) => (
          <li>
            <strong>{row.subject === undefined ? say(view, row) : say(view, row.subject)}</strong>{' '}
            {guarded.includes(row.id) && <Chip kind="soon">{check.guarded}</Chip>}
            <ul class="bullets small">
              {row.fields
                .filter(({ field }) => !saidBefore.includes(field))
                .map((field) => (
                  <li>{fieldShown(view, field)}</li>
                ))}
            </ul>
          </li>
        ))}
      </ul>
      {more > 0 && <p class="quiet">{check.more(more)}</p>}
    </section>
  );
}

/** Ids, and what the heading of the row says. */
const saidBefore: readonly string[] = ['id', 'person', 'role', 'organisation', 'department'];

function fieldShown(view: View, field: Rows[number]['fields'][number]): string {
  const { before, after } = field;
  const words = sayFirst(view, field.named ?? field);
  const days = [before, after].filter((value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value));
  return days.reduce<string>(
    (text, day) => (typeof day === 'string' ? text.replace(day, dateShown(view, day)) : text),
    words,
  );
}

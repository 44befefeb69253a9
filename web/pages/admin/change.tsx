/** A change that was requested: what it does, and approving or rejecting it. */
import type { z } from '@hono/zod-openapi';
import type { Text } from '../../../model/text.ts';
import type { waitingPreviewSchema } from '../../api/registry-schemas.ts';
import type { Api } from '../../api/routes.ts';
import { Banner, Chip, joined, Token } from '../kit/parts.tsx';
import { dateShown, minuteShown, say, type View } from '../kit/view.ts';
import { holderOf, type Post } from './appointments.tsx';
import { whatOf } from './changes.tsx';
import { RowsShown } from './check.tsx';
import { EffectsShown } from './effects.tsx';
import { TextField, Wrong } from './fields.tsx';
import type { Filled } from './filled.ts';
import { AdminFrame } from './frame.tsx';
import { ValueShown } from '../registers/history.tsx';

export type ChangeShown = Awaited<ReturnType<Api['changes']['one']['ask']>>['body'] & {
  readonly byName?: Text | undefined;
  readonly decidedByName?: Text | undefined;
};

/** A fact of a common register that is asked for. */
export interface AskedFact extends Pick<Parameters<typeof ValueShown>[0], 'fields' | 'value' | 'names'> {
  readonly label: Text;
  readonly from: number;
}

interface ChangeProps {
  readonly view: View;
  readonly change: ChangeShown;
  /** Of a change of the registry's rows that waits. */
  readonly preview: z.output<typeof waitingPreviewSchema> | undefined;
  /** What it is about, where it is a link or an account. */
  readonly about: string | undefined;
  /** What is to be recorded in a common register. */
  readonly fact: AskedFact | undefined;
  /** The posts that it ends, where that may be objected to. */
  readonly ends: readonly Post[];
  /** The reader asked for it. */
  readonly own: boolean;
  readonly body: (id: string) => string;
  readonly filled: Filled;
  readonly told: string | undefined;
}

export function ChangePage(props: ChangeProps) {
  const { view, change, preview, about, fact, own, ends, body, filled, told } = props;
  const name = (person: string, known: Text | undefined): string => (known === undefined ? person : say(view, known));
  const { admin } = view.texts;
  const words = admin.change;
  const guarded = change.rows.flatMap((row) => (row.guarded === true ? [row.id] : []));
  return (
    <AdminFrame
      view={view}
      title={about ?? whatOf(view, change.rows)}
      at="changes"
      crumbs={[]}
      told={told}
      beside={<Chip kind={change.status === 'pending' ? 'soon' : 'plain'}>{admin.statuses[change.status]}</Chip>}
    >
      <Wrong view={view} filled={filled} />
      <dl class="facts">
        <dt>{words.askedBy}</dt>
        <dd>{name(change.by, change.byName)}</dd>
        <dt>{words.askedAt}</dt>
        <dd>{minuteShown(view, change.at)}</dd>
        {change.status === 'pending' && change.expires !== undefined && (
          <>
            <dt>{words.until}</dt>
            <dd>{minuteShown(view, change.expires)}</dd>
          </>
        )}
        {change.bodies.length > 0 && (
          <>
            <dt>{words.bodies}</dt>
            <dd>{joined(view, change.bodies.map(body))}</dd>
          </>
        )}
        {change.decidedBy !== undefined && (
          <>
            <dt>{words.decidedBy}</dt>
            <dd>
              {name(change.decidedBy, change.decidedByName)}
              {change.decidedAt !== undefined && `　${minuteShown(view, change.decidedAt)}`}
            </dd>
          </>
        )}
        {ends.map((post) => (
          <>
            <dt>{words.ends}</dt>
            <dd>
              {joined(view, [
                holderOf(view, post),
                say(view, post),
                body(post.organisation),
                ...(post.to === undefined ? [] : [words.lastDay(dateShown(view, post.to))]),
              ])}
            </dd>
          </>
        ))}
        {change.objectionUntil !== undefined && (
          <>
            <dt>{words.objectionUntil}</dt>
            <dd>{minuteShown(view, change.objectionUntil)}</dd>
          </>
        )}
        {change.soleAdministrator === true && (
          <>
            <dt>{words.decidedBy}</dt>
            <dd>{words.sole}</dd>
          </>
        )}
        {change.reason !== undefined && (
          <>
            <dt>{words.reason}</dt>
            <dd>{change.reason}</dd>
          </>
        )}
        {fact !== undefined && (
          <>
            <dt>{view.texts.registers.common.asked}</dt>
            <dd>
              <ValueShown view={view} fields={fact.fields} value={fact.value} names={fact.names} whole />
            </dd>
            <dt>{view.texts.registers.effective}</dt>
            <dd>{minuteShown(view, fact.from)}</dd>
          </>
        )}
      </dl>
      {preview?.stale !== undefined && <Banner kind="info" title={words.stale} />}
      {preview !== undefined && (
        <>
          <RowsShown view={view} rows={preview.rows} more={preview.moreRows} guarded={guarded} />
          <EffectsShown view={view} effects={preview.effects} />
        </>
      )}
      {change.status === 'pending' && <Decide view={view} change={change} own={own} filled={filled} />}
      {change.mayObject === true && <Objection view={view} change={change} filled={filled} />}
    </AdminFrame>
  );
}

function Objection({ view, change, filled }: Pick<ChangeProps, 'view' | 'change' | 'filled'>) {
  const words = view.texts.admin.change;
  return (
    <section class="section" id="objection">
      <h2>{words.objection}</h2>
      <p class="lead">{words.objectionHelp}</p>
      <form method="post" action={`/admin/changes/${change.id}/object`}>
        <Token view={view} />
        <TextField view={view} filled={filled} name="reason" label={words.objectionReason} long />
        <div class="actions">
          <button class="button">{words.object}</button>
        </div>
      </form>
    </section>
  );
}

function Decide({ view, change, own, filled }: Pick<ChangeProps, 'view' | 'change' | 'own' | 'filled'>) {
  const words = view.texts.admin.change;
  const place = `/admin/changes/${change.id}`;
  if (own) {
    return (
      <form method="post" action={`${place}/withdraw`} class="section">
        <Token view={view} />
        <p class="notice">{words.own}</p>
        <div class="actions">
          <button class="button button--line">{words.withdraw}</button>
        </div>
      </form>
    );
  }
  return (
    <div class="section">
      <form method="post" action={`${place}/approve`}>
        <Token view={view} />
        <div class="actions">
          <button class="button">{words.approve}</button>
        </div>
      </form>
      <details
        class="more section"
        open={filled.errors.size + filled.refusals.length > 0 || filled.values['reason'] !== undefined}
      >
        <summary>{words.reject}</summary>
        <form method="post" action={`${place}/reject`}>
          <Token view={view} />
          <TextField view={view} filled={filled} name="reason" label={words.rejectReason} long />
          <div class="actions">
            <button class="button button--line">{words.reject}</button>
          </div>
        </form>
      </details>
    </div>
  );
}

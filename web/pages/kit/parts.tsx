/** Small parts that pages are put together from. */
import type { Child } from 'hono/jsx';
import type { Text } from '../../../model/text.ts';
import type { Instant } from '../../../model/identifiers.ts';
import { businessDaysUntil } from '../../../model/calendar/business-days.ts';
import { clauseShown } from '../../../model/clauses.ts';
import { dateInJapan } from '../../../model/japan-time.ts';
import { dueShown, say, sayFirst, type View } from './view.ts';

export type ChipKind = 'plain' | 'late' | 'soon' | 'done' | 'key' | 'vacant' | 'mark';

export function Chip({ kind = 'plain', children }: { kind?: ChipKind; children: Child }) {
  return <span class={kind === 'plain' ? 'chip' : `chip chip--${kind}`}>{children}</span>;
}

/** What cites a clause, and beside an agency's own the one of ministries. */
export interface Citing {
  readonly clause: string;
  readonly ministries?: { readonly clause: string } | undefined;
}

/** The clauses that something cites, each a link to its words. */
export function Clauses({ view, citing: { clause, ministries } }: { view: View; citing: Citing }) {
  return (
    <>
      <Clause view={view} id={clause} />
      {ministries !== undefined && (
        <>
          {' '}
          <Clause view={view} id={ministries.clause} />
        </>
      )}
    </>
  );
}

function Clause({ view, id }: { view: View; id: string }) {
  return (
    <span class="nowrap">
      <a class="clause" href={`/guideline/${id}`}>
        {say(view, clauseShown(id))}
      </a>
    </span>
  );
}

/** What a procedure is marked with, among its facts. */
export function Marks({ view, marks }: { view: View; marks: readonly Text[] }) {
  if (marks.length === 0) return <></>;
  return (
    <div>
      <dt>{view.texts.procedure.marks}</dt>
      <dd>
        {marks.map((mark) => (
          <>
            <Chip kind="mark">{sayFirst(view, mark)}</Chip>{' '}
          </>
        ))}
      </dd>
    </div>
  );
}

/** How far off a due instant is, in business days. */
export function distanceTo(view: View, due: Instant): { readonly late: boolean; readonly words: string } {
  const late = due <= view.at;
  const days = Math.abs(businessDaysUntil(dateInJapan(view.at), dateInJapan(due - 1)));
  return { late, words: late ? view.texts.businessDaysLate(days) : view.texts.businessDaysLeft(days) };
}

/** The distance in words; what is late as a chip, or in a table – where a chip for each row is too much – in its colour. */
export function Distance({ view, due, dense }: { view: View; due: Instant; dense?: true }) {
  const { late, words } = distanceTo(view, due);
  if (!late) return <>{words}</>;
  return dense === true ? <span class="late">{words}</span> : <Chip kind="late">{words}</Chip>;
}

/** What falls due next of these. */
export function nextDueOf<T extends { readonly due: Instant; readonly met?: Instant | undefined }>(
  items: readonly T[],
): T | undefined {
  return items.filter(({ met }) => met === undefined).toSorted((a, b) => a.due - b.due)[0];
}

/** Date and distance of something due. */
export function When({ view, due }: { view: View; due: Instant }) {
  return (
    <div class="when">
      <strong>{dueShown(view, due, { short: true })}</strong> <Distance view={view} due={due} />
    </div>
  );
}

/** What went wrong, what to know, what was done. */
export function Banner({
  kind,
  title,
  id,
  children,
}: {
  kind: 'error' | 'ok' | 'info';
  title: string;
  id?: string;
  children?: Child;
}) {
  const role = kind === 'error' ? 'alert' : 'status';
  return (
    <div class={kind === 'info' ? 'banner' : `banner banner--${kind}`} role={role} tabindex={-1} id={id}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

/** What every form carries: the key under which it is done once, and the proof that this session was given it. */
export function Token({ view }: { view: View }) {
  return <input type="hidden" name={tokenField} value={view.token()} />;
}

/** Not `form`, which is the name of a field of some decision. */
export const tokenField = '_form';

/**
 * Where a form is sent that stands at its own address: not the very same, for which a browser that sends something forgets
 * what it has. By the back button it is then the same page again, with what was typed, under the same key.
 */
export function apart(address: string): string {
  return `${address}?sent`;
}

/** A list read out as one: `、` or commas between. */
export function joined(view: View, words: readonly string[]): string {
  return words.join(view.texts.between);
}

/** The address of a procedure's page, from its instance id. */
export function pageOf(instance: string): string {
  return `/${instance}`;
}

/** The address of a body's year, where the reader is of that body; others may read single procedures of it. */
export function yearPageOf({ reader }: View, organisation: string, year: number): string | undefined {
  return reader?.bodies.includes(organisation) === true ? `/${organisation}/${year}` : undefined;
}

/** Tables of records: dense, and on a phone a list with labels. */
import type { Child } from 'hono/jsx';

interface TableProps {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly string[];
  /** Of each row the cells; the first is its heading. */
  readonly rows: readonly { readonly cells: readonly Child[]; readonly late?: boolean }[];
}

export function Table({ id, caption, columns, rows }: TableProps) {
  return (
    <div class="scroll" role="region" aria-labelledby={id} tabindex={0}>
      <table role="table" class="dense stackable">
        <caption id={id} class="sr">
          {caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th role="columnheader" scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map(({ cells: [first, ...cells], late = false }) => (
            <tr role="row" class={late ? 'is-late' : ''}>
              <th role="rowheader" scope="row">
                {first}
              </th>
              {cells.map((cell, i) => (
                <td role="cell" data-label={columns[i + 1] ?? ''}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** To the first page, and to the next. */
export function Pager({
  path,
  asked,
  next,
  words,
}: {
  path: string;
  asked: Readonly<Record<string, string>>;
  next: string | undefined;
  words: { readonly first: string; readonly next: string };
}) {
  const { cursor, ...others } = asked;
  const address = (more: Record<string, string>): string => {
    const query = new URLSearchParams({ ...others, ...more }).toString();
    return query === '' ? path : `${path}?${query}`;
  };
  return (
    <p class="pager small">
      {cursor !== undefined && <a href={address({})}>{words.first}</a>}
      {next !== undefined && <a href={address({ cursor: next })}>{words.next}</a>}
    </p>
  );
}

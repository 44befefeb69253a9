/** Lists read to their end, page by page, up to a bound. */

/** A page of a list, as the API gives them. */
interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string | undefined;
}

/** All of it; `more`: there are others beyond so many. */
export async function whole<T>(
  ask: (cursor: string | undefined) => Promise<Page<T>>,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly more: boolean }> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined && items.length < most);
  return { items: items.slice(0, most), more: cursor !== undefined || items.length > most };
}

/** An address of these pages, never another host's; the first page for anything else. */
export function placeIn(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])[\x21-\x7e]{0,1000}$/.test(to) ? to : '/';
}

import type { Text } from './text.ts';

/** A post, with those who hold it where that is told; nobody: it is vacant 未発令. */
export interface ShownPost extends Text {
  readonly holders?: readonly Text[] | undefined;
}

/** Posts named in a line: who asks needs one of them, not all. */
const POSTS_NAMED = 4;

/** Posts with their holders in one line; a vacant one only where nobody holds any of them. */
export function postsShown(posts: readonly ShownPost[]): Text {
  const held = posts.filter(({ holders }) => holders === undefined || holders.length > 0);
  const named = held.length > 0 ? held : posts;
  const shown = named.slice(0, POSTS_NAMED);
  const more = named.length - shown.length;
  return {
    ja: `${shown.map((post) => withHolders(post.ja, post.holders?.map(({ ja }) => ja).join('、'), '未発令')).join('、')}${more > 0 ? `ほか${more}役職` : ''}`,
    en: `${shown.map((post) => withHolders(post.en, post.holders?.map(({ en }) => en).join(', '), 'vacant')).join('; ')}${more > 0 ? ` and ${more} more posts` : ''}`,
  };
}

function withHolders(post: string, holders: string | undefined, vacant: string): string {
  if (holders === undefined) return post;
  return `${post} ${holders === '' ? vacant : holders}`;
}

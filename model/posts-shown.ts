import type { Text } from './text.ts';

/** A post, with those who hold it where that is told; nobody: it is vacant 未発令. */
export interface ShownPost extends Text {
  readonly holders?: readonly Text[] | undefined;
}

/** Posts with their holders in one line. */
export function postsShown(posts: readonly ShownPost[]): Text {
  return {
    ja: posts.map((post) => withHolders(post.ja, post.holders?.map(({ ja }) => ja).join('、'), '未発令')).join('、'),
    en: posts.map((post) => withHolders(post.en, post.holders?.map(({ en }) => en).join(', '), 'vacant')).join('; '),
  };
}

function withHolders(post: string, holders: string | undefined, vacant: string): string {
  if (holders === undefined) return post;
  return `${post} ${holders === '' ? vacant : holders}`;
}
